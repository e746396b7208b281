//! A small authority on loopback that speaks ACME: Pebble, and its own name server, by which every host is this machine.

use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde_json::json;

use super::tls::{ask_over_tls, trusting};
use super::waiting::{free, until};

/// An authority that runs until it is dropped.
pub struct Pebble {
    folder: PathBuf,
    names: SocketAddr,
    asked: SocketAddr,
    manages: SocketAddr,
    own: CertificateDer<'static>,
    running: Vec<Child>,
}

impl Pebble {
    /// Starts one that looks at this port of every host, and whose certificates hold so long; says so when there is none to start.
    pub fn looking_at(port: u16, life: Duration, folder: &Path) -> Option<Pebble> {
        let here = ["pebble", "pebble-challtestsrv"].map(program);
        if here.iter().any(Option::is_none) {
            println!("NOT RUN: certificates by ACME (pebble is not installed)");
            return None;
        }
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("it can be made");
        std::fs::write(folder.join("ca.crt"), made.cert.pem()).expect("a file can be written");
        std::fs::write(folder.join("ca.key"), made.signing_key.serialize_pem())
            .expect("a file can be written");
        let [names, asked, manages] = [(); 3].map(|()| free());
        let config = json!({"pebble": {
            "listenAddress": asked.to_string(), "managementListenAddress": manages.to_string(),
            "certificate": folder.join("ca.crt"), "privateKey": folder.join("ca.key"),
            "httpPort": port, "tlsPort": free().port(), "certificateValidityPeriod": life.as_secs(),
        }});
        std::fs::write(folder.join("pebble.json"), config.to_string()).expect("a file can be written");
        let (folder, own) = (folder.to_owned(), made.cert.der().clone());
        let mut pebble = Pebble { folder, names, asked, manages, own, running: Vec::new() };
        pebble.come_back();
        Some(pebble)
    }

    /// Its directory.
    pub fn directory(&self) -> String {
        format!("https://localhost:{}/dir", self.asked.port())
    }

    /// The file of the root that is to be believed when it is asked.
    pub fn root_file(&self) -> PathBuf {
        self.folder.join("ca.crt")
    }

    /// It is away.
    pub fn go_away(&mut self) {
        for mut child in self.running.drain(..) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// It is there, and remembers nothing: no account, no order, not even under which root it signed.
    pub fn come_back(&mut self) {
        let log = std::fs::File::options().create(true).append(true).open(self.folder.join("pebble.log"));
        let log = log.expect("a log can be kept");
        let mut start = |name: &str, words: &[&str]| {
            let mut command = Command::new(program(name).expect("it is installed"));
            command.args(words).current_dir(&self.folder).env("PEBBLE_VA_NOSLEEP", "1");
            command.stdin(Stdio::null()).stdout(log.try_clone().expect("a file")).stderr(Stdio::null());
            self.running.push(command.spawn().expect("it starts"));
        };
        let (names, manages) = (self.names.to_string(), free().to_string());
        let nothing = ["-http01", "", "-https01", "", "-tlsalpn01", "", "-defaultIPv6", ""];
        let names_words = ["-dns01", &names, "-management", &manages];
        start("pebble-challtestsrv", &[&names_words[..], &nothing[..]].concat());
        start("pebble", &["-config", "pebble.json", "-dnsserver", &names]);
        for address in [self.names, self.asked, self.manages] {
            until("the authority", Duration::from_secs(20), || {
                TcpStream::connect(address).is_ok().then_some(())
            });
        }
    }

    /// The root under which it signs now.
    pub fn signs_under(&self) -> RootCertStore {
        let own = trusting([&self.own]);
        let answer = ask_over_tls(self.manages, "localhost", &own, "/roots/0").expect("an answer").answer;
        let root = CertificateDer::from_pem_slice(answer.as_bytes()).expect("a root");
        trusting([&root])
    }

    /// What it wrote to its log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("pebble.log")).unwrap_or_default()
    }
}

impl Drop for Pebble {
    fn drop(&mut self) {
        self.go_away();
    }
}

fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}
