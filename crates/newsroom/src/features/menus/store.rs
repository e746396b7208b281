//! The SQL of menus.

use store::{Published, Query, StoreError, Tx, params, published_sql, sql};

use super::{Menu, MenuLink};
use crate::id::EditionCode;

sql! {
    ALL = "menus.all": "select edition, links from menu order by edition";
    OF = "menus.of": "select links from menu where edition = $1";
    PUT = "menus.put":
        "insert into menu (edition, links, saved_at) values ($1, $2, $3)
         on conflict (edition) do update set links = excluded.links, saved_at = excluded.saved_at";
    PUT_PUBLISHED = "menus.put_published":
        "insert into published_menu (edition, links) values ($1, $2) on conflict (edition) do update set links = excluded.links";
    CLEAR = "menus.clear_published": "delete from published_menu";
}

published_sql! {
    PUBLISHED = "menus.published": "select links from published_menu where edition = $1";
}

/// An edition's menu; an empty one when nobody has made one.
pub(super) async fn menu_of(q: &impl Query, edition: &EditionCode) -> Result<Menu, StoreError> {
    let row: Option<(String,)> = q.optional(&OF, params![edition]).await?;
    Ok(Menu { edition: edition.clone(), links: row.map(|(links,)| read(&links)).unwrap_or_default() })
}

pub(super) async fn put(tx: &Tx, menu: &Menu, now: i64) -> Result<(), StoreError> {
    let links = written(menu);
    tx.execute(&PUT, params![&menu.edition, links.as_str(), now]).await?;
    tx.execute(&PUT_PUBLISHED, params![&menu.edition, links.as_str()]).await.map(drop)
}

/// Writes what readers see of every menu anew.
pub async fn place_all(tx: &Tx) -> Result<(), StoreError> {
    tx.execute(&CLEAR, params![]).await?;
    let menus: Vec<(String, String)> = tx.all(&ALL, params![]).await?;
    for (edition, links) in menus {
        tx.execute(&PUT_PUBLISHED, params![&EditionCode(edition), links]).await?;
    }
    Ok(())
}

/// The links of an edition's menu as readers see it; none when nobody has made one.
pub async fn published_menu(
    published: &Published,
    edition: &EditionCode,
) -> Result<Vec<MenuLink>, StoreError> {
    let row: Option<(String,)> = published.optional(&PUBLISHED, params![edition]).await?;
    Ok(row.map(|(links,)| read(&links)).unwrap_or_default())
}

fn read(links: &str) -> Vec<MenuLink> {
    serde_json::from_str(links).unwrap_or_default()
}

fn written(menu: &Menu) -> String {
    serde_json::to_string(&menu.links).expect("links are plain text")
}
