//! Strangers' files: what is refused before decoding, and what comes out of those that are taken.

mod support;

use image::{ImageFormat, RgbImage};
use media::{Format, Limits, Plan, Refused, RenditionError, make_renditions_here, probe};
use proptest::prelude::*;
use support::*;

fn refusal(bytes: &[u8]) -> &'static str {
    match probe(bytes, &Limits::default()) {
        Ok(_) => "taken",
        Err(refused) => refused.code(),
    }
}

#[test]
fn kinds_are_told_by_bytes_and_others_are_named() {
    for (bytes, want) in [
        (&b""[..], "file is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG files"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><!DOCTYPE svg []><svg/>", "SVG files"),
        (b"<!doctype html><p>", "HTML files"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "AVIF files"),
        (b"\0\0\0\x1cftypheic\0\0\0\0", "HEIC files"),
        (b"\0\0\0\x1cftypmp42\0\0\0\0", "video files"),
        (b"II*\0aaaa", "TIFF files"),
        (b"MM\0*aaaa", "TIFF files"),
        (b"%PDF-1.7", "PDF files"),
        (b"BM____", "BMP files"),
        (b"PK\x03\x04zip", "ZIP files"),
        (b"just words", "not a JPEG, PNG, GIF or WebP"),
    ] {
        let error = probe(bytes, &Limits::default()).expect_err("refused").to_string();
        assert!(error.contains(want), "{error} / {want}");
    }
}

#[test]
fn the_four_kinds_are_measured() {
    for (format, want) in [
        (ImageFormat::Jpeg, Format::Jpeg),
        (ImageFormat::Png, Format::Png),
        (ImageFormat::Gif, Format::Gif),
        (ImageFormat::WebP, Format::WebP),
    ] {
        let about = probe(&encoded(&picture(60, 41), format), &Limits::default()).expect("taken");
        assert_eq!((about.format, about.width, about.height, about.frames), (want, 60, 41, 1));
        assert!(!about.has_gps);
    }
}

#[test]
fn sizes_beyond_the_limits_are_refused_by_the_header_alone() {
    let small = png(8, 8);
    assert_eq!(refusal(&png_claiming(16_385, 1, &small)), "side_too_long");
    assert_eq!(refusal(&png_claiming(16_000, 16_000, &small)), "too_many_pixels");
    assert_eq!(refusal(&png_claiming(u32::MAX, u32::MAX, &small)), "side_too_long");
    assert_eq!(refusal(&png_claiming(0, 10, &small)), "damaged");
    let limits = Limits { bytes: 100, ..Limits::default() };
    assert!(matches!(probe(&small, &limits), Err(Refused::TooLarge { .. })));
    assert_eq!(refusal(&small), "taken", "control");
}

#[test]
fn a_long_animation_is_refused_and_a_short_one_is_its_first_picture() {
    let animation = |count: usize| {
        let mut out = Vec::new();
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut out);
        for shade in 0..count {
            let frame = image::RgbaImage::from_pixel(4, 4, image::Rgba([shade as u8, 0, 200, 255]));
            encoder.encode_frame(image::Frame::new(frame)).expect("a frame encodes");
        }
        drop(encoder);
        out
    };
    assert_eq!(refusal(&animation(301)), "too_many_frames");
    let short = animation(3);
    assert_eq!(probe(&short, &Limits::default()).expect("taken").frames, 3);
    let made = make_renditions_here(&short, &Plan::default()).expect("made");
    assert_eq!((made.renditions.len(), made.width), (1, 4));
}

#[test]
fn a_header_that_lies_is_refused_or_stays_within_its_claim() {
    // Claims 6,000 × 6,000 in a file of a few hundred bytes: decoding finds no pixels behind it.
    let liar = png_claiming(6_000, 6_000, &png(8, 8));
    assert!(matches!(make_renditions_here(&liar, &Plan::default()), Err(RenditionError::Refused(_))));
    // Claims fewer rows than there are: only those claimed are ever decoded.
    let modest = png_claiming(64, 10, &png(64, 64));
    match make_renditions_here(&modest, &Plan::default()) {
        Ok(made) => assert_eq!((made.width, made.height), (64, 10)),
        Err(error) => assert!(matches!(error, RenditionError::Refused(_)), "{error}"),
    }
}

#[test]
fn a_bomb_needs_more_than_the_decoder_is_given() {
    // 4,000 × 3,000 of one colour: a few dozen kilobytes that unpack to 36 MB.
    let bomb = encoded(&RgbImage::new(4_000, 3_000), ImageFormat::Png);
    assert!(bomb.len() < 400_000);
    let tight = Plan { memory: 40 << 20, ..Plan::default() };
    let refused = make_renditions_here(&bomb, &tight).expect_err("refused");
    assert!(matches!(refused, RenditionError::Refused(Refused::NeedsTooMuchMemory { .. })), "{refused}");
    assert!(make_renditions_here(&bomb, &Plan::default()).is_ok(), "control");
}

#[test]
fn truncated_files_end_in_a_refusal() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let whole = encoded(&picture(120, 90), format);
        for end in (0..whole.len()).step_by(whole.len() / 24 + 1) {
            match make_renditions_here(&whole[..end], &Plan::default()) {
                // Some decoders show what they have of a picture; then it has its full size.
                Ok(made) => assert_eq!((made.width, made.height), (120, 90)),
                Err(RenditionError::Refused(_)) => {}
                Err(error) => panic!("{format:?} cut at {end}: {error}"),
            }
        }
        assert!(make_renditions_here(&whole, &Plan::default()).is_ok(), "control");
    }
}

#[test]
fn a_polyglot_comes_out_as_pixels_only() {
    let script = "=1;alert('owned')//<script>alert(1)</script>";
    let mut gif = encoded(&picture(40, 30), ImageFormat::Gif);
    gif.extend(script.as_bytes());
    let mut png = png(40, 30);
    png.extend(format!("<?php {script} ?>PK\x03\x04").as_bytes());
    for polyglot in [gif, png] {
        assert!(contains(&polyglot, "alert"), "control");
        let made = make_renditions_here(&polyglot, &Plan::default()).expect("made");
        for rendition in &made.renditions {
            assert!(rendition.bytes.starts_with(b"RIFF") && rendition.mime == "image/webp");
            assert!(!contains(&rendition.bytes, "alert"));
        }
    }
}

#[test]
fn where_and_by_whom_never_leaves_in_a_rendition() {
    let canary = "c4n4ry-7f3a9b1e-place";
    let original = jpeg_full_of(canary, 1);
    assert!(contains(&original, canary), "control");
    assert!(probe(&original, &Limits::default()).expect("taken").has_gps, "control");
    let made = make_renditions_here(&original, &Plan::default()).expect("made");
    assert!(!made.renditions.is_empty());
    for rendition in &made.renditions {
        assert!(!contains(&rendition.bytes, canary));
        assert!(!contains(&rendition.bytes, "EXIF") && !contains(&rendition.bytes, "XMP "));
        assert!(!probe(&rendition.bytes, &Limits::default()).expect("ours").has_gps);
    }
}

#[test]
fn a_turned_picture_comes_out_upright() {
    // Left half red, right half blue; orientation 6 says: turn it a quarter to the right.
    let halves =
        RgbImage::from_fn(400, 200, |x, _| image::Rgb(if x < 200 { [220, 10, 10] } else { [10, 10, 220] }));
    let plain = encoded(&halves, ImageFormat::Jpeg);
    let exif = [b"Exif\0\0".as_slice(), &exif_block(6, "x")].concat();
    let turned = jpeg_with(&plain, &[(0xe1, exif)]);
    let about = probe(&turned, &Limits::default()).expect("taken");
    assert_eq!((about.width, about.height, about.orientation), (200, 400, 6));
    let made = make_renditions_here(&turned, &Plan::default()).expect("made");
    let upright = image::load_from_memory(&made.renditions[0].bytes).expect("our WebP decodes").to_rgb8();
    assert_eq!((upright.width(), upright.height()), (200, 400));
    let (top, bottom) = (upright.get_pixel(100, 40).0, upright.get_pixel(100, 360).0);
    assert!(top[0] > 150 && bottom[2] > 150, "{top:?} above {bottom:?}");
}

#[test]
fn renditions_are_never_wider_than_the_original_and_hard_ones_are_made_smaller() {
    let made = make_renditions_here(&jpeg(700, 467), &Plan::default()).expect("made");
    let widths: Vec<u32> = made.renditions.iter().map(|rendition| rendition.width).collect();
    assert_eq!(widths, [320, 480, 640]);
    let hard = encoded(&noise(640, 427), ImageFormat::Png);
    let length = |aim| {
        let plan = Plan { widths: vec![640], aim_at_640: aim, ..Plan::default() };
        make_renditions_here(&hard, &plan).expect("made").renditions[0].bytes.len()
    };
    assert!(length(45 << 10) < length(u32::MAX >> 1), "a second attempt with less quality is shorter");
}

#[test]
fn see_through_pictures_stay_so() {
    let clear =
        image::RgbaImage::from_fn(64, 64, |x, _| image::Rgba([200, 0, 0, if x < 32 { 0 } else { 255 }]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    clear.write_to(&mut bytes, ImageFormat::Png).expect("encodes");
    let made = make_renditions_here(bytes.get_ref(), &Plan::default()).expect("made");
    let back = image::load_from_memory(&made.renditions[0].bytes).expect("decodes").to_rgba8();
    assert_eq!((back.get_pixel(4, 4).0[3], back.get_pixel(60, 4).0[3]), (0, 255));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn damaged_pictures_never_panic(
        format in prop::sample::select(vec![ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP]),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let exif = [b"Exif\0\0".as_slice(), &exif_block(6, "x")].concat();
        let mut bytes = encoded(&picture(24, 18), format);
        if format == ImageFormat::Jpeg {
            bytes = jpeg_with(&bytes, &[(0xe1, exif), (0xed, photoshop(&iim_dataset(120, b"words")))]);
        }
        for (place, byte) in damage {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = media::Metadata::read(&bytes);
        let small = Plan { limits: Limits { pixels: 1_000_000, ..Limits::default() }, ..Plan::default() };
        if let Ok(about) = probe(&bytes, &small.limits) {
            prop_assert!(about.width > 0 && about.height > 0);
            let _ = make_renditions_here(&bytes, &small);
        }
    }

    #[test]
    fn any_bytes_never_panic(head in prop::sample::select(vec![
        &b"\xff\xd8\xff\xe1"[..], b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", b"GIF89a", b"RIFF\xff\xff\xff\xffWEBPVP8X", b"",
    ]), tail in prop::collection::vec(any::<u8>(), 0..400)) {
        let bytes = [head, &tail].concat();
        let _ = probe(&bytes, &Limits::default());
        let _ = media::Metadata::read(&bytes);
    }
}
