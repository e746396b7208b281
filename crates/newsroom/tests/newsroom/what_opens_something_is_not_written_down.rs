//! Whoever reads what the program writes of requests can open nothing with it: links that let somebody in, and links that show what
//! is not published, stand there without their secret.

use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Request, header};
use newsroom::features::accounts::Actor;
use newsroom::features::accounts::actions::invite;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::kit::{Newsroom, between, newsrooms, piece};

/// Everything that is written, of every level and from everywhere.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<String>>);

impl Written {
    fn text(&self) -> String {
        self.0.lock().expect("nobody failed while writing").clone()
    }
}

impl Subscriber for Written {
    fn enabled(&self, of: &Metadata<'_>) -> bool {
        of.target() == "web::access"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl Visit for Written {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let mut text = self.0.lock().expect("nobody failed while writing");
        text.push_str(&format!("{field}={value:?}\n"));
    }
}

async fn asks(room: &Newsroom, method: &str, path: &str) -> u16 {
    let request = Request::builder().method(method).uri(path).header(header::HOST, room.app.public_host());
    let request = request.header("sec-fetch-site", "same-origin").body(Body::empty());
    room.ask(request.expect("the request is well formed")).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_is_written_down_without_its_secret() {
    let written = Written::default();
    tracing::subscriber::set_global_default(written.clone()).expect("nobody else listens in this process");
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("لم يُنشر").paragraph("نص")).await;
        let link = invite(&room.app, &Actor::Console, &layla.account).await.expect("the link is made");
        let desk = layla.at_desk().await;
        let shown = desk.sends(&format!("/desk/articles/{id}/preview/link"), &[("hours", "1")]).await;
        let body = shown.expects(200).body().to_owned();
        let preview = between(&body, "/desk/preview/preview_", "\"");
        let preview =
            preview.split(['<', '?', '&']).next().map(|key| format!("preview_{key}")).unwrap_or_default();

        let sign_in = format!("/desk/sign-in/{link}");
        assert_eq!(asks(&room, "GET", &sign_in).await, 200);
        asks(&room, "POST", &sign_in).await;
        // Used up, mistyped, written otherwise: it is as secret as before.
        asks(&room, "GET", &sign_in).await;
        asks(&room, "GET", &format!("/desk//sign-in/{link}")).await;
        asks(&room, "GET", &format!("/desk/sign%2Din/{link}/")).await;
        assert_eq!(asks(&room, "GET", &format!("/desk/preview/{preview}")).await, 200);
        asks(&room, "GET", &format!("/desk/preview/{preview}/media/x-64.webp")).await;
        // The control: what opens nothing is written as it was asked, this very text where no link leads included.
        asks(&room, "GET", "/desk/nowhere/an-open-word").await;
        asks(&room, "GET", "/ar/").await;

        let text = written.text();
        for secret in [&link, &preview] {
            let (_, key) = secret.split_once('_').expect("a secret has a prefix");
            assert!(!text.contains(key), "{:?}: {secret} in\n{text}", room.dialect());
        }
        for there in
            ["/desk/sign-in/…", "/desk/preview/…/media/x-64.webp", "/desk/nowhere/an-open-word", "\"/ar/\""]
        {
            assert!(text.contains(there), "{:?}: no {there} in\n{text}", room.dialect());
        }
    }
}
