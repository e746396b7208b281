//! The program orders its certificate from an authority, renews it in time, and loses none because the authority is away.

use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use crate::kit::{Newsroom, Pebble, Secure, Server, ask_over_tls, free, get, until, within};

const HOST: &str = "news.example";
const ALIAS: &str = "www.news.example";
/// A certificate's whole life; it is renewed when two thirds of that are over.
const LIFE: Duration = Duration::from_secs(60);

/// Sets a newsroom up to order from this authority and to answer it at this address.
fn order_from(newsroom: &Newsroom, authority: &Pebble, plain: SocketAddr) {
    let text = format!(
        "hosts = [\"{HOST}\"]\naliases = [\"{ALIAS}\"]\n[newsroom]\npublic_url = \"https://{HOST}\"\n\
         [tls]\nhttp_listen = \"{plain}\"\n[tls.acme]\nhosts = [\"{HOST}\", \"{ALIAS}\"]\n\
         contact = \"mailto:layla@example.org\"\ndirectory = \"{}\"\nroot = \"{}\"\n",
        authority.directory(),
        authority.root_file().display()
    );
    std::fs::write(newsroom.data().join("khabar.toml"), text).expect("a file can be written");
}

fn home(server: &Server, authority: &Pebble) -> Result<Secure, String> {
    ask_over_tls(server.address, HOST, &authority.signs_under(), "/ar/")
}

/// Everything below a folder, with what others than its owner may do.
fn kept_for_others(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let mode = std::fs::metadata(&path).expect("it is there").permissions().mode();
        if mode & 0o077 != 0 {
            found.push(format!("{} {mode:o}", path.display()));
        }
        if path.is_dir() {
            found.extend(kept_for_others(&path));
        }
    }
    found
}

#[test]
fn a_certificate_is_ordered_renewed_and_kept_while_the_authority_is_away() {
    let newsroom = Newsroom::bare();
    let plain = free();
    let Some(mut authority) = Pebble::looking_at(plain.port(), LIFE, &newsroom.beside("pebble")) else {
        return;
    };
    order_from(&newsroom, &authority, plain);
    let server = newsroom.serve();
    let told = || format!("{}\n{}", server.log(), authority.log());
    assert!(within(Duration::from_secs(30), || home(&server, &authority).is_ok()), "{}", told());
    let first = home(&server, &authority).expect("an answer");
    assert!(first.answer.starts_with("HTTP/1.1 200"), "{}", first.answer);
    let alias =
        ask_over_tls(server.address, ALIAS, &authority.signs_under(), "/ar/?page=2").expect("an answer");
    assert!(alias.answer.contains("location: https://news.example/ar/?page=2"), "{}", alias.answer);
    get("/.well-known/acme-challenge/made-up").host(HOST).answer(plain).with_status(301);
    let doctor = newsroom.run(&["doctor"]).exits(0);
    assert!(doctor.out.contains("good  certificate: it holds until"), "{}", doctor.out);
    assert_eq!(kept_for_others(&newsroom.data().join("acme")), Vec::<String>::new());

    let renewed = || home(&server, &authority).ok().filter(|now| now.certificate != first.certificate);
    let (second, after) = until("a second certificate", LIFE, renewed);
    println!("the second certificate was shown {after:?} after the first was seen");

    let roots = authority.signs_under();
    authority.go_away();
    let is_told = || server.log().contains("no certificate came from the authority");
    assert!(within(LIFE, is_told), "{}", server.log());
    let ask =
        |server: &Server| ask_over_tls(server.address, HOST, &roots, "/ar/").expect("it is still shown");
    assert_eq!(ask(&server).certificate, second.certificate);
    server.stop();
    let server = newsroom.serve();
    assert_eq!(ask(&server).certificate, second.certificate, "and so it is after a restart");
    let doctor = newsroom.run(&["doctor"]).exits(1);
    assert!(doctor.out.contains("BAD   certificate: ") && doctor.out.contains("failed: "), "{}", doctor.out);
    server.stop();

    authority.come_back();
    let server = newsroom.serve();
    let anew = within(Duration::from_secs(30), || home(&server, &authority).is_ok());
    assert!(anew, "an authority that lost our account: {}\n{}", server.log(), authority.log());
    assert!(!server.log().contains("PRIVATE KEY"), "no key is told");
    newsroom.run(&["doctor"]).exits(0);
    server.stop();
}

#[test]
fn an_authority_that_does_not_find_us_gives_none_and_both_log_and_doctor_say_why() {
    let newsroom = Newsroom::bare();
    let Some(authority) = Pebble::looking_at(free().port(), LIFE, &newsroom.beside("pebble")) else { return };
    order_from(&newsroom, &authority, free());
    let server = newsroom.serve();
    let said = "the authority did not find what it looked for";
    assert!(within(Duration::from_secs(30), || server.log().contains(said)), "{}", server.log());
    assert!(home(&server, &authority).is_err(), "there is nothing to show");
    let doctor = newsroom.run(&["doctor"]).exits(1);
    assert!(doctor.out.contains(said) && doctor.out.contains(HOST), "{}", doctor.out);
    server.stop();
}

#[test]
fn settings_by_which_no_certificate_can_come_stop_the_start() {
    let newsroom = Newsroom::bare();
    let table = [
        ("[tls.acme]\nhosts = [\"news.example\"]\n", "http_listen"),
        (
            "[tls]\nhttp_listen = \"127.0.0.1:0\"\n[tls.acme]\nhosts = [\"news.example\"]\ndirectory = \"http://ca.example\"\n",
            "https://",
        ),
        (
            "[tls]\nhttp_listen = \"127.0.0.1:0\"\n[tls.acme]\nhosts = [\"news.example\"]\nroot = \"none.pem\"\n",
            "none.pem",
        ),
        (
            "[tls]\ncertificate = \"a\"\nkey = \"b\"\nhttp_listen = \"127.0.0.1:0\"\n[tls.acme]\nhosts = [\"news.example\"]\n",
            "not both",
        ),
    ];
    for (text, named) in table {
        std::fs::write(newsroom.data().join("khabar.toml"), text).expect("a file can be written");
        newsroom.run(&["serve", "--listen", "127.0.0.1:0"]).exits(1).complains_of(named);
    }
}
