//! Has the addresses that something had elsewhere lead to what it is here, as far as nobody here has said otherwise.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::articles::article_by_id;
use crate::features::redirects::Target;
use crate::features::redirects::actions::{NotLed, RedirectRefused, lead_addresses_in};
use crate::features::sections;
use crate::id::{ArticleId, EditionCode, is_short};
use crate::routes::is_reserved_within_edition;

/// The feeds of a section.
const FEEDS: [&str; 3] = ["rss.xml", "atom.xml", "feed.json"];

/// Leads `addresses` to `target`; answers which cannot, and why.
pub async fn lead_to(
    tx: &Tx,
    app: &App,
    (actor, editions): (&Actor, &[EditionCode]),
    (addresses, is_unseen): (&[String], bool),
    target: &Target,
) -> Result<Vec<String>, StoreError> {
    let (mut dropped, mut free) = (Vec::new(), Vec::with_capacity(addresses.len()));
    for address in addresses {
        match is_ours(tx, editions, address).await? {
            true => dropped.push(format!("the old address {address}: a page of ours stands there")),
            false => free.push(address.clone()),
        }
    }
    let not_led = match lead_addresses_in(tx, app, actor, (&free, is_unseen), target).await {
        Ok(not_led) => not_led,
        Err(RedirectRefused::Store(error)) => return Err(error),
        Err(why) => {
            dropped.push(format!("its old addresses: {why}"));
            return Ok(dropped);
        }
    };
    // A page that had here the address that it has there needs no leading.
    let told = not_led.into_iter().filter(|(_, why)| *why != NotLed::Loop);
    dropped.extend(told.map(|(address, why)| format!("the old address {address}: {why}")));
    Ok(dropped)
}

/// Whether the site itself answers at an address: an edition, one of its sections, a page that every edition has and what
/// lies under that, or an article. Where nothing of ours stands under a section, an old address leads on.
async fn is_ours(tx: &Tx, editions: &[EditionCode], address: &str) -> Result<bool, StoreError> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let mut steps = path.split('/').filter(|step| !step.is_empty());
    let code = steps.next().unwrap_or_default();
    let Some(edition) = editions.iter().find(|edition| edition.as_str() == code) else { return Ok(false) };
    let mut steps = steps.map(|step| text::percent::decoded(step).unwrap_or_default());
    let Some(first) = steps.next() else { return Ok(true) };
    if is_reserved_within_edition(&first) || is_short(&first) {
        return Ok(true);
    }
    match steps.next() {
        Some(id) if is_short(&id) => Ok(article_by_id(tx, &ArticleId(id)).await?.is_some()),
        Some(leaf) if !FEEDS.contains(&leaf.as_str()) || steps.next().is_some() => Ok(false),
        _ => Ok(sections::by_slug(tx, edition, &first).await?.is_some()),
    }
}
