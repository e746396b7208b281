//! What belongs together, and who said what: told from the words alone, without a model and without a service.
//!
//! Pure: texts go in, findings come out, each with its reason. [`terms`] weighs the words of a piece; [`stories`] says which
//! running story a piece belongs to and which stories could be opened or merged; [`copies`] finds one text inside another;
//! [`headlines`] says how much two headlines have in common; [`statements`] finds quotations and sources. Nothing here decides: an editor does.

pub mod copies;
pub mod headlines;
mod letters;
pub mod statements;
pub mod stories;
pub mod terms;
