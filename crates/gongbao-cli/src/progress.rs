//! How far a long run is, on one line of a terminal that is written over.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::terminal::{grouped, pad};

/// How often the line is written.
const PACE: Duration = Duration::from_millis(200);

/// The line of a run.
#[derive(Debug)]
pub(crate) struct Progress {
    shown: bool,
    started: Instant,
    last: Option<Instant>,
    reports: (usize, usize),
    bytes: (u64, u64),
    /// What was done by an earlier run, which says nothing of the pace of this one.
    before: u64,
}

impl Progress {
    /// A run over so many reports of so many bytes; the line is shown where standard error is a terminal.
    pub(crate) fn new(reports: usize, bytes: u64, quiet: bool) -> Self {
        Self {
            shown: !quiet && io::stderr().is_terminal(),
            started: Instant::now(),
            last: None,
            reports: (0, reports),
            bytes: (0, bytes),
            before: 0,
        }
    }

    /// What an earlier run has done.
    pub(crate) fn skip(&mut self, reports: usize, bytes: u64) {
        self.reports.0 += reports;
        self.bytes.0 += bytes;
        self.before += bytes;
    }

    /// A report more.
    pub(crate) fn step(&mut self, bytes: u64) {
        self.reports.0 += 1;
        self.bytes.0 += bytes;
        if self.shown && self.last.is_none_or(|last| last.elapsed() >= PACE) {
            self.last = Some(Instant::now());
            let _ = write!(io::stderr(), "\r{}", pad(&self.line(self.started.elapsed()), 78));
        }
    }

    /// Takes the line away.
    pub(crate) fn end(&self) {
        if self.shown && self.last.is_some() {
            let _ = write!(io::stderr(), "\r{}\r", " ".repeat(78));
        }
    }

    fn line(&self, elapsed: Duration) -> String {
        let pace = (self.bytes.0 - self.before) as f64 / elapsed.as_secs_f64().max(1e-3);
        let left = self.bytes.1.saturating_sub(self.bytes.0) as f64 / pace.max(1.0);
        let percent = (self.bytes.0.min(self.bytes.1) * 100).checked_div(self.bytes.1).unwrap_or(100);
        format!(
            "{percent:>3}%  {} of {} reports  {:.1} MB/s  {} left",
            grouped(self.reports.0),
            grouped(self.reports.1),
            pace / 1e6,
            clock(left as u64)
        )
    }
}

/// Seconds as hours, minutes and seconds.
fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_pace_and_time_left() {
        let mut progress = Progress::new(1_200, 4_000_000, true);
        progress.skip(200, 1_000_000);
        progress.step(1_000_000);
        let line = progress.line(Duration::from_secs(2));
        assert_eq!(line, " 50%  201 of 1,200 reports  0.5 MB/s  0:04 left");
        assert_eq!(clock(3_723), "1:02:03");
        assert!(Progress::new(0, 0, true).line(Duration::ZERO).starts_with("100%"));
    }
}
