//! A recording and the rules about it: no I/O.

use content::Tree;
use content::tree::Block;
use content::{href, html_in, html_out};
use serde::{Deserialize, Serialize};
use text::clean::{clean_line, clean_paragraph};

use super::file::is_id;
use super::view;
use crate::id::RecordingFileId;

/// A day: nothing longer is a recording.
const LONGEST: i64 = 24 * 60 * 60;
const CAPTION: usize = 2_000;

/// What is to be watched or heard, whose words can be read as well.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Recording {
    /// Where it is; `None` while there is nothing but its picture and its words.
    #[serde(flatten)]
    pub at: Option<RecordingAt>,
    /// How long it is, in seconds; 0 when nobody knows.
    #[serde(default)]
    pub seconds: i64,
    /// The words under it; may be empty.
    #[serde(default)]
    pub caption: String,
    /// What is said in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcript: Option<Tree>,
}

/// Where a recording is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordingAt {
    /// A page of a site whose player we embed.
    Embed(String),
    /// A file elsewhere, by its `https` address.
    File(String),
    /// A file of ours.
    Ours(RecordingFileId),
}

/// Why something is not taken for a recording.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NotARecording {
    /// Its address is of no site that we embed.
    #[error("`{0}` is no address of a site that we embed: name the file of the recording instead")]
    UnknownSite(String),
    /// Its file's address cannot be used.
    #[error("`{0}` cannot be the address of a recording's file: it begins with https://")]
    NotAFile(String),
    /// We have no such file.
    #[error("there is no recording `{0}` among our files: upload it first")]
    NoSuchFile(String),
    /// It has two places.
    #[error("a recording has one place: either the page it is embedded from, or its file, or a file of ours")]
    TwoPlaces,
    /// Its length is no length.
    #[error("a recording is between 0 and 86,400 seconds long")]
    BadLength,
    /// Its caption is too long.
    #[error("the caption of a recording has at most 2,000 letters")]
    LongCaption,
    /// Its transcript is more than text.
    #[error("a transcript is text: pictures, embeds and other articles belong into the body")]
    NotText,
    /// The article is of another kind.
    #[error("only a video or an audio piece has a recording: this one is of another kind")]
    OtherKind,
}

impl Recording {
    /// The recording as it is kept: cleaned, with an address that may be used and a transcript that is text.
    pub fn checked(self, new_id: &mut dyn FnMut() -> String) -> Result<Recording, NotARecording> {
        if !(0..=LONGEST).contains(&self.seconds) {
            return Err(NotARecording::BadLength);
        }
        let caption = clean_paragraph(&self.caption);
        if caption.chars().count() > CAPTION {
            return Err(NotARecording::LongCaption);
        }
        let transcript = self.transcript.map(|tree| content::canonical(tree, new_id));
        if !transcript.iter().flat_map(|tree| &tree.content).all(is_text) {
            return Err(NotARecording::NotText);
        }
        let transcript = transcript.filter(|tree| !content::text_out::text(tree).trim().is_empty());
        let at = self.at.map(RecordingAt::checked).transpose()?;
        Ok(Recording { at, caption, transcript, ..self })
    }

    /// What is said in it, as plain text.
    pub fn spoken(&self) -> String {
        self.transcript.as_ref().map(content::text_out::search_text).unwrap_or_default()
    }
}

impl RecordingAt {
    /// The place at an address that somebody typed: the page of a site that we embed, or else a file.
    pub fn at_address(address: &str) -> Option<RecordingAt> {
        match address.trim() {
            "" => None,
            page if html_in::known_site(page).is_some() => Some(RecordingAt::Embed(page.to_owned())),
            file => Some(RecordingAt::File(file.to_owned())),
        }
    }

    /// The file of ours, where it is one.
    pub fn own(&self) -> Option<&RecordingFileId> {
        match self {
            RecordingAt::Ours(id) => Some(id),
            RecordingAt::Embed(_) | RecordingAt::File(_) => None,
        }
    }

    fn checked(self) -> Result<RecordingAt, NotARecording> {
        match self {
            RecordingAt::Embed(address) => match html_in::known_site(&address) {
                Some((kept, _)) => Ok(RecordingAt::Embed(kept)),
                None => Err(NotARecording::UnknownSite(address)),
            },
            RecordingAt::File(address) => {
                let tidied = href::tidy(&clean_line(&address)).ok();
                // The page's policy must be able to name where the file is from, or nothing plays.
                let is_file = |address: &String| {
                    href::check(address) == Ok(href::HrefKind::Https) && view::origin(address).is_some()
                };
                tidied.filter(is_file).map(RecordingAt::File).ok_or(NotARecording::NotAFile(address))
            }
            // Whether there is such a file, whoever keeps the words looks.
            RecordingAt::Ours(id) => match is_id(&id) {
                true => Ok(RecordingAt::Ours(id)),
                false => Err(NotARecording::NoSuchFile(id.0)),
            },
        }
    }
}

fn is_text(block: &Block) -> bool {
    use Block::{Audio, Embed, File, Gallery, Map, Picture, Related};
    !matches!(block, Picture(_) | Gallery(_) | Embed(_) | Related(_) | Audio(_) | Map(_) | File(_))
}

/// A text without what is no text.
pub fn text_of(tree: Tree) -> Tree {
    Tree::new(tree.content.into_iter().filter(is_text).collect())
}

/// Takes the first embed, or the first sound that a page can play, out of a text as the recording it is the text of: other
/// systems keep it there.
pub fn lifted(body: &mut Tree) -> Option<Recording> {
    let at = body.content.iter().position(is_recording)?;
    let block = body.content.remove(at);
    if body.content.is_empty() {
        *body = Tree::new(Vec::new());
    }
    let (at, caption, said) = match block {
        Block::Embed(embed) => (RecordingAt::Embed(embed.attrs.href), embed.attrs.title, Vec::new()),
        Block::Audio(audio) => {
            let content::tree::AudioAttrs { href, title, credit, .. } = audio.attrs;
            let parts = [title, credit].into_iter().filter(|part| !part.is_empty());
            (RecordingAt::File(href), parts.collect::<Vec<_>>().join(" · "), audio.content)
        }
        _ => return None,
    };
    let is_said = said.iter().any(|paragraph| !paragraph.content.is_empty());
    let transcript = is_said.then(|| Tree::new(said.into_iter().map(Block::Paragraph).collect()));
    Some(Recording { at: Some(at), caption, transcript, ..Recording::default() })
}

fn is_recording(block: &Block) -> bool {
    let plays = |href: &str| html_out::is_audio_file(href) && view::origin(href).is_some();
    matches!(block, Block::Embed(_)) || matches!(block, Block::Audio(audio) if plays(&audio.attrs.href))
}

#[cfg(test)]
mod tests {
    use super::*;
    use content::tree::{Audio, AudioAttrs, BlockId, Embed, EmbedAttrs};

    fn at(at: RecordingAt) -> Recording {
        Recording { at: Some(at), ..Recording::default() }
    }

    fn checked(recording: Recording) -> Result<Recording, NotARecording> {
        let mut number = 0;
        recording.checked(&mut || {
            number += 1;
            format!("block{number:08}")
        })
    }

    fn embed(href: &str) -> Block {
        let attrs = EmbedAttrs {
            id: BlockId::none(),
            href: href.into(),
            title: "عنوان".into(),
            ..EmbedAttrs::default()
        };
        Block::Embed(Embed { attrs })
    }

    #[test]
    fn an_address_is_of_a_known_site_or_a_file_behind_tls() {
        let kept = |recording| checked(recording).map(|recording| recording.at);
        let youtube = |address: &str| RecordingAt::Embed(address.to_owned());
        assert_eq!(
            kept(at(youtube("https://www.youtube.com/embed/a1?rel=0"))),
            Ok(Some(youtube("https://www.youtube.com/watch?v=a1")))
        );
        for bad in ["https://evil.example/watch?v=a1", "javascript:alert(1)", ""] {
            assert_eq!(kept(at(youtube(bad))), Err(NotARecording::UnknownSite(bad.to_owned())), "{bad}");
        }
        let file = |address: &str| RecordingAt::File(address.to_owned());
        assert_eq!(
            kept(at(file("https://v.example/a b.mp4"))),
            Ok(Some(file("https://v.example/a%20b.mp4")))
        );
        for bad in [
            "http://v.example/a.mp4",
            "/media/a.mp4",
            "javascript:alert(1)",
            "data:video/mp4,x",
            "https://مثال.example/a.mp3",
            "https://[::1]/a.mp3",
        ] {
            assert_eq!(kept(at(file(bad))), Err(NotARecording::NotAFile(bad.to_owned())), "{bad}");
        }
    }

    #[test]
    fn a_transcript_is_text_and_a_length_is_a_length() {
        let with = |block| Recording { transcript: Some(Tree::new(vec![block])), ..Recording::default() };
        assert!(checked(with(Block::paragraph("قال"))).is_ok_and(|recording| recording.spoken() == "قال"));
        assert_eq!(checked(with(embed("https://x.com/a/1"))), Err(NotARecording::NotText));
        assert!(checked(with(Block::paragraph("  "))).is_ok_and(|recording| recording.transcript.is_none()));
        for seconds in [-1, LONGEST + 1, i64::MAX] {
            assert_eq!(checked(Recording { seconds, ..Recording::default() }), Err(NotARecording::BadLength));
        }
    }

    #[test]
    fn it_is_stored_flat_and_reads_back() {
        let full = Recording { seconds: 245, ..at(RecordingAt::File("https://v.example/a.mp4".into())) };
        let json = serde_json::to_string(&full).expect("plain");
        assert_eq!(json, "{\"file\":\"https://v.example/a.mp4\",\"seconds\":245,\"caption\":\"\"}");
        let ours = Recording { seconds: 3, ..at(RecordingAt::Ours("01kfile".into())) };
        assert_eq!(checked(ours.clone()).map(|kept| kept.at), Ok(ours.at.clone()));
        assert!(checked(at(RecordingAt::Ours("../x".into()))).is_err());
        for recording in [full, ours, Recording::default()] {
            let json = serde_json::to_string(&recording).expect("plain");
            assert_eq!(serde_json::from_str::<Recording>(&json).expect("reads"), recording, "{json}");
        }
    }

    #[test]
    fn the_first_embed_of_a_text_is_lifted_out_of_it() {
        let mut body = Tree::new(vec![
            Block::paragraph("قبل"),
            embed("https://vimeo.com/1"),
            embed("https://vimeo.com/2"),
        ]);
        let recording = lifted(&mut body).expect("there is one");
        assert_eq!(recording.at, Some(RecordingAt::Embed("https://vimeo.com/1".into())));
        assert_eq!((recording.caption.as_str(), body.content.len()), ("عنوان", 2));
        let mut alone = Tree::new(vec![embed("https://vimeo.com/1")]);
        assert!(lifted(&mut alone).is_some());
        let heard =
            |href: &str| AudioAttrs { href: href.into(), title: "نشيد".into(), ..AudioAttrs::default() };
        let mut sung =
            Tree::new(vec![Audio::of(heard("https://e.org/a.mp3")).into(), Block::paragraph("نص")]);
        let recording = lifted(&mut sung).expect("there is one");
        assert_eq!(recording.at, Some(RecordingAt::File("https://e.org/a.mp3".to_owned())));
        assert_eq!((recording.caption.as_str(), recording.transcript, sung.content.len()), ("نشيد", None, 1));
        let page = Audio::of(heard("https://soundcloud.com/a/b"));
        assert_eq!(lifted(&mut Tree::new(vec![page.into()])), None);
        assert_eq!(alone.content.len(), 1, "an empty article is one empty paragraph");
        assert_eq!(lifted(&mut alone), None);
    }
}
