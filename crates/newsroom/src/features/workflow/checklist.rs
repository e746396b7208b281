//! What is looked at before something goes out: one pure function from a revision to what it lacks.

use serde::{Deserialize, Serialize};

use super::SectionRules;
use crate::features::articles::{ArticleKind, Content};
use crate::features::media_library::Picture;

/// The longest headline that share cards and search engines show whole.
const HEADLINE_LETTERS: usize = 110;

/// One thing that is looked at. The order is that of the sheet.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The headline is short enough to be shown whole everywhere.
    HeadlineLength,
    /// It has a lead.
    Lead,
    /// Somebody signs it.
    Authors,
    /// It says on whose word it rests.
    Sources,
    /// Every statement says who made it.
    Speakers,
    /// It has a lead picture.
    Picture,
    /// Every picture is told to those who do not see it.
    PictureAlt,
    /// Every picture says whose it is.
    PictureCredit,
    /// We may show every picture at that time.
    PictureRights,
    /// It says what it is about.
    Topics,
}

impl Rule {
    /// All of them, in the order of the sheet.
    pub const ALL: [Rule; 10] = [
        Rule::HeadlineLength,
        Rule::Lead,
        Rule::Authors,
        Rule::Sources,
        Rule::Speakers,
        Rule::Picture,
        Rule::PictureAlt,
        Rule::PictureCredit,
        Rule::PictureRights,
        Rule::Topics,
    ];

    /// The rule's name, as it is stored; also the end of its message id.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::HeadlineLength => "headline_length",
            Rule::Lead => "lead",
            Rule::Authors => "authors",
            Rule::Sources => "sources",
            Rule::Speakers => "speakers",
            Rule::Picture => "picture",
            Rule::PictureAlt => "picture_alt",
            Rule::PictureCredit => "picture_credit",
            Rule::PictureRights => "picture_rights",
            Rule::Topics => "topics",
        }
    }
}

/// How much a rule counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Nothing goes out without it.
    Blocking,
    /// It is said and no more.
    #[default]
    Advice,
    /// It is not looked at.
    Off,
}

/// What a rule came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// How much it counts here.
    pub weight: Weight,
    /// Whether it is met.
    pub met: bool,
    /// The blocks and pictures that it is about, by their ids.
    pub at: Vec<String>,
}

impl Finding {
    /// Whether nothing goes out because of it.
    pub fn blocks(&self) -> bool {
        !self.met && self.weight == Weight::Blocking
    }
}

/// Looks a revision over as it would go out at `at`; `pictures` are those that it shows.
pub fn check(
    content: &Content,
    kind: ArticleKind,
    pictures: &[Picture],
    rules: &SectionRules,
    at: i64,
) -> Vec<Finding> {
    let wanted = Rule::ALL.into_iter().map(|rule| (rule, rules.weight(rule)));
    let wanted = wanted.filter(|(_, weight)| *weight != Weight::Off);
    wanted
        .map(|(rule, weight)| {
            let (met, at) = look(rule, content, kind, pictures, at);
            Finding { rule, weight, met, at }
        })
        .collect()
}

fn look(
    rule: Rule,
    content: &Content,
    kind: ArticleKind,
    pictures: &[Picture],
    at: i64,
) -> (bool, Vec<String>) {
    let said = |met: bool| (met, Vec::new());
    let without = |lacking: Vec<String>| (lacking.is_empty(), lacking);
    let lack = |has: &dyn Fn(&Picture) -> bool| {
        pictures.iter().filter(|picture| !has(picture)).map(|picture| picture.id.0.clone()).collect()
    };
    match rule {
        Rule::HeadlineLength => {
            let shown = [&content.headlines.social, &content.headline];
            let shown = shown.into_iter().find(|line| !line.is_empty());
            said(shown.is_none_or(|line| text::clean::count_graphemes(line) <= HEADLINE_LETTERS))
        }
        Rule::Lead => said(!content.lead.is_empty()),
        Rule::Authors => said(!content.authors.is_empty() || !content.sources.is_empty()),
        Rule::Sources => said(!content.sources.is_empty()),
        Rule::Speakers => {
            let statements = content::statements(&content.body).into_iter();
            let nobody = statements.filter(|statement| statement.attrs.speaker.is_empty());
            without(nobody.map(|statement| statement.attrs.id.as_str().to_owned()).collect())
        }
        // The pictures of a gallery lead it themselves.
        Rule::Picture => said(content.picture.is_some() || kind == ArticleKind::Gallery),
        Rule::PictureAlt => without(lack(&|picture| {
            let words = in_text(content, picture, |attrs| !attrs.alt.is_empty());
            words || !picture.alt.is_empty()
        })),
        Rule::PictureCredit => without(lack(&|picture| {
            let words = in_text(content, picture, |attrs| !attrs.credit.is_empty());
            words || !picture.credit.is_empty()
        })),
        Rule::PictureRights => without(lack(&|picture| picture.may_be_shown(at))),
        Rule::Topics => said(!content.topics.is_empty()),
    }
}

/// Whether the text says it of the picture wherever it shows it, over what the library says; the lead picture stands in no text.
fn in_text(
    content: &Content,
    picture: &Picture,
    says: impl Fn(&content::tree::PictureAttrs) -> bool,
) -> bool {
    let shown: Vec<_> =
        content::pictures(&content.body).into_iter().filter(|attrs| attrs.media == picture.id.0).collect();
    content.picture.as_ref() != Some(&picture.id) && !shown.is_empty() && shown.into_iter().all(says)
}
