//! What a keeper does on the disk: pages are brought to their places and taken away, lists and manifest are written. All of it blocks.

use std::io;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::Instant;

use super::folder::Taken;
use super::keeper::{Keeper, manifest_file};
use super::links;
use super::list::{self, Held, hash_of, list_file, names_in};
use super::place::file_of;
use super::render::Made;
use super::state::{Overtaken, Wanted};

/// So many pages that are to be made soon are no longer brought to the disk one by one.
const SYNCED: usize = 64;

/// What came of an address.
pub(super) enum Landed {
    /// A page or a picture.
    Made(Made),
    /// A recording, on the disk already, and what makes it stale.
    File(Taken, Vec<String>),
    /// A recording that lies in its place already, and what makes it stale now.
    Same(Vec<String>),
}

impl Keeper {
    /// Brings what came to its place, unless something happened to it meanwhile: nothing that must not be seen comes back. `false`:
    /// the site could not answer.
    pub(super) fn land(
        &self,
        wanted: &Wanted,
        is_fast: bool,
        landed: Landed,
        moves: u64,
    ) -> io::Result<bool> {
        let Some(file) = file_of(&wanted.address) else { return Ok(true) };
        let made = match landed {
            Landed::Made(made) => made,
            Landed::File(taken, tags) => return self.land_file(wanted, (&file, taken, tags), moves),
            Landed::Same(tags) => {
                let held = self.state().held(&file).cloned();
                let Some(held) = held else { return Ok(true) };
                let held = Held { tags, ..held };
                return match self.holds(wanted, (&file, held), moves) {
                    true => Ok(true),
                    false => self.take_away(&file),
                };
            }
        };
        let (bytes, tags, addresses) = match made {
            Made::Page { bytes, tags, addresses } => (bytes, tags, addresses),
            Made::Recording { .. } | Made::Nothing => {
                let lies_there = self.0.folder.length(&file).is_some();
                let mut state = self.state();
                if state.lose(&file) || lies_there {
                    state.unremoved.insert(file);
                }
                drop(state);
                return self.remove_gone().map(|()| true);
            }
            Made::Failed(status) => {
                tracing::warn!(%status, address = wanted.address, "a page of the mirror could not be made");
                self.state().want(wanted.clone());
                return Ok(false);
            }
        };
        let held = Held {
            address: wanted.address.clone(),
            hash: hash_of(&bytes),
            length: bytes.len() as u64,
            tags,
            names: names_in(&addresses),
        };
        // The first copy of a large site is not synced file by file: a start compares it with its lists.
        let durable = is_fast && self.state().waiting().0 < SYNCED;
        let _places = self.0.places.lock().unwrap_or_else(PoisonError::into_inner);
        // The disk may have another: one that was not synced, or that somebody wrote.
        let before = self.0.folder.read(&file)?;
        let before = before.filter(|before| hash_of(before) != held.hash);
        let part = match before.is_some() || self.0.folder.length(&file).is_none() {
            true => Some(self.0.folder.part(&bytes, durable)?),
            false => None,
        };
        if self.must_not_be_seen(wanted, &held, moves) {
            part.iter().for_each(|part| self.0.folder.drop_part(part));
            return Ok(true);
        }
        if let Some(part) = part {
            self.0.folder.place(&part, &file)?;
        }
        if !self.holds(wanted, (&file, held), moves) {
            return self.take_away(&file);
        }
        self.follow(wanted, is_fast, addresses, before);
        if durable { self.0.folder.settle(&file).map(|()| true) } else { Ok(true) }
    }

    /// The same of a recording, which lies on the disk already.
    fn land_file(
        &self,
        wanted: &Wanted,
        (file, taken, tags): (&str, Taken, Vec<String>),
        moves: u64,
    ) -> io::Result<bool> {
        let address = wanted.address.clone();
        let held = Held { address, hash: taken.hash.clone(), length: taken.length, tags, names: Vec::new() };
        let _places = self.0.places.lock().unwrap_or_else(PoisonError::into_inner);
        if self.must_not_be_seen(wanted, &held, moves) {
            return Ok(true);
        }
        self.0.folder.place_taken(taken, file)?;
        if !self.holds(wanted, (file, held), moves) {
            return self.take_away(file);
        }
        Ok(true)
    }

    /// Removes a file that must not be there; what cannot be removed is remembered.
    fn take_away(&self, file: &str) -> io::Result<bool> {
        let removed = self.0.folder.remove(file);
        if removed.is_err() {
            self.state().unremoved.insert(file.to_owned());
        }
        removed.map(|()| true)
    }

    /// Whether it was taken from readers while it was made: then it is asked for again.
    fn must_not_be_seen(&self, wanted: &Wanted, held: &Held, moves: u64) -> bool {
        let mut state = self.state();
        let was_taken = state.overtaken(moves, &held.tags) == Some(Overtaken::Taken);
        if was_taken {
            state.want_first(wanted.clone());
        }
        was_taken
    }

    /// Holds what was placed. Between the look and the place something may have happened all the same: then what must not be seen
    /// has to go at once. What was overtaken in either way is made again; what is only out of date is newer than what stood there.
    fn holds(&self, wanted: &Wanted, (file, held): (&str, Held), moves: u64) -> bool {
        let mut state = self.state();
        let overtaken = state.overtaken(moves, &held.tags);
        match overtaken {
            Some(Overtaken::Taken) => {
                state.lose(file);
                state.want_first(wanted.clone());
            }
            Some(Overtaken::Stale) => {
                state.hold(file.to_owned(), held);
                state.want(wanted.clone());
            }
            None => state.hold(file.to_owned(), held),
        }
        overtaken != Some(Overtaken::Taken)
    }

    /// Has made what a page leads to, and looked for the pictures that it led to before and does no longer.
    fn follow(&self, wanted: &Wanted, is_fast: bool, addresses: Vec<String>, before: Option<Vec<u8>>) {
        let mut shown = self.pictures_on(before);
        shown.retain(|picture| !addresses.contains(picture));
        let mut state = self.state();
        shown.into_iter().for_each(|address| state.want(Wanted { address, spreads: false }));
        if wanted.spreads {
            let spread = addresses.iter().filter_map(|address| spread(&wanted.address, address));
            spread.for_each(|wanted| state.want_next(wanted));
        }
        addresses.into_iter().for_each(|address| state.found(address, is_fast));
    }

    /// Removes what must not be seen again, and what could not be removed before.
    pub(super) fn remove_gone(&self) -> io::Result<()> {
        let _places = self.0.places.lock().unwrap_or_else(PoisonError::into_inner);
        let files = std::mem::take(&mut self.state().unremoved);
        let mut failed = Ok(());
        for file in files {
            // One that was made anew meanwhile is another.
            if self.state().held(&file).is_some() {
                continue;
            }
            // A page alone shows pictures; a film is not read to be removed.
            let page = file.ends_with(".html").then(|| self.0.folder.read(&file).ok().flatten());
            let shown = self.pictures_on(page.flatten());
            let removed = self.0.folder.remove(&file);
            let mut state = self.state();
            // What it showed may have to go with it: pictures are asked for again.
            shown.into_iter().for_each(|address| state.want(Wanted { address, spreads: false }));
            if let Err(error) = removed {
                state.unremoved.insert(file);
                failed = Err(error);
            }
        }
        failed
    }

    /// The pictures that a page shows.
    fn pictures_on(&self, page: Option<Vec<u8>>) -> Vec<String> {
        let page = page.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let mut shown = links::addresses(&page, &self.0.app.config.public_url);
        shown.retain(|address| address.starts_with("/media/"));
        shown
    }

    pub(super) fn sign(&self) {
        self.tell();
        if let Err(error) = self.remove_gone() {
            tracing::error!(%error, "a page that was withdrawn could not be removed from the mirror");
        }
        if let Err(error) = self.write_manifest() {
            tracing::error!(%error, "the mirror's lists could not be written");
        }
    }

    /// Writes the lists that changed, and signs what there is now.
    pub(super) fn write_manifest(&self) -> io::Result<()> {
        let mut signed = self.signed();
        let (texts, position) = {
            let mut state = self.state();
            let unwritten = std::mem::take(&mut state.unwritten);
            let texts: Vec<(u8, String)> =
                unwritten.into_iter().map(|list| (list, list::written(state.list(list)))).collect();
            // Events are read again while pages that they are about are to be made.
            (texts, if state.is_whole() { state.position } else { signed.manifest.position })
        };
        for (list, text) in &texts {
            let written = match text.is_empty() {
                true => self.0.folder.remove(&list_file(*list)),
                false => self.0.folder.write(&list_file(*list), text.as_bytes(), true),
            };
            if let Err(error) = written {
                self.state().unwritten.extend(texts.iter().map(|(list, _)| *list));
                return Err(error);
            }
            match text.is_empty() {
                true => signed.manifest.lists.remove(list),
                false => signed.manifest.lists.insert(*list, hash_of(text.as_bytes())),
            };
        }
        (signed.manifest.position, signed.manifest.at) = (position, self.0.app.now());
        signed.at = Instant::now();
        let text = signed.manifest.signed(&self.0.key);
        self.0.folder.write(&manifest_file(), text.as_bytes(), true)?;
        self.0.signed_at.store(signed.manifest.at, Ordering::Release);
        Ok(())
    }
}

/// What is to be made anew because `from`, which leads to `to`, is new: from a short address the article, and from that the lists
/// that it stands in.
fn spread(from: &str, to: &str) -> Option<Wanted> {
    let is_short = from.starts_with("/s/");
    let names_an_article = !names_in(&[to.to_owned()]).is_empty();
    let is_a_page = file_of(to).is_some_and(|file| file.ends_with(".html"));
    (is_a_page && is_short == names_an_article).then(|| Wanted { address: to.to_owned(), spreads: is_short })
}
