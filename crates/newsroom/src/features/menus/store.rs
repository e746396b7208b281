//! The SQL of menus.

use store::{Published, Query, StoreError, Tx, params, published_sql, sql};

use super::{Menu, MenuLink};
use crate::id::EditionCode;

sql! {
    ALL = "menus.all": "select edition, links, head from menu order by edition";
    OF = "menus.of": "select links, head from menu where edition = $1";
    HELD = "menus.held": "select links, head from menu where edition = $1 for_update()";
    PUT = "menus.put":
        "insert into menu (edition, links, head, saved_at) values ($1, $2, $3, $4)
         on conflict (edition) do update set links = excluded.links, head = excluded.head, saved_at = excluded.saved_at";
    PUT_PUBLISHED = "menus.put_published":
        "insert into published_menu (edition, links, head) values ($1, $2, $3)
         on conflict (edition) do update set links = excluded.links, head = excluded.head";
    CLEAR = "menus.clear_published": "delete from published_menu";
}

published_sql! {
    PUBLISHED = "menus.published": "select links, head from published_menu where edition = $1";
}

/// An edition's menu; an empty one when nobody has made one.
pub(super) async fn menu_of(q: &impl Query, edition: &EditionCode) -> Result<Menu, StoreError> {
    let row: Option<(String, String)> = q.optional(&OF, params![edition]).await?;
    Ok(menu(edition, row))
}

/// The same, held: whoever sets its other half waits.
pub(super) async fn held(tx: &Tx, edition: &EditionCode) -> Result<Menu, StoreError> {
    let row: Option<(String, String)> = tx.optional(&HELD, params![edition]).await?;
    Ok(menu(edition, row))
}

pub(super) async fn put(tx: &Tx, menu: &Menu, now: i64) -> Result<(), StoreError> {
    let (links, head) = (written(&menu.links), written(&menu.head));
    tx.execute(&PUT, params![&menu.edition, links.as_str(), head.as_str(), now]).await?;
    tx.execute(&PUT_PUBLISHED, params![&menu.edition, links.as_str(), head.as_str()]).await.map(drop)
}

/// Writes what readers see of every menu anew.
pub async fn place_all(tx: &Tx) -> Result<(), StoreError> {
    tx.execute(&CLEAR, params![]).await?;
    let menus: Vec<(String, String, String)> = tx.all(&ALL, params![]).await?;
    for (edition, links, head) in menus {
        tx.execute(&PUT_PUBLISHED, params![&EditionCode(edition), links, head]).await?;
    }
    Ok(())
}

/// An edition's menu as readers see it; an empty one when nobody has made one.
pub async fn published_menu(published: &Published, edition: &EditionCode) -> Result<Menu, StoreError> {
    let row: Option<(String, String)> = published.optional(&PUBLISHED, params![edition]).await?;
    Ok(menu(edition, row))
}

fn menu(edition: &EditionCode, row: Option<(String, String)>) -> Menu {
    let (links, head) = row.map(|(links, head)| (read(&links), read(&head))).unwrap_or_default();
    Menu { edition: edition.clone(), links, head }
}

fn read(links: &str) -> Vec<MenuLink> {
    serde_json::from_str(links).unwrap_or_default()
}

fn written(links: &[MenuLink]) -> String {
    serde_json::to_string(links).expect("links are plain text")
}
