//! Small files that are much once they are unpacked. Each is refused by name or ends within what the child is given, and
//! who asked has not grown. (`a_careless_decoder_is_found_out` shows that growing would be seen.)

#[path = "support/by_hand.rs"]
mod by_hand;
#[path = "support/memory.rs"]
mod memory;
mod support;

use by_hand::*;
use image::ImageFormat;
use media::{Limits, Metadata, Plan, RenditionError, make_renditions, probe};
use memory::Watch;
use std::path::Path;
use std::time::Duration;
use support::*;

const MOST_GROWTH: u64 = 20 << 20;

/// How a bomb ends.
enum End {
    /// Refused with this code by its header, before anything is started.
    AtTheDoor(&'static str),
    /// Refused with this code by the child, before it decodes.
    InTheChild(&'static str),
    /// Taken, or refused by name: what is too much in it is not unpacked, or not by us.
    Harmless,
}
use End::*;

/// A PNG of a few dots with this chunk in it.
fn png_with(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let rows = zlib((0..8).map(|_| vec![90; 8 * 3 + 1]).map(|mut row| {
        row[0] = 0;
        row
    }));
    png_of((8, 8), (8, 2), &png_chunk(kind, body), &rows)
}

fn gif_of(canvas: u16, frame: u16, frames: usize) -> Vec<u8> {
    let mut out = b"GIF89a".to_vec();
    out.extend([canvas.to_le_bytes(), canvas.to_le_bytes()].concat());
    out.extend([0x80, 0, 0, 9, 99, 199, 255, 255, 255]);
    for _ in 0..frames {
        out.extend([0x2c, 0, 0, 0, 0]);
        out.extend([frame.to_le_bytes(), frame.to_le_bytes()].concat());
        out.extend([0, 2, 2, 0x44, 1, 0]);
    }
    out.push(0x3b);
    out
}

/// A progressive JPEG whose last scan comes so many times more.
fn jpeg_of_passes(more: usize) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/progressive.jpg");
    let whole = std::fs::read(path).expect("a fixture");
    let last = whole.windows(2).rposition(|pair| pair == [0xff, 0xda]).expect("a scan");
    let (before, scan) = whole[..whole.len() - 2].split_at(last);
    // An end that is none, inside a comment, does not stop the count.
    let comment = [0xff, 0xfe, 0, 4, 0xff, 0xd9];
    [before, scan, &comment, &scan.repeat(more), &[0xff, 0xd9]].concat()
}

/// An EXIF block of one directory that goes on in itself, with an entry of four thousand million values.
fn endless_exif() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()].concat()
    };
    let entries = [
        entry(0x010e, 2, u32::MAX, 8),
        entry(0x8769, 4, 1, 8),
        entry(0x8825, 4, 1, 8),
        entry(0x927c, 7, 0x7fff_ffff, 8),
    ];
    let count = (entries.len() as u16).to_be_bytes();
    [b"MM\0*\0\0\0\x08".as_slice(), &count, &entries.concat(), &8u32.to_be_bytes()].concat()
}

fn jpeg_of_profile(segments: u8) -> Vec<u8> {
    let segment = |number| [b"ICC_PROFILE\0".as_slice(), &[number, segments], &[0; 65_000]].concat();
    let segments: Vec<_> = (1..=segments).map(|number| (0xe2, segment(number))).collect();
    jpeg_with(&jpeg(64, 48), &segments)
}

fn bombs() -> Vec<(&'static str, Vec<u8>, End)> {
    let unpacked = nothing(400);
    let twice = zlib(std::iter::once(unpacked.clone()));
    let dots = encoded(&picture(72, 48), ImageFormat::WebP)[12..].to_vec();
    let canvas = |flags, width, height, more: &[Vec<u8>]| {
        webp_of(&[&[webp_canvas(flags, width, height), dots.clone()], more].concat())
    };
    let laughs = {
        let entities: String =
            (1..30).map(|n| format!("<!ENTITY l{n} '{}'>", format!("&l{};", n - 1).repeat(10))).collect();
        format!("<!DOCTYPE x [<!ENTITY l0 'laugh'>{entities}]>{}", xmp_packet("&l29;"))
    };
    let exif =
        |block: Vec<u8>| jpeg_with(&jpeg(64, 48), &[(0xe1, [b"Exif\0\0".as_slice(), &block].concat())]);
    vec![
        (
            "a PNG that is 400 MB of dots",
            png_of((10_000, 5_000), (16, 6), b"", &unpacked),
            InTheChild("needs_too_much_memory"),
        ),
        (
            "a PNG of 65,000 a side",
            png_of((65_000, 65_000), (8, 2), b"", &unpacked),
            AtTheDoor("side_too_long"),
        ),
        (
            "a PNG with one row too many",
            png_of((16_000, 4_001), (1, 0), b"", &unpacked),
            AtTheDoor("too_many_pixels"),
        ),
        ("a PNG with 400 MB behind its dots", png_of((8, 8), (8, 2), b"", &unpacked), Harmless),
        (
            "a PNG of four thousand million frames",
            png_with(b"acTL", &[0xff; 8]),
            AtTheDoor("too_many_frames"),
        ),
        ("a profile of 400 MB", png_with(b"iCCP", &[b"p\0\0", &unpacked[..]].concat()), Harmless),
        ("a profile packed twice", png_with(b"iCCP", &[b"p\0\0", &twice[..]].concat()), Harmless),
        ("words of 400 MB", png_with(b"zTXt", &[b"Comment\0\0", &unpacked[..]].concat()), Harmless),
        (
            "XMP of 400 MB",
            png_with(b"iTXt", &[b"XML:com.adobe.xmp\0\x01\0\0\0", &unpacked[..]].concat()),
            Harmless,
        ),
        ("a JPEG of 65 passes more", jpeg_of_passes(65), AtTheDoor("too_many_passes")),
        ("a JPEG of a hundred thousand passes", jpeg_of_passes(100_000), AtTheDoor("too_many_passes")),
        ("a JPEG with 16 MB of profile", jpeg_of_profile(255), Harmless),
        ("a JPEG whose notes go round in a circle", exif(endless_exif()), Harmless),
        (
            "a JPEG with a million laughs",
            jpeg_with(&jpeg(64, 48), &[(0xe1, format!("http://ns.adobe.com/xap/1.0/\0{laughs}").into())]),
            Harmless,
        ),
        ("a GIF canvas of 65,535", gif_of(65_535, 1, 1), AtTheDoor("side_too_long")),
        ("a GIF of a hundred thousand frames", gif_of(8, 8, 100_000), AtTheDoor("too_many_frames")),
        ("a GIF frame of 65,535 on a canvas of one dot", gif_of(1, 65_535, 1), Harmless),
        ("a GIF frame of 11,000 on a canvas of one dot", gif_of(1, 11_000, 1), Harmless),
        ("a WebP canvas of sixteen million", canvas(0, 1 << 24, 1 << 24, &[]), AtTheDoor("side_too_long")),
        ("a WebP canvas of 16,000", canvas(0, 16_000, 16_000, &[]), AtTheDoor("too_many_pixels")),
        ("a WebP canvas that is not its picture's", canvas(0, 8_000, 8_000, &[]), Harmless),
        (
            "a WebP picture larger than its canvas",
            webp_of(&[webp_canvas(0, 2, 2), riff_chunk(b"VP8L", &[0x2f, 0xff, 0xff, 0xff, 0x0f, 0, 0])]),
            Harmless,
        ),
        (
            "a moving WebP without a picture",
            webp_of(&[webp_canvas(2, 4_000, 4_000), riff_chunk(b"ANIM", &[0; 6])]),
            Harmless,
        ),
        (
            "a WebP of a thousand frames",
            canvas(2, 72, 48, &vec![riff_chunk(b"ANMF", &[0; 24]); 1_000]),
            AtTheDoor("too_many_frames"),
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bomb_is_refused_by_name_or_does_no_harm() {
    let bombs = bombs();
    let plan = Plan { timeout: Duration::from_secs(60), ..Plan::default() };
    let child = Path::new(env!("CARGO_BIN_EXE_media-test-child"));
    make_renditions(child, &large_png(600, 400), &plan).await.expect("the control: an honest one is taken");
    let watch = Watch::begin();
    for (what, bytes, end) in &bombs {
        let judged = probe(bytes, &Limits::default());
        Metadata::read(bytes);
        let made = make_renditions(child, bytes, &plan).await.map(drop);
        println!(
            "{what} ({} KB): {made:?}, {:?} KB",
            bytes.len() >> 10,
            watch.grown().map(|bytes| bytes >> 10)
        );
        let code = match &made {
            Ok(()) => "taken",
            Err(RenditionError::Refused(refused)) => refused.code(),
            Err(RenditionError::OutOfMemory) => "out_of_memory",
            Err(other) => panic!("{what}: {other}"),
        };
        match end {
            AtTheDoor(name) => assert_eq!(judged.expect_err(what).code(), *name, "{what}"),
            InTheChild(name) => assert_eq!((judged.is_ok(), code), (true, *name), "{what}"),
            Harmless => {}
        }
        assert!(
            watch.grown().is_none_or(|grown| grown <= MOST_GROWTH),
            "{what}: grown by {:?}",
            watch.grown()
        );
    }
    assert_eq!(
        probe(&jpeg_of_passes(20), &Limits::default()).map(drop),
        Ok(()),
        "the control: some passes are usual"
    );
}
