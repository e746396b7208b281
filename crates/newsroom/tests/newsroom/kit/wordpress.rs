//! Exports of WordPress, written as WordPress writes them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use newsroom::features::imports::Report;
use newsroom::features::imports::actions::{Progress, WordpressOptions, import_wordpress};

use super::Newsroom;

/// Hears how far an import is, and says nothing.
pub struct Silent;

impl Progress for Silent {
    fn files(&self, _: usize) {}
    fn file_done(&self, _: &Path) {}
}

/// As a site that leaves would come in.
pub fn published() -> WordpressOptions {
    WordpressOptions { publish: true, section: Some("world".to_owned()), ..WordpressOptions::default() }
}

/// Imports one file.
pub async fn import(room: &Newsroom, path: &Path, options: WordpressOptions) -> Report {
    import_wordpress(&room.app, &[path.to_path_buf()], options, &Silent)
        .await
        .expect("the import goes through")
}

/// An Arabic site's export with these items.
pub fn export(room: &Newsroom, name: &str, items: &str) -> PathBuf {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\"><channel><title>الموقع القديم</title>\
         <link>https://old.example</link><language>ar</language><wp:wxr_version>1.2</wp:wxr_version>\
         <wp:author><wp:author_login>salma</wp:author_login><wp:author_display_name>سلمى الخوّاص</wp:author_display_name></wp:author>\
         <wp:category><wp:category_nicename>parliament</wp:category_nicename><wp:category_parent>politics</wp:category_parent><wp:cat_name>البرلمان</wp:cat_name></wp:category>\
         <wp:category><wp:category_nicename>politics</wp:category_nicename><wp:cat_name>سياسة</wp:cat_name></wp:category>\
         {items}\n</channel></rss>"
    );
    let path = room.folder().join(format!("{name}.xml"));
    std::fs::write(&path, text).expect("the file can be written");
    path
}

/// An item, as WordPress writes it; `more` is put into it and comes last.
pub fn post(id: u32, title: &str, status: &str, content: &str, more: &str) -> String {
    let mut item = String::new();
    let date = "<wp:post_date>2019-05-01 10:00:00</wp:post_date><wp:post_date_gmt>2019-05-01 07:00:00</wp:post_date_gmt>";
    write!(
        item,
        "\n<item><title><![CDATA[{title}]]></title><link>https://old.example/2019/05/post-{id}/</link><dc:creator>salma</dc:creator>\
         <content:encoded><![CDATA[{content}]]></content:encoded><wp:post_id>{id}</wp:post_id>{date}\
         <wp:status>{status}</wp:status><wp:post_type>post</wp:post_type>{more}</item>"
    )
    .expect("a string takes everything");
    item
}
