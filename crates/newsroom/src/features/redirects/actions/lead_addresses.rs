//! Has old addresses that come from outside lead to one target, and takes nothing from what people here have said.

use ::store::Tx;

use super::RedirectRefused;
use crate::app::App;
use crate::event::Event;
use crate::features::accounts::Actor;
use crate::features::redirects::redirect::{old_address, without_slash};
use crate::features::redirects::{BadAddress, Redirect, Target, policy, store};
use crate::id::RedirectId;

/// Why an address does not lead there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotLed {
    /// It cannot be an old address.
    #[error("the old address: {0}")]
    BadPath(#[from] BadAddress),
    /// Somebody has had it lead elsewhere.
    #[error("it leads elsewhere already")]
    LeadsElsewhere,
    /// Somebody has led another address to it, and meant what stands there.
    #[error("another address of ours leads to it")]
    IsTarget,
    /// It is the target itself.
    #[error("this would lead in a circle")]
    Loop,
}

/// Leads `addresses` to `target`, in few statements however many there are; answers which are not led, and why. A target that
/// nobody has seen yet (`is_unseen`) is told of by its first publication.
pub async fn lead_addresses_in(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    (addresses, is_unseen): (&[String], bool),
    target: &Target,
) -> Result<Vec<(String, NotLed)>, RedirectRefused> {
    policy::may_redirect(actor)?;
    let mut not_led = Vec::new();
    let (mut given, mut paths): (Vec<&String>, Vec<String>) = (Vec::new(), Vec::new());
    for address in addresses {
        match old_address(address) {
            Ok(path) if paths.contains(&path) => {}
            Ok(path) => {
                given.push(address);
                paths.push(path);
            }
            Err(why) => not_led.push((address.clone(), NotLed::BadPath(why))),
        }
    }
    if paths.is_empty() {
        return Ok(not_led);
    }
    let known = store::by_paths(tx, &paths).await?;
    let spellings: Vec<String> = paths.iter().flat_map(|path| [path.clone(), format!("{path}/")]).collect();
    let targets = store::targets(tx, &spellings).await?;
    let (now, signature, mut led) = (app.now(), actor.signature(), Vec::new());
    for (address, path) in given.into_iter().zip(paths) {
        let why = match known.iter().find(|redirect| redirect.path == path) {
            Some(redirect) if redirect.target == *target => continue,
            Some(_) => Some(NotLed::LeadsElsewhere),
            None if matches!(target, Target::Path(end) if without_slash(end) == path) => Some(NotLed::Loop),
            None if targets.iter().any(|target| without_slash(target) == path) => Some(NotLed::IsTarget),
            None => None,
        };
        if let Some(why) = why {
            not_led.push((address.clone(), why));
            continue;
        }
        let redirect = Redirect { id: RedirectId(app.new_id()), path, target: target.clone() };
        // Between the look above and this another transaction may have led it on: what that said is kept.
        if !store::put_new(tx, &redirect, &signature, now).await? {
            let kept = store::by_path(tx, &redirect.path).await?;
            if kept.is_none_or(|kept| kept.target != *target) {
                not_led.push((address.clone(), NotLed::LeadsElsewhere));
            }
            continue;
        }
        tx.record(Event::RedirectAdded { redirect: redirect.id, replaces: false }.into_log(actor, now));
        led.push(redirect.path);
    }
    if !is_unseen && !led.is_empty() {
        store::tell(tx, &led).await?;
    }
    Ok(not_led)
}
