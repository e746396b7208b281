//! A recording, a place and a document become elements. Nothing of another site is loaded with the page.

use super::blocks::{Page, host, is_blank};
use super::inline;
use super::writer::{Attr, Class, Tag};
use crate::href::{self, HrefKind};
use crate::limits::PLAYED;
use crate::tree::*;

/// Whether an address is that of a file to be heard, by its end.
pub fn is_audio_file(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    // A host has no end that says what it is.
    let path =
        path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let name = path.rsplit('/').next().unwrap_or_default();
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    end.is_some_and(|end| PLAYED.contains(&end.as_str()))
}

/// The addresses of what a page written by [`super::render`] plays, as they stand in it.
pub fn played(html: &str) -> impl Iterator<Item = &str> {
    html.split("<audio ").skip(1).filter_map(|rest| {
        let element = rest.split('>').next()?;
        element.split_once(" src=\"")?.1.split('"').next()
    })
}

impl Page<'_> {
    pub(super) fn audio(&mut self, audio: &Audio) {
        let a = &audio.attrs;
        if !matches!(href::check(&a.href), Ok(HrefKind::Https)) {
            return;
        }
        self.out.open(Tag::Figure, &[Attr::Classes(&[Class::Embed]), Attr::Id(&a.id)]);
        if is_audio_file(&a.href) && (self.cx.plays)(&a.href) {
            let label = if a.title.is_empty() { self.cx.labels.audio } else { &a.title };
            let attrs = [Attr::Controls, Attr::PreloadNothing, Attr::Src(&a.href), Attr::Label(label)];
            self.out.leaf(Tag::Audio, &attrs, "");
        } else {
            let classes = [Class::Button, Class::Line, Class::Heard];
            self.out.open(Tag::A, &[Attr::Classes(&classes), Attr::Href(&a.href), Attr::Foreign]);
            let site = if a.provider.is_empty() { host(&a.href) } else { &a.provider };
            self.about_site(&(self.cx.hear)(site), site);
            self.out.close();
        }
        if !(a.title.is_empty() && a.credit.is_empty() && a.length.is_empty()) {
            self.out.open(Tag::Figcaption, &[]);
            if !a.length.is_empty() {
                self.out.open(Tag::Span, &[Attr::Classes(&[Class::Number])]);
                self.out.leaf(Tag::Span, &[Attr::Classes(&[Class::Hidden])], self.cx.labels.length);
                self.out.leaf(Tag::Bdi, &[Attr::Dir("ltr")], &(self.cx.digits)(&a.length));
                self.out.close();
                self.out.text(" ");
            }
            inline::words(&mut self.out, &a.title, self.cx.dir);
            if !a.credit.is_empty() {
                self.out.text(if a.title.is_empty() { "" } else { " " });
                self.out.open(Tag::B, &[]);
                self.isolated(&a.credit);
                self.out.close();
            }
            self.out.close();
        }
        if audio.content.iter().any(|paragraph| !is_blank(&paragraph.content)) {
            self.out.open(Tag::Details, &[Attr::Classes(&[Class::Said])]);
            self.out.leaf(Tag::Summary, &[], self.cx.labels.transcript);
            audio.content.iter().for_each(|paragraph| self.paragraph(paragraph, self.cx.dir));
            self.out.close();
        }
        self.out.close();
    }

    /// Words about a site, whose name stands apart in them: so it is found again on the way in.
    fn about_site(&mut self, words: &str, site: &str) {
        let Some((before, after)) = words.split_once(site) else {
            return inline::words(&mut self.out, words, self.cx.dir);
        };
        inline::words(&mut self.out, before, self.cx.dir);
        self.isolated(site);
        inline::words(&mut self.out, after, self.cx.dir);
    }

    pub(super) fn map(&mut self, map: &Map) {
        let a = &map.attrs;
        let Some(at) = address_of(a) else { return };
        self.out.open(Tag::Figure, &[Attr::Classes(&[Class::Embed, Class::Map]), Attr::Id(&a.id)]);
        for picture in &map.content {
            self.uncounted_picture(&picture.attrs, self.cx.sizes);
            self.noted_after(&picture.attrs.id);
        }
        self.out.open(Tag::Figcaption, &[Attr::Classes(&[Class::Where])]);
        if !a.place.is_empty() {
            self.out.open(Tag::Strong, &[]);
            self.isolated(&a.place);
            self.out.close();
            self.out.text(" ");
        }
        let degrees = format!("{}, {}", a.latitude, a.longitude);
        self.out.leaf(Tag::Bdi, &[Attr::Dir("ltr")], &(self.cx.digits)(&degrees));
        if !a.caption.is_empty() {
            self.out.open(Tag::Span, &[]);
            inline::words(&mut self.out, &a.caption, self.cx.dir);
            self.out.close();
        }
        self.out.close();
        self.out.open(
            Tag::A,
            &[Attr::Classes(&[Class::Button, Class::Line, Class::Where]), Attr::Href(&at), Attr::Foreign],
        );
        inline::words(&mut self.out, &(self.cx.map)("OpenStreetMap"), self.cx.dir);
        self.out.close();
        self.out.close();
    }

    pub(super) fn file(&mut self, a: &FileAttrs) {
        if !matches!(href::check(&a.href), Ok(HrefKind::Https | HrefKind::Site)) {
            return;
        }
        self.out.open(Tag::Div, &[Attr::Classes(&[Class::Embed, Class::File]), Attr::Id(&a.id)]);
        self.out.leaf(Tag::Span, &[Attr::Classes(&[Class::Kick])], self.cx.labels.file);
        self.out.text(" ");
        self.out.open(Tag::A, &[Attr::Href(&a.href), Attr::Foreign]);
        inline::words(
            &mut self.out,
            if a.title.is_empty() { last_of(&a.href) } else { &a.title },
            self.cx.dir,
        );
        self.out.close();
        for words in [&a.format, &a.weight].into_iter().filter(|words| !words.is_empty()) {
            self.out.text(" ");
            self.out.open(Tag::Span, &[Attr::Classes(&[Class::Sep])]);
            self.isolated(words);
            self.out.close();
        }
        self.out.close();
    }
}

/// Where a map of the world shows the place.
fn address_of(a: &MapAttrs) -> Option<String> {
    let (north, east) = (&a.latitude, &a.longitude);
    let sound = crate::read::is_degrees(north, 90) && crate::read::is_degrees(east, 180);
    sound.then(|| format!("https://www.openstreetmap.org/?mlat={north}&mlon={east}#map=14/{north}/{east}"))
}

/// What stands last in an address.
fn last_of(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_to_be_heard_is_known_by_its_end() {
        for (address, heard) in [
            ("https://f.example/a.mp3", true),
            ("https://f.example/a.OGG?x=1.html#t=3", true),
            ("https://f.example/a", false),
            ("https://f.mp3/", false),
            ("https://soundcloud.com/a/b", false),
        ] {
            assert_eq!(is_audio_file(address), heard, "{address}");
        }
    }
}
