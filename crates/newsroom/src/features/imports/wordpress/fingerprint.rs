//! The fingerprint of an item of an export: of the item as it stands there, and of what the export says elsewhere of those
//! it names.

use formats::wxr::{Item, Site};

use super::attachments::Attachments;
use super::comments::PlannedComment;
use crate::features::imports::fingerprint::Fingerprint;

/// The fingerprint of a post or a page. What readers wrote under it has one of its own.
pub fn fingerprint(item: &Item, site: &Site, attachments: &Attachments) -> String {
    let mut taken = Fingerprint::new("wordpress-1");
    let Item { title, link, creator, content, excerpt, date, date_gmt, pub_date, .. } = item;
    let Item { slug, status, kind, password, .. } = item;
    for text in
        [title, link, creator, content, excerpt, date, date_gmt, pub_date, slug, status, kind, password]
    {
        taken.take(text);
    }
    taken.take(if item.is_sticky { "sticky" } else { "" });
    let mut names = vec![creator.as_str()];
    for term in &item.terms {
        for text in [&term.domain, &term.slug, &term.name] {
            taken.take(text);
        }
        if term.domain == "author" {
            names.extend([term.slug.as_str(), term.name.as_str()]);
        }
    }
    for name in names {
        let author = site.authors.get(name.strip_prefix("cap-").unwrap_or(name));
        taken.take(author.map_or("", |author| &author.name));
    }
    let featured = item.meta("_thumbnail_id").map(str::trim).unwrap_or_default();
    taken.take(featured);
    if let Some(attachment) = featured.parse().ok().and_then(|id| attachments.get(id)) {
        for text in [&attachment.href, &attachment.alt, &attachment.caption] {
            taken.take(text);
        }
    }
    taken.end()
}

/// The fingerprint of what readers wrote under an item, as it is kept.
pub fn comments_fingerprint(kept: &[PlannedComment]) -> String {
    let mut taken = Fingerprint::new("comments-1");
    for comment in kept {
        let PlannedComment { number, parent, author, body, is_approved, written_at } = comment;
        taken.take(author);
        taken.take(body);
        taken.take(&format!("{number} {parent} {is_approved} {written_at:?}"));
    }
    taken.end()
}
