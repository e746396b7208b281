//! What differs between the two databases, in one small table. A statement is written once, with `$1..$n`;
//! [`expand`] makes each database's text of it:
//!
//! | written | SQLite | PostgreSQL |
//! |---|---|---|
//! | `$3` | `?3` | `$3` |
//! | `x in in_list($3)` | JSON array of text | the same |
//! | `x in in_int_list($3)` | JSON array of numbers | the same |
//! | `from list_rows($3) each` | a row for each text of a JSON array, named `text` | the same |
//! | `skip_locked()` | nothing | `for update skip locked` |
//! | `for_update()` | nothing | `for update` |
//! | `for_no_key_update()` | nothing | `for no key update`: rows that refer to it may come meanwhile |
//! | `for_share()` | nothing | `for share` |
//! | `now_micros()` | the database's clock in µs | the same |

/// Which database this is. For `doctor` and tests; nothing else should ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// One file beside the program.
    Sqlite,
    /// A server.
    Postgres,
}

impl std::fmt::Display for Dialect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Dialect::Sqlite => "SQLite",
            Dialect::Postgres => "PostgreSQL",
        })
    }
}

/// A statement's text for one database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expanded {
    pub(crate) text: String,
    pub(crate) parameters: usize,
}

struct Fragment {
    name: &'static str,
    takes_parameter: bool,
    sqlite: &'static str,
    postgres: &'static str,
}

/// `@` stands for the placeholder.
const FRAGMENTS: &[Fragment] = &[
    Fragment {
        name: "in_list",
        takes_parameter: true,
        sqlite: "(select value from json_each(@))",
        postgres: "(select jsonb_array_elements_text(@::text::jsonb))",
    },
    Fragment {
        name: "in_int_list",
        takes_parameter: true,
        sqlite: "(select value from json_each(@))",
        postgres: "(select jsonb_array_elements_text(@::text::jsonb)::bigint)",
    },
    Fragment {
        name: "list_rows",
        takes_parameter: true,
        sqlite: "(select value as text from json_each(@))",
        postgres: "(select jsonb_array_elements_text(@::text::jsonb) as text)",
    },
    Fragment { name: "skip_locked", takes_parameter: false, sqlite: "", postgres: "for update skip locked" },
    Fragment { name: "for_update", takes_parameter: false, sqlite: "", postgres: "for update" },
    Fragment { name: "for_no_key_update", takes_parameter: false, sqlite: "", postgres: "for no key update" },
    Fragment { name: "for_share", takes_parameter: false, sqlite: "", postgres: "for share" },
    Fragment {
        name: "now_micros",
        takes_parameter: false,
        sqlite: "cast(unixepoch('subsec') * 1000000 as integer)",
        postgres: "cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)",
    },
];

/// The text for `dialect`, or why the text is wrong. Literals, quoted names and comments are left alone.
pub(crate) fn expand(text: &str, dialect: Dialect) -> Result<Expanded, String> {
    expand_after(text, dialect, 0)
}

/// PostgreSQL's text of a statement that puts one row, for so many rows: its `values (…)` stands once for each, and their
/// parameters follow one another. Nothing else of it may have a parameter.
pub(crate) fn expand_each(text: &str, rows: usize) -> Result<Expanded, String> {
    let (head, row, tail) = around_row(text)?;
    let [head, tail] = [head, tail].map(|part| expand(part, Dialect::Postgres));
    let (head, tail) = (head?, tail?);
    if head.parameters + tail.parameters > 0 {
        return Err("to put many rows its parameters stand in `values (…)` and nowhere else".into());
    }
    let (mut out, mut parameters) = (head.text, 0);
    for number in 0..rows {
        let row = expand_after(row, Dialect::Postgres, parameters)?;
        out.push_str(if number == 0 { "" } else { ", " });
        out.push_str(&row.text);
        parameters += row.parameters;
    }
    out.push_str(&tail.text);
    Ok(Expanded { text: out, parameters })
}

/// What stands before the row after `values`, the row with its parentheses, and the rest.
fn around_row(text: &str) -> Result<(&str, &str, &str), String> {
    let (mut rest, mut opened, mut depth) = (text, None, 0_usize);
    let mut after_values = false;
    while let Some(token) = next_token(&mut rest)? {
        let end = text.len() - rest.len();
        match (token, opened) {
            (Token::Other("("), None) if after_values => (opened, depth) = (Some(end - 1), 1),
            (Token::Other("("), Some(_)) => depth += 1,
            (Token::Other(")"), Some(from)) if depth == 1 => {
                return Ok((&text[..from], &text[from..end], rest));
            }
            (Token::Other(")"), Some(_)) => depth -= 1,
            _ => {}
        }
        after_values = match token {
            Token::Word(word) => word == "values",
            Token::Other(space) => after_values && space.trim().is_empty(),
            Token::Placeholder(_) => false,
        };
    }
    Err("it has no `values (…)`: it does not put one row".into())
}

/// The same as [`expand`], its `$1` numbered as the first after so many.
fn expand_after(text: &str, dialect: Dialect, before: usize) -> Result<Expanded, String> {
    let mut seen: Vec<usize> = Vec::new();
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(token) = next_token(&mut rest)? {
        match token {
            Token::Placeholder(number) => {
                seen.push(number);
                push_placeholder(&mut out, before + number, dialect);
            }
            Token::Word(word) => match fragment(word, &mut rest)? {
                Some((fragment, parameter)) => {
                    seen.extend(parameter);
                    push_fragment(&mut out, fragment, parameter.map(|number| before + number), dialect);
                }
                None => out.push_str(word),
            },
            Token::Other(other) => out.push_str(other),
        }
    }
    let parameters = seen.iter().copied().max().unwrap_or(0);
    match (1..=parameters).find(|number| !seen.contains(number)) {
        Some(missing) => Err(format!("${parameters} is used but ${missing} is not")),
        None => Ok(Expanded { text: out, parameters }),
    }
}

fn push_placeholder(out: &mut String, number: usize, dialect: Dialect) {
    out.push(match dialect {
        Dialect::Sqlite => '?',
        Dialect::Postgres => '$',
    });
    out.push_str(&number.to_string());
}

fn push_fragment(out: &mut String, fragment: &Fragment, parameter: Option<usize>, dialect: Dialect) {
    let text = match dialect {
        Dialect::Sqlite => fragment.sqlite,
        Dialect::Postgres => fragment.postgres,
    };
    let (before, after) = text.split_once('@').unwrap_or((text, ""));
    out.push_str(before);
    if let Some(number) = parameter {
        push_placeholder(out, number, dialect);
    }
    out.push_str(after);
}

/// When `word` names a fragment and `(` follows, its argument is taken off `rest`.
fn fragment(word: &str, rest: &mut &str) -> Result<Option<(&'static Fragment, Option<usize>)>, String> {
    let Some(fragment) = FRAGMENTS.iter().find(|fragment| fragment.name == word) else { return Ok(None) };
    let Some(inside) = rest.strip_prefix('(') else { return Ok(None) };
    let (argument, after) = inside.split_once(')').ok_or_else(|| format!("{word}( is not closed"))?;
    let argument = argument.trim();
    let parameter = match (fragment.takes_parameter, argument) {
        (false, "") => None,
        (false, _) => return Err(format!("{word}() takes nothing")),
        (true, argument) => {
            let number = argument.strip_prefix('$').and_then(|digits| digits.parse().ok());
            Some(number.filter(|number| *number > 0).ok_or_else(|| format!("{word}() takes one $n"))?)
        }
    };
    *rest = after;
    Ok(Some((fragment, parameter)))
}

/// A piece of SQL as far as rewriting needs to tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `$n`.
    Placeholder(usize),
    /// A name or keyword.
    Word(&'a str),
    /// A literal, quoted name, comment, run of space, or one sign.
    Other(&'a str),
}

/// Takes one token off the front.
pub(crate) fn next_token<'a>(rest: &mut &'a str) -> Result<Option<Token<'a>>, String> {
    let text = *rest;
    let Some(first) = text.chars().next() else { return Ok(None) };
    let length = match first {
        '\'' | '"' => quoted(text, first)?,
        '-' if text.starts_with("--") => text.find('\n').unwrap_or(text.len()),
        '/' if text.starts_with("/*") => text.find("*/").map(|at| at + 2).ok_or("a comment is not closed")?,
        '$' => 1 + run(&text[1..], |c| c.is_ascii_digit()),
        c if c.is_alphabetic() || c == '_' => run(text, |c| c.is_alphanumeric() || c == '_'),
        c if c.is_whitespace() => run(text, char::is_whitespace),
        '?' => return Err("write $n, not ?".into()),
        c => c.len_utf8(),
    };
    let (taken, after) = text.split_at(length);
    *rest = after;
    Ok(Some(match first {
        '$' => {
            let number = taken[1..].parse().ok().filter(|number| (1..=999).contains(number));
            Token::Placeholder(number.ok_or_else(|| format!("{taken} is not a parameter"))?)
        }
        c if c.is_alphabetic() || c == '_' => Token::Word(taken),
        _ => Token::Other(taken),
    }))
}

/// Length of the quoted run at the front; a doubled quote stays inside.
fn quoted(text: &str, quote: char) -> Result<usize, String> {
    let mut at = 1;
    loop {
        let end = text[at..].find(quote).ok_or("a quote is not closed")? + at + 1;
        if !text[end..].starts_with(quote) {
            return Ok(end);
        }
        at = end + 1;
    }
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}
