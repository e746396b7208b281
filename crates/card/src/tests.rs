//! What is drawn: joined letters, the right way round, within the picture, and the same each time.

use super::*;

const LONG: &str = "البرلمان يقرّ بأغلبية 64 صوتًا قانون المياه الجديد بعد جلسة طويلة امتدت حتى الفجر وسط خلاف على حصص المحافظات الساحلية والداخلية";

fn artist() -> Artist {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../themes/default/assets/card");
    let font = |name: &str| std::fs::read(format!("{folder}/{name}")).expect("the theme has its fonts");
    Artist::new([font("head-arabic.ttf"), font("head-latin.ttf"), font("more.ttf"), font("latin.ttf")])
        .expect("they are fonts")
}

fn words(title: &str, rtl: bool) -> Words {
    let (name, over) = if rtl { ("خبر", "السياسة") } else { ("Khabar", "Politics") };
    Words {
        rtl,
        name: name.to_owned(),
        over: over.to_owned(),
        title: title.to_owned(),
        foot: "khabar.example".to_owned(),
    }
}

fn set(text: &str, rtl: bool) -> Vec<(String, Vec<u16>)> {
    let mut artist = artist();
    Block::fitted(&mut artist.fonts, text, rtl, WIDTH, TITLE_BOTTOM - TITLE_TOP, &TITLE).told()
}

fn glyphs(text: &str) -> Vec<u16> {
    set(text, true).into_iter().flat_map(|(_, glyphs)| glyphs).collect()
}

#[test]
fn letters_are_joined() {
    let joined = glyphs("بحع");
    assert!(joined.len() >= 3);
    assert!(!joined.contains(&0), "every letter has a glyph");
    let isolated = |letter: &str| glyphs(letter).into_iter().max();
    for letter in ["ب", "ح"] {
        let glyph = isolated(letter).expect("it is drawn");
        assert!(!joined.contains(&glyph), "{letter} keeps the form that it has alone");
    }
    // Lam and alef become one sign, whose glyphs are not those of the two letters.
    let (lam, alef) = (isolated("ل").expect("drawn"), isolated("ا").expect("drawn"));
    let both = glyphs("لا");
    assert!(!(both.contains(&lam) && both.contains(&alef)));
}

#[test]
fn every_letter_is_found_in_one_of_the_fonts() {
    for (title, rtl) in [
        (LONG, true),
        ("Khabar: Parliament’s “water law” – 64 votes", false),
        ("گچپژ ە ڕ ۆ ئێ", true),
        ("Türkiye’de yağış, İstanbul’da şenlik : le français à l’œuvre", false),
    ] {
        let lines = set(title, rtl);
        assert!(lines.iter().all(|(_, glyphs)| !glyphs.contains(&0)), "{title}: {lines:?}");
    }
    // The control: a letter that no font has; such a picture is not drawn at all.
    assert!(set("漢", false).iter().any(|(_, glyphs)| glyphs.contains(&0)));
    assert!(matches!(artist().draw(&words("漢字", false)), Err(CardError::LettersMissing(_))));
}

#[test]
fn what_is_isolated_keeps_its_order() {
    let mut artist = artist();
    let mut block = |title: &str| Block::fitted(&mut artist.fonts, title, true, WIDTH, 300.0, &TITLE);
    let isolated = block("يفوز \u{2068}3–1\u{2069} على حامل اللقب");
    assert!(isolated.place_of('3') < isolated.place_of('1'), "3 stands left of 1, as it was written");
    assert!(!isolated.lacks_letters(), "what is invisible is not looked for in a font");
    // The control: without an isolate the line turns it round.
    let plain = block("يفوز 3–1 على حامل اللقب");
    assert!(plain.place_of('3') > plain.place_of('1'));
}

#[test]
fn a_word_is_drawn_with_one_font() {
    let mut artist = artist();
    let mut family = |text: &str, rtl| artist.fonts.family_for(text, rtl);
    assert_eq!(family("البرلمان يقر Reuters", true), "Khabar Head");
    assert_eq!(family("پەرلەمانی کوردستان یاسای ئاوی پەسەند کرد", true), "Noto Naskh Arabic");
    assert_eq!(family("Parliament passes سهيل", false), "Khabar Head Latin");
    assert_eq!(family("Le français à l’œuvre", false), "Noto Sans");
}

#[test]
fn no_word_stands_alone_and_none_is_lost() {
    for title in [
        LONG,
        "مسبار سهيل يرسل أول صوره من ارتفاع 500 كيلومتر",
        "البرلمان يقرّ قانون المياه الجديد بأغلبية ضئيلة",
    ] {
        let lines = set(title, true);
        let said: Vec<&str> = lines.iter().flat_map(|(words, _)| words.split_whitespace()).collect();
        assert_eq!(said, title.split_whitespace().collect::<Vec<_>>());
        assert!(lines.iter().all(|(words, _)| words.split_whitespace().count() > 1), "{lines:?}");
    }
}

#[test]
fn a_title_that_is_far_too_long_is_cut_at_a_word() {
    let lines = set(&LONG.repeat(4), true);
    assert!(lines.len() <= 5);
    assert!(lines.last().is_some_and(|(words, _)| words.ends_with('…')), "{lines:?}");
    // A word without an end is broken rather than drawn outside.
    assert!(set(&"ط".repeat(500), true).len() <= 5);
}

#[test]
fn the_direction_is_that_of_the_page_and_not_of_the_first_word() {
    let mut artist = artist();
    let block = Block::fitted(&mut artist.fonts, "Reuters تنقل عن مصادر", true, WIDTH, 300.0, &TITLE);
    let run_is_rtl = block.is_rtl();
    assert!(run_is_rtl, "an Arabic page's line begins at the right");
    let block = Block::fitted(&mut artist.fonts, "“متاح” or “منشور”?", false, WIDTH, 300.0, &TITLE);
    assert!(!block.is_rtl());
}

#[test]
fn the_picture_has_ink_on_it_where_it_should_and_nowhere_else() {
    for (title, rtl) in [(LONG, true), ("Parliament passes the water law after a long night", false)] {
        let rgb = artist().paint(&words(title, rtl)).expect("paints").into_rgb();
        assert_eq!(rgb.len(), (SIZE.0 * SIZE.1 * 3) as usize);
        let dark = |x: u32, y: u32| {
            let at = ((y * SIZE.0 + x) * 3) as usize;
            rgb.get(at).is_some_and(|red| *red < 128)
        };
        let inked = |xs: std::ops::Range<u32>, ys: std::ops::Range<u32>| {
            ys.flat_map(|y| xs.clone().map(move |x| (x, y))).filter(|(x, y)| dark(*x, *y)).count()
        };
        assert!(inked(72..1128, 218..532) > 10_000, "the title");
        assert!(inked(72..1128, 40..140) > 500, "the name");
        assert!(inked(72..1128, 555..620) > 200, "the foot");
        assert_eq!(inked(0..60, 12..630) + inked(1140..1200, 12..630), 0, "the edges stay clear");
        let (start, end) = if rtl { (1000..1128, 72..200) } else { (72..200, 1000..1128) };
        assert!(inked(start, 150..215) > inked(end, 150..215), "lines begin where the language begins");
    }
}

#[test]
fn the_same_words_give_the_same_bytes_and_small_ones() {
    let first = artist().draw(&words(LONG, true)).expect("draws");
    assert_eq!(first, artist().draw(&words(LONG, true)).expect("draws"));
    assert_ne!(first, artist().draw(&words("خبر آخر", true)).expect("draws"));
    assert!(first.starts_with(b"RIFF") && first.len() < 120_000, "{} bytes", first.len());
    if let Ok(folder) = std::env::var("KHABAR_SHOTS") {
        let draw = |name: &str, words: Words| {
            std::fs::write(format!("{folder}/{name}.webp"), artist().draw(&words).expect("draws"))
                .expect("writes");
        };
        draw("card-long", words(LONG, true));
        draw("card-short", words("مسبار سهيل يرسل أول صوره من ارتفاع 500 كيلومتر", true));
        draw("card-mixed", words("Reuters: فريق Karm Eagles يفوز \u{2068}3–1\u{2069} على حامل اللقب", true));
        draw(
            "card-english",
            words("“Available” or “published”? One word holds up the neighbours’ summit", false),
        );
        draw("card-kurdish", words("پەرلەمانی کوردستان یاسای نوێی ئاوی بە زۆرینەی دەنگ پەسەند کرد", true));
        draw("card-turkish", words("Meclis, yeni su yasasını uzun bir gecenin ardından kabul etti", false));
        draw("card-cut", words(&LONG.repeat(4), true));
    }
}

#[test]
fn what_is_no_font_is_refused() {
    assert!(matches!(Artist::new([b"no font".to_vec()]), Err(CardError::NoFont)));
}
