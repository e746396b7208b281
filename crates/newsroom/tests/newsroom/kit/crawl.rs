//! A crawler that asks every public address there is, known and guessed, in every way a stranger could, and keeps
//! everything it was told: status, headers, bodies.

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use newsroom::routes;

use super::Newsroom;
use super::store::rows_of;

/// Everything a stranger was told.
#[derive(Default)]
pub struct Crawl {
    seen: Vec<(String, String)>,
    /// What is sent with each question.
    headers: Vec<(&'static str, String)>,
}

/// The site's addresses, as the access matrix lists them: a new page is crawled without anybody thinking of it.
fn patterns() -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct Matrix {
        route: Vec<Row>,
    }
    #[derive(serde::Deserialize)]
    struct Row {
        surface: String,
        path: String,
    }
    let matrix: Matrix =
        toml::from_str(include_str!("../../../access.toml")).expect("the matrix is well formed");
    matrix.route.into_iter().filter(|row| row.surface == "site").map(|row| row.path).collect()
}

impl Crawl {
    /// Asks everything.
    pub async fn of(room: &Newsroom) -> Crawl {
        Crawl::by(room, Vec::new()).await
    }

    /// Asks everything as somebody: with these headers.
    pub async fn by(room: &Newsroom, headers: Vec<(&'static str, String)>) -> Crawl {
        room.settles().await;
        let mut crawl = Crawl { headers, ..Crawl::default() };
        let (mut waiting, mut asked) = (addresses(room).await, BTreeSet::new());
        while let Some(path) = waiting.pop_first() {
            if !asked.insert(path.clone()) {
                continue;
            }
            let body = crawl.asks(room, Method::GET, &path).await;
            let found = links(&body, &room.app.config.public_url);
            waiting.extend(
                found.into_iter().filter(|link| !asked.contains(link) && !link.starts_with("/assets/")),
            );
            assert!(asked.len() < 5_000, "the site has no end");
        }
        for path in asked.iter().filter(|path| !path.starts_with("/assets/")) {
            crawl.asks(room, Method::HEAD, path).await;
        }
        // Whoever may look there by right is not asked to be silent.
        if crawl.headers.iter().all(|(name, _)| !matches!(*name, "authorization" | "cookie")) {
            for (method, path) in closed_addresses(room).await {
                crawl.asks(room, method, &path).await;
            }
        }
        crawl
    }

    /// Asks these besides.
    pub async fn and_asks(&mut self, room: &Newsroom, paths: impl IntoIterator<Item = String>) {
        for path in paths {
            self.asks(room, Method::GET, &path).await;
        }
    }

    /// Asks one address of a site that has more routes than the newsroom's own.
    pub async fn with(room: &Newsroom, more: Router, path: &str) -> Crawl {
        let front = room.front_of(routes::all(room.app.clone(), None).merge(more));
        let request = Request::get(path).body(Body::empty()).expect("the request is well formed");
        let answer = super::newsroom::ask(&front, request).await;
        Crawl { seen: vec![(path.to_owned(), answer.whole())], headers: Vec::new() }
    }

    async fn asks(&mut self, room: &Newsroom, method: Method, path: &str) -> String {
        let mut request =
            Request::builder().method(method.clone()).uri(path).header("host", room.app.public_host());
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let answer = room.ask(request.body(Body::empty()).expect("the request is well formed")).await;
        self.seen.push((format!("{method} {path}"), answer.whole()));
        answer.body()
    }

    /// Where this text was told. An answer that gave back the address it was asked at would be found as well.
    pub fn tells(&self, marker: &str) -> Vec<&str> {
        self.seen.iter().filter(|(_, told)| told.contains(marker)).map(|(place, _)| place.as_str()).collect()
    }

    /// How many questions were asked.
    pub fn len(&self) -> usize {
        self.seen.len()
    }
}

/// The site's own addresses with every known value in every gap.
async fn addresses(room: &Newsroom) -> BTreeSet<String> {
    let known = Known::of(room).await;
    let mut filled: BTreeSet<String> = BTreeSet::new();
    for pattern in patterns() {
        let mut paths = vec![pattern.clone()];
        for (gap, values) in known.gaps() {
            paths = paths
                .into_iter()
                .flat_map(|path| match path.contains(gap) {
                    true => values.iter().map(|value| path.replace(gap, value)).collect(),
                    false => vec![path],
                })
                .collect();
        }
        assert!(paths.iter().all(|path| !path.contains('{')), "{pattern} has a gap that nothing fills");
        filled.extend(paths);
    }
    let turned = filled.iter().filter(|path| path.contains("/story/") && path.ends_with('/'));
    let turned: Vec<String> = turned.map(|story| format!("{story}?order=oldest")).collect();
    let lists = filled.iter().filter(|path| path.ends_with('/') && path.len() > 1);
    let pages: Vec<String> = lists.map(|list| format!("{list}?page=2")).collect();
    filled.extend(pages);
    filled.extend(turned);
    // Words that any text may hold, and their second page.
    let searches = filled.iter().filter(|path| path.ends_with("/search/"));
    let questions = ["%D9%86%D8%B5", "%D8%AE%D8%A8%D8%B1", "%D8%B9%D9%86%D9%88%D8%A7%D9%86"];
    let asked: Vec<String> = searches
        .flat_map(|path| {
            questions.map(|q| [format!("{path}?q={q}"), format!("{path}?page=2&q={q}")]).concat()
        })
        .collect();
    filled.extend(asked);
    filled
}

struct Known {
    editions: Vec<String>,
    sections: Vec<String>,
    ids: Vec<String>,
    slugs: Vec<String>,
    topics: Vec<String>,
    authors: Vec<String>,
    stories: Vec<String>,
    speakers: Vec<String>,
    feeds: Vec<String>,
    files: Vec<String>,
    leaves: Vec<String>,
    names: Vec<String>,
    years: Vec<String>,
    months: Vec<String>,
    days: Vec<String>,
}

impl Known {
    async fn of(room: &Newsroom) -> Known {
        const TABLES: [&str; 8] =
            ["edition", "section", "article", "media", "topic", "author", "story", "revision"];
        let rows = rows_of(&room.app.db, |table| TABLES.contains(&table)).await;
        let column = |table: &str, place: usize| -> BTreeSet<String> {
            let rows = rows[table].iter();
            rows.filter_map(|row| row.split(" ¦ ").nth(place))
                .map(str::to_owned)
                .filter(|value| !value.is_empty())
                .collect()
        };
        let files = column("media", 15)
            .into_iter()
            .flat_map(|name| [64, 320, 640].map(|width| format!("{name}-{width}.webp")));
        let sections: Vec<String> = column("section", 2).into_iter().collect();
        let encoded =
            |table: &str, place| column(table, place).iter().map(|slug| text::percent::path(slug)).collect();
        let theme = ["base.css", "mark.svg"].iter().filter_map(|name| room.app.theme.asset_address(name));
        Known {
            editions: column("edition", 0).into_iter().collect(),
            leaves: sections
                .iter()
                .cloned()
                .chain(["sitemap-0.xml".to_owned(), "sitemap-1.xml".to_owned()])
                .collect(),
            sections,
            ids: column("article", 0).into_iter().collect(),
            slugs: encoded("article", 4),
            topics: encoded("topic", 2),
            authors: encoded("author", 2),
            stories: encoded("story", 2),
            speakers: speakers(&rows["revision"]),
            feeds: ["rss.xml", "atom.xml", "feed.json"].map(str::to_owned).into(),
            files: files.collect(),
            years: ["2026".to_owned()].into(),
            months: ["11".to_owned()].into(),
            days: ["22", "23", "31"].map(str::to_owned).into(),
            names: theme.map(|address| address.replace("/assets/", "")).collect(),
        }
    }

    fn gaps(&self) -> [(&'static str, &[String]); 15] {
        [
            ("{edition}", &self.editions),
            ("{section}", &self.sections),
            ("{id}", &self.ids),
            ("{slug}", &self.slugs),
            ("{topic}", &self.topics),
            ("{author}", &self.authors),
            ("{story}", &self.stories),
            ("{speaker}", &self.speakers),
            ("{feed}", &self.feeds),
            ("{file}", &self.files),
            ("{leaf}", &self.leaves),
            ("{*name}", &self.names),
            ("{year}", &self.years),
            ("{month}", &self.months),
            ("{day}", &self.days),
        ]
    }
}

/// Whoever speaks in any revision, published or not, as an address names them; and one who never spoke.
fn speakers(revisions: &[String]) -> Vec<String> {
    let named = revisions.iter().flat_map(|row| row.split("\"speaker\":\"").skip(1));
    let names = named.filter_map(|rest| rest.split('"').next()).chain(["nobody"]);
    let slugs = names.map(|name| text::slug::slug(name, text::slug::SlugStyle::Arabic));
    let slugs: BTreeSet<String> = slugs.filter(|slug| !slug.is_empty()).collect();
    slugs.iter().map(|slug| text::percent::path(slug)).collect()
}

/// What only people with a token or a session may ask: a stranger tries all the same.
async fn closed_addresses(room: &Newsroom) -> Vec<(Method, String)> {
    let rows = rows_of(&room.app.db, |table| matches!(table, "article" | "media" | "story")).await;
    let ids = |table: &str| {
        rows[table].iter().filter_map(|row| row.split(" ¦ ").next()).map(str::to_owned).collect::<Vec<_>>()
    };
    let mut asked = vec![
        (Method::GET, "/api/v1/openapi.json".to_owned()),
        (Method::GET, "/api/v1/sections".to_owned()),
        (Method::GET, "/api/v1/redirects".to_owned()),
        (Method::POST, "/api/v1/articles".to_owned()),
        (Method::GET, "/api/v1/stories".to_owned()),
        (Method::GET, "/api/v1/pages".to_owned()),
        (Method::GET, "/api/v1/pages/ar/about".to_owned()),
        (Method::GET, "/api/v1/menus/ar".to_owned()),
        (Method::GET, "/api/v1/fronts/ar".to_owned()),
        (Method::GET, "/api/v1/alerts".to_owned()),
        (Method::GET, "/desk".to_owned()),
        (Method::GET, "/desk/assets/editor.css".to_owned()),
    ];
    for id in ids("article") {
        asked.push((Method::GET, format!("/api/v1/articles/{id}")));
        asked.push((Method::GET, format!("/api/v1/articles/{id}/receipt")));
        asked.push((Method::POST, format!("/api/v1/articles/{id}/publication")));
        asked.push((Method::DELETE, format!("/api/v1/articles/{id}/schedule")));
        asked.push((Method::GET, format!("/desk/articles/{id}")));
        asked.push((Method::GET, format!("/desk/articles/{id}/tree")));
        asked.push((Method::GET, format!("/desk/articles/{id}/notes")));
        asked.push((Method::GET, format!("/desk/articles/{id}/colleagues?q=")));
    }
    asked.extend(ids("story").into_iter().map(|id| (Method::GET, format!("/api/v1/stories/{id}"))));
    asked.extend(ids("media").into_iter().map(|id| (Method::GET, format!("/api/v1/media/{id}"))));
    asked
}

/// The addresses of ours that a page names.
fn links(body: &str, public_url: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in body.split([' ', '"', '\'', '>', '<']) {
        let rest = rest.split_once("=").map_or(rest, |(_, value)| value);
        let path = rest.strip_prefix(public_url).unwrap_or(rest);
        let path = path.split('#').next().unwrap_or_default().replace("&amp;", "&");
        let is_path = path.starts_with('/')
            && !path.starts_with("//")
            && path.is_ascii()
            && path.parse::<axum::http::Uri>().is_ok();
        if is_path && !path.starts_with("/desk") && !path.starts_with("/api") {
            found.insert(path);
        }
    }
    found
}
