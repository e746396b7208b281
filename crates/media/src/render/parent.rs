//! The parent's side: start the child, feed it, listen within bounds, believe nothing unchecked.

use super::wire::{self, Ending};
use super::{Made, Plan, RenditionError, child};
use crate::probe;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// Children at work at the same time in one process; more would only take each other's memory.
static PLACES: Semaphore = Semaphore::const_new(2);

const LONGEST_COMPLAINT: u64 = 4096;

/// Makes the renditions of an original in a child process.
///
/// `program` is this program itself ([`child::this_program`]), whose `main` hands over to
/// [`child::main`] when its first argument is [`child::ARG`]. What the header already rules out is
/// refused without starting anything. Waiting for a free place does not count towards the plan's timeout.
/// Dropping the future ends the child. One that was ended by somebody else (the system, short of memory) is started once
/// more; a second such end is reported.
pub async fn make_renditions(program: &Path, original: &[u8], plan: &Plan) -> Result<Made, RenditionError> {
    probe(original, &plan.limits)?;
    let _place = PLACES.acquire().await.map_err(|_| io::Error::other("no places for decoders"))?;
    match attempt(program, original, plan).await {
        Err(RenditionError::Killed { .. }) => attempt(program, original, plan).await,
        ended => ended,
    }
}

async fn attempt(program: &Path, original: &[u8], plan: &Plan) -> Result<Made, RenditionError> {
    let mut started = start(program)?;
    let heard = timeout(plan.timeout, converse(&mut started, original, plan)).await;
    if !matches!(heard, Ok(Ok(_))) {
        let _ = started.kill().await;
    }
    match heard {
        Ok(heard) => judge(heard?, plan),
        Err(_) => Err(RenditionError::TimedOut(plan.timeout)),
    }
}

fn start(program: &Path) -> io::Result<Child> {
    Command::new(program)
        .arg(child::ARG)
        .env_clear()
        // An allocator that sets aside a great block at the start would escape the memory limit.
        .env("MIMALLOC_ARENA_RESERVE", "0")
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
}

struct Heard {
    answer: Vec<u8>,
    said: String,
    status: ExitStatus,
}

async fn converse(child: &mut Child, original: &[u8], plan: &Plan) -> Result<Heard, RenditionError> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let order = wire::order(plan)?;
    let feed = async {
        if let Some(mut stdin) = stdin {
            // A child that ended early breaks the pipe; why it ended is told by its status.
            let _ = stdin.write_all(&order).await;
            let _ = stdin.write_all(original).await;
            let _ = stdin.shutdown().await;
        }
        Ok::<(), RenditionError>(())
    };
    let listen = async {
        let answer = read_at_most(stdout, wire::LONGEST_ANSWER).await?;
        match answer.len() as u64 > wire::LONGEST_ANSWER {
            true => Err(RenditionError::BadAnswer("it does not end".into())),
            false => Ok(answer),
        }
    };
    let complaints = async { Ok(complaint(stderr).await) };
    let ((), answer, said) = tokio::try_join!(feed, listen, complaints)?;
    let status = child.wait().await?;
    Ok(Heard { answer, said, status })
}

/// Reads to the end or one byte past the limit, whichever comes first.
async fn read_at_most(from: Option<impl AsyncRead + Unpin>, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(from) = from {
        from.take(limit + 1).read_to_end(&mut bytes).await?;
    }
    Ok(bytes)
}

/// The beginning of what the child complained of; the rest is read and dropped, so that it never blocks.
async fn complaint(from: Option<impl AsyncRead + Unpin>) -> String {
    let Some(mut from) = from else { return String::new() };
    let mut bytes = Vec::new();
    let _ = (&mut from).take(LONGEST_COMPLAINT).read_to_end(&mut bytes).await;
    let _ = tokio::io::copy(&mut from, &mut tokio::io::sink()).await;
    String::from_utf8_lossy(&bytes).trim().chars().take(500).collect()
}

fn judge(heard: Heard, plan: &Plan) -> Result<Made, RenditionError> {
    const OUT_OF_CPU: i32 = 24;
    if let Some(signal) = heard.status.signal() {
        return Err(match signal {
            OUT_OF_CPU => RenditionError::TimedOut(plan.timeout),
            _ if heard.said.contains("memory allocation of") => RenditionError::OutOfMemory,
            signal => RenditionError::Killed { signal, said: heard.said },
        });
    }
    if !heard.status.success() {
        return Err(RenditionError::Failed { code: heard.status.code().unwrap_or(-1), said: heard.said });
    }
    let answer = wire::read_answer(&heard.answer, plan).map_err(RenditionError::BadAnswer)?;
    match answer.ending {
        Ending::Refused(refused) => Err(refused.into()),
        Ending::OutOfMemory => Err(RenditionError::OutOfMemory),
        Ending::Made { width, height, tint, likeness } => {
            accept(Made { width, height, tint: tint.min(15), likeness, renditions: answer.pictures }, plan)
        }
    }
}

fn accept(made: Made, plan: &Plan) -> Result<Made, RenditionError> {
    crate::probe::check_size(made.width, made.height, &plan.limits)?;
    let widths: Vec<u32> = made.renditions.iter().map(|picture| picture.width).collect();
    if widths != super::widths_for(plan, made.width) {
        return Err(RenditionError::BadAnswer("it has other widths than were ordered".into()));
    }
    Ok(made)
}
