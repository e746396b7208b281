//! The pictures of a gallery and their order: no I/O.

use content::Tree;
use content::tree::{Block, Picture, PictureAttrs};

use crate::id::MediaId;

/// A picture of a gallery. Empty words mean those of the media library.
#[derive(Debug, Clone, PartialEq)]
pub struct GalleryPicture {
    pub picture: MediaId,
    pub caption: String,
    pub alt: String,
    pub credit: String,
}

/// The text of a gallery as it is shown, with every picture in its place: the one that leads the article is the first,
/// unless it stands further on by itself. Pictures that are not `shown` are left out.
pub fn laid_out(
    body: &Tree,
    lead: Option<&MediaId>,
    shown: impl Fn(&str) -> bool,
) -> (Tree, Vec<GalleryPicture>) {
    // The piece is the gallery: those inside its text are opened.
    let mut tree = Tree { content: body.content.iter().cloned().flat_map(opened).collect(), ..body.clone() };
    let is_of = |block: &Block, media: &str| matches!(block, Block::Picture(p) if p.attrs.media == media);
    if let Some(lead) = lead.filter(|lead| !tree.content.iter().any(|block| is_of(block, lead.as_str()))) {
        let first = tree.content.iter().position(|block| matches!(block, Block::Picture(_)));
        let attrs = PictureAttrs { media: lead.0.clone(), ..PictureAttrs::default() };
        tree.content.insert(first.unwrap_or(tree.content.len()), Block::Picture(Picture { attrs }));
    }
    tree.content.retain(|block| !matches!(block, Block::Picture(p) if !shown(&p.attrs.media)));
    for block in &mut tree.content {
        if let Block::Map(map) = block {
            map.content.retain(|picture| shown(&picture.attrs.media));
        }
    }
    if tree.content.is_empty() {
        tree = Tree::new(Vec::new());
    }
    // A drawn map is a part of the text, and none of those that are counted.
    let own = tree.content.iter().filter_map(|block| match block {
        Block::Picture(picture) => Some(&picture.attrs),
        _ => None,
    });
    let pictures = own.map(|attrs| GalleryPicture {
        picture: MediaId(attrs.media.clone()),
        caption: attrs.caption.clone(),
        alt: attrs.alt.clone(),
        credit: attrs.credit.clone(),
    });
    let pictures = pictures.collect();
    (tree, pictures)
}

fn opened(block: Block) -> Vec<Block> {
    match block {
        Block::Gallery(gallery) => gallery.content.into_iter().map(Block::Picture).collect(),
        other => vec![other],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use content::tree::{Gallery, IdAttrs};

    fn body(of: &[&str]) -> Tree {
        let block = |media: &&str| match *media {
            "text" => Block::paragraph("نص"),
            media => Block::Picture(Picture {
                attrs: PictureAttrs { media: media.to_owned(), ..PictureAttrs::default() },
            }),
        };
        Tree::new(of.iter().map(block).collect())
    }

    fn order(of: &[&str], lead: Option<&str>) -> Vec<String> {
        let lead = lead.map(MediaId::from);
        let (_, pictures) = laid_out(&body(of), lead.as_ref(), |media| media != "gone");
        pictures.into_iter().map(|picture| picture.picture.0).collect()
    }

    #[test]
    fn the_leading_picture_is_the_first_unless_it_stands_further_on() {
        assert_eq!(order(&["text", "a", "b"], Some("c")), ["c", "a", "b"]);
        assert_eq!(order(&["text", "a", "b"], Some("b")), ["a", "b"]);
        assert_eq!(order(&["text"], Some("c")), ["c"]);
        assert_eq!(order(&["a", "gone", "b"], None), ["a", "b"]);
        assert_eq!(order(&["text"], Some("gone")), Vec::<String>::new());
        let picture = |media: &str| Picture {
            attrs: PictureAttrs { media: media.to_owned(), ..PictureAttrs::default() },
        };
        let inside =
            Gallery { attrs: IdAttrs::default(), content: vec![picture("a"), picture("gone"), picture("b")] };
        let text = Tree::new(vec![inside.into(), picture("c").into()]);
        let (_, pictures) = laid_out(&text, Some(&MediaId::from("b")), |media| media != "gone");
        let order: Vec<&str> = pictures.iter().map(|picture| picture.picture.as_str()).collect();
        assert_eq!(order, ["a", "b", "c"], "a gallery inside is opened");
        let (tree, _) = laid_out(&body(&["text", "a"]), Some(&MediaId::from("c")), |_| true);
        assert!(matches!(
            tree.content.as_slice(),
            [Block::Paragraph(_), Block::Picture(_), Block::Picture(_)]
        ));
    }
}
