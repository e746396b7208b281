//! The child: the same program, started again with [`ARG`] as its first argument, in which strangers'
//! pictures are decoded.
//!
//! It gives up files, processes, memory and time before it reads its first byte, so a decoder that is
//! tricked has nothing to reach: it cannot open or write a file, and ends soon whatever it does.

use super::wire::{self, Ending};
use super::{Made, Plan, RenditionError, make_renditions_here};
use rlimit::Resource;
use std::io::{self, BufWriter, Read};
use std::path::PathBuf;
use std::process::ExitCode;

/// The argument that makes the program be the child: it must be the first and only one.
pub const ARG: &str = "__decode-picture";

/// The program that is running, to be started again. On Linux it is found even after an upgrade
/// replaced the file on the disk.
pub fn this_program() -> io::Result<PathBuf> {
    let own = PathBuf::from("/proc/self/exe");
    if own.exists() { Ok(own) } else { std::env::current_exe() }
}

/// What the program's `main` calls, and ends with, when its first argument is [`ARG`]. Call it before
/// anything else: before threads, a runtime, logging or reading configuration.
pub fn main() -> ExitCode {
    match work() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::OutOfMemory => {
            let told = wire::write_ending(&mut io::stdout().lock(), &Ending::OutOfMemory);
            told.map_or(ExitCode::from(3), |()| ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
    }
}

fn work() -> io::Result<()> {
    let mut stdin = io::stdin().lock();
    let plan = wire::read_order(&mut stdin)?;
    give_up_everything(&plan)?;
    let mut original = Vec::new();
    stdin.take(plan.limits.bytes + 1).read_to_end(&mut original)?;
    let made = make_renditions_here(&original, &plan);
    answer(made)
}

fn answer(made: Result<Made, RenditionError>) -> io::Result<()> {
    let mut stdout = BufWriter::new(io::stdout().lock());
    let ending = match made {
        Ok(made) => return wire::write_made(&mut stdout, &made),
        Err(RenditionError::Refused(refused)) => Ending::Refused(refused),
        Err(RenditionError::OutOfMemory) => Ending::OutOfMemory,
        Err(other) => return Err(io::Error::other(other.to_string())),
    };
    wire::write_ending(&mut stdout, &ending)
}

fn give_up_everything(plan: &Plan) -> io::Result<()> {
    // Code, stacks and what the allocator set aside at the start are not the picture's doing.
    let memory = plan.memory + address_space_now()?;
    let seconds = plan.timeout.as_secs().max(1) + 1;
    for (resource, limit) in [
        (Resource::AS, memory),
        (Resource::CPU, seconds),
        (Resource::FSIZE, 0),
        (Resource::CORE, 0),
        (Resource::NOFILE, 0),
        (Resource::NPROC, 0),
    ] {
        if resource.is_supported() {
            resource.set(limit, limit)?;
        }
    }
    Ok(())
}

/// Bytes of address space in use, zero where the system does not tell.
fn address_space_now() -> io::Result<u64> {
    const PAGE: u64 = 4096;
    let Ok(text) = std::fs::read_to_string("/proc/self/statm") else { return Ok(0) };
    let pages: u64 = text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0);
    Ok(pages * PAGE)
}
