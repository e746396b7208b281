//! A migrated SQLite file that each test copies: to apply every migration again took longer than many a test. (On a server
//! the template is a database, `server.rs`.) One for each list of migrations stays in the temporary folder.

use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::config::StoreConfig;
use crate::db::Db;
use crate::migrate;

/// Change it when the templates must be made anew although no migration changed, as when a new file is set up otherwise.
const KIT: &str = "2";

/// The name of the template of this list of migrations.
pub(super) fn name() -> String {
    let mut hash = Sha256::new();
    hash.update(KIT);
    for migration in migrate::embedded().expect("the embedded list is well formed") {
        // With its number: one that moved makes another template.
        hash.update(migration.number.to_le_bytes());
        hash.update(&migration.checksum);
    }
    format!("khabar_template_{}", &data_encoding::HEXLOWER.encode(&hash.finalize())[..12])
}

/// Makes this file, migrated.
pub(super) async fn copy(to: &Path) {
    // Others have templates of their own: one may not read what another made, nor take its place.
    let folder = to.parent().expect("a file lies in a folder");
    let owner = std::fs::metadata(folder).expect("the folder was just made").uid();
    let template = std::env::temp_dir().join(format!("{}_{owner}.db", name()));
    let copied = match std::fs::copy(&template, to) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            make(&template).await;
            std::fs::copy(&template, to)
        }
        other => other,
    };
    copied.expect("the template can be copied");
}

/// Beside its place and then moved there whole: of several that are made at once the last one stays, and all are alike.
async fn make(template: &Path) {
    let folder = super::folder::Folder::new();
    let file = folder.path().join(super::FILE);
    let config = StoreConfig { url: format!("sqlite:{}", file.display()), ..StoreConfig::default() };
    let db = Db::open(&config).await.expect("a new file opens");
    db.migrate().await.expect("the program's own migrations apply");
    let draft = std::env::temp_dir().join(format!("{}.draft", super::unique()));
    crate::copy_file(&file, &draft).expect("the temporary folder can be written");
    std::fs::rename(&draft, template).expect("the temporary folder can be written");
}
