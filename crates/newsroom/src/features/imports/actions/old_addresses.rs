//! Has the addresses that something had elsewhere lead to what it is here, as far as nobody here has said otherwise.

use ::store::{StoreError, Tx};

use crate::app::App;
use crate::features::accounts::Actor;
use crate::features::redirects::Target;
use crate::features::redirects::actions::{NotLed, RedirectRefused, lead_addresses_in};
use crate::features::sections;
use crate::id::{EditionCode, is_short};
use crate::routes::is_reserved_within_edition;

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
