//! Takes in items in their order: while some are written, those after them are made ready. What is on its way at once is
//! bounded, and two items of one name never are.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::stream::FuturesOrdered;
use futures_util::{FutureExt, StreamExt};
use tokio::task::{JoinError, JoinHandle};

use super::batch::Batch;
use super::import_page::import_page;
use super::prepare::{Arrived, Brought};
use super::write_item::write_item;
use crate::app::App;
use crate::features::imports::{ItemOutcome, ItemReport, Report};

/// Groups that are being made ready, or are ready, while another is written.
const GROUPS: usize = 3;
/// So many times as many items are being written as are read at once: enough that the database always has some to commit
/// together while others wait.
const WRITTEN: usize = 4;

/// Items on their way in.
pub struct Intake<'a> {
    app: &'a App,
    batch: &'a Arc<Batch>,
    preparing: VecDeque<JoinHandle<Result<Vec<Brought>, JoinError>>>,
    ready: VecDeque<Brought>,
    writing: FuturesOrdered<BoxFuture<'a, Landed>>,
    names: HashSet<String>,
    most_written: usize,
}

/// What became of an item.
struct Landed {
    name: Option<String>,
    item: ItemReport,
    is_page: bool,
    /// How many comments came with it.
    comments: u64,
}

impl<'a> Intake<'a> {
    /// Nothing is on its way yet.
    pub fn new(app: &'a App, batch: &'a Arc<Batch>) -> Self {
        let (preparing, ready, writing, names) = Default::default();
        let most_written = app.config.import_at_once.max(1).saturating_mul(WRITTEN);
        Self { app, batch, preparing, ready, writing, names, most_written }
    }

    /// Takes a group, whose items have these names, each of them once; it waits while as much as may be is on its way.
    pub async fn take<F>(
        &mut self,
        names: Vec<String>,
        group: F,
        report: &mut Report,
    ) -> Result<(), JoinError>
    where
        F: Future<Output = Result<Vec<Brought>, JoinError>> + Send + 'static,
    {
        if names.iter().any(|name| self.names.contains(name)) {
            self.finish(report).await?;
        }
        self.names.extend(names);
        self.preparing.push_back(tokio::spawn(group));
        while self.preparing.len() > GROUPS {
            self.step(report).await?;
        }
        Ok(())
    }

    /// Waits until all are in.
    pub async fn finish(&mut self, report: &mut Report) -> Result<(), JoinError> {
        while self.step(report).await? {}
        self.names.clear();
        Ok(())
    }

    /// Waits for something else while all that is on its way goes on: whoever reads may be waiting for what it holds.
    pub async fn meanwhile<T>(
        &mut self,
        other: impl Future<Output = T>,
        report: &mut Report,
    ) -> Result<T, JoinError> {
        let mut other = std::pin::pin!(other);
        loop {
            tokio::select! {
                outcome = &mut other => return Ok(outcome),
                went_on = self.step(report) => {
                    if !went_on? {
                        return Ok(other.await);
                    }
                }
            }
        }
    }

    /// Waits until one more is in, or one more group is ready; `false` when nothing is on its way. Nothing is lost when it is
    /// given up.
    async fn step(&mut self, report: &mut Report) -> Result<bool, JoinError> {
        while self.writing.len() < self.most_written
            && let Some(brought) = self.ready.pop_front()
        {
            self.writing.push_back(write(self.app, self.batch, brought).boxed());
            // Begun at once, so that they are written in their order.
            if let Some(Some(landed)) = self.writing.next().now_or_never() {
                self.land(landed, report);
            }
        }
        let Self { preparing, writing, ready, .. } = self;
        let is_waited_for = ready.is_empty() && !preparing.is_empty();
        let next_group = async {
            match preparing.front_mut() {
                Some(group) => group.await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            Some(landed) = writing.next(), if !writing.is_empty() => self.land(landed, report),
            group = next_group, if is_waited_for => {
                self.preparing.pop_front();
                self.ready.extend(group??);
            }
            else => return Ok(false),
        }
        Ok(true)
    }

    fn land(&mut self, landed: Landed, report: &mut Report) {
        let Landed { name, item, is_page, comments } = landed;
        if let Some(name) = name {
            self.names.remove(&name);
        }
        if !matches!(item.outcome, ItemOutcome::Refused | ItemOutcome::Skipped) {
            report.pages += u64::from(is_page);
            report.comments += comments;
        }
        self.batch.count(report, item);
    }
}

async fn write(app: &App, batch: &Batch, brought: Brought) -> Landed {
    let Brought { name, arrived, share } = brought;
    let comments = match &arrived {
        Arrived::Piece(coming) => coming.comments.kept.len() as u64,
        _ => 0,
    };
    let is_page = matches!(arrived, Arrived::Page(_));
    let item = match arrived {
        Arrived::Told(item) => *item,
        Arrived::Piece(coming) => write_item(app, batch, *coming).await,
        Arrived::Page(coming) => import_page(app, batch, *coming).await,
    };
    // What it held is free for others.
    drop(share);
    Landed { name, item, is_page, comments }
}
