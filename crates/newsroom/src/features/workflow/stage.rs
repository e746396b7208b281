//! Stages, and where a revision stands in them: no I/O.

use crate::features::accounts::Role;
use crate::id::RevisionNumber;

/// Stages that a newsroom may have.
pub const MOST_STAGES: usize = 8;
const LONGEST_NAME: usize = 60;

/// A step on the way from writing to publishing. The first is where everything begins; in the last a revision is ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Its code; of the built-in ones also the end of their message id.
    pub code: String,
    /// What the newsroom calls it; empty where the program says it in the language of whoever looks.
    pub name: String,
    /// Who may move something there, at least.
    pub role: Role,
}

/// That a revision was moved to a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Which revision.
    pub revision: RevisionNumber,
    /// The stage's code.
    pub stage: String,
    /// Who moved it.
    pub moved_by: String,
    /// When, in microseconds UTC.
    pub moved_at: i64,
}

/// Why the stages cannot be so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotStages {
    /// There are too few or too many.
    #[error(
        "there are between two and {MOST_STAGES} stages: where writing begins, and where something is ready"
    )]
    Number,
    /// A code is none.
    #[error("`{0}` cannot be a stage's code: 2 to 20 small Latin letters or _")]
    Code(String),
    /// A code stands twice.
    #[error("two stages have the code `{0}`")]
    Twice(String),
    /// A name is too long, or a new stage has none.
    #[error("the stage `{0}` needs a name of at most {LONGEST_NAME} letters")]
    Name(String),
}

/// The stages whose names the program knows.
const BUILT_IN: [&str; 4] = ["writing", "review", "legal", "ready"];

impl Stage {
    /// Whether the program itself says its name.
    pub fn is_built_in(&self) -> bool {
        self.name.is_empty() && BUILT_IN.contains(&self.code.as_str())
    }

    /// What tells these stages from others: by it a form says which ones it showed.
    pub fn digest(stages: &[Stage]) -> String {
        let one = |stage: &Stage| format!("{}/{}/{}", stage.code, stage.role.as_str(), stage.name);
        stages.iter().map(one).collect::<Vec<_>>().join("|")
    }
}

/// These stages in order, when they can be a newsroom's.
pub fn checked(stages: Vec<Stage>) -> Result<Vec<Stage>, NotStages> {
    if !(2..=MOST_STAGES).contains(&stages.len()) {
        return Err(NotStages::Number);
    }
    let stages: Vec<Stage> = stages
        .into_iter()
        .map(|stage| Stage { name: text::clean::clean_line(&stage.name), ..stage })
        .collect();
    for (at, stage) in stages.iter().enumerate() {
        let code = &stage.code;
        let fits =
            (2..=20).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        if !fits {
            return Err(NotStages::Code(code.clone()));
        }
        if stages[..at].iter().any(|other| other.code == *code) {
            return Err(NotStages::Twice(code.clone()));
        }
        let named = stage.is_built_in() || !stage.name.is_empty();
        if !named || stage.name.chars().count() > LONGEST_NAME {
            return Err(NotStages::Name(code.clone()));
        }
    }
    Ok(stages)
}

/// Where a revision stands: where it was moved, or else where the newest one before it was. But «ready» was said of that one
/// and not of what came after: what was changed since stands a step before it.
pub fn standing<'a>(stages: &'a [Stage], moved: &[Candidate], revision: RevisionNumber) -> Option<&'a Stage> {
    let last = moved.iter().filter(|one| one.revision <= revision).max_by_key(|one| one.revision);
    let Some(last) = last else { return stages.first() };
    // A stage that the newsroom has done away with is the first one.
    let at = stages.iter().position(|stage| stage.code == last.stage).unwrap_or_default();
    let changed_since_ready = at + 1 == stages.len() && last.revision < revision;
    stages.get(if changed_since_ready { at.saturating_sub(1) } else { at })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages() -> Vec<Stage> {
        let stage = |code: &str| Stage { code: code.to_owned(), name: String::new(), role: Role::Editor };
        BUILT_IN.into_iter().map(stage).collect()
    }

    #[test]
    fn a_revision_stands_where_it_was_moved_and_ready_is_said_of_one_alone() {
        let stages = stages();
        let moved = |list: &[(i64, &str)]| -> Vec<Candidate> {
            let one = |(number, stage): &(i64, &str)| Candidate {
                revision: RevisionNumber(*number),
                stage: (*stage).to_owned(),
                moved_by: String::new(),
                moved_at: 0,
            };
            list.iter().map(one).collect()
        };
        for (list, revision, wanted) in [
            (&[][..], 3, "writing"),
            (&[(2, "review")], 1, "writing"),
            (&[(2, "review")], 2, "review"),
            (&[(2, "review")], 5, "review"),
            (&[(2, "review"), (4, "legal")], 3, "review"),
            (&[(2, "review"), (4, "legal")], 4, "legal"),
            (&[(4, "ready")], 4, "ready"),
            (&[(4, "ready")], 5, "legal"),
            (&[(4, "done_away_with")], 4, "writing"),
        ] {
            let at = standing(&stages, &moved(list), RevisionNumber(revision)).expect("there are stages");
            assert_eq!(at.code, wanted, "{list:?} at {revision}");
        }
    }

    #[test]
    fn stages_are_few_and_named() {
        let with = |code: &str, name: &str| {
            let mut all = stages();
            all.push(Stage { code: code.to_owned(), name: name.to_owned(), role: Role::Editor });
            checked(all)
        };
        assert!(checked(stages()).is_ok() && with("copy", "التدقيق اللغوي").is_ok());
        assert_eq!(checked(stages()[..1].to_vec()), Err(NotStages::Number));
        assert_eq!(with("copy", ""), Err(NotStages::Name("copy".to_owned())));
        assert_eq!(with("review", ""), Err(NotStages::Twice("review".to_owned())));
        assert_eq!(with("Copy desk", "تدقيق"), Err(NotStages::Code("Copy desk".to_owned())));
    }
}
