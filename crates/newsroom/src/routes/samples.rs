//! Samples of what templates are given, so that every template can be rendered without a database.

use theme::PageCheck;

use crate::features::alerts::AlertLine;
use crate::features::articles::{self, Shown, Teaser};
use crate::features::channels::ChannelLink;
use crate::features::media_library::{Licence, PictureView};
use crate::features::pages::{
    self, Alternate, EditionLink, Elsewhere, FeedLink, FullMoment, Head, Kin, Link, Listed, Listing, Moment,
    Now, OpenGraph, SectionLink, Site, check_list, feeds_of,
};
use crate::features::{
    archive, authors, corrections, credits, follow, fronts, galleries, lite, recordings, sections,
    site_search, speakers, standing_pages, stories, topics,
};

/// Every page there is, for checking a theme.
pub fn checks() -> Vec<PageCheck> {
    let pages = [
        articles::site::check(),
        check_list::<authors::PublishedAuthor>(),
        corrections::site::check(),
        follow::site::check(),
        fronts::site::check(),
        stories::site::check(),
        stories::site::check_list(),
        stories::check_statements(),
        check_list::<fronts::site::Latest>(),
        check_list::<sections::Section>(),
        check_list::<topics::PublishedTopic>(),
        check_list::<galleries::Galleries>(),
        check_list::<recordings::Videos>(),
        check_list::<recordings::Sounds>(),
        credits::site::check(),
        pages::check_offline(),
        site_search::site::check(),
        speakers::site::check(),
        standing_pages::site::check(),
    ];
    pages
        .into_iter()
        .chain(articles::kind_checks())
        .chain(archive::site::checks())
        .chain(lite::site::checks())
        .chain(pages::error_checks())
        .collect()
}

/// A frame of the Arabic edition.
pub fn site() -> Site {
    let edition = EditionLink {
        code: "ar".to_owned(),
        name: "خبر".to_owned(),
        lang: "ar".to_owned(),
        dir: "rtl",
        home: "/ar/".to_owned(),
        tagline: "أخبار اليوم".to_owned(),
        quotes: Some("curly"),
        current: true,
    };
    Site {
        editions: vec![edition.clone()],
        edition,
        sections: vec![section_link(
            "السياسة",
            "/ar/politics/",
            vec![section_link("البرلمان", "/ar/parliament/", Vec::new())],
        )],
        now: Now {
            date_words: "الاثنين، 23 نوفمبر 2026".to_owned(),
            hijri_words: Some("13 جمادى الآخرة 1448 هـ".to_owned()),
            iso: "2026-11-23".to_owned(),
        },
        feeds: vec![FeedLink {
            href: "/ar/rss.xml".to_owned(),
            mime: "application/rss+xml",
            title: "خبر · RSS".to_owned(),
            format: "RSS",
        }],
        nav: vec![link_to("السياسة", "/ar/politics/"), link_to("فيديو", "/ar/video/")],
        channels: vec![ChannelLink {
            platform: "mastodon",
            platform_words: "ماستودون".to_owned(),
            name: "@khabar & <غيره>".to_owned(),
            href: "https://social.example/@khabar".to_owned(),
        }],
        menu: vec![link_to("من نحن", "/ar/about/"), link_to("اتصل بنا", "/ar/contact/")],
        latest: (1..=4).map(teaser).collect(),
        alerts: vec![AlertLine {
            mark: "alert-0D7K3F9QX2M1-1".to_owned(),
            words: "الحكومة: <العمل> بالقانون & غيره".to_owned(),
            href: Some("/ar/politics/0D7K3F9QX2M1/x".to_owned()),
            lite_href: None,
            at: moment(),
        }],
        sample: true,
        footer_note: String::new(),
    }
}

/// What a page of it says of itself.
pub fn head() -> Head {
    Head {
        section: Some("/ar/politics/".to_owned()),
        elsewhere: vec![Elsewhere {
            name: "Khabar".to_owned(),
            lang: "en".to_owned(),
            dir: "ltr",
            href: "/en/".to_owned(),
        }],
        canonical: "https://example.org/ar/".to_owned(),
        title: "خبر".to_owned(),
        description: "أخبار اليوم".to_owned(),
        robots: "index",
        ..Head::default()
    }
}

/// A moment.
pub fn moment() -> Moment {
    Moment { iso: "2026-11-23T13:40:00+03:00".to_owned(), words: "13:40".to_owned() }
}

/// A moment in full.
pub fn full_moment() -> FullMoment {
    FullMoment {
        iso: "2026-11-23T13:40:00+03:00".to_owned(),
        full_words: "الاثنين، 23 نوفمبر 2026، 13:40".to_owned(),
        time_words: "13:40".to_owned(),
    }
}

/// What a page says of itself that says everything: card, siblings, feeds, structured data.
pub fn full_head() -> Head {
    let canonical = "https://example.org/ar/";
    Head {
        alternates: ["ar", "en", "x-default"]
            .map(|lang| Alternate { lang: lang.to_owned(), href: canonical.to_owned() })
            .into(),
        feeds: feeds_of("/ar/politics/", "السياسة & <غيرها>"),
        og: ["og:title", "og:image"]
            .map(|property| OpenGraph { property, content: "«خبر» & \"غيره\"".to_owned() })
            .into(),
        json_ld: Some("{\"@type\":\"CollectionPage\",\"name\":\"</script><b>\"}".to_owned()),
        ..head()
    }
}

/// Lists as they come: one with older pages, a later page, an empty one, a long one.
pub fn listings() -> Vec<Listing> {
    let full = listing(Some("موضوع"));
    let later = Listing {
        lead: None,
        rows: vec![teaser(1), teaser(2)],
        newer: Some("/ar/politics/".to_owned()),
        older: None,
        page: 2,
        ..listing(None)
    };
    let empty = Listing { lead: None, rows: Vec::new(), older: None, latest: Vec::new(), ..listing(None) };
    let long = Listing { rows: (1..=24).map(teaser).collect(), ..listing(None) };
    let world = vec![link_to("العالم", "/ar/world/"), link_to("آسيا & غيرها", "/ar/asia/")];
    let part = Listing { kin: Kin { over: world.clone(), ..Kin::default() }, ..listing(None) };
    let root = Listing { kin: Kin { parts: world.clone(), ..Kin::default() }, ..listing(None) };
    let closed = Listing { kin: Kin { over: world, parts: Vec::new(), closed: true }, ..listing(None) };
    vec![full, later, empty, long, part, root, closed]
}

/// A list with a lead and another piece; `label` is the word over its name.
pub fn listing(label: Option<&str>) -> Listing {
    Listing {
        of: Listed {
            name: "السياسة".to_owned(),
            href: "/ar/politics/".to_owned(),
            description: String::new(),
            label: label.map(str::to_owned),
        },
        lead: Some(teaser(1)),
        rows: vec![teaser(2)],
        newer: None,
        older: Some("/ar/politics/?page=2".to_owned()),
        page: 1,
        latest: vec![teaser(3).href],
        kin: Kin::default(),
    }
}

fn section_link(name: &str, href: &str, parts: Vec<SectionLink>) -> SectionLink {
    SectionLink { name: name.to_owned(), href: href.to_owned(), parts }
}

/// A list entry; odd ones have a picture.
pub fn teaser(number: usize) -> Teaser {
    Teaser {
        href: format!("/ar/politics/0D7K3F9QX2M{number}/خبر"),
        headline: "البرلمان يقرّ قانون المياه <بعد> جلسة طويلة".to_owned(),
        kicker: Some(link("البرلمان")),
        summary: "صوّت 64 نائبًا لمصلحة القانون & حصص المحافظات.".to_owned(),
        at: moment(),
        updated: None,
        source_line: vec![link("وكالة الأنباء الوطنية"), link("خبر")],
        byline: Vec::new(),
        picture: (number % 2 == 1).then(picture),
        section: Link { name: "السياسة".to_owned(), href: Some("/ar/politics/".to_owned()) },
        kind: if number.is_multiple_of(3) { "video" } else { "news" },
        lang: None,
        extent: number.is_multiple_of(3).then(|| "4:05".to_owned()),
    }
}

fn link_to(name: &str, href: &str) -> Link {
    Link { name: name.to_owned(), href: Some(href.to_owned()) }
}

fn link(name: &str) -> Link {
    Link { name: name.to_owned(), href: None }
}

fn picture() -> PictureView {
    PictureView {
        src: "/media/00000000000000000000000000000000-640.webp".to_owned(),
        srcset: "/media/00000000000000000000000000000000-640.webp 640w".to_owned(),
        sizes: "100vw",
        width: 640,
        height: 427,
        alt: "قاعة البرلمان".to_owned(),
        caption: "قاعة البرلمان عند التصويت".to_owned(),
        credit: "خبر".to_owned(),
        archive: Some("أرشيف (مايو 1998)".to_owned()),
        focal: None,
        tint: Some("t-3".to_owned()),
        licence: Licence::said("https://creativecommons.org/licenses/by/4.0/"),
    }
}

/// An article with all that an article can have.
pub(crate) fn article() -> Shown {
    Shown {
        kicker: Some(link("البرلمان")),
        headline: "البرلمان يقرّ قانون المياه".to_owned(),
        lead: "صوّت 64 نائبًا لمصلحة القانون.".to_owned(),
        picture: Some(picture()),
        sources: Vec::new(),
        source_line: vec![link("وكالة الأنباء الوطنية")],
        byline: vec![link("سلمى الخوّاص")],
        place: "دار السرو".to_owned(),
        published: full_moment(),
        updated: Some(full_moment()),
        zone_words: "بتوقيت بيروت".to_owned(),
        licence: "CC BY 4.0 & <غيرها>".to_owned(),
        reading_minutes: 2,
        corrections: Vec::new(),
        story: Some(stories::sample_in_story()),
        body_html: "<p>نص</p>".to_owned(),
        topics: vec![link("المياه")],
        latest: vec![teaser(2).href],
        related: vec![teaser(3)],
        short_url: "https://example.org/s/0D7K3F9QX2M1".to_owned(),
        share_url: "https://example.org/ar/politics/0D7K3F9QX2M1/x".to_owned(),
        lite_href: "/ar/lite/0D7K3F9QX2M1".to_owned(),
        lang: "ar".to_owned(),
        dir: "rtl".to_owned(),
        label: None,
        translations: Vec::new(),
        revision: 1,
        statements: Vec::new(),
    }
}
