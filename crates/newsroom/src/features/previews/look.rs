//! The ways in which a piece is looked at before readers see it: no I/O.

use axum::http::HeaderValue;
use theme::helpers::READER_CHOICES;

use crate::app::App;
use crate::features::articles::Drafted;
use crate::features::lite;
use crate::routes::PageError;

/// A way of looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// As whoever looks has chosen.
    Own,
    Light,
    Dark,
    /// The lite page.
    Lite,
    /// As it would come out on paper.
    Print,
}

/// All of them, in the order in which they are offered.
pub(super) const LOOKS: [Look; 5] = [Look::Own, Look::Light, Look::Dark, Look::Lite, Look::Print];

impl Look {
    /// The look of this name; one that nobody knows is [`Look::Own`].
    pub(super) fn named(name: &str) -> Look {
        LOOKS.into_iter().find(|look| look.name() == name).unwrap_or(Look::Own)
    }

    /// What it is called in addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            Look::Own => "own",
            Look::Light => "light",
            Look::Dark => "dark",
            Look::Lite => "lite",
            Look::Print => "print",
        }
    }

    /// The page in this look, and its policy: one of our own screens may frame it. `base` is where its pictures are served.
    pub(super) fn page(self, app: &App, drafted: Drafted, base: &str) -> Result<(String, String), PageError> {
        let (html, policy) = match self {
            Look::Lite => lite::drafted_page(app, drafted)?,
            _ => drafted.page(app)?,
        };
        let html = String::from_utf8(html).map_err(PageError::broken)?;
        let html = html.replace("\"/media/", &format!("\"{base}/media/"));
        let html = html.replace(", /media/", &format!(", {base}/media/"));
        let policy = policy.as_ref().and_then(|policy: &HeaderValue| policy.to_str().ok());
        let policy = policy.unwrap_or(web::headers::SITE_CSP);
        let policy = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'");
        Ok((self.dressed(html), policy))
    }

    fn dressed(self, html: String) -> String {
        let chosen = |theme: &str, html: String| {
            // What this browser's reader chose for reading is not what is looked at here.
            let html = html.replacen(&format!("<script>{READER_CHOICES}</script>"), "", 1);
            html.replacen("<html ", &format!("<html data-theme=\"{theme}\" "), 1)
        };
        match self {
            Look::Own | Look::Lite => html,
            Look::Light => chosen("light", html),
            Look::Dark => chosen("dark", html),
            Look::Print => {
                let sheets = "<link rel=\"stylesheet\" href=\"/assets/";
                chosen("light", html).replace(sheets, "<link rel=\"stylesheet\" href=\"/desk/print/")
            }
        }
    }
}

/// A sheet as paper takes it: what holds in print holds everywhere. Its files are where the site's sheets have them.
pub(super) fn on_paper(css: &str) -> String {
    let css = css.replace("@media print", "@media all").replace("url(", "url(/assets/");
    css.replace("url(/assets/\"data:", "url(\"data:").replace("url(/assets/#", "url(#")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_found_by_its_name_and_by_no_other() {
        for look in LOOKS {
            assert_eq!(Look::named(look.name()), look);
        }
        assert_eq!(Look::named("\"><script>"), Look::Own);
    }

    #[test]
    fn paper_takes_what_print_says_and_finds_the_files() {
        let css = "@media print{nav{display:none}}a{src:url(f.woff2);mask:url(\"data:image/svg+xml,x\")}";
        assert_eq!(
            on_paper(css),
            "@media all{nav{display:none}}a{src:url(/assets/f.woff2);mask:url(\"data:image/svg+xml,x\")}"
        );
    }
}
