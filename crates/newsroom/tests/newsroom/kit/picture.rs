//! A picture made on the spot.

use std::io::Write;

/// A picture on its way to the library.
#[derive(Debug, Clone)]
pub struct NewPicture {
    /// The file.
    pub bytes: Vec<u8>,
    said: Vec<(&'static str, String)>,
}

impl NewPicture {
    /// A small picture in a shade of its own.
    pub fn new(shade: u8) -> NewPicture {
        NewPicture { bytes: png(64, 48, shade), said: Vec::new() }
    }

    /// A file as it is.
    pub fn of(bytes: Vec<u8>) -> NewPicture {
        NewPicture { bytes, said: Vec::new() }
    }

    /// With something said of it: `caption`, `alt`, `credit`, `archive`, `taken_on`, `rights_until`.
    pub fn with(mut self, name: &'static str, value: &str) -> NewPicture {
        self.said.push((name, value.to_owned()));
        self
    }

    /// What is said of it, as a query.
    pub fn query(&self) -> String {
        let escaped = |value: &str| {
            percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string()
        };
        self.said
            .iter()
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect::<Vec<_>>()
            .join("&")
    }
}

/// A PNG of one colour.
pub fn png(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let line: Vec<u8> =
        std::iter::once(0).chain((0..width).flat_map(|_| [shade, 128, 255 - shade])).collect();
    let pixels: Vec<u8> = (0..height).flat_map(|_| line.clone()).collect();
    let mut file = vec![0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
    let header = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    for (name, content) in [(b"IHDR", header), (b"IDAT", stored(&pixels)), (b"IEND", Vec::new())] {
        let body = [name.as_slice(), &content].concat();
        let _ = file.write_all(&u32::try_from(content.len()).expect("the picture is small").to_be_bytes());
        let _ = file.write_all(&body);
        let _ = file.write_all(&crc(&body).to_be_bytes());
    }
    file
}

/// A zlib stream that stores its bytes as they are.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let chunks: Vec<&[u8]> = bytes.chunks(0xFFFF).collect();
    for (place, chunk) in chunks.iter().enumerate() {
        let length = u16::try_from(chunk.len()).expect("a chunk fits");
        out.push(u8::from(place + 1 == chunks.len()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend_from_slice(chunk);
    }
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    out.extend(((b << 16) | a).to_be_bytes());
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}
