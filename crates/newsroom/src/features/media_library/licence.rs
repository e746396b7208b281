//! On what terms a picture is used, as readers and machines are told.

use serde::Serialize;

/// A licence as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Licence {
    /// Its name, or what was said of the terms.
    pub name: String,
    /// Where it can be read.
    pub href: Option<String>,
}

impl Licence {
    /// What was said of the terms: the address of a licence, words, or words with the address among them. Nothing was
    /// said: no licence.
    pub fn said(said: &str) -> Option<Licence> {
        let Some(href) = Self::address(said) else {
            return (!said.is_empty()).then(|| Licence { name: said.to_owned(), href: None });
        };
        let words = said.replace(href, "").replace("()", "");
        let words = words.trim();
        let name = known_by(href).unwrap_or_else(|| match words {
            "" => host(href).to_owned(),
            words => words.to_owned(),
        });
        Some(Licence { name, href: Some(href.to_owned()) })
    }

    /// The licence's address, where one was said.
    pub fn address(said: &str) -> Option<&str> {
        let at = said.find("https://").or_else(|| said.find("http://"))?;
        let ends =
            |letter: char| letter.is_whitespace() || matches!(letter, ')' | '»' | '،' | '؛' | '"' | '<');
        let address = said[at..].split(ends).next()?.trim_end_matches(['.', ',']);
        (!host(address).is_empty()).then_some(address)
    }
}

fn host(href: &str) -> &str {
    let after = href.split_once("://").map_or("", |(_, rest)| rest);
    after.split('/').next().unwrap_or_default().trim_start_matches("www.")
}

/// The letters by which everybody knows a licence of Creative Commons.
fn known_by(href: &str) -> Option<String> {
    if host(href) != "creativecommons.org" {
        return None;
    }
    let parts: Vec<&str> = href.split('/').skip(3).collect();
    match parts.as_slice() {
        ["licenses", letters, version, ..] => Some(format!("CC {} {version}", letters.to_uppercase())),
        ["publicdomain", "zero", version, ..] => Some(format!("CC0 {version}")),
        ["publicdomain", "mark", version, ..] => Some(format!("PDM {version}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_called_what_everybody_calls_it() {
        for (said, name, has_address) in [
            ("https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0", true),
            ("http://creativecommons.org/licenses/by/2.5/deed.ar", "CC BY 2.5", true),
            ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0", true),
            ("https://creativecommons.org/publicdomain/mark/1.0/", "PDM 1.0", true),
            ("https://www.agency.example/terms", "agency.example", true),
            ("للاستعمال الصحفي فقط", "للاستعمال الصحفي فقط", false),
            ("CC0 1.0 (https://creativecommons.org/publicdomain/zero/1.0/)", "CC0 1.0", true),
            ("شروط الوكالة https://a.example/terms", "شروط الوكالة", true),
            ("https://", "https://", false),
            ("javascript:alert(1)", "javascript:alert(1)", false),
        ] {
            let licence = Licence::said(said).expect("something was said");
            assert_eq!((licence.name.as_str(), licence.href.is_some()), (name, has_address), "{said}");
        }
        assert_eq!(Licence::said(""), None);
    }
}
