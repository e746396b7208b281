//! What is damaged is named, the last good one is offered, and nothing half restored is left. Nothing is overwritten.

use std::path::PathBuf;

use super::kit::{Kept, files_of};
use crate::kit::{Kind, Newsroom, khabar, run_on};
use crate::what_is_due_goes_out::write;

#[test]
fn damage_is_named_and_the_last_good_one_is_offered() {
    let newsroom = Newsroom::bare();
    for kept in [Kept::plain(&newsroom.beside("plain")), Kept::sealed(&newsroom.beside("sealed"))] {
        let server = newsroom.serve();
        kept.save(&newsroom.data()).exits(0);
        let before = files_of(&kept.folder.join("objects"));
        write(server.address, &newsroom.token, "خبر", None);
        server.stop();
        kept.save(&newsroom.data()).exits(0);
        let snapshots = kept.list();
        // An object of the newer snapshot alone.
        let (object, bytes) = files_of(&kept.folder.join("objects"))
            .into_iter()
            .filter(|(path, _)| !before.contains_key(path))
            .max_by_key(|(_, bytes)| bytes.len())
            .expect("something is new");
        let path = kept.folder.join("objects").join(&object);
        let name = object.file_name().and_then(|name| name.to_str()).expect("a name");
        let mut bent = bytes.clone();
        bent[bytes.len() / 2] ^= 1;
        let ways = [
            ("a flipped bit", Some(bent), "is not what was written"),
            ("cut", Some(bytes[..bytes.len() / 2].to_vec()), "is not what was written"),
            ("missing", None, "is missing"),
        ];
        let place = newsroom.beside("restored");
        for (what, damaged, words) in ways {
            match damaged {
                Some(damaged) => std::fs::write(&path, damaged).expect("it can be damaged"),
                None => std::fs::remove_file(&path).expect("it can be removed"),
            }
            let ran = kept.restore(&place.join("new"), &[]).exits(1);
            let ran = ran.complains_of(name).complains_of(words).complains_of("khabar.db in the snapshot");
            let instead = format!("`--snapshot {}`", snapshots[0].0);
            ran.complains_of(&instead);
            assert_eq!(std::fs::read_dir(&place).expect("it reads").count(), 0, "{what}: something is left");
        }
        let checked = kept.check().exits(1).complains_of(name);
        checked.complains_of(&format!("the last snapshot that is whole is {}", snapshots[0].0));
        // What the newsroom still has is written anew.
        kept.save(&newsroom.data()).exits(0);
        kept.check().exits(0);
        kept.restore(&place.join("new"), &[]).exits(0);
        std::fs::remove_dir_all(place.join("new")).expect("it can be removed");
    }
}

#[test]
fn nothing_is_overwritten_and_a_wrong_key_is_told() {
    let newsroom = Newsroom::bare();
    let kept = Kept::sealed(&newsroom.beside("kept"));
    kept.save(&newsroom.data()).exits(0);
    let stood = files_of(&newsroom.data());
    kept.restore(&newsroom.data(), &[]).exits(1).complains_of("nothing is restored over it");
    assert_eq!(files_of(&newsroom.data()), stood);
    let (wrong, to) = (newsroom.beside("wrong").join("key"), newsroom.beside("restored").join("new"));
    std::fs::write(&wrong, "other words, long enough for a key").expect("a file can be written");
    let with = |key_file: Option<PathBuf>| Kept { folder: kept.folder.clone(), key_file };
    with(Some(wrong)).restore(&to, &[]).exits(1).complains_of("not the key that the backup was begun with");
    with(None).restore(&to, &[]).exits(1).complains_of("name the key file");
    with(None).save(&newsroom.data()).exits(1).complains_of("name the key file");
    assert!(!to.exists());
    let inside = Kept { folder: newsroom.data().join("backup"), key_file: None };
    inside.save(&newsroom.data()).exits(1).complains_of("keep the backup elsewhere");
    let nowhere = Kept { folder: newsroom.beside("nothing"), key_file: None };
    nowhere.restore(&to, &[]).exits(1).complains_of("there is no backup in");
    nowhere.save(&to).exits(1).complains_of("there is no newsroom in");
    let mut bare = khabar();
    bare.arg("restore").arg("--data").arg(&to);
    crate::kit::finish(bare).exits(2).complains_of("--from");
}

#[test]
fn a_database_on_a_server_is_refused_with_what_to_do_instead() {
    for newsroom in Newsroom::bares().filter(|newsroom| matches!(newsroom.kind, Kind::Postgres(_))) {
        let kept = Kept::plain(&newsroom.beside("kept"));
        kept.save(&newsroom.data()).exits(1).complains_of("pg_dump");
        let folder = kept.folder.to_str().expect("text");
        run_on(&newsroom.data(), &["backup", "--without-database", "--to", folder], &[]).exits(0);
        let to = newsroom.beside("restored").join("new");
        let told = kept.restore(&to, &[]).exits(0).out;
        assert!(told.contains("pg_restore"), "{told}");
        assert!(to.join("khabar.toml").exists() && !to.join("khabar.db").exists());
    }
}
