//! `t("skip-to-content")`, `t("page-of", n=3)`: a message of the page's language.

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, State, Value};

use super::{locale, refusal};
use crate::locales::Arg;

pub(super) fn register(engine: &mut Environment<'static>) {
    engine.add_function("t", |state: &State, id: &str, values: Kwargs| -> Result<Value, Error> {
        let locale = locale(state)?;
        let mut args = Vec::new();
        for name in values.args() {
            args.push((name, arg(name, &values.peek::<Value>(name)?)?));
        }
        if args.is_empty()
            && let Some(ready) = locale.ready(id)
        {
            return Ok(Value::from(ready));
        }
        locale.try_message(id, &args).map(Value::from).map_err(|error| refusal(error.to_string()))
    });
}

fn arg(name: &str, value: &Value) -> Result<Arg<'static>, Error> {
    match value.kind() {
        ValueKind::Number => {
            let number =
                i64::try_from(value.clone()).map_err(|_| refusal(format!("{name} is not a whole number")))?;
            Ok(Arg::Number(number))
        }
        ValueKind::String => Ok(Arg::from(value.as_str().unwrap_or_default().to_owned())),
        kind => Err(refusal(format!("{name} is {kind}, neither words nor a whole number"))),
    }
}
