//! Old addresses, where the site itself has nothing to say.

use web::Page;

use super::{Target, old_address, store};
use crate::app::App;
use crate::features::articles;
use crate::routes::PageError;
use crate::tag::{self, Tag};

/// Where an old address leads: 301 to the target, or the 410 page of an article that was withdrawn.
pub async fn lead_on(app: &App, address: &str) -> Result<Page, PageError> {
    let path = old_address(address).map_err(|_| PageError::NotFound)?;
    let target = store::target_of(app.db.published(), &path).await?.ok_or(PageError::NotFound)?;
    let page = match target {
        Target::Path(path) => Page::redirect(&path, true).fresh_for(app.fresh()),
        Target::Article(id) => articles::leads_to(app, id).await?,
    };
    Ok(page.tagged(tag::names(&[Tag::Redirects])))
}
