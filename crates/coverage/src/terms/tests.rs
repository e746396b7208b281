//! What is read in a piece.

use super::{Piece, Reader, Terms};

fn read(lang: &str, title: &str, body: &str) -> Terms {
    Reader::new([]).read(&Piece { lang, title, lead: "", body })
}

fn weight(terms: &Terms, form: &str) -> Option<f32> {
    terms.heaviest().into_iter().find(|(shown, _)| *shown == form).map(|(_, weight)| weight)
}

fn shared(one: &Terms, other: &Terms) -> usize {
    one.keys().filter(|key| other.keys().any(|also| also == *key)).count()
}

#[test]
fn ways_of_writing_one_word_are_one_term() {
    for (lang, one, other) in [
        ("ar", "المُحادَثات", "ومحادثات"),
        ("ar", "فيضانات", "بالفيضانات"),
        ("ar", "إستقالة", "استقاله"),
        ("ar", "على متن Boeing", "طائرة Boeing"),
        ("ar", "أ.ف.ب", "ا.ف.ب"),
        ("ar", "١٬٠٥٦", "1,056"),
        ("ar", "و٢٠ قتيلا", "الـ20"),
        ("en", "flooding", "Floods"),
        ("en", "U.S.", "the US"),
        ("fr", "Élysée", "elysee"),
        ("fa", "می\u{200c}روم", "مي\u{200c}روم"),
    ] {
        assert_eq!(shared(&read(lang, "", one), &read(lang, "", other)), 1, "{one} and {other}");
    }
}

#[test]
fn a_brand_in_latin_letters_is_one_term_in_arabic_and_english() {
    assert_eq!(shared(&read("ar", "", "شركة Airlines"), &read("en", "", "Airlines")), 1);
}

#[test]
fn what_carries_nothing_is_left_out() {
    for (lang, text) in [
        ("ar", "وقال من على الذي وعلى في الثلاثاء"),
        ("en", "The man who said it was not: he, she, they said on Friday"),
        ("ar", "، … ـ"),
        ("en", "5 a b c"),
        ("en", ""),
    ] {
        let terms = read(lang, "", text);
        let left: Vec<_> =
            terms.heaviest().into_iter().map(|(form, _)| form).filter(|form| *form != "man").collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

#[test]
fn title_names_and_figures_count_as_three() {
    let three = 1.0 + 3_f32.ln();
    let terms = read("en", "harbour", "The mayor met Ali Hassan of Acme on 14 boats near a bridge");
    for (form, want) in
        [("harbour", three), ("Ali", three), ("Acme", three), ("14", three), ("mayor", 1.0), ("bridge", 1.0)]
    {
        assert_eq!(weight(&terms, form), Some(want), "{form}");
    }
}

#[test]
fn the_capital_of_a_sentence_makes_no_name() {
    let terms = read("en", "", "Rain fell. Ali Hassan came. Boats sank.");
    assert_eq!(weight(&terms, "Rain"), Some(1.0));
    assert_eq!(weight(&terms, "Boats"), Some(1.0));
    assert_eq!(weight(&terms, "Ali"), Some(1.0 + 3_f32.ln()));
    let german = read("de", "", "und das Boot sank");
    assert_eq!(weight(&german, "Boot"), Some(1.0));
}

#[test]
fn a_term_is_shown_by_its_shortest_form() {
    let terms = read("ar", "", "والمحادثات المحادثات محادثات");
    assert_eq!(terms.heaviest(), [("محادثات", 1.0 + 3_f32.ln())]);
}

#[test]
fn a_known_person_is_a_term_of_its_own_in_every_language() {
    let reader = Reader::knowing([vec!["محمد بن راشد", "Mohammed bin Rashid"], vec!["غزة", "Gaza"]]);
    let read = |lang, body| reader.read(&Piece { lang, title: "", lead: "", body });
    let arabic = read("ar", "التقى الوفد محمد بن راشد وزار وغزة");
    let english = read("en", "the delegation met Mohammed bin Rashid in Gaza");
    let french = read("fr", "la délégation de mohammed bin rashid");
    assert!(weight(&arabic, "محمد بن راشد").is_some());
    assert_eq!(shared(&arabic, &english), 2);
    assert_eq!(shared(&arabic, &french), 1);
}

#[test]
fn names_each_by_itself_count_extra_and_keep_their_letters() {
    let reader = Reader::new(["إلهام", "عدنان"]);
    let terms = reader.read(&Piece {
        lang: "ar", title: "", lead: "", body: "التقت إلهام وفدا مع عدنان"
    });
    assert_eq!(weight(&terms, "إلهام"), Some(1.0 + 3_f32.ln()));
    assert_eq!(weight(&terms, "عدنان"), Some(1.0 + 3_f32.ln()));
}

#[test]
fn a_very_long_piece_is_read_to_a_bound() {
    let body: String = (10_000..20_000).map(|number| format!("{number} ")).collect();
    assert_eq!(read("en", "", &body).len(), 4_000);
}
