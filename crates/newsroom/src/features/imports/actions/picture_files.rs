//! Where the pictures of an import are: in files that whoever runs it has put there. Nothing is fetched.

use std::path::{Path, PathBuf};

/// The largest picture file that is read.
const MOST_BYTES: u64 = 50 << 20;
/// How far below the folder a file may stand.
const DEEPEST: usize = 8;
/// Where WordPress keeps its uploads.
const UPLOADS: &str = "/wp-content/uploads/";

/// Where pictures are looked for.
#[derive(Debug, Clone)]
pub enum PictureFiles {
    /// In this folder, by the last segment of their name.
    Beside(PathBuf),
    /// Under this folder, by the path they have under a site's folder of uploads; nowhere when there is none.
    Under(Option<PathBuf>),
}

impl PictureFiles {
    /// Reads the first of `names` that is there. Nothing outside the folder is read, whatever a name says, and no link is
    /// followed.
    pub async fn read(&self, names: &[String]) -> Result<Vec<u8>, String> {
        let (folder, missing) = match self {
            PictureFiles::Beside(folder) => (folder, "none of its files stands beside the item"),
            PictureFiles::Under(Some(folder)) => (folder, "its file is not in the folder of uploads"),
            PictureFiles::Under(None) => return Err("no folder of uploads was given".to_owned()),
        };
        for name in names {
            let places = match self {
                PictureFiles::Beside(_) => vec![last(name, 1)],
                PictureFiles::Under(_) => under(name),
            };
            for segments in places.into_iter().flatten() {
                match plain_file(folder, &segments).await {
                    Found::Bytes(bytes) => return Ok(bytes),
                    Found::Unfit(why) => return Err(why),
                    Found::Nothing => {}
                }
            }
        }
        Err(missing.to_owned())
    }
}

enum Found {
    Bytes(Vec<u8>),
    Unfit(String),
    Nothing,
}

/// Of each step itself: a link may lead out of the folder.
async fn plain_file(folder: &Path, segments: &[String]) -> Found {
    let Some((name, folders)) = segments.split_last() else { return Found::Nothing };
    let mut path = folder.to_path_buf();
    for step in folders {
        path.push(step);
        if !tokio::fs::symlink_metadata(&path).await.is_ok_and(|meta| meta.is_dir()) {
            return Found::Nothing;
        }
    }
    path.push(name);
    match tokio::fs::symlink_metadata(&path).await {
        Ok(meta) if meta.is_file() && meta.len() <= MOST_BYTES => match tokio::fs::read(&path).await {
            Ok(bytes) => Found::Bytes(bytes),
            Err(error) => Found::Unfit(error.to_string()),
        },
        Ok(_) => Found::Unfit(format!("{name} is larger than {MOST_BYTES} bytes, or no plain file")),
        Err(_) => Found::Nothing,
    }
}

/// The places of an upload, the likeliest first: its path under the uploads, its year, month and name; its name alone
/// where it had no month. A picture of the same name from another month is another picture.
fn under(address: &str) -> Vec<Option<Vec<String>>> {
    let after = address.split_once(UPLOADS).map(|(_, after)| segments(without_query(after)));
    let dated = last(address, 3).filter(|steps| is_dated(steps));
    let is_dated = dated.is_some();
    vec![after.flatten(), dated, if is_dated { None } else { last(address, 1) }]
}

fn is_dated(steps: &[String]) -> bool {
    let is_number = |step: &String, digits| step.len() == digits && step.bytes().all(|b| b.is_ascii_digit());
    matches!(steps, [year, month, _] if is_number(year, 4) && is_number(month, 2))
}

fn last(name: &str, count: usize) -> Option<Vec<String>> {
    let name = without_query(name).replace('\\', "/");
    let all: Vec<&str> = name.split('/').collect();
    segments(&all[all.len().saturating_sub(count)..].join("/"))
}

fn without_query(name: &str) -> &str {
    name.split(['?', '#']).next().unwrap_or_default()
}

/// The steps of a path that stays where it begins; nothing for any other.
fn segments(path: &str) -> Option<Vec<String>> {
    let segments = path.split('/').map(text::percent::decoded).collect::<Option<Vec<String>>>()?;
    let is_sound =
        |segment: &String| !segment.is_empty() && !segment.starts_with('.') && !segment.contains('/');
    (segments.len() <= DEEPEST && segments.iter().all(is_sound)).then_some(segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_in_its_folder() {
        let path = |address: &str| under(address).into_iter().flatten().next().map(|path| path.join("/"));
        assert_eq!(
            path("https://a.example/wp-content/uploads/2013/06/x.jpg?w=1").as_deref(),
            Some("2013/06/x.jpg")
        );
        assert_eq!(path("https://a.files.example/2008/06/x.jpg").as_deref(), Some("2008/06/x.jpg"));
        assert_eq!(path("https://a.example/wp-content/uploads/%D8%AE.jpg").as_deref(), Some("خ.jpg"));
        for bad in ["/wp-content/uploads/../../etc/passwd", "/wp-content/uploads/%2e%2e/%2e%2e/x/../y"] {
            let places = under(bad);
            assert!(
                places.iter().flatten().flatten().all(|step| step != ".." && !step.contains('/')),
                "{places:?}"
            );
        }
        let places = |address: &str| {
            under(address).into_iter().flatten().map(|path| path.join("/")).collect::<Vec<_>>()
        };
        assert_eq!(
            places("/wp-content/uploads/sites/2/2013/06/x.jpg"),
            ["sites/2/2013/06/x.jpg", "2013/06/x.jpg"]
        );
        assert_eq!(places("/pictures/x.jpg"), ["x.jpg"]);
        assert!(under("/wp-content/uploads/..").into_iter().flatten().next().is_none());
        assert!(last("a\\..\\.hidden", 1).is_none());
    }
}
