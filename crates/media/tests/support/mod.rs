//! Pictures made for tests.
#![allow(dead_code)]

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use std::path::PathBuf;

/// A picture with structure in it, different at every place.
pub fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let wave = ((x as f32 / 17.0).sin() * (y as f32 / 23.0).cos() * 60.0) as i32;
        let at = |base: u32| ((base * 255 / (width + height)) as i32 + wave).clamp(0, 255) as u8;
        Rgb([at(x), at(y), at(x + y)])
    })
}

/// Noise from a small generator: the hardest picture to make small.
pub fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 0x2545_f491_u32;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 24) as u8
    };
    RgbImage::from_fn(width, height, |_, _| Rgb([next(), next(), next()]))
}

pub fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).expect("the test picture encodes");
    out.into_inner()
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&picture(width, height), ImageFormat::Png)
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&picture(width, height), ImageFormat::Jpeg)
}

/// An EXIF block with an orientation, a place, and the canary in its words.
pub fn exif_block(orientation: u16, canary: &str) -> Vec<u8> {
    let ascii = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
    let degrees = || Value::Rational(vec![Rational { num: 33, denom: 1 }; 3]);
    let fields = [
        (Tag::Orientation, Value::Short(vec![orientation])),
        (Tag::ImageDescription, ascii(canary)),
        (Tag::Artist, ascii("Layla")),
        (Tag::DateTimeOriginal, ascii("2026:01:02 03:04:05")),
        (Tag::GPSLatitudeRef, ascii("N")),
        (Tag::GPSLatitude, degrees()),
        (Tag::GPSLongitudeRef, ascii("E")),
        (Tag::GPSLongitude, degrees()),
    ];
    let fields = fields.map(|(tag, value)| Field { tag, ifd_num: In::PRIMARY, value });
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, true).expect("the block can be written");
    out.into_inner()
}

/// A JPEG with segments put in right behind its beginning.
pub fn jpeg_with(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut out = jpeg[..2].to_vec();
    for (marker, body) in segments {
        out.extend([0xff, *marker]);
        out.extend((body.len() as u16 + 2).to_be_bytes());
        out.extend(body);
    }
    out.extend(&jpeg[2..]);
    out
}

/// A JPEG whose every metadata block holds the canary.
pub fn jpeg_full_of(canary: &str, orientation: u16) -> Vec<u8> {
    let exif = [b"Exif\0\0".as_slice(), &exif_block(orientation, canary)].concat();
    let xmp = format!("http://ns.adobe.com/xap/1.0/\0{}", xmp_packet(canary)).into_bytes();
    let iim = photoshop(&iim_dataset(105, canary.as_bytes()));
    let comment = canary.as_bytes().to_vec();
    let base = jpeg(400, 300);
    let mut out = jpeg_with(&base, &[(0xe1, exif), (0xe1, xmp), (0xed, iim), (0xfe, comment)]);
    out.extend(canary.as_bytes());
    out
}

pub fn xmp_packet(caption: &str) -> String {
    format!(
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:p="http://ns.adobe.com/photoshop/1.0/" p:Credit="وكالة">
        <dc:description><rdf:Alt><rdf:li xml:lang="en">other</rdf:li><rdf:li xml:lang="x-default">{caption}</rdf:li></rdf:Alt></dc:description>
        </rdf:Description></rdf:RDF></x:xmpmeta>"#
    )
}

pub fn iim_dataset(number: u8, value: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1c, 2, number];
    out.extend((value.len() as u16).to_be_bytes());
    out.extend(value);
    out
}

pub fn photoshop(iim: &[u8]) -> Vec<u8> {
    let mut out = b"Photoshop 3.0\x008BIM\x04\x04\0\0".to_vec();
    out.extend((iim.len() as u32).to_be_bytes());
    out.extend(iim);
    out
}

/// A PNG whose header claims another size, with a right checksum.
pub fn png_claiming(width: u32, height: u32, png: &[u8]) -> Vec<u8> {
    let mut out = png.to_vec();
    out[16..20].copy_from_slice(&width.to_be_bytes());
    out[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc32(&out[12..29]);
    out[29..33].copy_from_slice(&crc.to_be_bytes());
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { c >> 1 ^ 0xedb8_8320 } else { c >> 1 })
    })
}

pub fn contains(haystack: &[u8], needle: &str) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle.as_bytes())
}

/// A folder of the corpora, or nothing, said aloud.
pub fn corpus(name: &str, what: &str) -> Option<PathBuf> {
    match std::env::var_os("KHABAR_CORPORA") {
        Some(root) => Some(PathBuf::from(root).join(name)),
        None => {
            println!("NOT RUN: {what} (KHABAR_CORPORA is not set)");
            None
        }
    }
}
