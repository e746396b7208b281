//! The first reading of WordPress's exports: what their posts name and what may stand in another file of the same site, or
//! further on in the same one. All else is passed over.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use formats::wxr::{Limits, Refused, Site, Wxr};

use crate::features::imports::wordpress::{Attachments, MOST_ATTACHED};

const READ_BYTES: usize = 256 << 10;
/// What every attachment has, and no other item.
const ATTACHED: &str = "attachment_url";

/// What the exports of an import say of their sites.
#[derive(Default)]
pub struct Sites(Vec<Known>);

/// What is known of a site.
#[derive(Default)]
pub struct Known {
    /// Its head, with the authors and categories of all its files.
    pub site: Site,
    /// Its attachments, of all its files.
    pub attachments: Attachments,
}

impl Sites {
    /// Reads all files, as far as they can be read: the second reading says what is wrong with them.
    pub fn read(paths: &[PathBuf]) -> Self {
        let mut sites = Self::default();
        for path in paths {
            let Ok(found) = open(path) else { continue };
            sites.take(found.only_with(ATTACHED));
        }
        sites
    }

    /// What is known of the site whose export has this head.
    pub fn of(&self, site: &Site) -> Option<&Known> {
        self.0.iter().find(|known| known.site.href == site.href)
    }

    fn take(&mut self, mut found: Wxr<BufReader<File>>) {
        let mut at = None;
        while let Some(Ok(next)) = found.next() {
            let at = *at.get_or_insert_with(|| self.known_as(found.site()));
            let elsewhere: usize = self.0.iter().map(|known| known.attachments.bytes()).sum();
            let attachments = &mut self.0[at].attachments;
            let most = (MOST_ATTACHED + attachments.bytes()).saturating_sub(elsewhere);
            if let Ok(item) = next.item {
                attachments.add_within(&item, most);
            }
        }
        if at.is_none() {
            self.known_as(found.site());
        }
    }

    /// Where the site of this head is, with what the head says. What an earlier file said of the same one stays.
    fn known_as(&mut self, head: &Site) -> usize {
        let at = self.0.iter().position(|known| known.site.href == head.href).unwrap_or_else(|| {
            self.0.push(Known { site: head.clone(), attachments: Attachments::default() });
            self.0.len() - 1
        });
        let most = Limits::default().head_entries;
        let Site { authors, categories, .. } = &mut self.0[at].site;
        for (login, author) in head.authors.iter().take(most.saturating_sub(authors.len())) {
            authors.entry(login.clone()).or_insert_with(|| author.clone());
        }
        for (slug, category) in head.categories.iter().take(most.saturating_sub(categories.len())) {
            categories.entry(slug.clone()).or_insert_with(|| category.clone());
        }
        at
    }
}

impl Known {
    /// A file's own head, with what the other files of the site say of authors and categories that it does not name.
    pub fn beside(&self, head: &Site) -> Site {
        let mut site = head.clone();
        for (login, author) in &self.site.authors {
            site.authors.entry(login.clone()).or_insert_with(|| author.clone());
        }
        for (slug, category) in &self.site.categories {
            site.categories.entry(slug.clone()).or_insert_with(|| category.clone());
        }
        site
    }
}

/// Begins to read an export.
pub fn open(path: &Path) -> Result<Wxr<BufReader<File>>, Refused> {
    let file = File::open(path)?;
    Ok(Wxr::new(BufReader::with_capacity(READ_BYTES, file), Limits::default()))
}
