//! What readers wrote under a post: kept for later, with as little of them as a conversation needs. Their e-mail and
//! network addresses are never read.

use std::collections::HashSet;

use content::html_in::{self, ImportOptions};
use content::text_out;
use content::tree::Dir;
use formats::wxr::{self, Comment, Item};
use text::clean::clean_line;

use super::markup::words;
use super::paragraphs::paragraphs;
use super::rules::Rules;

const LONGEST_NAME: usize = 100;
const LONGEST: usize = 20_000;

/// A comment as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedComment {
    /// Its number there, which is its own within the post.
    pub number: i64,
    /// The comment it answers; 0 for none that is kept.
    pub parent: i64,
    /// The name under which it was written; empty where that was an address.
    pub author: String,
    /// Its text, plain: an empty line parts its paragraphs.
    pub body: String,
    /// Whether readers saw it there.
    pub is_approved: bool,
    /// When it was written, in microseconds UTC.
    pub written_at: Option<i64>,
}

/// The comments of an item that are kept, and what is to be told of the others.
pub fn plan(item: &Item, rules: &Rules) -> (Vec<PlannedComment>, Vec<String>) {
    let (mut kept, mut numbers) = (Vec::new(), HashSet::new());
    let (mut notices, mut unwanted, mut unreadable) = (0_u64, 0_u64, 0_u64);
    for comment in &item.comments {
        if !matches!(comment.kind.as_str(), "" | "comment") {
            notices += 1;
        } else if !matches!(comment.approved.as_str(), "" | "1" | "0" | "approve" | "hold") {
            unwanted += 1;
        } else {
            match one(comment, rules).filter(|planned| numbers.insert(planned.number)) {
                Some(planned) => kept.push(planned),
                None => unreadable += 1,
            }
        }
    }
    for comment in &mut kept {
        if !numbers.contains(&comment.parent) || comment.parent == comment.number {
            comment.parent = 0;
        }
    }
    let left_out = [
        (notices, "comments that other sites or plug-ins made: they are no readers'"),
        (unwanted, "comments: they were spam or in the bin"),
        (unreadable, "comments: they have no text, or no number of their own"),
        (item.more_comments, "comments: a post keeps no more"),
    ];
    let told = left_out.into_iter().filter(|(count, _)| *count > 0);
    (kept, told.map(|(count, why)| format!("{count} {why}")).collect())
}

fn one(comment: &Comment, rules: &Rules) -> Option<PlannedComment> {
    let body = plain(&comment.content);
    if comment.id <= 0 || body.is_empty() {
        return None;
    }
    let author = clean_line(&words(&comment.author));
    let author =
        if author.contains('@') { String::new() } else { author.chars().take(LONGEST_NAME).collect() };
    let by_clock = || wxr::civil_in(&comment.date, &rules.edition.voice.dates.zone);
    Some(PlannedComment {
        number: comment.id,
        parent: comment.parent,
        author,
        body,
        is_approved: matches!(comment.approved.as_str(), "" | "1" | "approve"),
        written_at: wxr::utc(&comment.date_gmt).or_else(by_clock),
    })
}

fn plain(html: &str) -> String {
    let mut number = 0;
    let mut new_id = || {
        number += 1;
        format!("b{number}")
    };
    let read = html_in::import(&paragraphs(html), ImportOptions::new("", Dir::Ltr, &mut new_id));
    let text = read.map_or_else(|_| words(html), |read| text_out::text(&read.tree));
    text.trim().chars().take(LONGEST).collect()
}
