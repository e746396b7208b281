//! The binary: a match on the command. What a command does is in `commands/`, what the newsroom is made of in
//! `wiring.rs`.

mod backups;
mod bucket;
mod commands;
mod doors;
mod errands;
mod instance;
mod settings;
mod shipping;
mod upgrade;
mod wiring;

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A picture is decoded in a process of its own: this one, started again with nothing but that to do.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == media::child::ARG) {
        return media::child::main();
    }
    let command = commands::Khabar::parse();
    match command.run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("khabar: {error:#}");
            ExitCode::FAILURE
        }
    }
}
