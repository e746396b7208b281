//! A mail server: it speaks enough SMTP to take letters, to refuse them, or to say nothing, and keeps what it took.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with whoever wants to leave a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// It takes it.
    Takes,
    /// It has no such person.
    Refuses,
    /// It does not answer.
    Silent,
}

/// A letter as it came.
#[derive(Debug, Clone)]
pub struct Received {
    /// Whom it was handed over for.
    pub to: Vec<String>,
    /// Head and body, as they came.
    pub raw: String,
}

impl Received {
    /// The lines of the head, each of them whole, in the letters they stand for.
    pub fn head(&self) -> Vec<String> {
        let (head, _) = self.raw.split_once("\r\n\r\n").expect("a letter has a head");
        let whole = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        whole.split("\r\n").map(unmasked).collect()
    }

    /// What stands behind a name in the head; each name stands there once.
    pub fn header(&self, name: &str) -> String {
        let start = format!("{}:", name.to_ascii_lowercase());
        let lines: Vec<String> =
            self.head().into_iter().filter(|line| line.to_ascii_lowercase().starts_with(&start)).collect();
        assert_eq!(lines.len(), 1, "{name} in {lines:?}");
        lines[0][start.len()..].trim().to_owned()
    }

    /// The body with its masked bytes laid open.
    pub fn body(&self) -> String {
        let (_, body) = self.raw.split_once("\r\n\r\n").expect("a letter has a body");
        let joined = body.replace("=\r\n", "");
        String::from_utf8(unquoted(joined.as_bytes(), b'=')).expect("a letter is UTF-8")
    }
}

/// A running mail server.
pub struct PostOffice {
    /// Where it listens.
    pub address: SocketAddr,
    taken: Arc<Mutex<Vec<Received>>>,
    mood: Arc<Mutex<Mood>>,
}

impl PostOffice {
    /// Opens one on a port of this machine.
    pub async fn open() -> PostOffice {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let (taken, mood) = (Arc::<Mutex<Vec<Received>>>::default(), Arc::new(Mutex::new(Mood::Takes)));
        let (keeps, is) = (taken.clone(), mood.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, keeps.clone(), is.clone()));
            }
        });
        PostOffice { address, taken, mood }
    }

    /// From now on it is in this mood.
    pub fn is(&self, mood: Mood) {
        *self.mood.lock().expect("nobody panics with it") = mood;
    }

    /// What it took since it was last asked, the oldest first.
    pub fn taken(&self) -> Vec<Received> {
        std::mem::take(&mut self.taken.lock().expect("nobody panics with it"))
    }
}

async fn serve(stream: TcpStream, taken: Arc<Mutex<Vec<Received>>>, mood: Arc<Mutex<Mood>>) -> Option<()> {
    let (from, mut to) = stream.into_split();
    let mut lines = BufReader::new(from).lines();
    let mut receivers = Vec::new();
    to.write_all(b"220 post.example ESMTP\r\n").await.ok()?;
    loop {
        let line = lines.next_line().await.ok()??;
        let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let is = *mood.lock().expect("nobody panics with it");
        let answer = match word.as_str() {
            "EHLO" | "HELO" => "250-post.example\r\n250 8BITMIME\r\n",
            "MAIL" if is == Mood::Silent => {
                tokio::time::sleep(Duration::from_secs(60)).await;
                return None;
            }
            "RCPT" if is == Mood::Refuses => "550 no such person here\r\n",
            "RCPT" => {
                let address = line.split_once('<')?.1.split('>').next()?;
                receivers.push(address.to_owned());
                "250 ok\r\n"
            }
            "DATA" => {
                to.write_all(b"354 go on\r\n").await.ok()?;
                let mut raw = String::new();
                loop {
                    let line = lines.next_line().await.ok()??;
                    if line == "." {
                        break;
                    }
                    raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                    raw.push_str("\r\n");
                }
                let letter = Received { to: std::mem::take(&mut receivers), raw };
                taken.lock().expect("nobody panics with it").push(letter);
                "250 taken\r\n"
            }
            "RSET" => {
                receivers.clear();
                "250 ok\r\n"
            }
            "QUIT" => "221 bye\r\n",
            _ => "250 ok\r\n",
        };
        to.write_all(answer.as_bytes()).await.ok()?;
    }
}

/// A line of a head whose words beyond ASCII are masked (RFC 2047), laid open.
fn unmasked(line: &str) -> String {
    assert!(line.is_ascii(), "a head is ASCII: {line}");
    let (mut open, mut bytes, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, masked)) = rest.split_once("=?") {
        let mut parts = masked.splitn(4, '?');
        let (Some(charset), Some(way), Some(word), Some(after)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            break;
        };
        assert!(charset.eq_ignore_ascii_case("utf-8"), "{line}");
        // Blanks between two masked words belong to neither; letters may be cut in two.
        if bytes.is_empty() || !before.trim().is_empty() {
            open.push_str(&String::from_utf8(std::mem::take(&mut bytes)).expect("UTF-8"));
            open.push_str(before);
        }
        match way.to_ascii_lowercase().as_str() {
            "b" => bytes.extend(data_encoding::BASE64.decode(word.as_bytes()).expect("base64")),
            _ => bytes.extend(unquoted(word.replace('_', " ").as_bytes(), b'=')),
        }
        rest = after.strip_prefix('=').expect("the end of a masked word");
    }
    open.push_str(&String::from_utf8(bytes).expect("UTF-8"));
    open.push_str(rest);
    open
}

fn unquoted(text: &[u8], mark: u8) -> Vec<u8> {
    let (mut bytes, mut at) = (Vec::with_capacity(text.len()), 0);
    while at < text.len() {
        let pair = text.get(at + 1..at + 3).filter(|_| text[at] == mark);
        match pair.and_then(|pair| data_encoding::HEXUPPER_PERMISSIVE.decode(pair).ok()) {
            Some(byte) => {
                bytes.extend(byte);
                at += 3;
            }
            None => {
                bytes.push(text[at]);
                at += 1;
            }
        }
    }
    bytes
}
