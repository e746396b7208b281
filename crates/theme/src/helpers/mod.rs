//! What a template may call, one file each.
//!
//! Every file has a plain Rust function, which any template engine (or a mail, or a feed) can use, and the
//! few lines that hand it to the page templates. A new helper is a new file and a line in [`register`].

mod asset;
mod count;
mod date;
mod datetime;
mod digits;
mod glue;
mod in_order;
mod inline_style;
mod isolate;
mod json_ld;
mod language_name;
mod message;
mod reader_choices;
mod reading_time;
mod shared;
mod time;
mod url;
mod urlencode;

use minijinja::value::{Enumerator, Object};
use minijinja::{Environment, Error, ErrorKind, State, Value};

pub use crate::escape::html as escape_html;
pub use count::count;
pub use date::{date, date_in_short, hijri};
pub use datetime::{datetime, iso};
pub use digits::digits;
pub use glue::glue;
pub use in_order::in_order;
pub use inline_style::inline_style;
pub use isolate::{isolate, isolate_plain};
pub use json_ld::json_ld;
pub use language_name::language_name;
pub use reader_choices::READER_CHOICES;
pub use reading_time::reading_time;
pub use time::time;
pub use url::url;

use crate::assets::Assets;
use crate::locales::Locale;
use std::sync::Arc;

/// Hands every helper to the page templates.
pub(crate) fn register(engine: &mut Environment<'static>, assets: &Assets, theme: u64, most: usize) {
    asset::register(engine, assets.addresses());
    count::register(engine);
    date::register(engine);
    datetime::register(engine);
    digits::register(engine);
    glue::register(engine);
    inline_style::register(engine, assets.sheets());
    in_order::register(engine);
    isolate::register(engine);
    json_ld::register(engine);
    language_name::register(engine);
    message::register(engine);
    reader_choices::register(engine);
    reading_time::register(engine);
    shared::register(engine, theme, most);
    time::register(engine);
    url::register(engine);
    urlencode::register(engine);
}

/// The locale as a template sees it: `locale.code`, `locale.dir`.
#[derive(Debug)]
pub(crate) struct Speaker(pub(crate) Locale);

impl Object for Speaker {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "code" => Some(Value::from(self.0.code())),
            "dir" => Some(Value::from(self.0.dir().as_str())),
            _ => None,
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&["code", "dir"])
    }
}

/// The locale the page is rendered in.
fn locale(state: &State) -> Result<Locale, Error> {
    let value = state.lookup("locale").ok_or_else(|| refusal("the page has no locale"))?;
    let speaker = value
        .downcast_object_ref::<Speaker>()
        .ok_or_else(|| refusal("`locale` was set to something else"))?;
    Ok(speaker.0.clone())
}

fn refusal(why: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::InvalidOperation, why)
}
