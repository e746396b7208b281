//! The bond between a page struct and its template.

/// A page: a value that knows its template and can show itself with made-up contents.
///
/// It serialises as a struct of two fields: `page`, its own contents, and `head`, what it says of itself. What it
/// shares with other pages comes in [`crate::Surroundings`].
///
/// Fields that may be absent serialise as null; they must not be left out (a name a template asks for and
/// does not find is an error). The sample values are what [`crate::Theme::check`] renders in every language.
pub trait PageTemplate: serde::Serialize {
    /// The template, relative to `templates/`, for example `"errors/404.html"`.
    const TEMPLATE: &'static str;

    /// Values that between them show everything the page can hold: full, sparse, empty, very long.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}
