//! `security.txt` (RFC 9116): whom to tell of a hole.

/// What to send it as.
pub const MIME: &str = "text/plain; charset=utf-8";

/// Whom to tell, and how long this holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecurityTxt {
    /// Addresses to write to, the preferred one first: `mailto:`, `tel:` or `https:`.
    pub contacts: Vec<String>,
    /// Until when this holds, in RFC 3339.
    pub expires: String,
    /// Languages in which one may write.
    pub languages: Vec<String>,
    /// Where this file stands.
    pub canonical: String,
}

/// The file. A value ends at its first line break or control character: no value can add a field.
pub fn write(txt: &SecurityTxt) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        let value = value.split(char::is_control).next().unwrap_or_default().trim();
        if !value.is_empty() {
            text.push_str(&format!("{name}: {value}\n"));
        }
    };
    txt.contacts.iter().for_each(|contact| line("Contact", contact));
    line("Expires", &txt.expires);
    line("Preferred-Languages", &txt.languages.join(", "));
    line("Canonical", &txt.canonical);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_stand_one_to_a_line_and_no_value_adds_another() {
        let txt = SecurityTxt {
            contacts: vec!["mailto:a@example.org\nPolicy: https://evil.example".to_owned()],
            expires: "2027-01-01T00:00:00Z".to_owned(),
            languages: vec!["ar".to_owned(), "en".to_owned()],
            canonical: String::new(),
        };
        let wanted =
            "Contact: mailto:a@example.org\nExpires: 2027-01-01T00:00:00Z\nPreferred-Languages: ar, en\n";
        assert_eq!(write(&txt), wanted);
    }
}
