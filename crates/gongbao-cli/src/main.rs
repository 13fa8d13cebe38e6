//! The command line of gongbao: reports in, summaries, JSON, reading texts and explanations out.
//!
//! # What it does not do
//! It holds no rule of its own: what is found is found by the crate `gongbao`, and is the same through every door.

mod args;
#[cfg(feature = "tables")]
mod batch;
mod explain;
mod lines;
mod run;
mod summary;
#[cfg(feature = "tables")]
mod table;
mod telling;
mod terminal;

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use clap::Parser;

use crate::args::Cli;

fn main() -> ExitCode {
    let failed = match run::run(Cli::parse().command) {
        Ok(failed) => failed,
        // The reader has seen enough: `gongbao analyze --json reports/ | head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => false,
        Err(error) => {
            complain("standard output", &gongbao_files::reason(&error));
            true
        }
    };
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Says on standard error what went wrong with what.
fn complain(name: &str, what: &str) {
    use io::Write as _;
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "gongbao: {}: {}", terminal::visible(name), terminal::visible(what));
}
