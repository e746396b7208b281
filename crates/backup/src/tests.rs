//! Folders saved and brought back, damaged in every way, cut in their midst.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use crate::remote::{Copied, Copying, Remote, fetch, snapshots_in};
use crate::{BackupError, Chance, Moment, Repository, Saved, Source};

/// After all that is saved here, in microseconds.
const LATER: i64 = 100 * DAY;
const DAY: i64 = 24 * 3_600_000_000;
const KEY: &str = "the words of a key file, long enough";

fn chance() -> Chance {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Arc::new(move |buffer: &mut [u8]| {
        for byte in buffer {
            *byte = (NEXT.fetch_add(0x9E37_79B9, Ordering::Relaxed) >> 7) as u8;
        }
    })
}

struct Place {
    folder: TempDir,
    words: Option<&'static str>,
}

impl Place {
    fn new(words: Option<&'static str>) -> Place {
        let place = Place { folder: tempfile::tempdir().unwrap(), words };
        std::fs::create_dir_all(place.data().join("originals/ab")).unwrap();
        std::fs::create_dir_all(place.data().join("index")).unwrap();
        place.write("khabar.toml", b"listen = 1");
        place.write("index/a", b"derived");
        place.write("originals/ab/picture", &noise(5 << 20, 1));
        place.write("scratch", &noise(20 << 20, 2));
        place
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("backup")
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.data().join(name), bytes).unwrap();
    }

    fn repository(&self) -> Repository {
        Repository::open_or_begin(&self.root(), self.words, chance()).unwrap()
    }

    fn save(&self, taken_at: i64) -> Saved {
        let left_out = |path: &Path| path.ends_with("index") || path.ends_with("scratch");
        let copy = self.folder.path().join("copy");
        std::fs::copy(self.data().join("scratch"), &copy).unwrap();
        let source = Source {
            folder: &self.data(),
            left_out: &left_out,
            database: Some((copy.clone(), "khabar.db".to_owned())),
            moment: Moment { taken_at, sequence: taken_at / 1_000_000 },
            migration: 1,
            program: "1.0",
        };
        let saved = self.repository().save(&source).unwrap();
        assert!(!copy.exists());
        saved
    }

    fn restore(&self, saved: &Saved, name: &str) -> Result<BTreeMap<String, Vec<u8>>, BackupError> {
        let to = self.folder.path().join(name);
        self.repository().restore(&saved.snapshot, &to, &|_| ())?.put_in_place()?;
        Ok(all_files(&to))
    }

    /// What a restore should bring.
    fn wanted(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = all_files(&self.data());
        files.remove("index/a");
        let database = files.remove("scratch").unwrap();
        files.insert("khabar.db".to_owned(), database);
        files
    }

    fn objects(&self) -> Vec<PathBuf> {
        let files = all_files(&self.root().join("objects"));
        files.keys().map(|name| self.root().join("objects").join(name)).collect()
    }
}

fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    })
    .take(length)
    .collect()
}

fn all_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

#[test]
fn a_folder_comes_back_as_it_stood_and_what_did_not_change_is_stored_once() {
    for words in [None, Some(KEY)] {
        let place = Place::new(words);
        let first = place.save(1_000_000);
        let stood = place.wanted();
        assert!(first.new_bytes > 24 << 20);
        // One page of the database and one file.
        let mut database = std::fs::read(place.data().join("scratch")).unwrap();
        database[7 << 20] ^= 1;
        place.write("scratch", &database);
        place.write("khabar.toml", b"listen = 22");
        let second = place.save(2_000_000);
        assert!(second.new_bytes < 300 << 10, "{} bytes for one page", second.new_bytes);
        let third = place.save(3_000_000);
        assert_eq!(third.new_objects, 0);
        assert_eq!(place.restore(&first, "first").unwrap(), stood);
        assert_eq!(place.restore(&second, "second").unwrap(), place.wanted());
        let repository = place.repository();
        assert_eq!(repository.snapshots().unwrap().len(), 3);
        let checked = repository.check(&|_| ()).unwrap();
        assert_eq!((checked.whole.len(), checked.damages.len()), (3, 0));
    }
}

#[test]
fn a_long_file_that_did_not_change_is_not_read_again() {
    let place = Place::new(None);
    let film = place.data().join("originals/ab/film");
    let length = 300 << 20;
    let of = |byte: u8, at: std::time::SystemTime| {
        let file = std::fs::File::create(&film).unwrap();
        file.set_len(length).unwrap();
        std::os::unix::fs::FileExt::write_at(&file, &[byte], 7).unwrap();
        file.set_modified(at).unwrap();
    };
    let at = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    of(1, at);
    place.save(1_000_000);
    // As nobody does it: other bytes at the same moment. Whoever read them would keep them.
    of(2, at);
    assert_eq!(place.save(2_000_000).new_objects, 0);
    // The control: at another moment they are read.
    of(2, at + std::time::Duration::from_secs(1));
    assert!(place.save(3_000_000).new_objects > 0);
}

#[test]
fn nothing_is_restored_over_anything_and_a_wrong_key_is_told() {
    let place = Place::new(Some(KEY));
    let saved = place.save(1_000_000);
    assert!(matches!(place.restore(&saved, "data"), Err(BackupError::NotEmpty(_))));
    // Nor where it could not be moved to at the end.
    let onto_a_disk = place.repository().restore(&saved.snapshot, Path::new("/proc"), &|_| ());
    assert!(matches!(onto_a_disk, Err(BackupError::OwnDisk(_))) || !Path::new("/proc/self").exists());
    let open = |words| Repository::open(&place.root(), words, chance()).map(drop);
    assert!(matches!(open(None), Err(BackupError::KeyNeeded)));
    assert!(matches!(open(Some("other words of a key, long enough")), Err(BackupError::WrongKey)));
    assert!(open(Some(KEY)).is_ok());
    let elsewhere = Repository::open_or_begin(&place.data(), None, chance()).map(drop);
    assert!(matches!(elsewhere, Err(BackupError::NotARepository(_))));
    let plain = Place::new(None);
    plain.save(1_000_000);
    let opened = Repository::open(&plain.root(), Some(KEY), chance()).map(drop);
    assert!(matches!(opened, Err(BackupError::NoKeyWanted)));
    // Sealed means that no word of it can be read.
    for path in place.objects() {
        let bytes = std::fs::read(path).unwrap();
        assert!(!bytes.windows(6).any(|part| part == b"listen"));
    }
}

#[test]
fn every_damage_is_named_with_what_it_belongs_to_and_nothing_half_restored_is_left() {
    for words in [None, Some(KEY)] {
        let place = Place::new(words);
        place.write("scratch", &noise(300 << 10, 3));
        let good = place.save(1_000_000);
        place.write("khabar.toml", b"listen = 22");
        let saved = place.save(2_000_000);
        let objects = place.objects();
        let mut found = 0;
        for path in &objects {
            let kept = std::fs::read(path).unwrap();
            let bent = {
                let mut bent = kept.clone();
                let middle = bent.len() / 2;
                bent[middle] ^= 1;
                bent
            };
            let ways: [(&str, Option<&[u8]>, &str); 3] = [
                ("a flipped bit", Some(&bent), "is not what was written"),
                ("cut", Some(&kept[..kept.len() - 1]), "is not what was written"),
                ("missing", None, "is missing"),
            ];
            for (what, bytes, words) in ways {
                match bytes {
                    Some(bytes) => std::fs::write(path, bytes).unwrap(),
                    None => std::fs::remove_file(path).unwrap(),
                }
                if let Err(error) = place.restore(&saved, "restored") {
                    let name = path.file_name().unwrap().to_str().unwrap();
                    let told = error.to_string();
                    assert!(told.contains(name) && told.contains(words), "{what}: {told}");
                    found += 1;
                } else {
                    std::fs::remove_dir_all(place.folder.path().join("restored")).unwrap();
                }
                std::fs::write(path, &kept).unwrap();
            }
        }
        let left: Vec<_> = std::fs::read_dir(place.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains("restor"))
            .collect();
        assert_eq!(left, Vec::<String>::new());
        // Two objects are the first snapshot's own: its tree and its settings.
        assert_eq!(found, 3 * (objects.len() - 2));
        // The settings as they are now: the first snapshot is whole without them.
        let settings = objects.iter().find(|path| {
            std::fs::write(path.with_extension("kept"), std::fs::read(path).unwrap()).unwrap();
            std::fs::write(path, b"").unwrap();
            let checked = place.restore(&good, "try");
            let _ = std::fs::remove_dir_all(place.folder.path().join("try"));
            let hits_the_newer_only = checked.is_ok() && place.restore(&saved, "try").is_err();
            let _ = std::fs::remove_dir_all(place.folder.path().join("try"));
            std::fs::rename(path.with_extension("kept"), path).unwrap();
            hits_the_newer_only
        });
        let settings = settings.expect("what is in the newer one alone");
        std::fs::write(settings, b"").unwrap();
        let repository = place.repository();
        assert_eq!(repository.last_good(&saved.snapshot.id).unwrap(), Some(good.snapshot.id.clone()));
        let checked = repository.check(&|_| ()).unwrap();
        assert_eq!(
            (checked.whole, checked.broken),
            (vec![good.snapshot.id], vec![saved.snapshot.id.clone()])
        );
        assert_eq!((checked.damages.len(), checked.set_aside), (1, 1));
        // What was set aside is written anew, from what the folder still has.
        let again = place.save(3_000_000);
        assert!(again.new_objects > 0);
        assert_eq!(place.restore(&saved, "mended").unwrap(), place.wanted());
    }
}

#[test]
fn what_cannot_be_read_is_told_and_stays_where_it_is() {
    let place = Place::new(None);
    place.save(1_000_000);
    let objects = place.objects();
    let largest = objects.iter().max_by_key(|path| path.metadata().unwrap().len()).unwrap();
    let aside = place.folder.path().join("aside");
    std::fs::rename(largest, &aside).unwrap();
    // A folder is there, and reading it as a file fails on every machine, whoever asks.
    std::fs::create_dir(largest).unwrap();
    let checked = place.repository().check(&|_| ()).unwrap();
    assert_eq!((checked.damages.len(), checked.set_aside), (1, 0));
    assert!(checked.damages[0].to_string().contains("cannot be read"), "{}", checked.damages[0]);
    assert!(largest.exists());
    // It can be read again, and all is whole.
    std::fs::remove_dir(largest).unwrap();
    std::fs::rename(&aside, largest).unwrap();
    assert_eq!(place.repository().check(&|_| ()).unwrap().damages, []);
}

#[test]
fn a_snapshot_that_was_changed_is_named() {
    for words in [None, Some(KEY)] {
        let place = Place::new(words);
        let saved = place.save(1_000_000);
        let path = place.root().join("snapshots").join(saved.snapshot.id.to_string());
        let kept = std::fs::read(&path).unwrap();
        for at in [0, kept.len() / 2, kept.len() - 1] {
            let mut bent = kept.clone();
            bent[at] ^= 1;
            std::fs::write(&path, bent).unwrap();
            let told = place.repository().snapshot(&saved.snapshot.id).unwrap_err().to_string();
            assert!(told.contains(&saved.snapshot.id.to_string()), "{told}");
        }
        assert_eq!(place.repository().check(&|_| ()).unwrap().broken.len(), 1);
    }
}

#[test]
fn what_a_killed_save_left_is_nothing_and_one_writes_at_a_time() {
    let place = Place::new(None);
    let first = place.save(1_000_000);
    let stood = place.wanted();
    place.write("scratch", &noise(20 << 20, 9));
    let repository = place.repository();
    {
        let mut writing = repository.writing().unwrap();
        writing.put(b"what was never finished").unwrap();
        assert!(matches!(repository.check(&|_| ()), Err(BackupError::InUse)));
        assert!(matches!(place.repository().writing().map(drop), Err(BackupError::InUse)));
        std::fs::write(place.root().join("incoming/snapshot"), b"half").unwrap();
    }
    assert_eq!(place.restore(&first, "first").unwrap(), stood);
    let second = place.save(2_000_000);
    assert_eq!(place.restore(&second, "second").unwrap(), place.wanted());
    assert_eq!(std::fs::read_dir(place.root().join("incoming")).unwrap().count(), 0);
}

#[test]
fn what_no_snapshot_needs_goes_and_the_rest_is_whole() {
    let place = Place::new(None);
    place.save(DAY);
    place.write("scratch", &noise(1 << 20, 9));
    let second = place.save(90 * DAY);
    let thinned = place.repository().thin(90 * DAY, true).unwrap();
    assert_eq!(thinned.snapshots, 1);
    assert!(thinned.objects > 300, "{}", thinned.objects);
    assert_eq!(place.restore(&second, "second").unwrap(), place.wanted());
    // Where something is damaged nothing is swept.
    let objects = place.objects();
    std::fs::write(&objects[0], b"").unwrap();
    let _ = place.repository().thin(90 * DAY, true);
    assert_eq!(place.objects(), objects);
}

/// A store elsewhere, in memory, that can be told to fail.
#[derive(Default)]
struct Elsewhere {
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
    puts_left: Mutex<Option<u32>>,
}

impl Remote for Arc<Elsewhere> {
    fn place(&self) -> String {
        "elsewhere".to_owned()
    }

    fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), String> {
        if let Some(left) = &mut *self.puts_left.lock().unwrap() {
            *left = left.checked_sub(1).ok_or("the line is cut")?;
        }
        self.kept.lock().unwrap().insert(name.to_owned(), bytes);
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(self.kept.lock().unwrap().get(name).cloned())
    }

    fn names(&self, beginning: &str) -> Result<Vec<String>, String> {
        let kept = self.kept.lock().unwrap();
        Ok(kept.keys().filter(|name| name.starts_with(beginning)).cloned().collect())
    }

    fn remove(&self, name: &str) -> Result<(), String> {
        self.kept.lock().unwrap().remove(name);
        Ok(())
    }
}

#[test]
fn a_copy_elsewhere_brings_a_folder_back_when_the_backup_itself_is_gone() {
    for words in [None, Some(KEY)] {
        let (place, elsewhere) = (Place::new(words), Arc::new(Elsewhere::default()));
        let mut copying = Copying::to(Box::new(elsewhere.clone()));
        place.save(1_000_000);
        let first = copying.copy(&place.repository(), LATER, true).unwrap();
        assert_eq!((first.snapshots, first.removed), (1, 0));
        place.write("khabar.toml", b"listen = 22");
        let saved = place.save(2_000_000);
        let second = copying.copy(&place.repository(), LATER, true).unwrap();
        assert_eq!((second.snapshots, second.objects), (1, saved.new_objects));
        assert_eq!(copying.copy(&place.repository(), LATER, true).unwrap(), Copied::default());
        // One that has forgotten what is there finds it out.
        let again = Copying::to(Box::new(elsewhere.clone())).copy(&place.repository(), LATER, true).unwrap();
        assert_eq!(again, Copied::default());
        let wanted = place.wanted();
        std::fs::remove_dir_all(place.root()).unwrap();
        let id = snapshots_in(&elsewhere).unwrap().pop().unwrap();
        assert_eq!(id, saved.snapshot.id);
        fetch(&elsewhere, &id, &place.root(), words, chance(), &|_| ()).unwrap();
        assert_eq!(place.restore(&saved, "restored").unwrap(), wanted);
    }
}

#[test]
fn a_copy_that_is_cut_has_only_whole_snapshots_and_goes_on_where_it_was() {
    let (place, elsewhere) = (Place::new(None), Arc::new(Elsewhere::default()));
    let saved = place.save(1_000_000);
    let mut copying = Copying::to(Box::new(elsewhere.clone()));
    let mut rounds = 0;
    loop {
        *elsewhere.puts_left.lock().unwrap() = Some(150);
        match copying.copy(&place.repository(), LATER, true) {
            Ok(_) => break,
            Err(error) => assert!(error.to_string().contains("elsewhere: the line is cut"), "{error}"),
        }
        assert_eq!(snapshots_in(&elsewhere).unwrap(), []);
        rounds += 1;
    }
    assert!(rounds >= 2, "{rounds}");
    assert_eq!(snapshots_in(&elsewhere).unwrap(), std::slice::from_ref(&saved.snapshot.id));
    // An object that is lost there is named when it is asked for.
    let object = elsewhere.names("objects/").unwrap().pop().unwrap();
    elsewhere.remove(&object).unwrap();
    let (root, to) = (place.folder.path().join("fetched"), place.folder.path().join("restored"));
    let told = match fetch(&elsewhere, &saved.snapshot.id, &root, None, chance(), &|_| ()) {
        Err(error) => error,
        Ok(fetched) => match fetched.restore(&saved.snapshot, &to, &|_| ()) {
            Err(error) => error,
            Ok(_) => panic!("something is missing"),
        },
    };
    assert!(told.to_string().contains("is missing"), "{told}");
}

#[test]
fn a_place_that_holds_something_else_is_refused_and_what_goes_here_goes_there() {
    let (place, elsewhere) = (Place::new(None), Arc::new(Elsewhere::default()));
    place.save(DAY);
    let mut copying = Copying::to(Box::new(elsewhere.clone()));
    copying.copy(&place.repository(), LATER, true).unwrap();
    let all = elsewhere.names("").unwrap().len();
    place.write("scratch", &noise(1 << 20, 9));
    place.save(90 * DAY);
    place.repository().thin(90 * DAY, true).unwrap();
    let copied = copying.copy(&place.repository(), LATER, true).unwrap();
    assert!(copied.removed > 300 && elsewhere.names("").unwrap().len() < all, "{copied:?}");
    let id = snapshots_in(&elsewhere).unwrap().pop().unwrap();
    let root = place.folder.path().join("fetched");
    let fetched = fetch(&elsewhere, &id, &root, None, chance(), &|_| ()).unwrap();
    assert_eq!(fetched.check(&|_| ()).unwrap().damages, []);
    // A backup that was begun anew does not take the place of another, nor does a backup fill somebody's bucket.
    let other = Place::new(None);
    other.save(DAY);
    let refused = copying.copy(&other.repository(), LATER, true).unwrap_err().to_string();
    assert!(refused.contains("another backup is kept there"), "{refused}");
    let full = Arc::new(Elsewhere::default());
    full.put("holiday.jpg", vec![1]).unwrap();
    let refused = Copying::to(Box::new(full)).copy(&place.repository(), LATER, true).unwrap_err().to_string();
    assert!(refused.contains("something else is kept there"), "{refused}");
}

#[test]
fn a_snapshot_from_the_future_lets_go_of_none_there() {
    let (place, elsewhere) = (Place::new(None), Arc::new(Elsewhere::default()));
    let mut copying = Copying::to(Box::new(elsewhere.clone()));
    for day in [90, 91, 92] {
        place.save(day * DAY);
    }
    copying.copy(&place.repository(), 92 * DAY, true).unwrap();
    let ahead = place.save(500 * DAY);
    let copied = copying.copy(&place.repository(), 93 * DAY, true).unwrap();
    assert_eq!((copied.snapshots, copied.removed, copied.ahead), (1, 0, Some(ahead.snapshot.id)));
    assert_eq!(snapshots_in(&elsewhere).unwrap().len(), 4);
    // The control: when that time has come, they are too old.
    let copied = copying.copy(&place.repository(), 500 * DAY, true).unwrap();
    assert_eq!((copied.removed >= 3, copied.ahead), (true, None));
    assert_eq!(snapshots_in(&elsewhere).unwrap().len(), 1);
}

#[test]
fn what_is_lost_or_damaged_here_is_not_let_go_there() {
    let place = Place::new(None);
    let elsewhere = Arc::new(Elsewhere::default());
    let saved = place.save(1_000_000);
    let mut copying = Copying::to(Box::new(elsewhere.clone()));
    copying.copy(&place.repository(), LATER, true).unwrap();
    let all = elsewhere.names("").unwrap();
    // A part turned over and was set aside; the folder has it no longer.
    let damaged = place.objects().into_iter().max_by_key(|path| path.metadata().unwrap().len()).unwrap();
    std::fs::write(&damaged, b"").unwrap();
    place.write("originals/ab/picture", b"another");
    place.write("scratch", b"another");
    assert_eq!(place.repository().check(&|_| ()).unwrap().set_aside, 1);
    place.save(2_000_000);
    copying.copy(&place.repository(), LATER, true).unwrap();
    let kept = elsewhere.names("").unwrap();
    assert!(all.iter().all(|name| kept.contains(name)), "something was let go");
    // Snapshots that are gone here stay there, and one of them brings everything back.
    std::fs::remove_dir_all(place.root().join("snapshots")).unwrap();
    copying.copy(&place.repository(), LATER, true).unwrap();
    assert_eq!(snapshots_in(&elsewhere).unwrap().len(), 2);
    let root = place.folder.path().join("fetched");
    let fetched = fetch(&elsewhere, &saved.snapshot.id, &root, None, chance(), &|_| ()).unwrap();
    assert_eq!(fetched.check(&|_| ()).unwrap().damages, []);
}
