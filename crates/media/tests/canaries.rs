//! What a file tells of its photographer, her camera and her day never leaves in a picture of ours; what it says of its
//! colours and of which side is up is carried out.

#[path = "support/by_hand.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod by_hand;
mod support;

use by_hand::*;
use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use image::codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage};
use media::{Made, Plan, make_renditions_here, probe};
use support::*;

const CANARY: &str = "c4n4ry-5e1f-where";

fn made(bytes: &[u8]) -> Made {
    make_renditions_here(bytes, &Plan::default()).expect("made")
}

/// The first rendition, decoded.
fn seen(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(&made(bytes).renditions[0].bytes).expect("ours decodes").to_rgb8()
}

fn one_colour(colour: [u8; 3]) -> RgbImage {
    RgbImage::from_pixel(64, 48, Rgb(colour))
}

/// A camera's notes: place, serial number, its maker's own block, a small picture of something else.
fn notes(orientation: u16) -> Vec<u8> {
    let ascii = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
    let place = || Value::Rational(vec![Rational { num: 33, denom: 1 }; 3]);
    let fields = [
        (Tag::Orientation, Value::Short(vec![orientation])),
        (Tag::ImageDescription, ascii(CANARY)),
        (Tag::Artist, ascii(CANARY)),
        (Tag::CameraOwnerName, ascii(CANARY)),
        (Tag::BodySerialNumber, ascii(CANARY)),
        (Tag::LensSerialNumber, ascii(CANARY)),
        (Tag::ImageUniqueID, ascii(CANARY)),
        (Tag::MakerNote, Value::Undefined(CANARY.as_bytes().to_vec(), 0)),
        (Tag::UserComment, Value::Undefined(CANARY.as_bytes().to_vec(), 0)),
        (Tag::GPSLatitudeRef, ascii("N")),
        (Tag::GPSLatitude, place()),
        (Tag::GPSAreaInformation, Value::Undefined(CANARY.as_bytes().to_vec(), 0)),
    ];
    let fields = fields.map(|(tag, value)| Field { tag, ifd_num: In::PRIMARY, value });
    let thumbnail = jpeg_with(
        &encoded(&one_colour([230, 10, 10]), ImageFormat::Jpeg),
        &[(0xfe, CANARY.as_bytes().to_vec())],
    );
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    writer.set_jpeg(&thumbnail, In::THUMBNAIL);
    let mut out = std::io::Cursor::new(Vec::new());
    writer.write(&mut out, false).expect("the notes can be written");
    out.into_inner()
}

fn history() -> String {
    format!(
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:e="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
         xmpMM:DocumentID="{CANARY}"><xmpMM:History><rdf:Seq><rdf:li e:action="saved" e:softwareAgent="{CANARY}"/></rdf:Seq>
        </xmpMM:History></rdf:Description></rdf:RDF></x:xmpmeta>"#
    )
}

/// The same green picture in each format, with the canary wherever the format has a place for words.
fn told() -> Vec<(&'static str, Vec<u8>)> {
    let green = one_colour([20, 160, 40]);
    let canary = CANARY.as_bytes();
    let behind = |mut bytes: Vec<u8>| {
        bytes.extend(canary);
        bytes
    };
    let with_exif = [b"Exif\0\0".as_slice(), &notes(1)].concat();
    let with_history = format!("http://ns.adobe.com/xap/1.0/\0{}", history()).into_bytes();
    let further =
        [b"http://ns.adobe.com/xmp/extension/\0".as_slice(), &[b'A'; 32], &[0, 0, 0, 17, 0, 0, 0, 0], canary]
            .concat();
    let profile = [b"ICC_PROFILE\0\x01\x01".as_slice(), canary].concat();
    let jpeg = jpeg_with(
        &encoded(&green, ImageFormat::Jpeg),
        &[
            (0xe1, with_exif),
            (0xe1, with_history),
            (0xe1, further),
            (0xe2, profile),
            (0xe2, [b"MPF\0".as_slice(), canary].concat()),
            (0xed, photoshop(&iim_dataset(92, canary))),
            (0xef, canary.to_vec()),
            (0xfe, canary.to_vec()),
        ],
    );
    let png = encoded(&green, ImageFormat::Png);
    let text = [b"Author\0".as_slice(), canary].concat();
    let xmp = [b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), history().as_bytes()].concat();
    let chunks = [
        png_chunk(b"eXIf", &notes(1)),
        png_chunk(b"tEXt", &text),
        png_chunk(b"iTXt", &xmp),
        png_chunk(b"prVt", canary),
        png_chunk(b"iCCP", &[canary, b"\0\0", &zlib(std::iter::once(canary.to_vec()))].concat()),
    ];
    let png = [&png[..33], &chunks.concat(), &png[33..]].concat();
    let gif = encoded(&green, ImageFormat::Gif);
    let after_colours = 13 + if gif[10] & 0x80 == 0 { 0 } else { 3 << ((gif[10] & 7) + 1) };
    let comment = [&[0x21, 0xfe, canary.len() as u8], canary, &[0]].concat();
    let own = [b"\x21\xff\x0bXMP DataXMP".as_slice(), &[canary.len() as u8], canary, &[0]].concat();
    let gif = [&gif[..after_colours], &comment, &own, &gif[after_colours..]].concat();
    let webp = webp_of(&[
        webp_canvas(0x2c, 64, 48),
        riff_chunk(b"ICCP", canary),
        encoded(&green, ImageFormat::WebP)[12..].to_vec(),
        riff_chunk(b"EXIF", &notes(1)),
        riff_chunk(b"XMP ", history().as_bytes()),
        riff_chunk(b"prVt", canary),
    ]);
    vec![("JPEG", behind(jpeg)), ("PNG", behind(png)), ("GIF", behind(gif)), ("WebP", behind(webp))]
}

#[test]
fn nothing_that_a_file_tells_of_itself_is_in_what_readers_get() {
    for (what, bytes) in told() {
        let hidden = bytes.windows(CANARY.len()).filter(|window| *window == CANARY.as_bytes()).count();
        assert!(hidden >= 3, "the control: {what} holds the canary {hidden} times");
        let made = made(&bytes);
        for rendition in &made.renditions {
            assert!(!contains(&rendition.bytes, CANARY), "{what}");
            for block in ["EXIF", "Exif", "XMP ", "ICCP", "prVt", "8BIM", "adobe", "MPF"] {
                assert!(!contains(&rendition.bytes, block), "{what}: {block}");
            }
        }
        let [red, green, _] = seen(&bytes).get_pixel(30, 20).0;
        assert!(
            green > 120 && red < 80,
            "{what}: the picture itself is shown, and not the small one in its notes"
        );
    }
}

/// Four quarters in four colours, named in the order of reading.
const QUARTERS: [[u8; 3]; 4] = [[220, 20, 20], [20, 180, 20], [20, 20, 220], [220, 220, 220]];

/// Which quarter of the stored picture is seen at each place, for the orientations 1 to 8.
const SEEN: [[usize; 4]; 8] = [
    [0, 1, 2, 3],
    [1, 0, 3, 2],
    [3, 2, 1, 0],
    [2, 3, 0, 1],
    [0, 2, 1, 3],
    [2, 0, 3, 1],
    [3, 1, 2, 0],
    [1, 3, 0, 2],
];

#[test]
fn whichever_way_the_camera_was_held_the_picture_stands_upright() {
    let stored =
        RgbImage::from_fn(96, 64, |x, y| Rgb(QUARTERS[usize::from(y >= 32) * 2 + usize::from(x >= 48)]));
    let png = encoded(&stored, ImageFormat::Png);
    for (turn, places) in (1..).zip(SEEN) {
        let block = exif_block(turn, "x");
        let with_exif = [b"Exif\0\0".as_slice(), &block].concat();
        let files = [
            ("JPEG", jpeg_with(&encoded(&stored, ImageFormat::Jpeg), &[(0xe1, with_exif)])),
            ("PNG", [&png[..33], &png_chunk(b"eXIf", &block), &png[33..]].concat()),
            (
                "WebP",
                webp_of(&[
                    webp_canvas(0x08, 96, 64),
                    encoded(&stored, ImageFormat::WebP)[12..].to_vec(),
                    riff_chunk(b"EXIF", &block),
                ]),
            ),
        ];
        for (what, bytes) in files {
            let picture = seen(&bytes);
            let (width, height) = picture.dimensions();
            assert_eq!(width > height, turn < 5, "{what}, {turn}: {width} × {height}");
            for (place, quarter) in places.into_iter().enumerate() {
                let (x, y) = (place as u32 % 2, place as u32 / 2);
                let colour = picture.get_pixel(width / 4 + x * width / 2, height / 4 + y * height / 2).0;
                let off = colour.iter().zip(QUARTERS[quarter]).map(|(got, want)| got.abs_diff(want)).max();
                assert!(off < Some(40), "{what}, {turn}, place {place}: {colour:?}");
            }
        }
    }
}

#[test]
fn colours_of_another_space_come_out_as_they_were_meant() {
    // What Display P3 calls this is called so in sRGB, by the matrices of both.
    let (told, meant) = ([180, 120, 90], [191, 117, 84]);
    let profile = moxcms::ColorProfile::new_display_p3().encode().expect("the profile can be written");
    let picture = one_colour(told);
    let off = |bytes: &[u8], want: [u8; 3]| {
        let got = seen(bytes).get_pixel(32, 24).0;
        got.iter().zip(want).map(|(got, want)| got.abs_diff(want)).max().expect("three")
    };
    let write = |format, profile: Option<&Vec<u8>>| {
        let mut out = Vec::new();
        fn encode(mut encoder: impl ImageEncoder, picture: &RgbImage, profile: Option<&Vec<u8>>) {
            if let Some(profile) = profile {
                encoder.set_icc_profile(profile.clone()).expect("it takes a profile");
            }
            let (width, height) = picture.dimensions();
            encoder.write_image(picture, width, height, ExtendedColorType::Rgb8).expect("it encodes");
        }
        match format {
            ImageFormat::Jpeg => encode(JpegEncoder::new_with_quality(&mut out, 98), &picture, profile),
            ImageFormat::Png => encode(PngEncoder::new(&mut out), &picture, profile),
            _ => encode(WebPEncoder::new_lossless(&mut out), &picture, profile),
        }
        out
    };
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let with = write(format, Some(&profile));
        assert!(probe(&with, &media::Limits::default()).expect("taken").has_colour_profile, "{format:?}");
        assert!(off(&with, meant) <= 4, "{format:?}: off by {}", off(&with, meant));
        let without = write(format, None);
        assert!(off(&without, told) <= 4, "the control, {format:?}: off by {}", off(&without, told));
    }
}

#[test]
fn whatever_pixels_a_picture_is_made_of_it_keeps_its_colours_and_what_shows_through() {
    let (colour, grey) = (image::Rgba([180, 120, 90, 255]), image::Rgba([150, 150, 150, 255]));
    let clear = image::Rgba([0, 0, 0, 0]);
    // Wide enough to be scaled; the right half can be seen through.
    let of =
        |left: image::Rgba<u8>, right| {
            image::DynamicImage::from(image::RgbaImage::from_fn(1000, 600, |x, _| {
                if x < 500 { left } else { right }
            }))
        };
    let kinds: [(&str, image::DynamicImage, image::Rgba<u8>, bool); 8] = [
        ("grey", of(grey, grey).into_luma8().into(), grey, false),
        ("grey that ends", of(grey, clear).into_luma_alpha8().into(), grey, true),
        ("colours", of(colour, colour).into_rgb8().into(), colour, false),
        ("colours that end", of(colour, clear), colour, true),
        ("deep grey", of(grey, grey).into_luma16().into(), grey, false),
        ("deep grey that ends", of(grey, clear).into_luma_alpha16().into(), grey, true),
        ("deep colours", of(colour, colour).into_rgb16().into(), colour, false),
        ("deep colours that end", of(colour, clear).into_rgba16().into(), colour, true),
    ];
    for (kind, picture, left, ends) in kinds {
        let mut png = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut png, ImageFormat::Png).expect("it encodes");
        let narrowest = &made(png.get_ref()).renditions[0];
        assert!(narrowest.width < 1000, "{kind} was scaled");
        let shown = image::load_from_memory(&narrowest.bytes).expect("ours decodes").to_rgba8();
        let at = |part: u32| shown.get_pixel(narrowest.width * part / 4, narrowest.height / 2).0;
        let off = at(1).iter().zip(left.0).map(|(got, want)| got.abs_diff(want)).max().expect("four");
        assert!(off <= 4, "{kind}: {:?}", at(1));
        assert_eq!(at(3)[3], if ends { 0 } else { 255 }, "{kind}");
    }
}
