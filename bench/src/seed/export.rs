//! An export of WordPress made of real words, for measuring what it takes to bring one in.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::texts::Text;

/// Every so many posts have a comment.
const COMMENTED: usize = 3;

/// Writes an export of `count` posts, the texts again and again; answers its bytes.
pub fn write(path: &Path, texts: &[Text], count: usize) -> anyhow::Result<u64> {
    let mut file = BufWriter::new(File::create(path)?);
    write!(
        file,
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n\
         <title>موقع يُقاس</title>\n<link>https://old.example</link>\n<language>ar</language>\n<wp:wxr_version>1.2</wp:wxr_version>\n"
    )?;
    for number in 0..count {
        post(&mut file, &texts[number % texts.len()], number, number / texts.len())?;
    }
    write!(file, "</channel>\n</rss>\n")?;
    file.flush()?;
    Ok(std::fs::metadata(path)?.len())
}

fn post(file: &mut impl Write, text: &Text, number: usize, again: usize) -> anyhow::Result<()> {
    let id = number + 1;
    let (year, month, day) = (2010 + number / 3_650 % 15, 1 + number / 28 % 12, 1 + number % 28);
    let date = format!("{year}-{month:02}-{day:02} {:02}:{:02}:00", number % 24, number % 60);
    let paragraphs: Vec<String> = text.body.lines().map(escaped).filter(|line| !line.is_empty()).collect();
    let section = if text.section.is_empty() { "various" } else { text.section };
    write!(
        file,
        "<item>\n<title><![CDATA[{} {again}]]></title>\n<link>https://old.example/{year}/{month:02}/post-{id}/</link>\n\
         <dc:creator><![CDATA[{}]]></dc:creator>\n<guid isPermaLink=\"false\">https://old.example/?p={id}</guid>\n\
         <content:encoded><![CDATA[<p>{}</p>]]></content:encoded>\n<excerpt:encoded><![CDATA[{}]]></excerpt:encoded>\n\
         <wp:post_id>{id}</wp:post_id>\n<wp:post_date>{date}</wp:post_date>\n<wp:post_date_gmt>{date}</wp:post_date_gmt>\n\
         <wp:post_name>post-{id}</wp:post_name>\n<wp:status>publish</wp:status>\n<wp:post_parent>0</wp:post_parent>\n\
         <wp:post_type>post</wp:post_type>\n<category domain=\"category\" nicename=\"{section}\"><![CDATA[{section}]]></category>\n",
        escaped(&text.headline),
        escaped(&text.author),
        paragraphs.join("</p>\n\n<p>"),
        escaped(&text.lead),
    )?;
    for word in text.headline.split_whitespace().filter(|word| word.chars().count() > 4).take(2) {
        let word = escaped(word);
        writeln!(file, "<category domain=\"post_tag\" nicename=\"{word}\"><![CDATA[{word}]]></category>")?;
    }
    if number.is_multiple_of(COMMENTED) {
        let said: String = escaped(&text.lead).chars().take(200).collect();
        writeln!(
            file,
            "<wp:comment><wp:comment_id>{id}</wp:comment_id><wp:comment_author><![CDATA[قارئ]]></wp:comment_author>\
             <wp:comment_date_gmt>{date}</wp:comment_date_gmt><wp:comment_content><![CDATA[تعليق: {said}]]></wp:comment_content>\
             <wp:comment_approved>1</wp:comment_approved></wp:comment>"
        )?;
    }
    writeln!(file, "</item>")?;
    Ok(())
}

/// As it may stand in an attribute and in CDATA.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    text.chars().filter(|letter| !letter.is_control()).collect::<String>().trim().to_owned()
}
