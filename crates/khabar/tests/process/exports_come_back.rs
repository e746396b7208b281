//! `khabar export` and `khabar import khabar`: the sample newsroom, with a part of its archive, leaves one folder and comes back
//! in another.

use serde_json::Value;

use crate::kit::{Newsroom, Ran, Server, get, run_on};

const OF_THE_ARCHIVE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/archive/muqtabas/heritage.ndjson");

fn told(ran: Ran) -> Value {
    serde_json::from_str(&ran.exits(0).out).expect("JSON is printed")
}

fn export<'a>(to: &'a str, scope: &[&'a str]) -> Vec<&'a str> {
    [&["export", "--json", "--to", to][..], scope].concat()
}

#[test]
fn the_sample_comes_back_with_equal_hashes() {
    // All there is holds what readers may have: on the second database that is enough, but in the long run.
    let scopes = [&["--private"][..], &[][..]];
    let is_long = std::env::var_os("KHABAR_FULL").is_some();
    for (turn, newsroom) in Newsroom::samples().enumerate() {
        newsroom.run(&["import", "ninjs", "--publish", OF_THE_ARCHIVE]).exits(0);
        for scope in scopes.into_iter().take(if turn == 0 || is_long { 2 } else { 1 }) {
            let at = |name: &str| {
                newsroom.beside("out").join(format!("{name}{}", scope.len())).display().to_string()
            };
            let (first, second) = (at("first"), at("second"));
            let exported = told(newsroom.run(&export(&first, scope)));
            assert!(exported["lines"]["articles"].as_u64() > Some(40), "{exported}");
            assert!(exported["originals"].as_u64() > Some(10), "{exported}");
            assert_eq!(exported["lines"]["accounts"].is_null(), scope.is_empty(), "{exported}");
            let (new, _database) = newsroom.new_folder(&format!("new{}", scope.len()));
            let came = told(run_on(&new, &["import", "khabar", "--json", &first], &[]));
            assert_eq!((&came["whole"], &came["lines"]), (&exported["whole"], &exported["lines"]));
            assert_eq!(came["resized"], 0);
            let again = told(run_on(&new, &export(&second, scope), &[]));
            assert_eq!(again, exported, "on {}", newsroom.kind);

            // Readers of the one and of the other read the same front page.
            let (one, other) = (newsroom.serve(), Server::start(&new, "serve", &[]));
            for path in ["/ar/latest/", "/en/latest/", "/ar/about/"] {
                let read = |server: &Server| {
                    let page = get(path).answer(server.address).with_status(200).text();
                    let hrefs = page.split("href=\"/ar/").filter_map(|rest| rest.split('"').next());
                    hrefs.filter(|href| href.matches('/').count() == 2).map(str::to_owned).collect::<Vec<_>>()
                };
                assert_eq!(read(&one), read(&other), "{path} on {}", newsroom.kind);
            }
            one.stop();
            other.stop();
        }
    }
}

#[test]
fn what_is_not_empty_is_not_written_into() {
    let newsroom = Newsroom::bare();
    let out = newsroom.beside("out").join("export").display().to_string();
    newsroom.run(&["export", "--to", &out]).exits(0);
    newsroom.run(&["export", "--to", &out]).exits(1).complains_of("is there already");
    let server = newsroom.serve();
    newsroom.run(&["import", "khabar", &out]).exits(1).complains_of("this newsroom is not empty");
    server.stop();
    newsroom.run(&["import", "khabar", &out]).exits(1).complains_of("editions");
    newsroom
        .run(&["import", "khabar", "/nowhere/at-all"])
        .exits(1)
        .complains_of("/nowhere/at-all/MANIFEST cannot be read");
}
