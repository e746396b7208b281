//! A menu and its rules.

use serde::{Deserialize, Serialize};

use crate::id::EditionCode;

/// Links that a menu may have: a foot is no sitemap.
const MOST_LINKS: usize = 20;
const LONGEST_NAME: usize = 60;
/// Links that stand in the one line at the head.
const MOST_AT_HEAD: usize = 16;
/// A name there is a word or two.
const LONGEST_AT_HEAD: usize = 24;

/// The links of an edition's pages, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Menu {
    /// The edition whose pages carry it.
    pub edition: EditionCode,
    /// Those at the foot; empty when the published standing pages are to stand there by themselves.
    pub links: Vec<MenuLink>,
    /// Those at the head; empty when the sections are to stand there by themselves.
    pub head: Vec<MenuLink>,
}

/// One link of a menu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MenuLink {
    /// What it says.
    pub name: String,
    /// Where it leads: a path of this site, or an address that begins with `https://`.
    pub href: String,
}

/// Why a menu was not saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadMenu {
    /// It has too many links.
    #[error("a menu has at most {MOST_LINKS} links")]
    TooMany,
    /// A link says nothing, or too much.
    #[error("a link's name has between 1 and {LONGEST_NAME} letters, at the head at most {LONGEST_AT_HEAD}")]
    BadName,
    /// There are too many for one line.
    #[error("the head of a page has at most {MOST_AT_HEAD} links")]
    TooManyAtHead,
    /// A link leads nowhere.
    #[error("`{0}` is neither a path of this site nor an address that begins with https://")]
    BadAddress(String),
}

impl Menu {
    /// The menu with clean names, when it can stand at the head and the foot of a page.
    pub fn checked(self) -> Result<Menu, BadMenu> {
        if self.links.len() > MOST_LINKS {
            return Err(BadMenu::TooMany);
        }
        if self.head.len() > MOST_AT_HEAD {
            return Err(BadMenu::TooManyAtHead);
        }
        let clean = |links: Vec<MenuLink>| -> Result<Vec<MenuLink>, BadMenu> {
            links.into_iter().map(MenuLink::checked).collect()
        };
        let (links, head) = (clean(self.links)?, clean(self.head)?);
        if head.iter().any(|link| link.name.chars().count() > LONGEST_AT_HEAD) {
            return Err(BadMenu::BadName);
        }
        Ok(Menu { edition: self.edition, links, head })
    }
}

impl MenuLink {
    fn checked(self) -> Result<MenuLink, BadMenu> {
        let name = text::clean::clean_line(&self.name);
        let letters = name.chars().count();
        if letters == 0 || letters > LONGEST_NAME {
            return Err(BadMenu::BadName);
        }
        let is_path = self.href.starts_with('/') && !self.href.starts_with("//");
        let is_elsewhere = self.href.starts_with("https://");
        let is_sound = self.href.len() <= 2_000 && !self.href.contains(['\\', ' ', '<', '>', '"']);
        let may_follow = is_path || content::href::check(&self.href).is_ok();
        if !(is_sound && (is_path || is_elsewhere) && may_follow) {
            return Err(BadMenu::BadAddress(self.href));
        }
        Ok(MenuLink { name, href: self.href })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, href: &str) -> Result<Menu, BadMenu> {
        let links = vec![MenuLink { name: name.to_owned(), href: href.to_owned() }];
        Menu { edition: "ar".into(), links, head: Vec::new() }.checked()
    }

    #[test]
    fn a_link_leads_into_the_site_or_to_an_address_that_is_safe_to_follow() {
        for good in ["/ar/about/", "/", "/ar/topic/%D9%86/", "https://example.org/x?y=z"] {
            assert!(one("من نحن", good).is_ok(), "{good}");
        }
        for bad in
            ["", "ar/about", "//evil.example", "/\\evil", "javascript:alert(1)", "http://example.org", "/a b"]
        {
            assert_eq!(one("من نحن", bad), Err(BadMenu::BadAddress(bad.to_owned())), "{bad}");
        }
    }

    #[test]
    fn a_menu_is_short_and_its_names_are_words() {
        assert_eq!(one("  ", "/"), Err(BadMenu::BadName));
        assert_eq!(one(&"خ".repeat(61), "/"), Err(BadMenu::BadName));
        let link = MenuLink { name: "خبر".to_owned(), href: "/".to_owned() };
        let menu = |links: usize, head: usize| Menu {
            edition: "ar".into(),
            links: vec![link.clone(); links],
            head: vec![link.clone(); head],
        };
        assert_eq!(menu(21, 0).checked(), Err(BadMenu::TooMany));
        assert_eq!(menu(0, 17).checked(), Err(BadMenu::TooManyAtHead));
        assert!(menu(20, 16).checked().is_ok());
        let long = MenuLink { name: "خ".repeat(25), href: "/".to_owned() };
        assert_eq!(Menu { head: vec![long], ..menu(1, 0) }.checked(), Err(BadMenu::BadName));
    }
}
