//! Originals and renditions on the disk.

use media::{BlobError, BlobId, Blobs, Place, RenditionName, Renditions, RenditionsError};
use std::io::{self, Read};
use std::time::{Duration, SystemTime};

fn later() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(10_000_000_000)
}

fn earlier() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1)
}

#[test]
fn an_original_comes_back_as_it_went_in_and_twice_is_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = Blobs::open(folder.path().join("a/b")).expect("opens");
    let id = blobs.put(b"the bytes").expect("put");
    assert_eq!(id, BlobId::of(b"the bytes"));
    assert_eq!(blobs.put(b"the bytes").expect("again"), id);
    assert_eq!(blobs.get(&id).expect("get"), b"the bytes");
    let (same, length) = blobs.put_from(&b"the bytes"[..], 9).expect("streamed");
    assert_eq!((same, length), (id, 9));
    assert_eq!(id.to_string().parse::<BlobId>().expect("its own name"), id);
    let reopened = Blobs::open(folder.path().join("a/b")).expect("opens again");
    assert!(reopened.exists(&id).expect("answers"));
    assert!(reopened.delete(&id).expect("deletes") && !reopened.delete(&id).expect("twice is no error"));
    assert!(matches!(reopened.get(&id), Err(BlobError::Missing(_))));
}

#[test]
fn nothing_is_kept_of_an_upload_that_fails() {
    struct Breaks(u8);
    impl Read for Breaks {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0 += 1;
            buffer.fill(7);
            if self.0 > 3 { Err(io::Error::other("the line broke")) } else { Ok(buffer.len()) }
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = Blobs::open(folder.path()).expect("opens");
    assert!(matches!(blobs.put_from(Breaks(0), 1 << 30), Err(BlobError::Disk(_))));
    assert!(matches!(blobs.put_from(&[1; 100][..], 99), Err(BlobError::TooLarge { limit: 99 })));
    assert_eq!(std::fs::read_dir(folder.path().join("unfinished")).expect("there").count(), 0);
    assert!(blobs.put_from(&[1; 100][..], 100).is_ok(), "control");
}

#[test]
fn a_file_that_is_here_already_takes_no_second_room() {
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = Blobs::open(folder.path().join("kept")).expect("opens");
    let brought = |name: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, b"a long film").expect("written");
        path
    };
    let (first, second, third) = (brought("first"), brought("second"), brought("third"));
    let (id, length) = blobs.put_file(&first).expect("taken");
    assert_eq!(length, 11);
    let name = id.to_string();
    let kept = folder.path().join("kept").join(&name[..2]).join(&name);
    let same_file = |one: &std::path::Path, other: &std::path::Path| {
        let number = |path| std::os::unix::fs::MetadataExt::ino(&std::fs::metadata(path).expect("there"));
        number(one) == number(other)
    };
    std::fs::File::options().append(true).open(&kept).expect("opens").set_modified(earlier()).expect("set");
    assert_eq!(blobs.put_file(&second).expect("taken").0, id);
    assert!(same_file(&kept, &first), "the one that was here stays");
    let swept = blobs.sweep(earlier() + Duration::from_secs(1), |_| false).expect("swept");
    assert_eq!(swept.files, 0, "and it is as young as the one that was brought again");
    // One that is damaged is replaced.
    std::fs::remove_file(&first).expect("removed");
    std::fs::write(&kept, b"a lost film").expect("written");
    assert_eq!(blobs.put_file(&third).expect("taken").0, id);
    assert_eq!(blobs.get(&id).expect("whole"), b"a long film");
}

#[test]
fn damage_on_the_disk_is_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = Blobs::open(folder.path()).expect("opens");
    let id = blobs.put(b"whole").expect("put");
    let name = id.to_string();
    std::fs::write(folder.path().join(&name[..2]).join(&name), b"hole!").expect("written");
    assert!(matches!(blobs.get(&id), Err(BlobError::Damaged(_))));
}

#[test]
fn a_sweep_takes_old_orphans_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let blobs = Blobs::open(folder.path()).expect("opens");
    let (kept, orphan) = (blobs.put(b"known").expect("put"), blobs.put(b"orphan").expect("put"));
    std::fs::write(folder.path().join("unfinished/1-1.part"), b"half").expect("written");
    let young = blobs.sweep(earlier(), |_| false).expect("sweeps");
    assert_eq!(young.files, 0, "all of them are younger than that");
    let swept = blobs.sweep(later(), |id| *id == kept).expect("sweeps");
    assert_eq!((swept.files, swept.bytes), (2, 10));
    assert!(blobs.exists(&kept).expect("answers") && !blobs.exists(&orphan).expect("answers"));
}

#[test]
fn a_rendition_is_seen_only_while_it_is_public() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Renditions::open(folder.path()).expect("opens");
    let name = RenditionName::new([0xab; 16], 640).expect("a name");
    let address = name.to_string();
    assert!(matches!(store.publish(&name), Err(RenditionsError::Missing(_))));
    store.store(&name, b"picture").expect("stored");
    assert_eq!(store.public_bytes(&address).expect("answers"), None);
    assert_eq!(store.place(&name).expect("answers"), Some(Place::Private));
    assert_eq!(store.any_bytes(&name).expect("for the desk"), b"picture");
    store.publish(&name).expect("published");
    store.publish(&name).expect("twice is no error");
    assert_eq!(store.public_bytes(&address).expect("answers").as_deref(), Some(&b"picture"[..]));
    assert_eq!(store.public_file(&address).expect("answers").map(|found| found.length), Some(7));
    store.withdraw(&name).expect("withdrawn");
    store.withdraw(&name).expect("twice is no error");
    assert!(store.public_file(&address).expect("answers").is_none());
    assert_eq!(store.sweep(later(), |_| true).expect("sweeps").files, 0);
    assert_eq!(store.sweep(later(), |_| false).expect("sweeps").files, 1);
    assert_eq!(store.place(&name).expect("answers"), None);
}

#[test]
fn only_exact_names_are_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Renditions::open(folder.path().join("media")).expect("opens");
    std::fs::write(folder.path().join("secret.webp"), b"secret").expect("written");
    let name = RenditionName::new([0xab; 16], 640).expect("a name");
    store.store(&name, b"picture").expect("stored");
    store.publish(&name).expect("published");
    let good = name.to_string();
    assert!(store.public_file(&good).expect("answers").is_some(), "control");
    let key = &good[..32];
    let wrong = [
        format!("/{good}"),
        format!("../public/ab/{good}"),
        format!("ab/{good}"),
        format!("{good}\0"),
        format!("{good}/"),
        format!(" {good}"),
        good.to_uppercase(),
        format!("{key}-0640.webp"),
        format!("{key}-+640.webp"),
        format!("{key}-640.WEBP"),
        format!("{key}-640.webp.webp"),
        format!("{key}-٦٤٠.webp"),
        format!("{key}-.webp"),
        format!("{key}-99999.webp"),
        format!("{key}640.webp"),
        format!("\u{202e}{good}"),
        "../../secret.webp".into(),
        "..%2f..%2fsecret.webp".into(),
        "C:\\secret.webp".into(),
        "CON".into(),
        "a".repeat(4096),
        "é".repeat(20),
        String::new(),
    ];
    for name in wrong {
        assert!(store.public_file(&name).expect("answers").is_none(), "{name:?}");
    }
    assert!(RenditionName::new([0; 16], 0).is_err() && RenditionName::new([0; 16], 16_385).is_err());
}

#[test]
fn only_exact_hashes_are_originals() {
    let good = BlobId::of(b"x").to_string();
    assert!(good.parse::<BlobId>().is_ok(), "control");
    for wrong in [good.to_uppercase(), good[1..].to_owned(), format!("{good}0"), format!("../{}", &good[3..])]
    {
        assert!(wrong.parse::<BlobId>().is_err(), "{wrong}");
    }
}
