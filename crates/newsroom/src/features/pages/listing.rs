//! A page that lists articles, the newest first, and older ones page by page: a section's, a topic's, an author's.

use serde::{Deserialize, Serialize};

use super::{Frame, Link, Voiced};
use crate::features::articles::{Teaser, TeaserRow};
use crate::features::media_library::PicturePlace;
use crate::id::ArticleId;

/// Pages beyond this are the archive's business.
const LAST_PAGE: i64 = 200;
/// How many of the latest headlines stand beside a list.
const BESIDE: usize = 8;

/// Whose articles are listed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Listed {
    pub name: String,
    pub href: String,
    pub description: String,
    /// The word over the name: what sort of thing it is. None for a section.
    pub label: Option<String>,
}

/// What the template is given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Listing {
    pub of: Listed,
    pub lead: Option<Teaser>,
    pub rows: Vec<Teaser>,
    pub newer: Option<String>,
    pub older: Option<String>,
    pub page: i64,
    pub latest: Vec<String>,
    pub kin: Kin,
}

/// The sections around a section.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Kin {
    /// The way to it: its root first.
    pub over: Vec<Link>,
    /// Its open parts.
    pub parts: Vec<Link>,
    /// Whether nothing new comes into it.
    pub closed: bool,
}

/// The part of a query that chooses a page; what is no number is taken here too, and refused as a page that is not there.
#[derive(Deserialize)]
pub struct AskedPage {
    page: Option<String>,
}

/// What stands at the head of a list, whatever its age.
#[derive(Debug, Default)]
pub struct PinnedRows {
    /// The first of all.
    pub lead: Option<TeaserRow>,
    /// The first rows below it.
    pub rows: Vec<TeaserRow>,
}

/// Which page of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListPage {
    number: i64,
    per_page: i64,
}

/// The pages before and after a page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    pub newer: Option<String>,
    pub older: Option<String>,
    pub page: i64,
}

/// A number as we write it ourselves, so that no page has a second address: neither `+2` nor `02`.
pub fn counting_number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number: &i64| *number >= 0 && number.to_string() == text)
}

impl ListPage {
    /// The page that is asked for; the first when none is named, `None` for what no list has.
    pub fn asked(asked: &AskedPage, per_page: i64) -> Option<ListPage> {
        let number = asked.page.as_deref().map_or(Some(1), counting_number)?;
        (1..=LAST_PAGE).contains(&number).then_some(ListPage { number, per_page })
    }

    /// How many articles to read: one more than the page shows, which says whether there are older ones.
    pub fn limit(self) -> i64 {
        self.per_page + 1
    }

    /// How many newer articles stand on the pages before.
    pub fn offset(self) -> i64 {
        (self.number - 1) * self.per_page
    }

    /// The address of this page of the list at `href`.
    pub fn href(self, href: &str) -> String {
        let joint = if href.contains('?') { '&' } else { '?' };
        if self.number == 1 { href.to_owned() } else { format!("{href}{joint}page={}", self.number) }
    }

    /// Its number, from 1.
    pub fn number(self) -> i64 {
        self.number
    }

    /// Whether it is the first.
    pub fn is_first(self) -> bool {
        self.number == 1
    }

    /// The first page of a list that has no other.
    pub fn first() -> ListPage {
        ListPage { number: 1, per_page: 0 }
    }

    /// The rows of this page, and the pages around it in the list at `href`. `None` when there is no such page.
    pub fn cut<T>(self, mut rows: Vec<T>, href: &str) -> Option<(Vec<T>, Around)> {
        if rows.is_empty() && self.number > 1 {
            return None;
        }
        let most = usize::try_from(self.per_page).unwrap_or(usize::MAX);
        let has_older = rows.len() > most && self.number < LAST_PAGE;
        rows.truncate(most);
        let around = Around {
            newer: (self.number > 1).then(|| self.beside(-1).href(href)),
            older: has_older.then(|| self.beside(1).href(href)),
            page: self.number,
        };
        Some((rows, around))
    }

    fn beside(self, by: i64) -> ListPage {
        ListPage { number: self.number + by, ..self }
    }
}

impl PinnedRows {
    /// These before the others, and none of them twice.
    fn over(self, mut rest: Vec<TeaserRow>) -> Vec<TeaserRow> {
        rest.retain(|row| !self.rows.iter().chain(&self.lead).any(|pinned| pinned.id == row.id));
        let newest = (self.lead.is_none() && !rest.is_empty()).then(|| rest.remove(0));
        self.lead.into_iter().chain(newest).chain(self.rows).chain(rest).collect()
    }
}

impl Listing {
    /// The page `which` of a list, from the rows that were read for it and what is pinned over them. `None` when there is
    /// no such page.
    pub fn of(
        of: Listed,
        pinned: PinnedRows,
        rows: Vec<TeaserRow>,
        which: ListPage,
        frame: &Frame,
        voiced: &Voiced,
    ) -> Option<Listing> {
        let (rows, Around { newer, older, page }) = which.cut(rows, &of.href)?;
        let rows = pinned.over(rows);
        let shown: Vec<ArticleId> = rows.iter().map(|row| row.id.clone()).collect();
        let mut teasers = rows.iter().enumerate().map(|(place, row)| {
            let spot = if place == 0 && page == 1 { PicturePlace::LEAD } else { PicturePlace::ROW };
            Teaser::new(row, &frame.edition, voiced, spot)
        });
        let lead = if page == 1 { teasers.next() } else { None };
        let rows = teasers.collect();
        let latest = frame.latest_but(&shown, BESIDE);
        Some(Listing { of, lead, rows, newer, older, page, latest, kin: Kin::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: Option<&str>, per_page: i64) -> Option<ListPage> {
        ListPage::asked(&AskedPage { page: number.map(str::to_owned) }, per_page)
    }

    #[test]
    fn a_page_has_a_number_that_a_list_can_have() {
        assert_eq!(page(None, 20), page(Some("1"), 20));
        for no in ["0", "-1", "201", "99999999999999999999", "x", "", "1.5", "٢"] {
            assert_eq!(page(Some(no), 20), None, "{no}");
        }
    }

    #[test]
    fn the_last_page_leads_no_further() {
        let which = page(Some("200"), 1).expect("there is one");
        let (rows, around) = which.cut(vec![1, 2], "/ar/x/").expect("there are rows");
        assert_eq!((rows, around.older), (vec![1], None));
        assert!(page(Some("2"), 1).expect("there is one").cut(Vec::<u8>::new(), "/").is_none());
    }

    #[test]
    fn the_first_page_has_the_plain_address() {
        let which = page(Some("2"), 20).expect("there is one");
        assert_eq!((which.limit(), which.offset()), (21, 20));
        assert_eq!(which.href("/ar/x/"), "/ar/x/?page=2");
        assert_eq!(which.beside(-1).href("/ar/x/"), "/ar/x/");
        assert_eq!(which.href("/ar/x/?order=oldest"), "/ar/x/?order=oldest&page=2");
    }
}
