//! The archive of the sample newsroom: it stays beside the program, comes in while readers are served, under its real dates,
//! and names whose it is.

use std::path::Path;
use std::time::Duration;

use crate::kit::{Newsroom, Server, get, within};

const ARCHIVE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/archive");
const ITS_TIME: Duration = Duration::from_secs(600);
/// Of al-Muqtabas: 1,417 made from the corpus and 13 prepared by hand.
const OF_YEARS: [(&str, i64); 7] =
    [("1906", 281), ("1907", 222), ("1908", 204), ("1909", 178), ("1910", 148), ("1911", 232), ("1912", 165)];

/// The first address on a page that begins so.
fn first_href(page: &str, begins: &str) -> String {
    let at = page.find(&format!("href=\"{begins}")).unwrap_or_else(|| panic!("no {begins} in {page}"));
    page[at + 6..].split('"').next().expect("it ends").to_owned()
}

#[test]
fn the_archive_comes_in_beside_the_readers_and_names_whose_it_is() {
    let newsroom = Newsroom::samples().next().expect("there is always SQLite");
    let data = newsroom.data();
    let server = Server::start_with(&data, "demo", &[&format!("--archive={ARCHIVE}")], &[]);
    let reads = |path: &str| get(path).answer(server.address).with_status(200).text();
    // Readers are served from the beginning.
    assert!(!reads("/ar/").is_empty());
    let done = data.join("sample-archive");
    let said = || std::fs::read_to_string(&done).unwrap_or_default().trim().to_owned();
    assert!(within(ITS_TIME, || said().parse::<u64>().is_ok()), "{}", server.log());
    assert_eq!(said(), "1469");

    let database = newsroom.database();
    let of_section = |edition: &str, slug: &str, more: &str| {
        database.number(&format!(
            "select count(*) from published_article a join section s on s.id = a.section
             where s.edition = '{edition}' and s.slug = '{slug}' {more}"
        ))
    };
    assert_eq!(of_section("ar", "heritage", ""), 1_430);
    for (year, count) in OF_YEARS {
        let within_year = format!("and a.day between {year}0101 and {year}1231");
        assert_eq!(of_section("ar", "heritage", &within_year), count, "{year}");
    }
    let years = "and a.day between 20160101 and 20201231";
    assert_eq!((of_section("ar", "jordan", years), of_section("en", "jordan", years)), (19, 20));

    // On its page a piece says when it appeared and whose it is.
    let page = reads(&first_href(&reads("/ar/heritage/"), "/ar/heritage/2"));
    for words in ["1912", "مجلة المقتبس", "OpenArabicPE", "CC BY-SA 4.0", "أرشيف"] {
        assert!(page.contains(words), "the page does not say {words}");
    }
    let page = reads(&first_href(&reads("/ar/jordan/"), "/ar/jordan/2"));
    assert!(page.contains("CC BY-SA 4.0") && page.contains("Picturing Jordan"), "{page}");
    assert!(
        page.contains("hreflang=\"en\" href=\"") && page.contains("/en/jordan/"),
        "siblings are linked: {page}"
    );
    for edition in ["ar", "en"] {
        let credits = reads(&format!("/{edition}/credits/"));
        for words in ["OpenArabicPE", "Picturing Jordan", "CC BY-SA 4.0"] {
            assert!(credits.contains(words), "{edition}: the credits do not say {words}");
        }
    }
    // It does not crowd the news.
    assert!(!reads("/ar/latest/").contains("/ar/heritage/2"));
    server.stop();

    // What is in is not brought in again, and without its archive the newsroom has it all the same.
    let server = Server::start(&data, "demo", &[]);
    get("/ar/heritage/").answer(server.address).with_status(200);
    let credits = get("/ar/credits/").answer(server.address).with_status(200).text();
    assert!(credits.contains("OpenArabicPE"), "{credits}");
    server.stop();
}

#[test]
fn an_archive_that_is_not_there_is_said_in_words() {
    let newsroom = Newsroom::bare();
    let ran = newsroom.run(&["demo", "--archive=/nowhere/at-all"]);
    ran.exits(1).complains_of("there is no archive: /nowhere/at-all");
}

#[test]
fn the_program_carries_no_text_of_the_archive() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_khabar")).expect("the built program can be read");
    let holds = |words: &str| program.windows(words.len()).any(|window| window == words.as_bytes());
    let heritage =
        std::fs::read_to_string(Path::new(ARCHIVE).join("muqtabas/heritage.ndjson")).expect("it is there");
    let words: String = heritage.split("<p>").nth(2).expect("a paragraph").chars().take(40).collect();
    assert!(!holds(&words), "{words}");
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/own/politics.ar.ndjson");
    let own = std::fs::read_to_string(own).expect("it is there");
    let words: String = own.split("<p>").nth(1).expect("a paragraph").chars().take(40).collect();
    assert!(holds(&words), "the control: {words}");
}
