//! A folder from which the newsroom is run, and how a copy of it is known: no I/O.

/// A data folder, as the program found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// The id that stands in it.
    pub id: String,
    /// Whether the id was made just now: nobody ran a newsroom from here before.
    pub is_new: bool,
    /// What no copy of the folder has.
    pub mark: String,
    /// The last beat that was noted in it; 0 when none is.
    pub beat: i64,
}

/// What the database knows of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Its id.
    pub id: String,
    /// What no copy of it has.
    pub mark: String,
    /// Its last beat.
    pub beat: i64,
    /// When that was, in microseconds UTC.
    pub beaten_at: i64,
}

/// Why this is taken for a copy of a newsroom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// The database is older than the folder: it was brought back from a backup.
    OldDatabase,
    /// The folder is a copy of the one that the database knows.
    FolderCopied,
    /// The database has been run from elsewhere, and nobody runs it there now.
    OtherFolder,
}

/// A node that has not been heard for so long does not run, in microseconds.
const SILENCE: i64 = 60_000_000;

impl Copied {
    /// Judges a folder by what its database knows of it and of others.
    pub fn judge(folder: &Folder, known: &[Instance], now: i64) -> Option<Copied> {
        let own = known.iter().find(|instance| instance.id == folder.id);
        match own {
            Some(own) if folder.beat > own.beat + 1 => Some(Copied::OldDatabase),
            Some(own) if own.mark != folder.mark => Some(Copied::FolderCopied),
            Some(_) => None,
            // It noted beats that the database has never heard of.
            None if folder.beat > 0 => Some(Copied::OldDatabase),
            None if known.is_empty() => None,
            None if known.iter().any(|other| (now - other.beaten_at).abs() < SILENCE) => None,
            None => Some(Copied::OtherFolder),
        }
    }

    /// In the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Copied::OldDatabase => "old_database",
            Copied::FolderCopied => "folder_copied",
            Copied::OtherFolder => "other_folder",
        }
    }

    /// In words, for whoever is at the machine.
    pub fn words(name: &str) -> &'static str {
        match name {
            "old_database" => {
                "the database is older than this data folder: it was brought back from a backup"
            }
            "folder_copied" => "this data folder is a copy of the one that its database knows",
            _ => "the database was run from another data folder, which does not run now",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_known_and_the_newsroom_itself_is_none() {
        let folder = |id: &str, mark: &str, beat| Folder {
            id: id.to_owned(),
            is_new: beat == 0,
            mark: mark.to_owned(),
            beat,
        };
        let known = |id: &str, mark: &str, beat, beaten_at| Instance {
            id: id.to_owned(),
            mark: mark.to_owned(),
            beat,
            beaten_at,
        };
        let now = 10 * SILENCE;
        let table = [
            ("a first start", folder("a", "1", 0), vec![], None),
            ("a next one", folder("a", "1", 7), vec![known("a", "1", 7, 0)], None),
            ("killed between the two notes", folder("a", "1", 7), vec![known("a", "1", 8, 0)], None),
            ("the folder is older", folder("a", "1", 2), vec![known("a", "1", 8, 0)], None),
            (
                "yesterday's database",
                folder("a", "1", 70),
                vec![known("a", "1", 7, 0)],
                Some(Copied::OldDatabase),
            ),
            ("one from before all that", folder("a", "1", 70), vec![], Some(Copied::OldDatabase)),
            ("a copied folder", folder("a", "2", 7), vec![known("a", "1", 7, 0)], Some(Copied::FolderCopied)),
            (
                "a copied database",
                folder("b", "2", 0),
                vec![known("a", "1", 7, 0)],
                Some(Copied::OtherFolder),
            ),
            (
                "a second server beside the first",
                folder("b", "2", 0),
                vec![known("a", "1", 7, now - 5)],
                None,
            ),
        ];
        for (what, folder, known, expected) in table {
            assert_eq!(Copied::judge(&folder, &known, now), expected, "{what}");
        }
    }
}
