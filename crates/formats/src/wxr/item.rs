//! An item: a post, a page, an attachment, or whatever else WordPress keeps in its one table.

use super::Limits;
use super::elements::{Element, walk};
use super::refusal::Fault;
use super::split::Chunk;

/// An item as it is written: nothing is judged here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Item {
    /// `wp:post_id`; 0 when there is none.
    pub id: i64,
    /// Its title, which may hold HTML.
    pub title: String,
    /// Its address.
    pub link: String,
    /// Its name for ever.
    pub guid: String,
    /// The login of whoever wrote it.
    pub creator: String,
    /// `content:encoded`.
    pub content: String,
    /// `excerpt:encoded`.
    pub excerpt: String,
    /// `wp:post_date`: the time at the site.
    pub date: String,
    /// `wp:post_date_gmt`; zeros for what was never published.
    pub date_gmt: String,
    /// `pubDate`.
    pub pub_date: String,
    /// `wp:post_name`.
    pub slug: String,
    /// `wp:status`.
    pub status: String,
    /// `wp:post_type`; `post` in the oldest exports that do not say.
    pub kind: String,
    /// `wp:post_password`.
    pub password: String,
    /// `wp:post_parent`.
    pub parent: i64,
    /// `wp:is_sticky`.
    pub is_sticky: bool,
    /// `wp:attachment_url`.
    pub attachment_url: String,
    /// Its categories, tags and terms of other sorts.
    pub terms: Vec<Term>,
    /// `wp:postmeta`, in order.
    pub meta: Vec<(String, String)>,
    /// What its readers wrote under it, in order, without their e-mail and network addresses: those are never read.
    pub comments: Vec<Comment>,
    /// Comments beyond the limit.
    pub more_comments: u64,
}

/// What a reader wrote under an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comment {
    /// `wp:comment_id`; 0 when there is none.
    pub id: i64,
    /// The comment it answers; 0 for none.
    pub parent: i64,
    /// The name under which it was written.
    pub author: String,
    /// `wp:comment_date`: the time at the site.
    pub date: String,
    /// `wp:comment_date_gmt`.
    pub date_gmt: String,
    /// What it says, which may hold HTML.
    pub content: String,
    /// `wp:comment_approved`: `1`, `0`, `spam`, `trash`.
    pub approved: String,
    /// `wp:comment_type`: empty or `comment`, or `pingback`, `trackback` and what plug-ins keep there.
    pub kind: String,
}

/// A term that an item has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Term {
    /// The sort: `category`, `post_tag`, `author` …
    pub domain: String,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
}

impl Item {
    /// The first value of a field of this name.
    pub fn meta(&self, key: &str) -> Option<&str> {
        self.meta.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }
}

pub(super) fn read(chunk: &Chunk, limits: &Limits) -> Result<Item, Fault> {
    let mut item = Item::default();
    let mut begun = Begun::default();
    walk(chunk, limits.depth, |element| take(&mut item, &mut begun, element, limits))?;
    if item.kind.is_empty() {
        item.kind = "post".to_owned();
    }
    Ok(item)
}

/// Parts whose end has not come yet.
#[derive(Default)]
struct Begun {
    key: String,
    comment: Comment,
}

fn take(item: &mut Item, begun: &mut Begun, element: Element<'_>, limits: &Limits) -> Result<(), Fault> {
    let Element { path, attributes, text } = element;
    let names: Vec<&str> = path.iter().skip(1).map(String::as_str).collect();
    let line = || text.trim().to_owned();
    let number = || text.trim().parse::<i64>().unwrap_or(0);
    match names.as_slice() {
        ["title"] => item.title = line(),
        ["link"] => item.link = line(),
        ["guid"] => item.guid = line(),
        ["pubDate"] => item.pub_date = line(),
        ["dc:creator"] => item.creator = line(),
        ["wp:author"] if item.creator.is_empty() => item.creator = line(),
        ["content:encoded"] => item.content = text,
        ["excerpt:encoded"] => item.excerpt = text,
        ["wp:post_id"] => item.id = number(),
        ["wp:post_date"] => item.date = line(),
        ["wp:post_date_gmt"] => item.date_gmt = line(),
        ["wp:post_name"] => item.slug = line(),
        ["wp:status"] => item.status = line(),
        ["wp:post_type"] => item.kind = line(),
        ["wp:post_password"] => item.password = line(),
        ["wp:post_parent"] => item.parent = number(),
        ["wp:is_sticky"] => item.is_sticky = line() == "1",
        ["wp:attachment_url"] => item.attachment_url = line(),
        ["wp:comment"] => {
            let comment = std::mem::take(&mut begun.comment);
            match item.comments.len() < limits.comments {
                true => item.comments.push(comment),
                false => item.more_comments += 1,
            }
        }
        ["wp:comment", name] => said(&mut begun.comment, name, text),
        ["category"] => {
            let named = |name: &str| {
                let found = attributes.iter().find(|(known, _)| known == name);
                found.map(|(_, value)| value.clone()).unwrap_or_default()
            };
            let (domain, slug) = (named("domain"), named("nicename"));
            // The oldest exports name every term twice, once without its sort or slug.
            if !domain.is_empty() && !slug.is_empty() {
                item.terms.push(Term { domain, slug, name: line() });
            }
        }
        ["wp:postmeta", "wp:meta_key"] => begun.key = line(),
        ["wp:postmeta", "wp:meta_value"] => item.meta.push((std::mem::take(&mut begun.key), text)),
        _ => {}
    }
    let limit = limits.per_item;
    for (what, count) in [("terms", item.terms.len()), ("fields", item.meta.len())] {
        if count > limit {
            return Err(Fault::TooMany { what, limit });
        }
    }
    Ok(())
}

/// What one element says of a comment. Addresses of whoever wrote it are not among them.
fn said(comment: &mut Comment, name: &str, text: String) {
    let number = |text: &str| text.trim().parse::<i64>().unwrap_or(0);
    let line = |text: &str| text.trim().to_owned();
    match name {
        "wp:comment_id" => comment.id = number(&text),
        "wp:comment_parent" => comment.parent = number(&text),
        "wp:comment_author" => comment.author = line(&text),
        "wp:comment_date" => comment.date = line(&text),
        "wp:comment_date_gmt" => comment.date_gmt = line(&text),
        "wp:comment_content" => comment.content = text,
        "wp:comment_approved" => comment.approved = line(&text),
        "wp:comment_type" => comment.kind = line(&text),
        _ => {}
    }
}
