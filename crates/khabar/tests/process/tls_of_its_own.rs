//! The program ends TLS itself: with the certificate that lies in files, which somebody else renews.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use rustls::pki_types::CertificateDer;

use crate::kit::{Newsroom, Server, ask_over_tls, get, trusting, within};

const HOST: &str = "news.example";

/// Writes a new certificate and its key, and returns what readers are to be shown.
fn renew(folder: &Path) -> CertificateDer<'static> {
    let made = rcgen::generate_simple_self_signed([HOST.to_owned()]).expect("it can be made");
    std::fs::write(folder.join("tls.crt"), made.cert.pem()).expect("a file can be written");
    std::fs::write(folder.join("tls.key"), made.signing_key.serialize_pem()).expect("a file can be written");
    made.cert.der().clone()
}

fn over_tls(newsroom: &Newsroom) -> Server {
    let own = format!(
        "hosts = [\"{HOST}\"]\n[newsroom]\npublic_url = \"https://{HOST}\"\n\
         [tls]\ncertificate = \"tls.crt\"\nkey = \"tls.key\"\nhttp_listen = \"127.0.0.1:0\"\n"
    );
    let file = newsroom.data().join("khabar.toml");
    let settings = std::fs::read_to_string(&file).unwrap_or_default();
    std::fs::write(&file, format!("{own}{settings}")).expect("a file can be written");
    newsroom.serve()
}

/// Asks for a page over TLS, trusting this certificate alone.
fn ask(address: SocketAddr, trusted: &CertificateDer<'static>, path: &str) -> Result<String, String> {
    ask_over_tls(address, HOST, &trusting([trusted]), path).map(|secure| secure.answer)
}

#[test]
fn readers_come_over_tls_and_plain_http_leads_there() {
    for newsroom in Newsroom::bares() {
        let certificate = renew(&newsroom.data());
        let server = over_tls(&newsroom);
        let page = ask(server.address, &certificate, "/ar/").expect("an answer");
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(page.contains("strict-transport-security: max-age=63072000"), "{page}");
        let plain = server.plain.expect("plain HTTP leads on");
        let led = get("/ar/?page=2").host(HOST).answer(plain).with_status(301);
        assert_eq!(led.header("location"), Some("https://news.example/ar/?page=2"));
        assert_eq!(led.header("strict-transport-security"), None);
        assert_eq!(get("/ar/").host("evil.example").answer(plain).status, 421);
        server.stop();
    }
}

#[test]
fn a_renewed_certificate_is_shown_and_a_broken_one_is_not() {
    let newsroom = Newsroom::bare();
    let first = renew(&newsroom.data());
    let server = over_tls(&newsroom);
    ask(server.address, &first, "/ar/").expect("the first is shown");
    std::fs::write(newsroom.data().join("tls.crt"), "half a fi").expect("a file can be written");
    let told = || server.log().contains("a new certificate is not shown");
    assert!(within(Duration::from_secs(10), told), "{}", server.log());
    ask(server.address, &first, "/ar/").expect("the first stays");
    let second = renew(&newsroom.data());
    let shown = || ask(server.address, &second, "/ar/").is_ok();
    assert!(within(Duration::from_secs(10), shown), "{}", server.log());
    assert!(ask(server.address, &first, "/ar/").is_err(), "the control");
    server.stop();
}

#[test]
fn a_certificate_that_cannot_be_shown_stops_the_start() {
    let newsroom = Newsroom::bare();
    let file = newsroom.data().join("khabar.toml");
    let start = |text: &str| {
        std::fs::write(&file, text).expect("a file can be written");
        newsroom.run(&["serve", "--listen", "127.0.0.1:0"]).exits(1)
    };
    start("[tls]\ncertificate = \"tls.crt\"\n").complains_of("needs a key");
    start("[tls]\ncertificate = \"tls.crt\"\nkey = \"tls.key\"\n").complains_of("tls.crt");
    renew(&newsroom.data());
    let key = newsroom.data().join("tls.key");
    let kept = std::fs::read(&key).expect("a key");
    renew(&newsroom.data());
    std::fs::write(&key, kept).expect("a file can be written");
    start("[tls]\ncertificate = \"tls.crt\"\nkey = \"tls.key\"\n").complains_of("does not belong");
}
