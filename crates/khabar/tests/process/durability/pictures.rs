//! Pictures that are sent in, and what must be on the disk of each that was taken.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use image::{ImageFormat, Rgb, RgbImage};
use media::{BlobId, Blobs, RenditionName, Renditions};

use super::aftermath::random_below;
use crate::kit::{Database, Fault, post};

/// More than anybody sends before the longest pause is over.
const MOST: usize = 500;

/// The pictures that were taken, and how many were sent without an answer.
#[derive(Debug, Default)]
pub struct Album {
    taken: Mutex<Vec<(String, BlobId)>>,
    unanswered: Mutex<usize>,
}

impl Album {
    /// How many were taken, and how many were not answered.
    pub fn counts(&self) -> (usize, usize) {
        (self.taken().len(), *self.unanswered.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sends pictures until the server is gone.
    pub fn send_until_the_end(&self, token: &str, address: SocketAddr) {
        for _ in 0..MOST {
            let bytes = picture();
            match post("/api/v1/media?caption=x").token(token).sending(&bytes).ask(address) {
                Ok(answer) if answer.status == 201 => {
                    let id = answer.json()["id"].as_str().unwrap_or_default().to_owned();
                    self.taken().push((id, BlobId::of(&bytes)));
                }
                Ok(answer) if answer.status == 503 => {}
                Err(Fault::NotAsked(_)) => return,
                Ok(_) | Err(Fault::Unanswered(_)) => {
                    *self.unanswered.lock().unwrap_or_else(PoisonError::into_inner) += 1;
                    return;
                }
            }
        }
    }

    /// What is lost of those that were taken.
    pub fn lost(&self, database: &Database) -> Vec<String> {
        let rows = database.rows("select id, blob from media");
        let is_there =
            |id: &str, blob: &BlobId| rows.iter().any(|row| row[0] == id && row[1] == blob.to_string());
        let taken = self.taken();
        let lost = taken.iter().filter(|(id, blob)| !is_there(id, blob));
        lost.map(|(id, blob)| format!("picture {id} ({blob}) was taken and is not there")).collect()
    }

    /// Those of another.
    pub fn add(&self, other: &Album) {
        self.taken().extend(other.taken().iter().cloned());
    }

    fn taken(&self) -> std::sync::MutexGuard<'_, Vec<(String, BlobId)>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is wrong with the files of the pictures that the database knows: each original must have its hash, and each size
/// must be whole.
pub fn pictures_are_whole(data: &Path, database: &Database) -> Vec<String> {
    let originals = Blobs::open(data.join("originals")).expect("the folder of originals opens");
    let renditions = Renditions::open(data.join("renditions")).expect("the folder of renditions opens");
    let mut wrong = Vec::new();
    for row in database.rows("select id, blob, public_name, renditions from media") {
        let [id, blob, key, sizes] = &row[..] else { panic!("four columns") };
        let blob: BlobId = blob.parse().expect("a hash");
        if let Err(error) = originals.get(&blob) {
            wrong.push(format!("picture {id}: {error}"));
        }
        let sizes: serde_json::Value = serde_json::from_str(sizes).expect("sizes are JSON");
        for size in sizes.as_array().expect("a list") {
            let width = size["w"].as_u64().expect("a width");
            let name: RenditionName = format!("{key}-{width}.webp").parse().expect("a name");
            let bytes = renditions.any_bytes(&name).map_err(|error| error.to_string());
            let whole = bytes.and_then(|bytes| {
                image::load_from_memory_with_format(&bytes, ImageFormat::WebP)
                    .map_err(|error| error.to_string())
            });
            if let Err(error) = whole {
                wrong.push(format!("picture {id} in {width}: {error}"));
            }
        }
    }
    wrong
}

/// A picture that there was not yet.
fn picture() -> Vec<u8> {
    let seed = random_below(u64::MAX).to_le_bytes();
    let shade = |x: u32, y: u32| seed[((x / 8 + y / 8) % 8) as usize].wrapping_add((x * y) as u8);
    let picture = RgbImage::from_fn(160, 120, |x, y| Rgb([shade(x, y), seed[0], shade(y, x)]));
    let mut out = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Jpeg).expect("the test picture encodes");
    out.into_inner()
}
