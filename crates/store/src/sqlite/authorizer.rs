//! What the published connection may do. SQLite asks this while it prepares a statement, for everything that the
//! statement would touch, also through views and for columns that it only counts. The answer is an allow-list.

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

/// Tables that readers may see begin with this.
pub(crate) const PUBLISHED: &str = "published_";

/// Functions that reach outside their arguments.
const DANGEROUS: &[&str] = &["load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"];

/// Allows selecting from published tables and the fragment `in_list` (a function over its own parameter).
pub(crate) fn published_only(context: AuthContext<'_>) -> Authorization {
    let allowed = match context.action {
        AuthAction::Select | AuthAction::Recursive => true,
        AuthAction::Read { table_name, .. } => table_name.starts_with(PUBLISHED) || table_name == "json_each",
        AuthAction::Function { function_name } => !DANGEROUS.contains(&function_name),
        _ => false,
    };
    if allowed { Authorization::Allow } else { Authorization::Deny }
}
