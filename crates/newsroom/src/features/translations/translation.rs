//! An article's place in a work, and the rules about it: no I/O.

use crate::id::{ArticleId, EditionCode};

/// An article's place among its translations.
#[derive(Debug, Clone, PartialEq)]
pub struct Translation {
    /// Which article.
    pub article: ArticleId,
    /// What it has in common with its siblings: a name that says nothing.
    pub work: String,
    /// The article's edition.
    pub edition: EditionCode,
    /// Whether the others were translated from it.
    pub is_original: bool,
}

/// Why two articles do not become translations of each other.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CannotLink {
    /// Both are of one edition, or are one and the same.
    #[error("a translation stands in another edition than its original; both of these are in {0}")]
    SameEdition(EditionCode),
    /// The article belongs with others already.
    #[error("article {0} is linked to other articles already; unlink it first")]
    LinkedElsewhere(ArticleId),
    /// The edition has a translation already.
    #[error("the original has a translation in {edition} already: {article}; unlink that first")]
    EditionTaken {
        /// Which edition.
        edition: EditionCode,
        /// Its translation.
        article: ArticleId,
    },
}

/// Where an article stands once it is linked to its original.
#[derive(Debug, Clone, PartialEq)]
pub enum Linked {
    /// They belong together already.
    Already,
    /// The article joins the original's work.
    Joins(String),
    /// A work begins with the two.
    Begins,
}

/// Judges linking `article` (of `edition`) to `original`, whose work has these members.
pub fn link(
    (article, edition): (&ArticleId, &EditionCode),
    (original, original_edition): (&ArticleId, &EditionCode),
    mine: Option<&Translation>,
    of_original: &[Translation],
) -> Result<Linked, CannotLink> {
    if article == original || edition == original_edition {
        return Err(CannotLink::SameEdition(edition.clone()));
    }
    let work = of_original.first().map(|member| member.work.as_str());
    match (mine, work) {
        (Some(mine), Some(work)) if mine.work == work => return Ok(Linked::Already),
        (Some(_), _) => return Err(CannotLink::LinkedElsewhere(article.clone())),
        _ => {}
    }
    match of_original.iter().find(|member| member.edition == *edition) {
        Some(taken) => {
            Err(CannotLink::EditionTaken { edition: edition.clone(), article: taken.article.clone() })
        }
        None => Ok(work.map_or(Linked::Begins, |work| Linked::Joins(work.to_owned()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(article: &str, work: &str, edition: &str) -> Translation {
        Translation {
            article: ArticleId::from(article),
            work: work.to_owned(),
            edition: EditionCode::from(edition),
            is_original: false,
        }
    }

    #[test]
    fn a_work_has_one_article_of_an_edition_and_an_article_one_work() {
        let (en, ar) = (
            (ArticleId::from("E"), EditionCode::from("en")),
            (ArticleId::from("A"), EditionCode::from("ar")),
        );
        let judge = |mine: Option<&Translation>, others: &[Translation]| {
            link((&en.0, &en.1), (&ar.0, &ar.1), mine, others)
        };
        assert_eq!(judge(None, &[]), Ok(Linked::Begins));
        assert_eq!(judge(None, &[member("A", "w", "ar")]), Ok(Linked::Joins("w".to_owned())));
        let both = [member("A", "w", "ar"), member("E", "w", "en")];
        assert_eq!(judge(Some(&both[1]), &both), Ok(Linked::Already));
        assert!(matches!(
            judge(None, &[member("A", "w", "ar"), member("X", "w", "en")]),
            Err(CannotLink::EditionTaken { .. })
        ));
        assert!(matches!(
            judge(Some(&member("E", "v", "en")), &[member("A", "w", "ar")]),
            Err(CannotLink::LinkedElsewhere(_))
        ));
        assert!(matches!(judge(Some(&member("E", "v", "en")), &[]), Err(CannotLink::LinkedElsewhere(_))));
        assert!(matches!(link((&en.0, &en.1), (&ar.0, &en.1), None, &[]), Err(CannotLink::SameEdition(_))));
    }
}
