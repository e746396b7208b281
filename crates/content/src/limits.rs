//! The bounds of one document. Each is checked on the way in; nothing later has to wonder.

/// The version of the schema this build reads and writes.
pub const VERSION: u32 = 1;
/// Bytes of JSON that `parse` will look at.
pub const JSON_BYTES: usize = 2 * 1024 * 1024;
/// Nesting of JSON objects and arrays together; a full document needs 20.
pub const JSON_DEPTH: usize = 32;
/// Blocks in a document, nested ones and list items counted, table rows and cells not.
pub const BLOCKS: usize = 5_000;
/// Characters of text in one block that holds text.
pub const BLOCK_CHARS: usize = 100_000;
/// Characters in one string attribute.
pub const ATTR_CHARS: usize = 2_000;
/// Lists inside lists.
pub const LIST_DEPTH: usize = 3;
/// Pictures of a gallery, at least.
pub const GALLERY_LEAST: usize = 2;
/// Pictures of a gallery, at most.
pub const GALLERY_MOST: usize = 60;
/// Columns of a table.
pub const TABLE_COLUMNS: usize = 20;
/// Rows of a table.
pub const TABLE_ROWS: usize = 200;
/// Ends of the addresses of files that browsers play.
pub const PLAYED: [&str; 10] = ["mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "flac", "weba", "webm"];
/// Bytes of HTML that an import will look at.
pub const HTML_BYTES: usize = 10 * 1024 * 1024;
/// Open elements an import keeps track of; deeper tags are flattened, their text kept.
pub const HTML_DEPTH: usize = 256;
/// Nodes that imported HTML may unfold into; misnested tags can multiply, this stops them.
pub const HTML_NODES: usize = 500_000;
