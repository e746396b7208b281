//! Has the addresses that something had elsewhere lead to what it is here, as far as nobody here has said otherwise.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::redirects::actions::{RedirectRefused, add_redirect_in};
use crate::features::redirects::{Target, in_the_way};
use crate::features::sections;
use crate::id::{EditionCode, is_short};
use crate::routes::is_reserved_within_edition;

/// Leads `addresses` to `target`; answers which cannot, and why.
pub async fn lead_to(
    tx: &Tx,
    app: &App,
    (actor, editions): (&Actor, &[EditionCode]),
    addresses: &[String],
    target: &Target,
) -> Result<Vec<String>, StoreError> {
    let mut dropped = Vec::new();
    for address in addresses {
        if is_ours(tx, editions, address).await? {
            dropped.push(format!("the old address {address}: a page of ours stands there"));
            continue;
        }
        if let Some(why) = in_the_way(tx, address, target).await? {
            dropped.push(format!("the old address {address}: {why}"));
            continue;
        }
        match add_redirect_in(tx, app, actor, address, target.clone()).await {
            Ok(_) => {}
            Err(RedirectRefused::Store(error)) => return Err(error),
            Err(why) => dropped.push(format!("the old address {address}: {why}")),
        }
    }
    Ok(dropped)
}

/// Whether the site itself answers at an address: an edition, one of its sections and what lies under it, or a page that
/// every edition has.
async fn is_ours(tx: &Tx, editions: &[EditionCode], address: &str) -> Result<bool, StoreError> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let mut steps = path.split('/').filter(|step| !step.is_empty());
    let code = steps.next().unwrap_or_default();
    let Some(edition) = editions.iter().find(|edition| edition.as_str() == code) else { return Ok(false) };
    let Some(step) = steps.next() else { return Ok(true) };
    let step = text::percent::decoded(step).unwrap_or_default();
    if is_reserved_within_edition(&step) || is_short(&step) {
        return Ok(true);
    }
    Ok(sections::by_slug(tx, edition, &step).await?.is_some())
}
