//! A statement as pages list it: what was said, with all that is known of it, and where it stands.

use serde::Serialize;

use super::store::SaidRow;
use crate::features::editions::Edition;
use crate::features::pages::{Link, Moment, Voiced};
use crate::routes::samples as common;

/// What the template is given of a statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Said {
    /// The words, a paragraph each.
    pub lines: Vec<String>,
    /// Their language, where it is not the edition's.
    pub lang: Option<String>,
    /// In what role, where it was another than stands above.
    pub role: String,
    pub to: String,
    pub place: String,
    /// When it was said, in words and for machines, where that is known.
    pub when: Option<Moment>,
    pub source: Link,
    /// The article it stands in, at the statement.
    pub piece: Link,
    pub piece_lang: Option<String>,
    pub published: Moment,
}

impl Said {
    /// A statement under whoever said it; `role` is the one that stands there.
    pub(crate) fn of(row: &SaidRow, role: &str, edition: &Edition, voiced: &Voiced<'_>) -> Said {
        let other = |lang: &str| (!lang.is_empty() && lang != edition.lang).then(|| lang.to_owned());
        let when = voiced.partial_day(&row.said_on).map(|words| Moment { iso: row.said_on.clone(), words });
        let at = format!("{}#b-{}", row.article_href(&edition.code), row.block);
        Said {
            lines: row.words.lines().map(str::to_owned).collect(),
            lang: other(&row.lang),
            role: if row.role == role { String::new() } else { row.role.clone() },
            to: row.to.clone(),
            place: row.place.clone(),
            when,
            source: Link {
                name: row.source.clone(),
                href: (!row.source_href.is_empty()).then(|| row.source_href.clone()),
            },
            piece: Link { name: row.headline.clone(), href: Some(at) },
            piece_lang: other(&row.article_lang),
            published: voiced.moment_known(row.published_at, row.dated_to),
        }
    }
}

/// Made-up statements, for checking a theme: one with everything, one with nothing, one without a link to its source.
pub(crate) fn samples() -> Vec<Said> {
    let link = |name: &str, href: Option<&str>| Link { name: name.to_owned(), href: href.map(str::to_owned) };
    let bare = || Said {
        lines: vec!["لن نتأخر <يومًا> & لن نعتذر.".to_owned()],
        lang: None,
        role: String::new(),
        to: String::new(),
        place: String::new(),
        when: None,
        source: link("", None),
        piece: link("البرلمان يقرّ <قانونًا> & غيره", Some("/ar/politics/0D7K3F9QX2M1/x#b-stat0001")),
        piece_lang: None,
        published: common::moment(),
    };
    let full = Said {
        lines: vec!["Nous verrons.".to_owned(), "Demain & <après>.".to_owned()],
        lang: Some("fr".to_owned()),
        role: "وزيرة سابقة".to_owned(),
        to: "البرلمان".to_owned(),
        place: "دار السرو".to_owned(),
        when: Some(common::moment()),
        source: link("محضر <الجلسة>", Some("https://example.org/record")),
        piece_lang: Some("fr".to_owned()),
        ..bare()
    };
    let unlinked =
        Said { source: link("كتاب & صحيفة", None), place: "باريس".to_owned(), ..bare() };
    vec![full, bare(), unlinked]
}
