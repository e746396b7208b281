//! What a backup that is not encrypted does not hold: keys and tokens, however they are named.

use std::path::Path;

use super::kit::{Kept, files_of};
use crate::kit::{Newsroom, finish, khabar};

#[test]
fn a_plain_backup_of_a_folder_with_a_relative_name_holds_no_key_and_no_token() {
    let newsroom = Newsroom::bare();
    let data = newsroom.data();
    let above = data.parent().expect("it is in a folder").to_owned();
    let settings = "[tls]\ncertificate = \"tls.crt\"\nkey = \"tls.key\"\n[cdn]\ntoken_file = \"keys/cdn\"\n\
        [backup]\nbucket = \"bucket.toml\"\n";
    std::fs::create_dir_all(data.join("keys")).expect("a folder can be made");
    let files = [
        ("khabar.toml", settings),
        ("tls.crt", "what everybody may see"),
        ("tls.key", "the secret of the certificate"),
        ("keys/cdn", "the secret of the network"),
        ("bucket.toml", "the secret of the bucket"),
        ("other.toml", "the secret of another bucket"),
    ];
    for (name, text) in files {
        std::fs::write(data.join(name), text).expect("a file can be written");
    }
    std::os::unix::fs::symlink("tls.key", data.join("by-another-name")).expect("a link can be made");
    let kept = Kept::plain(&newsroom.beside("kept"));
    // The bucket cannot be used, which is found out once all is saved.
    let mut command = khabar();
    command.args(["backup", "--data", "data", "--bucket", "data/other.toml", "--to"]).arg(&kept.folder);
    command.current_dir(&above);
    finish(command).exits(1).complains_of("other.toml");
    assert_eq!(kept.list().len(), 1);
    let to = newsroom.beside("restored").join("new");
    kept.restore(&to, &[]).exits(0);
    let restored = files_of(&to);
    let has = |words: &str| {
        restored.values().any(|bytes| bytes.windows(words.len()).any(|part| part == words.as_bytes()))
    };
    assert!(!has("the secret of"), "{:?}", restored.keys());
    // The control: what is no secret is there.
    assert!(has("what everybody may see") && restored.contains_key(Path::new("khabar.toml")));
}
