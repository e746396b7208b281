//! One generation: a tantivy index in a folder, its reader, and a writer when there is something to write.

use super::writer::Writer;
use crate::analysis::Analysis;
use crate::schema::{self, Fields};
use crate::{Change, SearchError};
use std::fs;
use std::path::Path;
use std::time::Duration;
use tantivy::directory::MmapDirectory;
use tantivy::{IndexReader, ReloadPolicy};

pub struct Generation {
    pub fields: Fields,
    pub analysis: Analysis,
    pub reader: IndexReader,
    index: tantivy::Index,
    writer: Writer,
}

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
        Ok(Generation { fields, analysis: analysis.clone(), reader, index, writer })
    }

    pub fn cursor(&self) -> Result<Option<i64>, SearchError> {
        let payload = self.index.load_metas()?.payload;
        Ok(payload.and_then(|text| text.parse().ok()))
    }

    pub fn apply(&self, changes: Vec<Change>, cursor: i64) -> Result<(), SearchError> {
        self.writer.apply(changes, cursor)?;
        Ok(self.reader.reload()?)
    }
}
