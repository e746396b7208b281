//! Plain HTTP where readers come over TLS: every address leads to itself over TLS, on a host that is the site's. Only an authority
//! that looks whether the host is ours is answered here.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, LOCATION};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::acme::Tokens;

/// What plain HTTP knows.
#[derive(Debug, Clone)]
pub struct Plain {
    /// Host and port of the site's own address.
    pub canonical: String,
    /// The hosts the site answers to; empty: any, and all of them lead to the site's own address.
    pub hosts: Vec<String>,
    /// Hosts that lead to the site's own address.
    pub aliases: Vec<String>,
    /// What an authority is answered that looks whether a host is ours.
    pub tokens: Tokens,
}

impl Plain {
    /// The service.
    pub fn router(self) -> Router {
        Router::new().fallback(lead_on).with_state(self)
    }

    /// Where a request for this host is led to; `None`: the host is not ours.
    fn host(&self, asked: &str) -> Option<&str> {
        let asked = bare(asked);
        let is_alias = self.aliases.iter().any(|alias| asked.eq_ignore_ascii_case(bare(alias)));
        if is_alias || self.hosts.is_empty() || asked.eq_ignore_ascii_case(bare(&self.canonical)) {
            return Some(&self.canonical);
        }
        self.hosts.iter().map(String::as_str).find(|own| asked.eq_ignore_ascii_case(bare(own)))
    }
}

async fn lead_on(State(plain): State<Plain>, request: Request) -> Response {
    if let Some(answer) = plain.tokens.answer(request.uri().path()) {
        let kind = (CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        return (StatusCode::OK, [kind, (CACHE_CONTROL, HeaderValue::from_static("no-store"))], answer)
            .into_response();
    }
    let asked = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let Some(host) = plain.host(asked) else { return bare_answer(StatusCode::MISDIRECTED_REQUEST) };
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let location =
        path.starts_with('/').then(|| HeaderValue::from_str(&format!("https://{host}{path}")).ok());
    let Some(location) = location.flatten() else { return bare_answer(StatusCode::BAD_REQUEST) };
    let status = match *request.method() {
        Method::GET | Method::HEAD => StatusCode::MOVED_PERMANENTLY,
        _ => StatusCode::PERMANENT_REDIRECT,
    };
    let mut answer = bare_answer(status);
    answer.headers_mut().insert(LOCATION, location);
    answer
}

fn bare_answer(status: StatusCode) -> Response {
    // The promise to stay on TLS means nothing where it can be forged.
    let mut headers: HeaderMap = web::headers::site_headers(false);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    (status, headers).into_response()
}

/// A host without its port.
fn bare(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_leads_to_a_host_of_ours_and_to_no_other() {
        let plain = Plain {
            canonical: "news.example:8443".to_owned(),
            hosts: vec!["news.example".to_owned(), "en.news.example".to_owned()],
            aliases: vec!["www.news.example".to_owned()],
            tokens: Tokens::default(),
        };
        for (asked, wanted) in [
            ("news.example", Some("news.example:8443")),
            ("News.Example:80", Some("news.example:8443")),
            ("en.news.example:80", Some("en.news.example")),
            ("www.news.example", Some("news.example:8443")),
            ("evil.example", None),
            ("", None),
        ] {
            assert_eq!(plain.host(asked), wanted, "{asked}");
        }
        let any = Plain { hosts: Vec::new(), ..plain };
        assert_eq!(any.host("whatever.example"), Some("news.example:8443"), "never where a stranger says");
    }
}
