//! What a mirror holds, as it is written down and signed. Each page has a line with its hash, its length and what makes it stale;
//! the lines stand in 256 lists by the hash of the page's file, so that a change rewrites a small one; the manifest has the hash
//! of each list, and is signed. No I/O.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};

use super::place::OWN_FOLDER;

/// The version of the format.
pub const VERSION: u32 = 1;
/// So many lists there are.
pub const LISTS: usize = 256;

/// A page of a mirror.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its address.
    pub address: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub hash: String,
    /// Its length in bytes.
    pub length: u64,
    /// What makes it stale.
    pub tags: Vec<String>,
    /// The articles that it names, as numbers made of their ids: when one leaves the site, this page is made anew.
    pub names: Vec<u32>,
}

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The place in the event log up to which everything is in the mirror.
    pub position: i64,
    /// When it was signed, in microseconds UTC.
    pub at: i64,
    /// The hash of each list that is not empty.
    pub lists: BTreeMap<u8, String>,
}

/// Which list the page in a file stands in.
pub fn list_of(file: &str) -> u8 {
    Sha256::digest(file.as_bytes())[0]
}

/// The file of a list.
pub fn list_file(list: u8) -> String {
    format!("{OWN_FOLDER}/{list:02x}.list")
}

/// An article's number in a line.
pub fn number_of(article: &str) -> u32 {
    let hash = Sha256::digest(article.as_bytes());
    u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
}

/// The articles that addresses name: those with the short id of one.
pub fn names_in(addresses: &[String]) -> Vec<u32> {
    let segments = addresses.iter().flat_map(|address| address.split(['/', '?']));
    let mut names: Vec<u32> =
        segments.filter(|segment| crate::id::is_short(segment)).map(number_of).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// SHA-256 in hexadecimal digits.
pub fn hash_of(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// A list as it is written: a line for each file, in the order of their names.
pub fn written<'a>(pages: impl Iterator<Item = (&'a String, &'a Held)>) -> String {
    let mut text = String::new();
    for (file, held) in pages {
        let names: Vec<String> = held.names.iter().map(|name| format!("{name:08x}")).collect();
        let (tags, names) = (held.tags.join(" "), names.join(" "));
        let Held { hash, length, address, .. } = held;
        writeln!(text, "{hash} {length}\t{file}\t{address}\t{tags}\t{names}").expect("text takes text");
    }
    text
}

/// Reads a list back; nothing where a line is none.
pub fn read(text: &str) -> Option<Vec<(String, Held)>> {
    text.lines().map(read_line).collect()
}

fn read_line(line: &str) -> Option<(String, Held)> {
    let mut parts = line.split('\t');
    let (hash, length) = parts.next()?.split_once(' ')?;
    let (file, address) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let words = |text: &str| text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let tags = words(parts.next()?);
    let names = parts.next()?.split(' ').filter(|word| !word.is_empty());
    let names = names.map(|name| u32::from_str_radix(name, 16).ok()).collect::<Option<Vec<u32>>>()?;
    let held = Held { address, hash: hash.to_owned(), length: length.parse().ok()?, tags, names };
    (parts.next().is_none() && hash.len() == 64).then_some((file, held))
}

impl Manifest {
    /// What is signed, as text.
    fn signed_part(&self) -> String {
        let mut text = format!("khabar mirror {VERSION}\nposition {}\nat {}\n", self.position, self.at);
        for (list, hash) in &self.lists {
            writeln!(text, "{hash} {}", list_file(*list)).expect("text takes text");
        }
        text
    }

    /// The manifest with its signature.
    pub fn signed(&self, key: &Key) -> String {
        let text = self.signed_part();
        let signature = BASE64URL_NOPAD.encode(key.0.sign(text.as_bytes()).as_ref());
        format!("{text}signature {signature}\n")
    }

    /// Reads it back, when it is signed by this key; without one, whoever signed it.
    pub fn read(text: &str, public: Option<&str>) -> Result<Manifest, BadManifest> {
        let (part, signature) = text.rsplit_once("signature ").ok_or(BadManifest::NoManifest)?;
        if let Some(public) = public {
            let key = BASE64URL_NOPAD.decode(public.trim().as_bytes()).map_err(|_| BadManifest::NoKey)?;
            let signature =
                BASE64URL_NOPAD.decode(signature.trim().as_bytes()).map_err(|_| BadManifest::Forged)?;
            let verified = UnparsedPublicKey::new(&ED25519, key).verify(part.as_bytes(), &signature);
            verified.map_err(|_| BadManifest::Forged)?;
        }
        let mut lines = part.lines();
        let version = lines.next().and_then(|line| line.strip_prefix("khabar mirror "));
        match version.and_then(|version| version.parse::<u32>().ok()).ok_or(BadManifest::NoManifest)? {
            VERSION => {}
            newer => return Err(BadManifest::Newer(newer)),
        }
        let mut number = |name: &str| {
            let line = lines.next().and_then(|line| line.strip_prefix(name));
            line.and_then(|number| number.trim().parse::<i64>().ok()).ok_or(BadManifest::NoManifest)
        };
        let (position, at) = (number("position ")?, number("at ")?);
        let mut lists = BTreeMap::new();
        for line in lines {
            let (hash, file) = line.split_once(' ').ok_or(BadManifest::NoManifest)?;
            let list = (0..=u8::MAX).find(|list| list_file(*list) == file).ok_or(BadManifest::NoManifest)?;
            lists.insert(list, hash.to_owned());
        }
        Ok(Manifest { position, at, lists })
    }
}

/// Why a manifest was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadManifest {
    /// It is none, or was cut.
    #[error("this is no manifest of a mirror")]
    NoManifest,
    /// The key is none.
    #[error("this is no public key: `khabar mirror key` prints it")]
    NoKey,
    /// Somebody else signed it, or it was changed.
    #[error(
        "the key does not fit: another key signed this mirror, or what was signed was changed since; `khabar mirror key` prints the newsroom's"
    )]
    Forged,
    /// A newer program wrote it.
    #[error("this mirror is in version {0} of the format; this program reads version {VERSION}")]
    Newer(u32),
}

/// The key that a newsroom signs its mirrors with.
pub struct Key(Ed25519KeyPair);

impl Key {
    /// The key that is made of these bytes, which nobody else may know.
    pub fn of(seed: &[u8; 32]) -> Key {
        Key(Ed25519KeyPair::from_seed_unchecked(seed).expect("any 32 bytes are a key"))
    }

    /// Its public half, for whoever checks.
    pub fn public(&self) -> String {
        BASE64URL_NOPAD.encode(self.0.public_key().as_ref())
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Key").field(&self.public()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_back() {
        let held = |address: &str, names: &[u32]| Held {
            address: address.to_owned(),
            hash: hash_of(address.as_bytes()),
            length: 3,
            tags: vec!["article:X".to_owned(), "edition:ar".to_owned()],
            names: names.to_vec(),
        };
        let pages = BTreeMap::from([
            ("ar/خبر/index.html".to_owned(), held("/ar/%D8%AE", &[1, u32::MAX])),
            ("index.html".to_owned(), Held { tags: Vec::new(), ..held("/", &[]) }),
        ]);
        let text = written(pages.iter());
        assert_eq!(read(&text), Some(pages.into_iter().collect()));
        assert_eq!(read("nonsense"), None);
        assert_eq!(read(""), Some(Vec::new()));
    }

    #[test]
    fn only_what_was_signed_and_not_changed_is_taken() {
        let (ours, theirs) = (Key::of(&[1; 32]), Key::of(&[2; 32]));
        let lists = BTreeMap::from([(0, hash_of(b"a")), (255, hash_of(b"b"))]);
        let manifest = Manifest { position: 7, at: 8, lists };
        let text = manifest.signed(&ours);
        assert_eq!(Manifest::read(&text, Some(&ours.public())), Ok(manifest.clone()));
        assert_eq!(Manifest::read(&text, None), Ok(manifest));
        assert_eq!(Manifest::read(&text, Some(&theirs.public())), Err(BadManifest::Forged));
        let changed = text.replace("position 7", "position 9");
        assert_eq!(Manifest::read(&changed, Some(&ours.public())), Err(BadManifest::Forged));
        assert_eq!(Manifest::read(&text, Some("?")), Err(BadManifest::NoKey));
        assert_eq!(Manifest::read("", None), Err(BadManifest::NoManifest));
    }

    #[test]
    fn the_articles_a_page_names_are_known_by_their_ids() {
        let addresses = ["/ar/politics/2N4C675N2P3V/x", "/ar/lite/2N4C675N2P3V", "/ar/"].map(str::to_owned);
        assert_eq!(names_in(&addresses), vec![number_of("2N4C675N2P3V")]);
    }
}
