//! What is read.

use formats::wxr::{Item, Limits, Place, Wxr};

use crate::{export, read};

fn one(children: &str) -> Item {
    let (found, refused) = read(export(children).as_bytes());
    assert!(refused.is_none(), "{refused:?}");
    let [found] = found.try_into().expect("one item");
    *found.item.expect("it can be read")
}

#[test]
fn an_item_says_all_it_has_and_where_it_stands() {
    let text = export(
        "<item>\n<title>عنوان &amp; آخر</title><link>https://old.example/2019/%d8%a7/</link>\n<dc:creator><![CDATA[salma]]></dc:creator>\
         <guid isPermaLink=\"false\">g</guid><content:encoded><![CDATA[نص <b>غامق</b> ]]]]><![CDATA[> آخر]]></content:encoded>\
         <excerpt:encoded><![CDATA[موجز]]></excerpt:encoded><wp:post_id>7</wp:post_id><wp:post_date>2019-05-01 10:00:00</wp:post_date>\
         <wp:post_date_gmt>2019-05-01 07:00:00</wp:post_date_gmt><wp:post_name>%d8%a7</wp:post_name><wp:status>publish</wp:status>\
         <wp:post_parent>0</wp:post_parent><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password><wp:is_sticky>1</wp:is_sticky>\
         <category domain=\"category\" nicename=\"p&amp;q\"><![CDATA[سياسة]]></category><category><![CDATA[سياسة]]></category>\
         <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value><![CDATA[9]]></wp:meta_value></wp:postmeta>\
         <wp:comment><wp:comment_id>1</wp:comment_id><wp:commentmeta><wp:meta_key>k</wp:meta_key></wp:commentmeta></wp:comment>\
         <wp:comment/></item>",
    );
    let (found, refused) = read(text.as_bytes());
    assert!(refused.is_none(), "{refused:?}");
    let byte = text.find("<item>").expect("it is there") as u64;
    assert_eq!(found[0].place, Place { line: 9, byte });
    let item = found[0].item.as_ref().expect("it can be read");
    assert_eq!(item.title, "عنوان & آخر");
    assert_eq!(item.content, "نص <b>غامق</b> ]]> آخر");
    assert_eq!(
        (item.id, item.creator.as_str(), item.status.as_str(), item.is_sticky),
        (7, "salma", "publish", true)
    );
    assert_eq!(item.terms.len(), 1);
    assert_eq!((item.terms[0].slug.as_str(), item.terms[0].name.as_str()), ("p&q", "سياسة"));
    assert_eq!((item.meta("_thumbnail_id"), item.meta.len(), item.comments.len()), (Some("9"), 1, 2));
}

#[test]
fn the_head_names_the_site_its_authors_and_its_categories() {
    let text = export(
        "<wp:author><wp:author_login>\n a\n</wp:author_login><wp:author_display_name><![CDATA[سلمى]]></wp:author_display_name></wp:author>\
         <wp:author><wp:author_login>b</wp:author_login><wp:author_first_name>Bob</wp:author_first_name><wp:author_last_name>Jones</wp:author_last_name></wp:author>\
         <wp:category><wp:category_nicename>child</wp:category_nicename><wp:category_parent>top</wp:category_parent><wp:cat_name>طفل</wp:cat_name></wp:category>\
         <image><url>x</url><title>not the site's</title><link>https://elsewhere.example</link></image>\
         <wp:base_blog_url>https://old.example/blog</wp:base_blog_url>",
    );
    let mut wxr = Wxr::new(text.as_bytes(), Limits::default());
    assert!(wxr.next().is_none());
    let site = wxr.site();
    assert_eq!(
        (site.title.as_str(), site.href.as_str(), site.lang.as_str()),
        ("موقع", "https://old.example/blog", "ar")
    );
    assert_eq!((site.authors["a"].name.as_str(), site.authors["b"].name.as_str()), ("سلمى", "Bob Jones"));
    assert_eq!(site.categories["child"].parent, "top");
}

#[test]
fn what_old_exports_write_is_understood() {
    // `]]>` inside CDATA, an ampersand alone, an entity of HTML, a control that no XML has.
    let item = one(
        "<item><content:encoded><![CDATA[a <![CDATA[ b ]]> :)]]></content:encoded><title>x & y &nbsp; z\u{2}</title></item>",
    );
    assert_eq!(item.content, "a <![CDATA[ b ]]> :)");
    assert_eq!(item.title, "x & y &nbsp; z");
    assert_eq!(item.kind, "post");
    // Tags in CDATA are text, and so is the end of an item.
    let item =
        one("<item><content:encoded><![CDATA[</item><item>]]></content:encoded><!-- </item> --></item>");
    assert_eq!(item.content, "</item><item>");
}

#[test]
fn items_are_the_same_however_the_bytes_arrive() {
    let text = export("<item><title>a</title></item>\n<item><title><![CDATA[ب]]></title></item>");
    let (whole, _) = read(text.as_bytes());
    for size in [1, 2, 3, 7, 64] {
        let slow = std::io::BufReader::with_capacity(size, text.as_bytes());
        let found: Vec<_> =
            Wxr::new(slow, Limits::default()).map(|next| next.expect("it can be read")).collect();
        assert_eq!(format!("{found:?}"), format!("{whole:?}"), "{size} bytes at a time");
    }
}

#[test]
fn a_comment_comes_without_the_addresses_of_whoever_wrote_it() {
    let item = one(
        "<item><wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_author>ليان</wp:comment_author>\
         <wp:comment_author_email>layan@secret.example</wp:comment_author_email><wp:comment_author_url>https://secret.example</wp:comment_author_url>\
         <wp:comment_author_IP>203.0.113.7</wp:comment_author_IP><wp:comment_content>رأي</wp:comment_content><wp:comment_approved>1</wp:comment_approved>\
         <wp:comment_parent>3</wp:comment_parent><wp:commentmeta><wp:meta_key>ip</wp:meta_key><wp:meta_value>203.0.113.7</wp:meta_value></wp:commentmeta></wp:comment></item>",
    );
    let comment = &item.comments[0];
    assert_eq!(
        (
            comment.id,
            comment.parent,
            comment.author.as_str(),
            comment.content.as_str(),
            comment.approved.as_str()
        ),
        (7, 3, "ليان", "رأي", "1")
    );
    let all = format!("{item:?}");
    assert!(!all.contains("secret.example") && !all.contains("203.0.113.7"), "{all}");
    let limits = Limits { comments: 2, ..Limits::default() };
    let text = export(&format!("<item>{}</item>", "<wp:comment></wp:comment>".repeat(5)));
    let found = Wxr::new(text.as_bytes(), limits).next().expect("an item").expect("the file goes on");
    let item = found.item.expect("it can be read");
    assert_eq!((item.comments.len(), item.more_comments), (2, 3));
}
