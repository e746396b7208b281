//! A bucket of a store that speaks S3, as the place of a backup's copy. What the bucket is stands in a file of its own, which
//! settings and commands name.

use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use axum::http::{Method, Request, StatusCode};
use backup::Remote;
use fetch::{Fetch, Limits, Reach};
use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Credentials, S3Action, UrlStyle};
use serde::Deserialize;
use tokio::runtime::Handle;

/// A signed request may be sent for so long.
const SIGNED_FOR: Duration = Duration::from_secs(300);
/// Objects have 4 MiB; the rest is room for the longest list of names.
const MOST_BYTES: usize = 16 << 20;
/// For one request, from the first look for an address to the last byte.
const WITHIN: Duration = Duration::from_secs(120);
/// What fails for the store's or the line's sake is tried so often, with a pause that doubles.
const TRIES: u32 = 4;
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// What stands in the file of a bucket.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    /// The store's address, such as `https://s3.example.org`.
    endpoint: String,
    bucket: String,
    #[serde(default = "default_region")]
    region: String,
    /// What all names in the bucket begin with.
    #[serde(default)]
    prefix: String,
    access_key: String,
    secret_key: String,
    /// Whether the bucket stands before the store's name instead of in the path.
    #[serde(default)]
    bucket_in_host: bool,
}

fn default_region() -> String {
    "us-east-1".to_owned()
}

/// A bucket.
pub struct Bucket {
    bucket: rusty_s3::Bucket,
    credentials: Credentials,
    prefix: String,
    fetch: Fetch,
    runtime: Handle,
}

impl Bucket {
    /// Reads the file of a bucket; nothing is asked yet. Call it in the runtime, and the bucket's own calls from threads that
    /// may block.
    pub fn in_file(file: &Path) -> anyhow::Result<Bucket> {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("the bucket's file {} cannot be read", file.display()))?;
        // The text holds a secret: a message that quotes it would tell it.
        let about: Description = toml::from_str(&text)
            .map_err(|error| anyhow::anyhow!("{}: {}", file.display(), error.message()))?;
        let named = |what: &str| format!("{}: {what} is no address", file.display());
        let endpoint = about.endpoint.parse().with_context(|| named("endpoint"))?;
        let style = if about.bucket_in_host { UrlStyle::VirtualHost } else { UrlStyle::Path };
        let bucket = rusty_s3::Bucket::new(endpoint, style, about.bucket, about.region)
            .with_context(|| named("endpoint with bucket"))?;
        let prefix = match about.prefix.trim_matches('/') {
            "" => String::new(),
            prefix => format!("{prefix}/"),
        };
        Ok(Bucket {
            bucket,
            credentials: Credentials::new(about.access_key, about.secret_key),
            prefix,
            fetch: Fetch::new(Limits { within: WITHIN, most_bytes: MOST_BYTES, ports: Vec::new() }),
            runtime: Handle::current(),
        })
    }

    /// Sends what is signed anew with each try; the answer of a status that is not the store's own failure.
    fn ask(&self, method: &Method, sign: &dyn Fn() -> String, body: &[u8]) -> Result<Answer, String> {
        let mut pause = FIRST_PAUSE;
        for left in (0..TRIES).rev() {
            let request = Request::builder().method(method.clone()).uri(sign()).body(body.to_vec());
            let request = request.map_err(|error| error.to_string())?;
            let why = match self.runtime.block_on(self.fetch.send(request, Reach::Configured)) {
                Ok(answer) if !is_worth_another(answer.status()) => {
                    return Ok(Answer { status: answer.status(), body: answer.into_body() });
                }
                Ok(answer) => told(answer.status(), answer.body()),
                Err(error) => error.to_string(),
            };
            if left == 0 {
                return Err(why);
            }
            std::thread::sleep(pause);
            pause *= 2;
        }
        Err("it was not asked".to_owned())
    }

    fn named(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}

struct Answer {
    status: StatusCode,
    body: Vec<u8>,
}

impl Answer {
    fn good(self) -> Result<Vec<u8>, String> {
        if self.status.is_success() { Ok(self.body) } else { Err(told(self.status, &self.body)) }
    }
}

fn is_worth_another(status: StatusCode) -> bool {
    status.is_server_error() || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT)
}

/// A status with the code that stores give in their answers, such as `NoSuchBucket`.
fn told(status: StatusCode, body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let code = text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>"));
    let code = code.map_or("", |(code, _)| code);
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).take(64).collect();
    format!("it answered {status} {code}").trim_end().to_owned()
}

impl Remote for Bucket {
    fn place(&self) -> String {
        format!(
            "the bucket {} ({})",
            self.bucket.name(),
            self.bucket.base_url().host_str().unwrap_or_default()
        )
    }

    fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), String> {
        let name = self.named(name);
        let sign = || self.bucket.put_object(Some(&self.credentials), &name).sign(SIGNED_FOR).to_string();
        self.ask(&Method::PUT, &sign, &bytes)?.good().map(drop)
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let name = self.named(name);
        let sign = || self.bucket.get_object(Some(&self.credentials), &name).sign(SIGNED_FOR).to_string();
        let answer = self.ask(&Method::GET, &sign, &[])?;
        match (answer.status, told(answer.status, &answer.body)) {
            // A bucket that is not there is something else than a name that is not in it.
            (StatusCode::NOT_FOUND, why) if why.ends_with("NoSuchBucket") => Err(why),
            (StatusCode::NOT_FOUND, _) => Ok(None),
            _ => answer.good().map(Some),
        }
    }

    fn names(&self, beginning: &str) -> Result<Vec<String>, String> {
        let beginning = self.named(beginning);
        let (mut names, mut token) = (Vec::new(), None::<String>);
        loop {
            let sign = || {
                let mut listing = self.bucket.list_objects_v2(Some(&self.credentials));
                listing.with_prefix(beginning.as_str());
                if let Some(token) = &token {
                    listing.with_continuation_token(token.as_str());
                }
                listing.sign(SIGNED_FOR).to_string()
            };
            let body = self.ask(&Method::GET, &sign, &[])?.good()?;
            let listed = ListObjectsV2::parse_response(&String::from_utf8_lossy(&body))
                .map_err(|error| format!("its list of names cannot be read: {error}"))?;
            let inner = listed.contents.into_iter();
            names.extend(inner.filter_map(|one| Some(one.key.strip_prefix(&self.prefix)?.to_owned())));
            token = match listed.next_continuation_token {
                Some(next) if Some(&next) != token.as_ref() => Some(next),
                Some(_) => return Err("its list of names does not end".to_owned()),
                None => return Ok(names),
            };
        }
    }

    fn remove(&self, name: &str) -> Result<(), String> {
        let name = self.named(name);
        let sign = || self.bucket.delete_object(Some(&self.credentials), &name).sign(SIGNED_FOR).to_string();
        let answer = self.ask(&Method::DELETE, &sign, &[])?;
        if answer.status == StatusCode::NOT_FOUND { Ok(()) } else { answer.good().map(drop) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_with_its_code_and_nothing_else_of_it() {
        let body =
            b"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>secret</Message></Error>";
        assert_eq!(told(StatusCode::FORBIDDEN, body), "it answered 403 Forbidden AccessDenied");
        assert_eq!(told(StatusCode::BAD_GATEWAY, b"<html>"), "it answered 502 Bad Gateway");
    }

    #[tokio::test]
    async fn a_file_is_refused_without_telling_its_secret() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bucket.toml");
        let texts = [
            "endpoint = 1",
            "endpoint = \"here\"\nbucket = \"b\"\naccess_key = \"a\"\nsecret_key = \"hushhush\"",
            "endpoint = \"http://h\"\nbucket = \"b\"\naccess_key = \"a\"\nsecret_key = \"hushhush\"\nmore = 1",
        ];
        for text in texts {
            std::fs::write(&file, text).unwrap();
            let Err(error) = Bucket::in_file(&file) else { panic!("{text} is taken") };
            let told = format!("{error:#}");
            assert!(told.contains("bucket.toml") && !told.contains("hushhush"), "{told}");
        }
    }
}
