//! One generation: a tantivy index in a folder, its reader, and a writer when there is something to write.

use super::writer::Writer;
use crate::alike::{Common, Segments};
use crate::analysis::Analysis;
use crate::schema::{self, Fields};
use crate::{Change, SearchError};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tantivy::directory::MmapDirectory;
use tantivy::{IndexReader, ReloadPolicy};

pub struct Generation {
    pub fields: Fields,
    pub analysis: Analysis,
    pub reader: IndexReader,
    /// Words that tell nothing, as far as they are known.
    pub common: Common,
    /// What is kept of its segments.
    pub segments: Segments,
    index: tantivy::Index,
    writer: Writer,
    /// What the last commit of this process came with; `UNKNOWN` before the first.
    reached: AtomicI64,
}

const UNKNOWN: i64 = i64::MIN;

impl Generation {
    /// Makes an empty generation; a folder of that name must not hold one.
    pub fn create(folder: &Path, analysis: &Analysis, idle: Duration) -> Result<Generation, SearchError> {
        fs::create_dir_all(folder)?;
        let (schema, _) = schema::schema();
        let mut index = tantivy::Index::create_in_dir(folder, schema)?;
        index.set_tokenizers(schema::tokenizers(analysis));
        Generation::of(index, analysis, idle)
    }

    /// Opens a generation.
    pub fn open(folder: &Path, analysis: &Analysis, idle: Duration) -> Result<Generation, SearchError> {
        let directory = MmapDirectory::open(folder).map_err(|error| SearchError::Index(error.to_string()))?;
        let mut index = tantivy::Index::open(directory)?;
        if index.schema() != schema::schema().0 {
            return Err(SearchError::Index("it has other fields".into()));
        }
        index.set_tokenizers(schema::tokenizers(analysis));
        Generation::of(index, analysis, idle)
    }

    fn of(index: tantivy::Index, analysis: &Analysis, idle: Duration) -> Result<Generation, SearchError> {
        let (_, fields) = schema::schema();
        // Reloading by hand makes a search after a return of `apply` see what was applied.
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let writer = Writer::new(index.clone(), fields, idle);
        Ok(Generation {
            fields,
            analysis: analysis.clone(),
            reader,
            common: Common::default(),
            segments: Segments::default(),
            index,
            writer,
            reached: AtomicI64::new(UNKNOWN),
        })
    }

    pub fn cursor(&self) -> Result<Option<i64>, SearchError> {
        let payload = self.index.load_metas()?.payload;
        Ok(payload.and_then(|text| text.parse().ok()))
    }

    pub fn apply(&self, changes: Vec<Change>, cursor: i64) -> Result<(), SearchError> {
        self.writer.apply(changes, cursor)?;
        self.reader.reload()?;
        self.reached.store(cursor, Ordering::Release);
        Ok(())
    }

    /// The cursor as this process left it, without a look at the disk after the first.
    pub fn reached(&self) -> Result<Option<i64>, SearchError> {
        match self.reached.load(Ordering::Acquire) {
            UNKNOWN => {
                let cursor = self.cursor()?;
                if let Some(cursor) = cursor {
                    let _ =
                        self.reached.compare_exchange(UNKNOWN, cursor, Ordering::AcqRel, Ordering::Acquire);
                }
                Ok(cursor)
            }
            reached => Ok(Some(reached)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;
    use tantivy::IndexWriter;

    #[test]
    fn a_crash_between_write_and_commit_is_replayed() {
        let folder = tempfile::tempdir().expect("a folder");
        let analysis = Analysis::protecting([]);
        let document = |id: &str| Document { id: id.into(), title: "خبر".into(), ..Document::default() };
        let idle = Duration::from_secs(60);
        let generation = Generation::create(folder.path(), &analysis, idle).expect("created");
        generation.apply(vec![Change::Put(document("a"))], 1).expect("applied");
        let fields = generation.fields;
        drop(generation);
        {
            // All of a commit but its last step: the segment is on the disk, the list of segments is not.
            let mut index = tantivy::Index::open_in_dir(folder.path()).expect("opens");
            index.set_tokenizers(schema::tokenizers(&analysis));
            let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).expect("a writer");
            writer.add_document(schema::lay_out(&fields, document("b"))).expect("added");
            let mut prepared = writer.prepare_commit().expect("prepared");
            prepared.set_payload("2");
        }
        let generation = Generation::open(folder.path(), &analysis, idle).expect("opens");
        assert_eq!(generation.cursor().expect("answers"), Some(1));
        assert_eq!(generation.reader.searcher().num_docs(), 1);
        generation.apply(vec![Change::Put(document("b"))], 2).expect("replayed");
        assert_eq!(
            (generation.cursor().expect("answers"), generation.reader.searcher().num_docs()),
            (Some(2), 2)
        );
    }
}
