//! Statements: every SQL text of the program is a named static, registered at link time, so that one test can
//! prepare them all on both databases. Declare them with [`sql!`](crate::sql).

use std::sync::OnceLock;

use linkme::distributed_slice;

use crate::dialect::{Dialect, Expanded, expand, expand_each};
use crate::error::StoreError;
use crate::value::Params;

/// One SQL text with a name. `$1..$n` are its parameters; see [`crate::dialect`] for what else may differ.
pub struct Statement {
    /// What errors and slow-statement lines call it: `feature.question`.
    pub name: &'static str,
    /// The text as written.
    pub text: &'static str,
    published: bool,
    sqlite: OnceLock<Result<Expanded, String>>,
    postgres: OnceLock<Result<Expanded, String>>,
    /// PostgreSQL's texts for as many rows as [`TOGETHER`] says.
    each: [OnceLock<Result<Expanded, String>>; TOGETHER.len()],
}

/// Many rows go in pieces of so many, so that a server has few texts to know.
const TOGETHER: [usize; 4] = [16, 8, 4, 2];

/// A statement with its parameters: of one row, or of several that follow one another.
pub(crate) struct Asked {
    pub(crate) statement: &'static Statement,
    pub(crate) params: Params,
    pub(crate) rows: usize,
}

impl Asked {
    pub(crate) fn one(statement: &'static Statement, params: Params) -> Asked {
        Asked { statement, params, rows: 1 }
    }

    /// The same statement with each of these, which are of one length, in order and in as few pieces as may be.
    pub(crate) fn each(statement: &'static Statement, rows: Vec<Params>) -> Vec<Asked> {
        let (mut asked, mut rows) = (Vec::new(), rows.into_iter());
        while rows.len() > 0 {
            let piece = TOGETHER.into_iter().find(|piece| *piece <= rows.len()).unwrap_or(1);
            let params = Params::joined(rows.by_ref().take(piece));
            asked.push(Asked { statement, params, rows: piece });
        }
        asked
    }

    /// PostgreSQL's text for so many rows.
    pub(crate) fn expanded(&self) -> Result<&'static Expanded, StoreError> {
        match TOGETHER.iter().position(|piece| *piece == self.rows) {
            None => self.statement.expanded(Dialect::Postgres),
            Some(at) => self
                .statement
                .told(self.statement.each[at].get_or_init(|| expand_each(self.statement.text, self.rows))),
        }
    }
}

/// Every statement of the program. Private to the macros.
#[doc(hidden)]
#[distributed_slice]
pub static STATEMENTS: [&'static Statement];

/// All registered statements, in no particular order.
pub fn statements() -> impl Iterator<Item = &'static Statement> {
    STATEMENTS.iter().copied()
}

impl Statement {
    /// For the macros [`sql!`](crate::sql) and [`published_sql!`](crate::published_sql).
    #[doc(hidden)]
    pub const fn new(name: &'static str, text: &'static str, published: bool) -> Statement {
        Statement {
            name,
            text,
            published,
            sqlite: OnceLock::new(),
            postgres: OnceLock::new(),
            each: [const { OnceLock::new() }; TOGETHER.len()],
        }
    }

    /// Is it asked through the published connection?
    pub fn is_published(&self) -> bool {
        self.published
    }

    /// The text for one database, and how many parameters it takes. Made once.
    pub(crate) fn expanded(&self, dialect: Dialect) -> Result<&Expanded, StoreError> {
        let cache = match dialect {
            Dialect::Sqlite => &self.sqlite,
            Dialect::Postgres => &self.postgres,
        };
        self.told(cache.get_or_init(|| expand(self.text, dialect)))
    }

    fn told<'e>(&self, expanded: &'e Result<Expanded, String>) -> Result<&'e Expanded, StoreError> {
        expanded
            .as_ref()
            .map_err(|reason| StoreError::Statement { statement: self.name, reason: reason.clone() })
    }
}

impl std::fmt::Debug for Statement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Statement").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Declares statements: `sql! { pub BY_ID = "things.by_id": "select … where id = $1"; … }`.
#[macro_export]
macro_rules! sql {
    ($($(#[$meta:meta])* $vis:vis $name:ident = $label:literal : $text:expr);+ $(;)?) => {
        $($crate::__statement! { $(#[$meta])* $vis $name = $label : $text ; false })+
    };
}

/// As [`sql!`](crate::sql), for statements asked through the published connection.
#[macro_export]
macro_rules! published_sql {
    ($($(#[$meta:meta])* $vis:vis $name:ident = $label:literal : $text:expr);+ $(;)?) => {
        $($crate::__statement! { $(#[$meta])* $vis $name = $label : $text ; true })+
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __statement {
    ($(#[$meta:meta])* $vis:vis $name:ident = $label:literal : $text:expr ; $published:literal) => {
        $(#[$meta])*
        $vis static $name: $crate::Statement = $crate::Statement::new($label, $text, $published);
        #[allow(unsafe_code)] // The registration names a link section; nothing unsafe is run.
        const _: () = {
            #[$crate::__linkme::distributed_slice($crate::__STATEMENTS)]
            #[linkme(crate = $crate::__linkme)]
            static REGISTERED: &$crate::Statement = &$name;
        };
    };
}
