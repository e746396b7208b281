//! Two thousand broken pictures take the whole road, each by its number the same in every run: the header is judged, and
//! what passes is decoded in the child. Whatever is wrong with them is said by name, and who asked has not grown.
//!
//! `KHABAR_CONTROL=careless_decoder` decodes in this process without a limit instead: then the tests here must fail.

#[path = "support/by_hand.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod by_hand;
#[path = "support/damage.rs"]
mod damage;
#[path = "support/memory.rs"]
mod memory;
mod support;

use damage::{Seed, broken};
use image::ImageFormat;
use media::{Limits, Plan, Refused, RenditionError, make_renditions, make_renditions_here, probe};
use memory::Watch;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use support::*;
use tokio::sync::Mutex;

const FILES: usize = 2_000;
/// What this process may grow by, in bytes.
const MOST_GROWTH: u64 = 20 << 20;
const CONTROL: (&str, &str) = ("KHABAR_CONTROL", "careless_decoder");

/// Held by whoever measures the memory of this process.
static ALONE: Mutex<()> = Mutex::const_new(());

/// One of each way in which a picture can be written.
fn seeds() -> Vec<Seed> {
    let plain = picture(72, 48);
    let plan = Plan { widths: vec![72], ..Plan::default() };
    let lossy = make_renditions_here(&encoded(&plain, ImageFormat::Png), &plan).expect("made").renditions;
    let clear =
        image::RgbaImage::from_fn(40, 30, |x, y| image::Rgba([x as u8 * 6, y as u8 * 8, 90, x as u8 * 5]));
    let deep = image::DynamicImage::ImageRgba8(clear.clone()).into_rgba16();
    let written = |picture: image::DynamicImage| {
        let mut out = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut out, ImageFormat::Png).expect("it encodes");
        out.into_inner()
    };
    let file = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
        std::fs::read(path).expect("a fixture")
    };
    let exif = [b"Exif\0\0".as_slice(), &exif_block(6, "words")].concat();
    let jpeg = encoded(&plain, ImageFormat::Jpeg);
    let told = jpeg_with(&jpeg, &[(0xe1, exif), (0xed, photoshop(&iim_dataset(105, b"words")))]);
    let extended = by_hand::webp_of(&[
        by_hand::webp_canvas(0x08, 72, 48),
        lossy[0].bytes[12..].to_vec(),
        by_hand::riff_chunk(b"EXIF", &exif_block(3, "words")),
    ]);
    let list = [
        ("JPEG", jpeg),
        ("JPEG with words", told),
        ("progressive JPEG", file("progressive.jpg")),
        ("JPEG of four inks", file("four-inks.jpg")),
        ("PNG", encoded(&plain, ImageFormat::Png)),
        ("see-through PNG of 16 bits", written(deep.into())),
        ("PNG with a palette", file("palette.png")),
        ("GIF", encoded(&plain, ImageFormat::Gif)),
        ("moving GIF", moving_gif(4)),
        ("lossless WebP", encoded(&plain, ImageFormat::WebP)),
        ("lossy WebP", lossy[0].bytes.clone()),
        ("WebP with words", extended),
        ("moving WebP", file("animated.webp")),
    ];
    list.map(|(name, bytes)| Seed { name: name.to_owned(), bytes }).into()
}

fn moving_gif(count: u8) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut out);
    for shade in 0..count {
        let frame =
            image::RgbaImage::from_fn(24, 18, |x, _| image::Rgba([shade * 50, x as u8 * 9, 200, 255]));
        encoder.encode_frame(image::Frame::new(frame)).expect("a frame encodes");
    }
    drop(encoder);
    out
}

/// The road of an upload.
async fn road(bytes: &[u8]) -> Result<(), RenditionError> {
    if std::env::var(CONTROL.0).is_ok_and(|control| control == CONTROL.1) {
        return careless_road(bytes);
    }
    // Longer than the product waits: a build for tests is slow, and the machine does other things too.
    let plan = Plan { timeout: Duration::from_secs(60), ..Plan::default() };
    probe(bytes, &plan.limits)?;
    make_renditions(Path::new(env!("CARGO_BIN_EXE_media-test-child")), bytes, &plan).await.map(drop)
}

fn careless_road(bytes: &[u8]) -> Result<(), RenditionError> {
    let mut reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format()?;
    reader.no_limits();
    reader.decode().map(drop).map_err(|error| Refused::Damaged { why: error.to_string() }.into())
}

/// How often each ending came.
#[derive(Default)]
struct Endings {
    counted: BTreeMap<String, usize>,
    unnamed: Vec<String>,
}

impl Endings {
    fn note(&mut self, what: &str, ended: Result<(), RenditionError>) {
        let name = match ended {
            Ok(()) => "taken".to_owned(),
            Err(RenditionError::Refused(refused)) => refused.code().to_owned(),
            Err(RenditionError::OutOfMemory) => "out_of_memory".to_owned(),
            Err(other) => {
                self.unnamed.push(format!("{what}: {other}"));
                "unnamed".to_owned()
            }
        };
        *self.counted.entry(name).or_default() += 1;
    }

    fn of(&self, name: &str) -> usize {
        self.counted.get(name).copied().unwrap_or(0)
    }
}

/// Sends the files with these numbers down the road, two at a time as a server does.
async fn send_all(seeds: &[Seed], files: usize) -> Endings {
    let endings = Mutex::new(Endings::default());
    let watch = Watch::begin();
    let lane = async |from: usize| {
        for number in (from..files).step_by(2) {
            let (what, bytes) = broken(seeds, number);
            watched(&watch, &endings, &what, &bytes).await;
        }
    };
    // An honest one of 12 million pixels goes first: whoever decodes it here is seen at once.
    watched(&watch, &endings, "large and whole", &by_hand::large_png(4_000, 3_000)).await;
    tokio::join!(lane(0), lane(1));
    let endings = endings.into_inner();
    println!("{:?}, grown by {:?} KB", endings.counted, watch.grown().map(|bytes| bytes >> 10));
    if watch.grown().is_none() {
        println!("NOT RUN: how much the process grows (this system does not tell)");
    }
    endings
}

async fn watched(watch: &Watch, endings: &Mutex<Endings>, what: &str, bytes: &[u8]) {
    let ended = road(bytes).await;
    endings.lock().await.note(what, ended);
    let grown = watch.grown().unwrap_or(0);
    assert!(grown <= MOST_GROWTH, "{what}: the process grew by {} KB", grown >> 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_thousand_broken_pictures_break_nothing() {
    let _alone = ALONE.lock().await;
    let seeds = seeds();
    for Seed { name, bytes } in &seeds {
        road(bytes).await.unwrap_or_else(|error| panic!("{name} is whole and is taken: {error}"));
    }
    let endings = send_all(&seeds, FILES).await;
    assert!(endings.unnamed.is_empty(), "{:#?}", endings.unnamed);
    // They come to something: some are still pictures, most are refused, by their header or by the decoder.
    assert!(endings.of("taken") > FILES / 20 && endings.of("damaged") > FILES / 4, "{:?}", endings.counted);
    assert!(endings.of("side_too_long") + endings.of("too_many_pixels") > 20, "{:?}", endings.counted);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn photographs_that_were_broken_break_nothing() {
    let what = "photographs that were broken";
    let Some(folder) = corpus("exifr-fixtures", what) else { return };
    let Some(others) = corpus("wordpress-theme-photos-cc0", what) else { return };
    let _alone = ALONE.lock().await;
    let mut seeds = Vec::new();
    for entry in [folder, others].into_iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder"))
    {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("a file");
        if bytes.len() < 60_000 && probe(&bytes, &Limits::default()).is_ok() {
            seeds.push(Seed { name: path.display().to_string(), bytes });
        }
    }
    seeds.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(seeds.len() > 5, "{} photographs", seeds.len());
    let endings = send_all(&seeds, 200).await;
    assert!(endings.unnamed.is_empty(), "{:#?}", endings.unnamed);
}

#[test]
fn a_careless_decoder_is_found_out() {
    let this = std::env::current_exe().expect("this program");
    let ran = Command::new(this)
        .args(["--exact", "two_thousand_broken_pictures_break_nothing", "--nocapture"])
        .env(CONTROL.0, CONTROL.1)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&ran.stderr).into_owned() + &String::from_utf8_lossy(&ran.stdout);
    assert!(!ran.status.success() && said.contains("the process grew by"), "{said}");
}
