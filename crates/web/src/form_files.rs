//! The files that a form brings, one after the other: one is in memory at a time, and after what cannot be read comes nothing.

use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartError};
use http::StatusCode;

/// The files of a form.
pub struct FormFiles {
    form: Option<Multipart>,
}

/// One of them.
#[derive(Debug)]
pub struct FormFile {
    /// Its name, as whoever sent it wrote it.
    pub name: String,
    /// What is in it.
    pub bytes: Bytes,
}

/// The form ended before its files did.
#[derive(Debug)]
pub struct CutOff {
    /// The name of the file that it ended in; empty where it was in none.
    pub name: String,
    /// Whether the files together are longer than a form may be. Else the line broke, or it was no form.
    pub too_long: bool,
}

impl FormFiles {
    /// Those of this form.
    pub fn of(form: Multipart) -> FormFiles {
        FormFiles { form: Some(form) }
    }

    /// The next one. Fields that are no files are passed over, and so is the file that a browser sends where none was chosen.
    pub async fn next(&mut self) -> Option<Result<FormFile, CutOff>> {
        let form = self.form.as_mut()?;
        let cut_off = loop {
            let field = match form.next_field().await {
                Ok(None) => return None,
                Ok(Some(field)) => field,
                Err(error) => break CutOff::of(String::new(), &error),
            };
            let Some(name) = field.file_name().map(str::to_owned) else { continue };
            match field.bytes().await {
                Ok(bytes) if bytes.is_empty() && name.trim().is_empty() => {}
                Ok(bytes) => return Some(Ok(FormFile { name, bytes })),
                Err(error) => break CutOff::of(name, &error),
            }
        };
        self.form = None;
        Some(Err(cut_off))
    }
}

impl CutOff {
    fn of(name: String, error: &MultipartError) -> CutOff {
        CutOff { name, too_long: error.status() == StatusCode::PAYLOAD_TOO_LARGE }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::extract::{DefaultBodyLimit, FromRequest, Request};

    use super::*;

    async fn read(text: &str) -> Vec<Result<(String, Vec<u8>), (String, bool)>> {
        let request = Request::post("/").header("content-type", "multipart/form-data; boundary=b");
        let mut request = request.body(Body::from(text.to_owned())).unwrap();
        DefaultBodyLimit::max(200).apply(&mut request);
        let mut files = FormFiles::of(Multipart::from_request(request, &()).await.unwrap());
        let mut read = Vec::new();
        while let Some(file) = files.next().await {
            read.push(match file {
                Ok(file) => Ok((file.name, file.bytes.to_vec())),
                Err(cut) => Err((cut.name, cut.too_long)),
            });
        }
        assert!(files.next().await.is_none(), "after the end comes nothing");
        read
    }

    fn part(name: &str, bytes: &str) -> String {
        format!("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"{name}\"\r\n\r\n{bytes}\r\n")
    }

    #[tokio::test]
    async fn files_come_one_after_the_other_and_nothing_after_the_end() {
        let field = "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nwords\r\n";
        let got = |name: &str, bytes: &str| Ok((name.to_owned(), bytes.as_bytes().to_vec()));
        let cut = |name: &str, too_long| Err((name.to_owned(), too_long));
        for (text, wanted) in [
            (format!("{field}{}--b--\r\n", part("صورة.png", "one")), vec![got("صورة.png", "one")]),
            (format!("{}--b--\r\n", part("", "")), vec![]),
            (format!("{}--b--\r\n", part("empty.png", "")), vec![got("empty.png", "")]),
            (part("half.png", "on").trim_end().to_owned(), vec![cut("half.png", false)]),
            // So much came at once that no file was begun.
            (format!("{}--b--\r\n", part("long.png", &"x".repeat(300))), vec![cut("", true)]),
            ("nothing of the sort".to_owned(), vec![cut("", false)]),
        ] {
            assert_eq!(read(&text).await, wanted, "{text}");
        }
    }
}
