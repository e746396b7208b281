//! A small film made on the spot, and a file on its way in pieces.

use axum::body::Body;
use axum::http::{Request, header};
use data_encoding::BASE64;

use super::{Answer, Colleague};

/// An MP4 of so many seconds, with so many bytes of samples that nobody could watch.
pub fn film(seconds: u32, samples: usize) -> Vec<u8> {
    let head = boxed(b"mvhd", &[&[0; 12], &1_u32.to_be_bytes(), &seconds.to_be_bytes(), &[0; 80]]);
    let handler = boxed(b"hdlr", &[&[0; 8], b"vide", &[0; 13]]);
    let track = boxed(b"trak", &[&boxed(b"mdia", &[&handler])]);
    let bytes: Vec<u8> = (0..samples).map(|at| (at % 251) as u8).collect();
    [
        boxed(b"ftyp", &[b"isom", &[0; 4], b"isom"]),
        boxed(b"moov", &[&head, &track]),
        boxed(b"mdat", &[&bytes]),
    ]
    .concat()
}

fn boxed(kind: &[u8; 4], inside: &[&[u8]]) -> Vec<u8> {
    let inside = inside.concat();
    [&(8 + inside.len() as u32).to_be_bytes()[..], kind, &inside].concat()
}

impl Colleague<'_> {
    /// Asks about an upload, as a client of the protocol does. `path` is below `/api/v1`, or a whole address of the API.
    pub async fn tus(
        &self,
        method: &str,
        path: &str,
        said: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let path = path.strip_prefix("/api/v1").unwrap_or(path);
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        if said.iter().all(|(name, _)| *name != "tus-resumable") {
            request = request.header("tus-resumable", "1.0.0");
        }
        for (name, value) in said {
            request = request.header(*name, *value);
        }
        self.room.ask(request.body(body.into()).expect("the request is well formed")).await
    }

    /// Begins an upload.
    pub async fn begins_upload(&self, purpose: &str, name: &str, length: usize) -> Answer {
        let said = format!(
            "filename {},purpose {}",
            BASE64.encode(name.as_bytes()),
            BASE64.encode(purpose.as_bytes())
        );
        let length = length.to_string();
        self.tus("POST", "/uploads", &[("upload-length", &length), ("upload-metadata", &said)], "").await
    }

    /// Sends a piece.
    pub async fn sends_piece(&self, upload: &str, at: usize, piece: impl Into<Body>) -> Answer {
        let at = at.to_string();
        let said = [("upload-offset", at.as_str()), ("content-type", "application/offset+octet-stream")];
        self.tus("PATCH", upload, &said, piece).await
    }

    /// Where an upload stands.
    pub async fn upload_stands_at(&self, upload: &str) -> usize {
        let answer = self.tus("HEAD", upload, &[], "").await.expects(200);
        answer.header("upload-offset").parse().expect("a number")
    }

    /// Uploads a recording whole; answers its id.
    pub async fn uploads_recording(&self, bytes: Vec<u8>) -> String {
        let upload = self.begins_upload("recording", "film.mp4", bytes.len()).await.expects(201);
        let upload = upload.header("location").to_owned();
        self.sends_piece(&upload, 0, bytes).await.expects(204);
        let told = self.tus("GET", &upload, &[], "").await.expects(200).json();
        told["recording"]["id"].as_str().expect("it became a recording").to_owned()
    }
}
