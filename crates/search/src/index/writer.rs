//! The one writer of a generation: a thread that owns tantivy's writer while there is work.
//!
//! The thread begins with the first change. After a while without any it gives merges the time they need
//! and lets the writer go, so that an index at rest costs a sleeping thread and neither memory nor a lock.

use crate::schema::{self, Fields};
use crate::{Change, SearchError};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexWriter, Term};

/// The least that tantivy takes for its arena, in bytes.
const ARENA: usize = 15_000_000;
/// Segments of fewer documents than this are merged with one another whatever their size. The library's own bound, ten
/// thousand, lets a newsroom write its whole index anew every eight publications.
const SMALL_SEGMENT: u32 = 64;
/// How far writing and merging step back behind what readers wait for, as `nice` counts it: against a busy thread they get a tenth
/// of a processor. Where a core has time a commit takes no longer for it, and where none has, it still comes to its end.
const STEP_BACK: i32 = 10;
/// Batches that wait before `apply` itself waits.
const QUEUE: usize = 4;

pub struct Writer {
    index: tantivy::Index,
    fields: Fields,
    idle: Duration,
    running: Mutex<Option<Running>>,
}

struct Running {
    orders: SyncSender<Order>,
    thread: JoinHandle<()>,
}

struct Order {
    changes: Vec<Change>,
    cursor: i64,
    answer: SyncSender<Result<(), SearchError>>,
}

impl Writer {
    pub fn new(index: tantivy::Index, fields: Fields, idle: Duration) -> Writer {
        Writer { index, fields, idle, running: Mutex::new(None) }
    }

    /// Makes the changes in one commit that carries the cursor.
    pub fn apply(&self, changes: Vec<Change>, cursor: i64) -> Result<(), SearchError> {
        let (answer, heard) = sync_channel(1);
        let mut order = Order { changes, cursor, answer };
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        // A thread that panicked is replaced once.
        for _ in 0..2 {
            let thread = match running.take() {
                Some(thread) => running.insert(thread),
                None => running.insert(self.start()?),
            };
            match thread.orders.send(order) {
                Ok(()) => break,
                Err(unsent) => order = unsent.0,
            }
            if let Some(ended) = running.take() {
                let _ = ended.thread.join();
            }
        }
        drop(running);
        heard.recv().map_err(|_| SearchError::WriterEnded)?
    }

    fn start(&self) -> Result<Running, SearchError> {
        let (orders, inbox) = sync_channel(QUEUE);
        let (index, fields, idle) = (self.index.clone(), self.fields, self.idle);
        let thread = thread::Builder::new()
            .name("search-writer".into())
            .spawn(move || work(&index, &fields, idle, &inbox))?;
        Ok(Running { orders, thread })
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let running = self.running.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Running { orders, thread }) = running {
            drop(orders);
            let _ = thread.join();
        }
    }
}

fn work(index: &tantivy::Index, fields: &Fields, idle: Duration, inbox: &Receiver<Order>) {
    // The library begins its threads from this one, after each commit anew, and they are as quiet as whoever begins them.
    if let Err(error) = rustix::process::nice(STEP_BACK) {
        tracing::debug!(%error, "writing the search index is as urgent as all else");
    }
    let mut writer: Option<IndexWriter> = None;
    while let Some(order) = next(inbox, idle, &mut writer) {
        let done = commit(index, fields, &mut writer, order.changes, order.cursor);
        if done.is_err() {
            // A writer that failed is not trusted with the next batch; what it had begun is forgotten.
            writer = None;
        }
        let _ = order.answer.send(done);
    }
    writer.into_iter().for_each(rest);
}

/// The next batch; while there is none, the writer is held no longer than `idle`.
fn next(inbox: &Receiver<Order>, idle: Duration, writer: &mut Option<IndexWriter>) -> Option<Order> {
    if writer.is_some() {
        match inbox.recv_timeout(idle) {
            Ok(order) => return Some(order),
            Err(RecvTimeoutError::Timeout) => writer.take().into_iter().for_each(rest),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    inbox.recv().ok()
}

fn rest(writer: IndexWriter) {
    if let Err(error) = writer.wait_merging_threads() {
        tracing::warn!(%error, "merging the search index failed and will be tried again");
    }
}

fn commit(
    index: &tantivy::Index,
    fields: &Fields,
    held: &mut Option<IndexWriter>,
    changes: Vec<Change>,
    cursor: i64,
) -> Result<(), SearchError> {
    let writer = match held.take() {
        Some(writer) => held.insert(writer),
        None => held.insert(open(index)?),
    };
    for change in changes {
        match change {
            Change::Put(document) => {
                writer.delete_term(Term::from_field_text(fields.id, &document.id));
                writer.add_document(schema::lay_out(fields, document.bounded()))?;
            }
            Change::Remove(id) => {
                writer.delete_term(Term::from_field_text(fields.id, &id));
            }
        }
    }
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&cursor.to_string());
    prepared.commit()?;
    Ok(())
}

fn open(index: &tantivy::Index) -> Result<IndexWriter, SearchError> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .memory_budget_per_thread(ARENA)
        .num_merge_threads(1)
        .build();
    let writer: IndexWriter = index.writer_with_options(options)?;
    // A segment whose last document is replaced while it is being merged leaves the list with the commit, and the
    // library then warns that it "couldn't find segment": that merge is thrown away, nothing is lost, and the next one
    // takes what is left. Waiting for merges before each commit would end it, and hold every publication up.
    let mut merging = LogMergePolicy::default();
    merging.set_min_layer_size(SMALL_SEGMENT);
    writer.set_merge_policy(Box::new(merging));
    Ok(writer)
}
