//! The decoding child for the tests of this crate.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some(media::child::ARG) => media::child::main(),
        _ => ExitCode::from(2),
    }
}
