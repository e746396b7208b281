//! A plain HTTP/1.1 client that tells apart what a durability test must tell apart: a request that never left, and one
//! whose answer never came whole.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(20);

/// A request.
#[derive(Debug, Clone)]
pub struct Call {
    method: &'static str,
    path: String,
    host: Option<String>,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// A whole answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    head: String,
    /// The body.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Fault {
    /// Nobody listened: nothing was asked.
    NotAsked(std::io::Error),
    /// Asked, and no whole answer came: it was done, or it was not.
    Unanswered(std::io::Error),
}

/// Asks for a page.
pub fn get(path: &str) -> Call {
    Call { method: "GET", path: path.to_owned(), host: None, headers: Vec::new(), body: Vec::new() }
}

/// Sends something.
pub fn post(path: &str) -> Call {
    Call { method: "POST", ..get(path) }
}

impl Call {
    /// Naming this host, wherever it is sent.
    pub fn host(mut self, host: &str) -> Call {
        self.host = Some(host.to_owned());
        self
    }

    /// With a header.
    pub fn header(mut self, name: &str, value: &str) -> Call {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// In somebody's name.
    pub fn token(self, token: &str) -> Call {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// With a JSON body.
    pub fn json(mut self, value: &Value) -> Call {
        self.body = value.to_string().into_bytes();
        self.header("content-type", "application/json")
    }

    /// With a body as it is.
    pub fn sending(mut self, body: &[u8]) -> Call {
        self.body = body.to_vec();
        self
    }

    /// The bytes of the request for this host: the head, then the body.
    pub fn bytes(&self, host: SocketAddr) -> (Vec<u8>, Vec<u8>) {
        let path = percent_encoded(&self.path);
        let host = self.host.clone().unwrap_or_else(|| host.to_string());
        let mut head = format!("{} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n", self.method);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.method != "GET" {
            head.push_str(&format!("content-length: {}\r\n", self.body.len()));
        }
        head.push_str("\r\n");
        (head.into_bytes(), self.body.clone())
    }

    /// Asks, and waits for the whole answer.
    pub fn ask(&self, address: SocketAddr) -> Result<Answer, Fault> {
        read_answer(self.send(address)?).map_err(Fault::Unanswered)
    }

    /// Sends the whole request, and does not wait.
    pub fn send(&self, address: SocketAddr) -> Result<TcpStream, Fault> {
        let mut stream = connect(address).map_err(Fault::NotAsked)?;
        let (head, body) = self.bytes(address);
        stream.write_all(&[head, body].concat()).map_err(Fault::Unanswered)?;
        Ok(stream)
    }

    /// Asks a server that must answer.
    #[track_caller]
    pub fn answer(&self, address: SocketAddr) -> Answer {
        match self.ask(address) {
            Ok(answer) => answer,
            Err(Fault::NotAsked(why) | Fault::Unanswered(why)) => {
                panic!("{} {}: {why}", self.method, self.path)
            }
        }
    }
}

impl Answer {
    /// The first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.text()))
    }

    /// The same, once it has this status.
    #[track_caller]
    pub fn with_status(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }
}

/// A connection with time limits.
pub fn connect(address: SocketAddr) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Reads one whole answer.
pub fn read_answer(mut stream: TcpStream) -> std::io::Result<Answer> {
    let mut bytes = Vec::new();
    // What came before the connection broke may be a whole answer all the same.
    let ended = stream.read_to_end(&mut bytes);
    parse(&bytes).ok_or_else(|| ended.err().unwrap_or_else(|| std::io::ErrorKind::UnexpectedEof.into()))
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let mut answer = Answer { status, head, body: bytes[end + 4..].to_vec() };
    if answer.header("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
        answer.body = unchunked(&answer.body)?;
    } else if let Some(length) =
        answer.header("content-length").and_then(|length| length.parse::<usize>().ok())
    {
        answer.body = answer.body.get(..length)?.to_vec();
    }
    Some(answer)
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = rest.windows(2).position(|window| window == b"\r\n")?;
        let length = std::str::from_utf8(&rest[..line]).ok()?.split(';').next()?.trim();
        let length = usize::from_str_radix(length, 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(line + 2..line + 2 + length)?);
        rest = rest.get(line + 4 + length..)?;
    }
}

/// A path as it goes over the wire.
fn percent_encoded(path: &str) -> String {
    let mut encoded = String::new();
    for byte in path.bytes() {
        match byte {
            0x21..=0x7e => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
