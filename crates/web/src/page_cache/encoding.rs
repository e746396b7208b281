//! Which encoding a reader gets, and making it.

use std::io::Write;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{ACCEPT_ENCODING, HeaderMap};

/// Bodies below this many bytes fit a packet as they are.
pub(crate) const SMALLEST_WORTH_ENCODING: usize = 860;

/// For what browsers keep for good, such as a style sheet. A debug build, whose encoder is slow, leaves out the last steps.
const LASTING: Effort = Effort { brotli: if cfg!(debug_assertions) { 9 } else { 11 }, gzip: 9 };
/// For what is kept: made once, sent to many.
const KEPT: Effort = Effort { brotli: 5, gzip: 6 };
/// For what one reader gets and nobody keeps.
const PASSING: Effort = Effort { brotli: 3, gzip: 3 };

/// From here on the best is not worth it: an encoder that tries its hardest takes twenty megabytes for such a body.
const LARGE: usize = 64 * 1024;

/// How hard an encoder tries.
#[derive(Clone, Copy)]
struct Effort {
    brotli: i32,
    gzip: u32,
}

/// How a body is written on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

impl Encoding {
    /// What the request prefers: the highest weight, and among equals brotli, then gzip, then none.
    pub(crate) fn chosen_by(headers: &HeaderMap) -> Encoding {
        let mut lines = headers.get_all(ACCEPT_ENCODING).iter();
        let (Some(line), None) = (lines.next(), lines.next()) else { return Encoding::Identity };
        line.to_str().map_or(Encoding::Identity, Encoding::chosen_from)
    }

    fn chosen_from(line: &str) -> Encoding {
        let (mut brotli, mut gzip, mut identity, mut any) = (None, None, None, None);
        for part in line.split(',') {
            let (name, weight) = weighed(part);
            let slot = match name {
                name if name.eq_ignore_ascii_case("br") => &mut brotli,
                name if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") => &mut gzip,
                name if name.eq_ignore_ascii_case("identity") => &mut identity,
                "*" => &mut any,
                _ => continue,
            };
            *slot = Some(weight);
        }
        let any = any.unwrap_or(0);
        let (brotli, gzip) = (brotli.unwrap_or(any), gzip.unwrap_or(any));
        // Unnamed, identity is welcome but least so.
        let identity = identity.unwrap_or(if any > 0 { any } else { 1 });
        if brotli > 0 && brotli >= gzip && brotli >= identity {
            Encoding::Brotli
        } else if gzip > 0 && gzip >= identity {
            Encoding::Gzip
        } else {
            Encoding::Identity
        }
    }

    /// As it stands in `content-encoding`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Encoding::Identity => "identity",
            Encoding::Gzip => "gzip",
            Encoding::Brotli => "br",
        }
    }

    /// The body in this encoding; `None` when it would not be shorter. Takes milliseconds: not for an async thread.
    pub(crate) fn encode(self, body: &Bytes) -> Option<Bytes> {
        self.encode_with(body, KEPT)
    }

    /// The same, as short as it gets, for a body that never changes. Takes longer.
    pub(crate) fn encode_for_good(self, body: &Bytes) -> Option<Bytes> {
        self.encode_with(body, if body.len() < LARGE { LASTING } else { KEPT })
    }

    /// The same with less effort, for a body that is sent once.
    pub(crate) fn encode_in_passing(self, body: &Bytes) -> Option<Bytes> {
        self.encode_with(body, PASSING)
    }

    fn encode_with(self, body: &Bytes, effort: Effort) -> Option<Bytes> {
        let encoded = match self {
            Encoding::Identity => return None,
            Encoding::Gzip => gzip(body, effort.gzip),
            Encoding::Brotli => brotli(body, effort.brotli),
        };
        // In a box of its own size: the cache counts bytes, not what the encoder reserved.
        encoded
            .ok()
            .filter(|encoded| encoded.len() < body.len())
            .map(|encoded| Bytes::from(encoded.into_boxed_slice()))
    }
}

/// Whether bodies of this media type shrink.
pub(crate) fn is_worth_encoding(content_type: &str, len: usize) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    let shrinks = kind.starts_with("text/")
        || kind.ends_with("+xml")
        || kind.ends_with("+json")
        || matches!(
            kind,
            "application/json" | "application/xml" | "application/javascript" | "application/x-ndjson"
        );
    shrinks && len >= SMALLEST_WORTH_ENCODING
}

/// A name and its weight in thousandths. What cannot be read weighs nothing.
fn weighed(part: &str) -> (&str, u16) {
    let mut pieces = part.split(';');
    let name = pieces.next().unwrap_or_default().trim();
    let weight = match pieces.next() {
        None => 1000,
        Some(parameter) => parameter
            .split_once('=')
            .filter(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
            .and_then(|(_, value)| value.trim().parse::<f32>().ok())
            .filter(|weight| (0.0..=1.0).contains(weight))
            .map_or(0, |weight| (weight * 1000.0) as u16),
    };
    (name, weight)
}

fn gzip(body: &[u8], level: u32) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::new(level));
    encoder.write_all(body)?;
    encoder.finish()
}

/// A window about as large as the body, as a power of two: an encoder takes memory by its window.
fn window(len: usize) -> i32 {
    (usize::BITS - len.leading_zeros()).clamp(10, 22).cast_signed()
}

fn brotli(mut body: &[u8], quality: i32) -> std::io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: window(body.len()),
        size_hint: body.len(),
        ..Default::default()
    };
    let mut encoded = Vec::with_capacity(body.len() / 4);
    brotli::BrotliCompress(&mut body, &mut encoded, &params)?;
    Ok(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_encoding_wins_and_zero_is_a_no() {
        use Encoding::{Brotli, Gzip, Identity};
        let table = [
            ("gzip, deflate, br, zstd", Brotli),
            ("gzip, deflate", Gzip),
            ("br;q=0, gzip", Gzip),
            ("br;q=0, gzip;q=0", Identity),
            ("br; q=0.5, gzip;q=0.8", Gzip),
            ("gzip;q=0.001", Gzip),
            ("*", Brotli),
            ("*;q=0", Identity),
            ("br;q=0, *", Gzip),
            ("identity, br;q=0.5", Identity),
            ("identity;q=0.5, br;q=0.5", Brotli),
            ("BR", Brotli),
            ("x-gzip", Gzip),
            ("br;q=nonsense, gzip;q=2", Identity),
            ("br;level=4", Identity),
            ("", Identity),
            ("deflate, zstd", Identity),
            (",,;;,=", Identity),
        ];
        for (line, expected) in table {
            assert_eq!(Encoding::chosen_from(line), expected, "{line}");
        }
    }

    #[test]
    fn what_does_not_shrink_is_left_alone() {
        assert!(is_worth_encoding("text/html; charset=utf-8", 860));
        assert!(!is_worth_encoding("text/html; charset=utf-8", 859));
        assert!(is_worth_encoding("application/rss+xml", 10_000));
        assert!(is_worth_encoding("image/svg+xml", 10_000));
        assert!(!is_worth_encoding("image/webp", 10_000));
        assert!(Encoding::Gzip.encode(&Bytes::from_static(b"a")).is_none());
    }
}
