//! Who stands beside an article: no I/O.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use coverage::copies::without_credits;
use text::fold::fold;
use text::lang::primary;

use crate::id::{ArticleId, SectionId};

/// So many stand beside an article.
pub const MOST: usize = 4;
/// From this share of the shorter text on, one is the other again.
const COPY: f32 = 0.3;
/// Fewer runs of three words stand in many a text by chance.
const SHORTEST: usize = 8;
/// Of a text so many words are compared.
const MOST_WORDS: usize = 5_000;
/// How much more it counts to be of the same section.
const SAME_SECTION: f32 = 1.1;

/// A published text.
#[derive(Debug, Clone)]
pub struct Text {
    pub id: ArticleId,
    pub section: SectionId,
    pub lang: String,
    pub title: String,
    pub lead: String,
    pub body: String,
}

impl Text {
    /// All of it but the headline.
    pub fn under_headline(&self) -> String {
        format!("{}\n{}", self.lead, self.body)
    }
}

/// A text that may stand there.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub text: Text,
    /// How near it is, 0 to 1 and a little more for what is new; already cut.
    pub score: f32,
    /// The words that both have.
    pub shared: Vec<String>,
}

/// What was chosen.
#[derive(Debug, Clone)]
pub struct Row {
    pub other: ArticleId,
    /// The words that both have, with spaces between; empty of what an editor pinned.
    pub why: String,
    /// In thousandths.
    pub score: i64,
}

/// How the score came about is no difference to anybody.
impl PartialEq for Row {
    fn eq(&self, other: &Row) -> bool {
        (&self.other, &self.why) == (&other.other, &other.why)
    }
}

/// What keeps some from standing there, and puts others first.
#[derive(Debug, Default)]
pub struct Said {
    /// What editors pinned, as far as readers see it, in order.
    pub pinned: Vec<Text>,
    /// What editors banned, what stands on the page anyhow, and the article itself.
    pub kept_out: HashSet<ArticleId>,
}

/// The best of the candidates after what is pinned, at most four: nothing in another language, no copy of the article or of one
/// another.
pub fn chosen(own: &Text, mut candidates: Vec<Candidate>, said: &Said) -> Vec<Row> {
    for one in candidates.iter_mut().filter(|one| one.text.section == own.section) {
        one.score *= SAME_SECTION;
    }
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.text.id.cmp(&b.text.id)));
    let pinned = said.pinned.iter().filter(|one| one.id != own.id).take(MOST);
    let mut rows: Vec<Row> =
        pinned.clone().map(|one| Row { other: one.id.clone(), why: String::new(), score: 0 }).collect();
    let mut there = vec![runs(own)];
    there.extend(pinned.map(runs));
    for one in candidates {
        let is_out = said.kept_out.contains(&one.text.id)
            || one.text.id == own.id
            || rows.iter().any(|row| row.other == one.text.id)
            || primary(&one.text.lang) != primary(&own.lang);
        if rows.len() == MOST || is_out {
            continue;
        }
        let runs = runs(&one.text);
        if there.iter().any(|other| repeats(other, &runs)) {
            continue;
        }
        there.push(runs);
        let score = (one.score * 1_000.0) as i64;
        rows.push(Row { other: one.text.id, why: one.shared.join(" "), score });
    }
    rows
}

/// What stands there at once after somebody said something, until the text is asked again: what is pinned, and what stood there.
pub fn rearranged(
    standing: &[Row],
    pinned: &[ArticleId],
    was_pinned: &[ArticleId],
    banned: &[ArticleId],
) -> Vec<Row> {
    let first =
        pinned.iter().map(|other| Row { other: other.clone(), why: String::new(), score: 0 }).take(MOST);
    let out = |row: &&Row| ![pinned, was_pinned, banned].iter().any(|list| list.contains(&row.other));
    first.chain(standing.iter().filter(out).cloned()).take(MOST).collect()
}

/// Whether one of two texts stands in the other to a good part.
fn repeats(one: &HashSet<u64>, other: &HashSet<u64>) -> bool {
    let shorter = one.len().min(other.len());
    shorter >= SHORTEST && one.intersection(other).count() as f32 / shorter as f32 > COPY
}

/// The runs of three words of a text, folded, without its credit lines.
fn runs(text: &Text) -> HashSet<u64> {
    let all = text.under_headline();
    let words = without_credits(&all).split(|letter: char| !letter.is_alphanumeric() && !is_mark(letter));
    let words: Vec<String> = words.map(fold).filter(|word| !word.is_empty()).take(MOST_WORDS).collect();
    let hash = |run: &[String]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(3).map(hash).collect()
}

/// Vowel marks stand inside a word.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOOD: &str = "فاض نهر الزرقان على قرى السهلة وقطعت السيول جسر المرج مساء أمس بعد مطر دام يومين";
    const AFTER: &str =
        "عادت عائلات من قرى السهلة إلى بيوتها وبدأ الجيش ترميم الجسر وقال المهندسون إنه يتم خلال شهر";

    fn text(id: &str, body: &str) -> Text {
        let (section, empty) = (SectionId::from("politics"), String::new());
        let (title, lead) = (empty.clone(), empty);
        Text { id: id.into(), section, lang: "ar".into(), title, lead, body: body.into() }
    }

    fn near(id: &str, body: &str, score: f32) -> Candidate {
        Candidate { text: text(id, body), score, shared: vec!["السهلة".into(), "الجسر".into()] }
    }

    fn check(candidates: Vec<Candidate>, said: &Said, wanted: &[&str]) {
        let rows = chosen(&text("OWN", FLOOD), candidates, said);
        assert_eq!(rows.iter().map(|row| row.other.as_str()).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn the_nearest_stand_there_and_no_more_than_four() {
        let all = ["A", "B", "C", "D", "E"];
        let candidates: Vec<_> =
            all.iter().zip(1..).map(|(id, score)| near(id, id, score as f32 / 10.0)).collect();
        check(candidates, &Said::default(), &["E", "D", "C", "B"]);
        check(Vec::new(), &Said::default(), &[]);
    }

    #[test]
    fn neither_itself_nor_a_copy_nor_a_copy_of_one_another() {
        let copy = format!("{FLOOD} ولم يصب أحد");
        check(
            vec![
                near("OWN", "ذاته", 0.9),
                near("COPY", &copy, 0.8),
                near("A", AFTER, 0.5),
                near("B", AFTER, 0.4),
            ],
            &Said::default(),
            &["A"],
        );
        let marked = FLOOD.replace("نهر", "نَهْر");
        check(vec![near("MARKED", &marked, 0.8)], &Said::default(), &[]);
    }

    #[test]
    fn what_is_pinned_stands_first_and_what_is_banned_never() {
        let said =
            Said { pinned: vec![text("P", "آخر"), text("A", AFTER)], kept_out: ["B".into()].into() };
        check(vec![near("A", AFTER, 0.9), near("B", "ب", 0.8), near("C", "ج", 0.3)], &said, &["P", "A", "C"]);
    }

    #[test]
    fn another_language_is_not_near_and_the_own_section_is_nearer() {
        let mut foreign = near("F", "words", 0.9);
        foreign.text.lang = "en-GB".into();
        let mut elsewhere = near("A", "أ", 0.52);
        elsewhere.text.section = "other".into();
        check(vec![foreign, elsewhere, near("B", "ب", 0.5)], &Said::default(), &["B", "A"]);
    }

    #[test]
    fn what_somebody_said_holds_at_once() {
        let row = |id: &str| Row { other: id.into(), why: "نهر".into(), score: 1 };
        let standing = [row("P"), row("A"), row("B"), row("C")];
        for (pinned, was_pinned, banned, wanted) in [
            (&["N"][..], &[][..], &[][..], &["N", "P", "A", "B"][..]),
            (&["B"], &[], &["A"], &["B", "P", "C"]),
            (&[], &["P"], &[], &["A", "B", "C"]),
        ] {
            let ids = |list: &[&str]| list.iter().map(|id| ArticleId::from(*id)).collect::<Vec<_>>();
            let rows = rearranged(&standing, &ids(pinned), &ids(was_pinned), &ids(banned));
            assert_eq!(rows.iter().map(|row| row.other.as_str()).collect::<Vec<_>>(), wanted);
        }
    }
}
