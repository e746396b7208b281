//! Two windows, two editors, one article: a save on a state that somebody changed is refused, whoever is refused can read
//! what stands and go on from there, and what was written becomes revisions by itself.

use axum::body::Body;
use axum::http::{Request, header};
use newsroom::features::accounts::actions::give_remit;
use newsroom::features::accounts::{Actor, Remit, Role};
use newsroom::features::sections::by_slug;
use newsroom::features::sittings::actions::end_idle;
use newsroom::id::ArticleId;
use serde_json::{Value, json};

use crate::kit::store::all_rows;
use crate::kit::{Answer, Colleague, HOUR, MINUTE, NewPicture, Newsroom, newsrooms, piece};

/// A person at the desk, with the editor open.
struct AtDesk<'a> {
    room: &'a Newsroom,
    cookie: String,
}

impl<'a> AtDesk<'a> {
    async fn opens(person: &Colleague<'a>) -> AtDesk<'a> {
        AtDesk { room: person.room, cookie: person.at_desk().await.cookie }
    }

    async fn asks(&self, method: &str, path: &str, on: Option<&str>, body: Vec<u8>) -> Answer {
        let host = self.room.app.public_host();
        let request = Request::builder()
            .method(method)
            .uri(format!("/desk{path}"))
            .header(header::HOST, &host)
            .header(header::ORIGIN, format!("http://{host}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/json");
        let request = match on {
            Some(on) => request.header(header::IF_MATCH, format!("\"{on}\"")),
            None => request,
        };
        self.room.ask(request.body(Body::from(body)).expect("the request is well formed")).await
    }

    async fn loads(&self, id: &ArticleId) -> Value {
        self.asks("GET", &format!("/articles/{id}/tree"), None, Vec::new()).await.expects(200).json()
    }

    /// Saves these paragraphs, written on `on`.
    async fn saves(&self, id: &ArticleId, on: &str, paragraphs: &[String]) -> Answer {
        self.saves_all(id, on, paragraphs, None).await
    }

    async fn saves_all(
        &self,
        id: &ArticleId,
        on: &str,
        paragraphs: &[String],
        fields: Option<Value>,
    ) -> Answer {
        let content: Vec<Value> = paragraphs.iter().enumerate().map(|(n, text)| paragraph(n, text)).collect();
        let tree = json!({"type": "doc", "attrs": {"version": 1}, "content": content});
        let schema = schema();
        let mut body = json!({"schema": schema, "tree": tree, "headline": "خبر", "lead": ""});
        if let Some(fields) = fields {
            body["fields"] = fields;
        }
        self.asks("PUT", &format!("/articles/{id}/tree"), Some(on), body.to_string().into_bytes()).await
    }

    async fn keeps(&self, id: &ArticleId, on: &str, name: &str) -> Answer {
        let body = json!({"name": name}).to_string().into_bytes();
        self.asks("POST", &format!("/articles/{id}/versions"), Some(on), body).await
    }

    async fn attends(&self, id: &ArticleId, tab: &str, wants: &str) -> Value {
        let body = json!({"tab": tab, "wants": wants}).to_string().into_bytes();
        self.asks("POST", &format!("/articles/{id}/presence"), None, body).await.expects(200).json()
    }
}

fn schema() -> &'static str {
    const MANIFEST: &str = include_str!("../../../../desk/dist/manifest.json");
    MANIFEST
        .split("\"schema\": \"")
        .nth(1)
        .and_then(|rest| rest.get(..16))
        .expect("a manifest names its schema")
}

fn paragraph(n: usize, text: &str) -> Value {
    let mut paragraph =
        json!({"type": "paragraph", "attrs": {"id": format!("block{n:05}"), "lang": null, "dir": null}});
    if !text.is_empty() {
        paragraph["content"] = json!([{"type": "text", "text": text}]);
    }
    paragraph
}

fn on(answer: &Value) -> String {
    answer["revision"].as_str().expect("an answer says where the text stands").to_owned()
}

fn one(text: &str) -> Vec<String> {
    vec![text.to_owned()]
}

fn words(loaded: &Value) -> Vec<String> {
    let blocks = loaded["tree"]["content"].as_array().expect("a tree has blocks");
    blocks.iter().map(|block| block["content"][0]["text"].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_saves_of_one_sitting_are_one_revision() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        let desk = AtDesk::opens(&layla).await;
        let mut stands = on(&desk.loads(&id).await);
        for turn in 0..5 {
            stands = on(&desk.saves(&id, &stands, &one(&format!("نص {turn}"))).await.expects(200).json());
        }
        assert_eq!(layla.reads(&id).await["revision"], 1, "nothing is a revision before its writer says so");
        assert_eq!(words(&desk.loads(&id).await), ["نص 4"]);

        stands = on(&desk.keeps(&id, &stands, "").await.expects(200).json());
        let article = layla.reads(&id).await;
        assert_eq!(article["revision"], 2);
        assert_eq!(article["content"]["body"]["content"][0]["content"][0]["text"], "نص 4");
        // Asking again makes no other one, a name does.
        stands = on(&desk.keeps(&id, &stands, "").await.expects(200).json());
        assert_eq!(layla.reads(&id).await["revision"], 2);
        stands = on(&desk.keeps(&id, &stands, "قبل الحذف").await.expects(200).json());
        assert_eq!(layla.reads(&id).await["revision"], 3);
        desk.saves(&id, &stands, &one("بعده")).await.expects(200);

        // The sitting is over when nobody has written for a while, and the text stays where it was.
        room.the_clock_reaches_while_stopped(room.now() + 31 * MINUTE);
        end_idle(&room.app).await.expect("the sittings end");
        assert_eq!(layla.reads(&id).await["revision"], 4);
        assert_eq!(words(&desk.loads(&id).await), ["بعده"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_windows_the_second_is_told_and_nothing_is_overwritten() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        let (first, second) = (AtDesk::opens(&layla).await, AtDesk::opens(&layla).await);
        let began = on(&first.loads(&id).await);
        let stands = on(&first.saves(&id, &began, &one("من النافذة الأولى")).await.expects(200).json());
        let before = all_rows(&room.app.db).await;
        second.saves(&id, &began, &one("من النافذة الثانية")).await.expects(412);
        second.keeps(&id, &began, "قديم").await.expects(412);
        assert!(before == all_rows(&room.app.db).await);
        // The answer was lost and the same save comes again: it is no conflict with oneself.
        let again = first.saves(&id, &began, &one("من النافذة الأولى")).await.expects(200).json();
        assert_eq!(on(&again), stands);
        // Whoever was told reads what stands and goes on from there.
        let read = second.loads(&id).await;
        assert_eq!(words(&read), ["من النافذة الأولى"]);
        second.saves(&id, &on(&read), &one("الاثنتان معًا")).await.expects(200);
        assert_eq!(words(&first.loads(&id).await), ["الاثنتان معًا"]);
        for bad in ["", "x", "1.x", "-1"] {
            first.saves(&id, bad, &one("؟")).await.expects(428);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_and_the_desk_do_not_overwrite_each_other() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        let desk = AtDesk::opens(&layla).await;
        let began = on(&desk.loads(&id).await);
        let stands = on(&desk.saves(&id, &began, &one("من المكتب")).await.expects(200).json());
        // The program wrote on revision 1, which the desk has left behind; now it can read what the desk says.
        samer.revises(&id, 1, piece("خبر").paragraph("من برنامج")).await.expects(409);
        let read = samer.reads(&id).await;
        assert_eq!(read["revision"], 2);
        assert_eq!(read["content"]["body"]["content"][0]["content"][0]["text"], "من المكتب");
        // The desk was not disturbed by that: its text is the same.
        let stands = on(&desk.saves(&id, &stands, &one("من المكتب أيضًا")).await.expects(200).json());
        let stands = on(&desk.keeps(&id, &stands, "").await.expects(200).json());
        samer.revises(&id, 3, piece("خبر").paragraph("من برنامج")).await.expects(201);
        desk.saves(&id, &stands, &one("فوقه")).await.expects(412);
        assert_eq!(words(&desk.loads(&id).await), ["من برنامج"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_takes_the_pen_leaves_the_other_text_as_a_revision() {
    for room in newsrooms().await {
        let (layla, samer) = (room.editor("ليلى").await, room.editor("سامر").await);
        let id = layla.writes(piece("خبر").paragraph("نص")).await;
        let (hers, his) = (AtDesk::opens(&layla).await, AtDesk::opens(&samer).await);
        let began = on(&hers.loads(&id).await);
        let pen = |answer: &Value| {
            let here = answer["here"].as_array().expect("somebody is there");
            here.iter().find(|one| one["writes"] == true).map(|one| one["tab"].clone())
        };
        assert_eq!(pen(&hers.attends(&id, "hers", "write").await), Some(json!("hers")));
        assert_eq!(pen(&his.attends(&id, "his", "write").await), Some(json!("hers")));
        hers.saves(&id, &began, &one("نص ليلى")).await.expects(200);

        assert_eq!(pen(&his.attends(&id, "his", "take").await), Some(json!("his")));
        let article = samer.reads(&id).await;
        assert_eq!(article["revision"], 2, "what she wrote is a revision");
        let read = his.loads(&id).await;
        assert_eq!(words(&read), ["نص ليلى"]);
        his.saves(&id, &on(&read), &one("نص سامر")).await.expects(200);
        let heard = hers.attends(&id, "hers", "write").await;
        assert_eq!(pen(&heard), Some(json!("his")));
        assert_eq!(heard["here"].as_array().map(Vec::len), Some(2));
        // A window that says nothing is forgotten, and the pen with it.
        room.the_clock_reaches_while_stopped(room.now() + MINUTE);
        assert_eq!(pen(&hers.attends(&id, "hers", "write").await), Some(json!("hers")));
        // She goes on from his text: his sitting is over, and a revision of its own.
        let read = hers.loads(&id).await;
        hers.saves(&id, &on(&read), &one("نص ليلى وسامر")).await.expects(200);
        assert_eq!(samer.reads(&id).await["revision"], 3);
        // Who closes the last window ends the sitting.
        hers.attends(&id, "hers", "leave").await;
        assert_eq!(samer.reads(&id).await["revision"], 4);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_form_is_saved_with_the_text() {
    for room in newsrooms().await {
        let layla = room.editor("ليلى").await;
        let id = layla.writes(piece("خبر").paragraph("نص").about("الماء").by("سلمى")).await;
        let picture = layla.uploads(NewPicture::new(7)).await;
        let desk = AtDesk::opens(&layla).await;
        let mut loaded = desk.loads(&id).await;
        assert_eq!(loaded["fields"]["topics"], json!(["الماء"]));
        loaded["fields"]["topics"] = json!(["الماء", "البرلمان"]);
        loaded["fields"]["authors"] = json!(["سلمى", "كريم"]);
        loaded["fields"]["kicker"] = json!("البرلمان");
        loaded["fields"]["picture"] = json!(picture);
        loaded["fields"]["headlines"]["short"] = json!("قصير");
        loaded["fields"]["sources"] = json!([{"role": "agency", "name": "وكالة"}]);
        let fields = Some(loaded["fields"].clone());
        desk.saves_all(&id, &on(&loaded), &one("نص"), fields).await.expects(200);
        let again = desk.loads(&id).await;
        assert_eq!(again["fields"]["topics"], json!(["الماء", "البرلمان"]));
        assert_eq!(again["fields"]["authors"], json!(["سلمى", "كريم"]));
        assert_eq!(again["fields"]["headlines"]["short"], "قصير");
        assert_eq!(again["picture"]["id"], json!(picture));
        // A save of the text alone leaves the form as it is.
        desk.saves(&id, &on(&again), &one("نص آخر")).await.expects(200);
        assert_eq!(desk.loads(&id).await["fields"], again["fields"]);

        let found = desk.asks("GET", "/names?edition=ar&of=topics&q=%D8%A8%D8%B1", None, Vec::new()).await;
        assert_eq!(found.expects(200).json()["names"][0]["name"], "البرلمان", "found without the article");

        let said = json!({"caption": "القاعة", "alt": "قاعة", "credit": "خبر", "archive": true, "taken_on": "2019", "focal": [20, 80]});
        let path = format!("/media/{picture}");
        let answer = desk.asks("PATCH", &path, None, said.to_string().into_bytes()).await.expects(200).json();
        assert_eq!((answer["focal"].clone(), answer["archive"].clone()), (json!([20, 80]), json!(true)));
        desk.asks("PATCH", &path, None, json!({"taken_on": "أمس"}).to_string().into_bytes())
            .await
            .expects(422);
        let preview = desk.asks("GET", &format!("{path}/preview"), None, Vec::new()).await.expects(200);
        assert_eq!(preview.header("content-type"), "image/webp");
        let listed = desk.asks("GET", "/media", None, Vec::new()).await.expects(200).json();
        assert_eq!(listed["pictures"][0]["id"], json!(picture));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_is_filed_elsewhere_and_its_old_address_leads_there() {
    for room in newsrooms().await {
        let (layla, noor) = (room.editor("ليلى").await, room.colleague("نور", Role::Journalist).await);
        let live = layla.publishes(piece("خبر").paragraph("نص")).await;
        let (desk, hers) = (AtDesk::opens(&layla).await, AtDesk::opens(&noor).await);
        let path = format!("/articles/{}/section", live.id);
        let to = |section: &str| json!({"section": section}).to_string().into_bytes();
        let before = all_rows(&room.app.db).await;
        hers.asks("PUT", &path, None, to("world")).await.expects(403);
        desk.asks("PUT", &path, None, to("nowhere")).await.expects(422);
        assert!(before == all_rows(&room.app.db).await);
        desk.asks("PUT", &path, None, to("world")).await.expects(200);
        let moved = live.href.replace("/politics/", "/world/");
        room.reader().sees(&moved, "نص").await;
        let old = room.reader().opens(&live.href).await;
        assert_eq!(old.header("location"), moved);
        room.reader().sees("/ar/world/", "خبر").await;
        // A draft is filed by whoever writes it.
        let draft = noor.writes(piece("مسودة").paragraph("نص")).await;
        hers.asks("PUT", &format!("/articles/{draft}/section"), None, to("world")).await.expects(200);
        assert_eq!(hers.loads(&draft).await["article"]["section"], "world");

        // Nobody takes a piece that waits into her own section, or puts one out under another's.
        let world = by_slug(room.app.db.read(), &"ar".into(), "world").await.expect("it is read");
        let remit = |section, role| Remit { edition: "ar".into(), section: Some(section), role };
        let world = world.expect("it is there").id;
        give_remit(&room.app, &Actor::Console, &noor.account, remit(world, Role::Editor))
            .await
            .expect("hers");
        let waits = layla.writes(piece("محظور").paragraph("نص").embargoed_until(room.now() + HOUR)).await;
        let free = layla.writes(piece("بلا موعد").paragraph("نص")).await;
        hers.asks("PUT", &format!("/articles/{waits}/section"), None, to("world")).await.expects(403);
        hers.asks("PUT", &format!("/articles/{free}/section"), None, to("world")).await.expects(403);
        // Her own she takes there, and puts out; back it goes by somebody who publishes there too.
        let own = noor.writes(piece("لها").paragraph("نص")).await;
        hers.asks("PUT", &format!("/articles/{own}/section"), None, to("world")).await.expects(200);
        noor.posts(&own, "publication", json!({})).await.expects(200);
        hers.asks("PUT", &format!("/articles/{own}/section"), None, to("politics")).await.expects(403);
    }
}

const SAVES: usize = 1_000;

/// How an editor goes on after she was told that somebody else was faster.
#[derive(Clone, Copy, PartialEq)]
enum After {
    /// She reads what stands, and writes into that.
    Reading,
    /// She sends her old text again, on whatever stands: what a newsroom without the comparison would do by itself.
    Insisting,
}

/// Editors, each of whom counts up in a paragraph of her own; the others' paragraphs she saves as she read them. Returns
/// how often each was told that her text is saved, what the paragraphs say at the end, and every state that was made.
async fn race(
    room: &Newsroom,
    editors: usize,
    saves: usize,
    after: After,
) -> (Vec<usize>, Vec<usize>, Vec<String>) {
    let owner = room.editor("ليلى").await;
    let id = owner.writes(piece("خبر").paragraph("نص")).await;
    let mut desks = Vec::new();
    for n in 0..editors {
        let person = room.editor(&format!("محررة {n}")).await;
        desks.push(AtDesk::opens(&person).await);
    }
    let began = on(&desks[0].loads(&id).await);
    let zero = vec!["0".to_owned(); editors];
    desks[0].saves(&id, &began, &zero).await.expects(200);
    let turns = saves / editors;
    let work = desks.iter().enumerate().map(|(n, desk)| counts_up(desk, &id, n, turns, after));
    let done = futures_util::future::join_all(work).await;
    let end: Vec<usize> =
        words(&desks[0].loads(&id).await).iter().map(|text| text.parse().expect("a number")).collect();
    let (saved, states): (Vec<usize>, Vec<Vec<String>>) = done.into_iter().unzip();
    (saved, end, states.concat())
}

async fn counts_up(
    desk: &AtDesk<'_>,
    id: &ArticleId,
    n: usize,
    turns: usize,
    after: After,
) -> (usize, Vec<String>) {
    let (mut saved, mut states) = (0, Vec::new());
    let mut read = desk.loads(id).await;
    for turn in 1..=turns {
        let mut text = words(&read);
        let mut stands = on(&read);
        loop {
            text[n] = turn.to_string();
            let answer = desk.saves(id, &stands, &text).await;
            match answer.status.as_u16() {
                200 => {
                    stands = on(&answer.json());
                    states.push(stands.clone());
                    saved += 1;
                    break;
                }
                412 => {
                    read = desk.loads(id).await;
                    stands = on(&read);
                    if after == After::Reading {
                        text = words(&read);
                    }
                }
                other => panic!("a save is answered with {other}: {}", answer.body()),
            }
        }
        read["revision"] = json!(stands);
        read["tree"]["content"] =
            json!(text.iter().enumerate().map(|(n, text)| paragraph(n, text)).collect::<Vec<_>>());
    }
    (saved, states)
}

/// How many saves that were confirmed are not in the text.
fn losses(saved: &[usize], end: &[usize]) -> usize {
    saved.iter().zip(end).map(|(saved, end)| saved.saturating_sub(*end)).sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_thousand_saves_none_is_overwritten_unseen() {
    for room in newsrooms().await {
        for editors in [2, 8] {
            let (saved, end, mut states) = race(&room, editors, SAVES, After::Reading).await;
            assert_eq!(saved, vec![SAVES / editors; editors]);
            assert_eq!(losses(&saved, &end), 0, "{:?}: {saved:?} {end:?}", room.dialect());
            states.sort();
            let before = states.len();
            states.dedup();
            assert_eq!(states.len(), before, "a state has one writer");
            assert_eq!(states.len(), SAVES / editors * editors);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nobody_compares_the_race_does_find_what_is_lost() {
    for room in newsrooms().await {
        let (saved, end, _) = race(&room, 4, 200, After::Insisting).await;
        assert!(losses(&saved, &end) > 0, "{saved:?} {end:?}");
    }
}
