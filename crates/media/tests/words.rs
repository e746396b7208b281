//! Words in a rendition: read back as they were put in, the pixels untouched, whatever shape the file has.

use image::{ImageFormat, RgbaImage};
use media::{LONGEST_PACKET, Limits, Metadata, NotPut, Words, probe, with_words};
use proptest::prelude::*;
use std::io::Cursor;
use std::sync::LazyLock;

mod support;
use support as pictures;

/// A lossy one (`VP8 `), a lossless one (`VP8L`), and one with an alpha channel beside it (`VP8X`).
fn shapes() -> Vec<(&'static str, Vec<u8>)> {
    let picture = pictures::picture(301, 199);
    let clear = RgbaImage::from_fn(301, 199, |x, y| {
        let [r, g, b] = picture.get_pixel(x, y).0;
        image::Rgba([r, g, b, (x % 256) as u8])
    });
    let lossy = webp::Encoder::from_rgb(&picture, 301, 199).encode(70.0).to_vec();
    let lossless = webp::Encoder::from_rgb(&picture, 301, 199).encode_lossless().to_vec();
    let extended = webp::Encoder::from_rgba(&clear, 301, 199).encode(70.0).to_vec();
    let mut clear_lossless = Cursor::new(Vec::new());
    clear.write_to(&mut clear_lossless, ImageFormat::WebP).expect("it encodes");
    vec![
        ("VP8 ", lossy),
        ("VP8L", lossless),
        ("VP8X", extended),
        ("VP8L with alpha", clear_lossless.into_inner()),
    ]
}

fn said() -> Words<'static> {
    Words {
        caption: "سوق المدينة", credit: "ليلى حداد / خبر", lang: "ar", ..Words::default()
    }
}

#[test]
fn every_shape_takes_words_and_keeps_its_pixels() {
    let packet = said().packet().expect("something is said");
    for (shape, plain) in shapes() {
        assert!(Metadata::read(&plain).is_empty(), "{shape}: the control");
        let written = with_words(&plain, &packet).unwrap_or_else(|error| panic!("{shape}: {error}"));
        assert_eq!(u32::from_le_bytes(written[4..8].try_into().expect("four")) as usize + 8, written.len());
        assert_eq!(&written[12..16], b"VP8X");
        let read = Metadata::read(&written);
        assert_eq!(read.credit.as_deref(), Some("ليلى حداد / خبر"), "{shape}");
        assert_eq!(read.caption.as_deref(), Some("سوق المدينة"), "{shape}");
        let [before, after] =
            [&plain, &written].map(|bytes| image::load_from_memory(bytes).expect("it decodes"));
        assert_eq!(before.color(), after.color(), "{shape}");
        assert_eq!(before.to_rgba8(), after.to_rgba8(), "{shape}");
        let about = media::probe(&written, &media::Limits::default()).expect("it is a picture");
        assert_eq!((about.width, about.height), (301, 199), "{shape}");
        // Once more: the words are instead of those, not beside them.
        let again = Words { credit: "خبر", ..said() }.packet().expect("something is said");
        let again = with_words(&written, &again).expect("words are changed");
        assert_eq!(Metadata::read(&again).credit.as_deref(), Some("خبر"), "{shape}");
        assert_eq!(again.windows(4).filter(|four| four == b"XMP ").count(), 1, "{shape}");
    }
}

#[test]
fn what_is_no_whole_picture_stays_as_it_is() {
    let packet = said().packet().expect("something is said");
    let (_, plain) = shapes().remove(0);
    for length in 0..plain.len().min(400) {
        assert_eq!(with_words(&plain[..length], &packet), Err(NotPut::Malformed), "{length}");
    }
    let mut longer = plain.clone();
    longer.push(0);
    assert_eq!(with_words(&longer, &packet), Err(NotPut::Malformed));
    assert_eq!(with_words(&pictures::png(20, 20), &packet), Err(NotPut::Malformed));
    assert_eq!(with_words(&plain, &vec![b' '; LONGEST_PACKET + 1]), Err(NotPut::TooLong));
}

static SHAPES: LazyLock<Vec<(&'static str, Vec<u8>)>> = LazyLock::new(shapes);

proptest! {
    #[test]
    fn a_broken_file_breaks_nothing(at in 0_usize..200, byte in any::<u8>(), shape in 0_usize..3) {
        let packet = said().packet().expect("something is said");
        let mut bytes = SHAPES[shape].1.clone();
        bytes[at] = byte;
        if let Ok(written) = with_words(&bytes, &packet) {
            let credit = Metadata::read(&written).credit;
            prop_assert!(credit.is_none() || credit.as_deref() == Some("ليلى حداد / خبر"));
        }
    }
}

/// A store of claims, as far as anybody looks here.
fn store() -> Vec<u8> {
    [b"\0\0\0\x40jumb\0\0\0\x26jumdc2pa".as_slice(), &[0; 12], b"\x03c2pa\0"].concat()
}

fn carries_credentials(bytes: &[u8]) -> bool {
    probe(bytes, &Limits::default()).is_ok_and(|about| about.has_credentials)
}

#[test]
fn content_credentials_are_noticed_in_three_formats() {
    let jpeg = pictures::jpeg(40, 30);
    let segment = [b"JP\0\x01\0\0\0\x01".as_slice(), &store()].concat();
    let exif = (0xe1, [b"Exif\0\0".as_slice(), &pictures::exif_block(1, "x")].concat());
    assert!(carries_credentials(&pictures::jpeg_with(&jpeg, &[exif.clone(), (0xeb, segment)])));
    let other =
        [b"JP\0\x01\0\0\0\x01".as_slice(), b"\0\0\0\x40jumb\0\0\0\x26jumdjson".as_slice(), &[0; 20]].concat();
    assert!(!carries_credentials(&pictures::jpeg_with(&jpeg, &[exif, (0xeb, other)])), "another box");
    let png = pictures::png(40, 30);
    let chunk =
        |kind: &[u8; 4]| [(store().len() as u32).to_be_bytes().as_slice(), kind, &store(), &[0; 4]].concat();
    let with = |kind: &[u8; 4]| [&png[..33], &chunk(kind), &png[33..]].concat();
    assert!(carries_credentials(&with(b"caBX")));
    assert!(!carries_credentials(&with(b"prVt")), "the control");
    let (_, mut webp) = shapes().remove(2);
    assert!(!carries_credentials(&webp), "the control");
    webp.extend([b"C2PA".as_slice(), &(store().len() as u32).to_le_bytes(), &store()].concat());
    assert!(carries_credentials(&webp));
    for length in [0, 3, 11, 40] {
        assert!(!carries_credentials(&webp[..length]));
    }
}
