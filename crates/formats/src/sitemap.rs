//! Site maps: lists of pages for search engines, within the bounds of the protocol.

use thiserror::Error;

use crate::feed::rfc3339;
use crate::xml::Xml;

/// The most pages in one site map, and site maps in one index.
pub const MOST_PAGES: usize = 50_000;
/// The most bytes of one site map.
pub const MOST_BYTES: usize = 50 * 1024 * 1024;
/// What to send it as.
pub const MIME: &str = "application/xml; charset=utf-8";

/// A page for search engines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Absolute, percent-encoded.
    pub url: String,
    /// UTC microseconds of the last real change.
    pub changed_micros: Option<i64>,
    /// Language and address of the page in each language, this one included.
    pub translations: Vec<(String, String)>,
    pub pictures: Vec<String>,
    /// For articles of the last two days.
    pub news: Option<News>,
}

/// What a news site map adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// The name of the newsroom.
    pub publication: String,
    /// The publication's language.
    pub language: String,
    pub title: String,
    /// UTC microseconds.
    pub published_micros: i64,
}

/// A site map being filled.
pub struct Urlset {
    xml: Xml,
    pages: usize,
}

impl Default for Urlset {
    fn default() -> Self {
        Urlset::new()
    }
}

impl Urlset {
    pub fn new() -> Self {
        let mut xml = Xml::new();
        xml.open(
            "urlset",
            &[
                ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
                ("xmlns:xhtml", "http://www.w3.org/1999/xhtml"),
                ("xmlns:image", "http://www.google.com/schemas/sitemap-image/1.1"),
                ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9"),
            ],
        );
        Urlset { xml, pages: 0 }
    }

    /// Adds a page. `false` when the site map is full; the page was not taken and belongs in the next one.
    pub fn push(&mut self, page: &Page) -> bool {
        if self.pages >= MOST_PAGES || self.xml.len() + written_at_most(page) > MOST_BYTES {
            return false;
        }
        self.pages += 1;
        self.write(page);
        true
    }

    /// Pages taken so far.
    pub fn len(&self) -> usize {
        self.pages
    }

    pub fn is_empty(&self) -> bool {
        self.pages == 0
    }

    /// The whole document.
    pub fn finish(self) -> String {
        self.xml.finish()
    }

    fn write(&mut self, page: &Page) {
        let xml = &mut self.xml;
        xml.open("url", &[]).leaf("loc", &[], &page.url);
        if let Some(changed) = page.changed_micros {
            xml.leaf("lastmod", &[], &rfc3339(changed));
        }
        for (language, href) in &page.translations {
            xml.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", language), ("href", href)]);
        }
        for picture in &page.pictures {
            xml.open("image:image", &[]).leaf("image:loc", &[], picture).close();
        }
        if let Some(news) = &page.news {
            xml.open("news:news", &[]).open("news:publication", &[]);
            xml.leaf("news:name", &[], &news.publication).leaf("news:language", &[], &news.language).close();
            xml.leaf("news:publication_date", &[], &rfc3339(news.published_micros));
            xml.leaf("news:title", &[], &news.title).close();
        }
        xml.close();
    }
}

/// More than a page can take: every character as its longest reference, and the elements around.
fn written_at_most(page: &Page) -> usize {
    let translations: usize =
        page.translations.iter().map(|(language, href)| language.len() + href.len() + 20).sum();
    let pictures: usize = page.pictures.iter().map(|picture| picture.len() + 20).sum();
    let news = page
        .news
        .as_ref()
        .map_or(0, |news| news.publication.len() + news.language.len() + news.title.len() + 80);
    6 * (page.url.len() + translations + pictures + news + 40)
}

/// More site maps than one index may name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("an index names at most {MOST_PAGES} site maps, not {count}")]
pub struct TooManySitemaps {
    pub count: usize,
}

/// An index of site maps, each with its address and the UTC microseconds of its newest page.
///
/// # Errors
/// [`TooManySitemaps`] for more than [`MOST_PAGES`].
pub fn index(sitemaps: &[(String, Option<i64>)]) -> Result<String, TooManySitemaps> {
    if sitemaps.len() > MOST_PAGES {
        return Err(TooManySitemaps { count: sitemaps.len() });
    }
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]);
    for (url, changed) in sitemaps {
        xml.open("sitemap", &[]).leaf("loc", &[], url);
        if let Some(changed) = changed {
            xml.leaf("lastmod", &[], &rfc3339(*changed));
        }
        xml.close();
    }
    Ok(xml.finish())
}
