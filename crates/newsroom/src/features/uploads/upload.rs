//! A file that comes in pieces, and what is said of it when it begins: no I/O.

use std::str::FromStr;

use crate::id::{AccountId, UploadId};

/// What is said of a file before its first byte, at most.
const LONGEST_METADATA: usize = 8 << 10;
const LONGEST_NAME: usize = 200;

/// What a file is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A picture of the library.
    Picture,
    /// A recording that is a file of ours.
    Recording,
}

impl Purpose {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::Picture => "picture",
            Purpose::Recording => "recording",
        }
    }
}

impl FromStr for Purpose {
    type Err = ();

    fn from_str(name: &str) -> Result<Purpose, ()> {
        [Purpose::Picture, Purpose::Recording].into_iter().find(|purpose| purpose.as_str() == name).ok_or(())
    }
}

/// A file that is about to come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUpload {
    pub purpose: Purpose,
    /// In bytes.
    pub length: u64,
    /// What it is called where it comes from.
    pub name: String,
    /// What it is said to be. Nobody believes it.
    pub mime: String,
}

/// A file that comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Random; also the name of its file.
    pub id: UploadId,
    pub account: AccountId,
    pub purpose: Purpose,
    pub length: i64,
    pub name: String,
    pub mime: String,
    pub created_at: i64,
    pub expires_at: i64,
    /// The id of what it became.
    pub made: Option<String>,
    /// How many bytes of it were noted as come. What lies on the disk has the last word.
    pub received: i64,
}

impl NewUpload {
    /// What a client says of a file: `name base64, name base64`. Nothing but the purpose has to be there.
    pub fn read(length: u64, metadata: &str) -> Result<NewUpload, &'static str> {
        if metadata.len() > LONGEST_METADATA {
            return Err("Upload-Metadata is too long");
        }
        let (mut name, mut mime, mut purpose) = (String::new(), String::new(), None);
        for pair in metadata.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
            let bytes = data_encoding::BASE64.decode(value.trim().as_bytes());
            let bytes = bytes.map_err(|_| "Upload-Metadata: a value is written in Base64")?;
            let said = String::from_utf8(bytes).map_err(|_| "Upload-Metadata: a value is no text")?;
            let said = text::words::truncate_letters(&text::clean::clean_line(&said), LONGEST_NAME);
            match key {
                "filename" | "name" => name = said,
                "filetype" | "type" => mime = said,
                "purpose" => purpose = said.parse().ok(),
                _ => {}
            }
        }
        let purpose = purpose.ok_or("Upload-Metadata: say the purpose, picture or recording")?;
        Ok(NewUpload { purpose, length, name, mime })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pairs: &[(&str, &str)]) -> String {
        let pair = |(name, value): &(&str, &str)| {
            format!("{name} {}", data_encoding::BASE64.encode(value.as_bytes()))
        };
        pairs.iter().map(pair).collect::<Vec<_>>().join(",")
    }

    #[test]
    fn what_is_said_of_a_file_is_read() {
        let all =
            said(&[("filename", "فيلم  \u{202e}.mp4"), ("filetype", "video/mp4"), ("purpose", "recording")]);
        let read = NewUpload::read(7, &format!("{all}, is_confidential")).expect("it reads");
        assert_eq!((read.purpose, read.length, read.mime.as_str()), (Purpose::Recording, 7, "video/mp4"));
        assert!(read.name.starts_with("فيلم") && !read.name.contains("  "), "{}", read.name);
        for bad in [
            String::new(),
            "purpose".to_owned(),
            "purpose !!".to_owned(),
            said(&[("purpose", "script")]),
            format!("purpose {}", data_encoding::BASE64.encode(&[0xFF])),
            format!("{all},x {}", "A".repeat(10_000)),
        ] {
            assert!(NewUpload::read(7, &bad).is_err(), "{bad}");
        }
    }
}
