//! As much of HTTP as measuring needs: one request after the other on one connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

const PATIENCE: Duration = Duration::from_secs(30);
const MOST_BYTES: u64 = 64 << 20;

/// A connection.
pub struct Client {
    stream: BufReader<TcpStream>,
    always: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The head's lines.
    pub head: Vec<String>,
    /// The body, as it came.
    pub body: Vec<u8>,
}

impl Client {
    /// Connects. `always` are header lines sent with each request, each ended by CRLF.
    pub fn connect(address: SocketAddr, always: &str) -> anyhow::Result<Client> {
        let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Client { stream: BufReader::new(stream), always: always.to_owned() })
    }

    /// Asks for a page.
    pub fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        self.ask("GET", path, b"")
    }

    /// Sends JSON.
    pub fn post(&mut self, path: &str, body: &serde_json::Value) -> anyhow::Result<Answer> {
        self.ask("POST", path, serde_json::to_string(body)?.as_bytes())
    }

    /// Puts JSON.
    pub fn put(&mut self, path: &str, body: &serde_json::Value) -> anyhow::Result<Answer> {
        self.ask("PUT", path, serde_json::to_string(body)?.as_bytes())
    }

    fn ask(&mut self, method: &str, path: &str, body: &[u8]) -> anyhow::Result<Answer> {
        let json = if body.is_empty() { "" } else { "content-type: application/json\r\n" };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{}{json}content-length: {}\r\n\r\n",
            self.always,
            body.len()
        );
        let request = [head.as_bytes(), body].concat();
        self.stream.get_mut().write_all(&request)?;
        self.answer().with_context(|| format!("{method} {path}"))
    }

    fn answer(&mut self) -> anyhow::Result<Answer> {
        let mut head = Vec::new();
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 {
                bail!("the connection was closed");
            }
            match line.trim_end() {
                "" => break,
                line => head.push(line.to_owned()),
            }
        }
        let status =
            head.first().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok());
        let mut answer = Answer { status: status.context("no status line")?, head, body: Vec::new() };
        let length: u64 = answer.header("content-length").context("no content-length")?.parse()?;
        anyhow::ensure!(length <= MOST_BYTES, "{length} bytes are too many");
        answer.body = vec![0; length as usize];
        self.stream.read_exact(&mut answer.body)?;
        Ok(answer)
    }
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head
            .iter()
            .filter_map(|line| line.split_once(':'))
            .find_map(|(key, value)| key.eq_ignore_ascii_case(name).then(|| value.trim()))
    }

    /// Whether the body has these words.
    pub fn says(&self, words: &str) -> bool {
        self.body.windows(words.len()).any(|window| window == words.as_bytes())
    }

    /// The body as JSON, when the status is a good one.
    pub fn json(&self) -> anyhow::Result<serde_json::Value> {
        anyhow::ensure!(
            (200..300).contains(&self.status),
            "{}: {}",
            self.status,
            String::from_utf8_lossy(&self.body)
        );
        Ok(serde_json::from_slice(&self.body)?)
    }
}

/// Asks again and again, a millisecond apart, until the answer is 200; says when that was.
pub fn wait_until_ready(address: SocketAddr, path: &str, most: Duration) -> anyhow::Result<Instant> {
    let begun = Instant::now();
    loop {
        let answer = Client::connect(address, "").and_then(|mut client| client.get(path));
        if answer.is_ok_and(|answer| answer.status == 200) {
            return Ok(Instant::now());
        }
        anyhow::ensure!(begun.elapsed() < most, "nothing ready at {address}{path} after {most:?}");
        std::thread::sleep(Duration::from_millis(1));
    }
}
