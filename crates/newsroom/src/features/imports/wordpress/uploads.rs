//! Whose a picture is, by its address. Only the site's own pictures are looked for in the folder of its uploads: one that
//! a post showed from elsewhere may be called like any of them.

use std::borrow::Cow;

use formats::wxr::Site;

use super::attachments::Attachments;

/// Where WordPress's own service keeps resized copies: the address goes on with the host of the picture.
const RESIZERS: [&str; 4] = ["i0.wp.com", "i1.wp.com", "i2.wp.com", "i3.wp.com"];

/// The address by which a picture of the site is known, without what asks for a size; nothing for one that is not the
/// site's. An address without a host belongs to the site whose export it stands in, and to no other.
pub fn own(src: &str, site: &Site, attachments: &Attachments) -> Option<String> {
    let (host, path) = host_and_path(src);
    let (host, path) = match RESIZERS.contains(&host.to_ascii_lowercase().as_str()) {
        true => path.strip_prefix('/').and_then(|rest| rest.find('/').map(|end| rest.split_at(end)))?,
        false => (host, path),
    };
    let (site_host, _) = host_and_path(&site.href);
    if host.is_empty() {
        let scheme = site.href.split_once("://").map_or("https", |(scheme, _)| scheme);
        return Some(original(&format!("{scheme}://{site_host}{path}")));
    }
    if !same_host(host, site_host) && !attachments.are_on(&known_host(host)) {
        return None;
    }
    let scheme = src.split_once("://").map_or("https", |(scheme, _)| scheme);
    Some(original(&format!("{scheme}://{host}{path}")))
}

/// An address in two: its host, empty for a path alone, and the rest.
pub fn host_and_path(href: &str) -> (&str, &str) {
    let after = href.split_once("://").map(|(_, rest)| rest).or_else(|| href.strip_prefix("//"));
    let Some(rest) = after else { return ("", href) };
    rest.find(['/', '?', '#']).map_or((rest, ""), |at| rest.split_at(at))
}

/// Whether two hosts are one site's.
pub fn same_host(one: &str, other: &str) -> bool {
    !one.is_empty() && known_host(one) == known_host(other)
}

/// A host as it is compared: in lower case, without `www.` and without what says who asks.
pub fn known_host(host: &str) -> String {
    let host = host.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    let host = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(&host);
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// The address of a picture as it was uploaded: posts show it in sizes, `harbour-300x200.jpg`.
fn original(src: &str) -> String {
    let src: Cow<'_, str> = src.split(['?', '#']).next().unwrap_or_default().into();
    let Some((stem, end)) = src.rsplit_once('.') else { return src.into_owned() };
    let is_size = |size: &str| {
        size.split_once('x').is_some_and(|(width, height)| {
            let is_number = |n: &str| (1..=5).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
            is_number(width) && is_number(height)
        })
    };
    match stem.rsplit_once('-') {
        Some((stem, size)) if is_size(size) => format!("{stem}.{end}"),
        _ => src.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sites_own_pictures_are_looked_for() {
        let site = Site { href: "https://www.old.example".to_owned(), ..Site::default() };
        let mut attachments = Attachments::default();
        attachments.add(&formats::wxr::Item {
            id: 1,
            kind: "attachment".to_owned(),
            attachment_url: "https://old.files.example/2019/05/x.jpg".to_owned(),
            ..Default::default()
        });
        for (src, wanted) in [
            ("https://old.example/a/x-300x200.jpg?w=1", Some("https://old.example/a/x.jpg")),
            ("http://WWW.OLD.example:80/a/x.jpg", Some("http://WWW.OLD.example:80/a/x.jpg")),
            ("https://old.files.example/2019/05/y.jpg", Some("https://old.files.example/2019/05/y.jpg")),
            ("/wp-content/uploads/x.jpg", Some("https://www.old.example/wp-content/uploads/x.jpg")),
            ("//old.example/x.jpg", Some("https://old.example/x.jpg")),
            ("https://i0.wp.com/old.example/x.jpg?resize=3", Some("https://old.example/x.jpg")),
            ("https://i0.wp.com/other.example/x.jpg", None),
            ("https://other.example/wp-content/uploads/x.jpg", None),
            ("//other.example/x.jpg", None),
            ("https://old.example@other.example/x.jpg", None),
            ("https://old.example.other.example/x.jpg", None),
        ] {
            assert_eq!(own(src, &site, &attachments).as_deref(), wanted, "{src}");
        }
        let other = Site { href: "http://second.example/blog".to_owned(), ..Site::default() };
        assert_eq!(
            own("/wp-content/uploads/x.jpg", &other, &attachments).as_deref(),
            Some("http://second.example/wp-content/uploads/x.jpg")
        );
    }
}
