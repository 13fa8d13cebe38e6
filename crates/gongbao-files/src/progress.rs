//! How far a long run is, on one line of a terminal that is written over: in the form that tqdm has made known.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often the line is written.
const PACE: Duration = Duration::from_millis(200);
/// How many cells the line takes.
const WIDTH: usize = 78;
/// How many cells of it the bar takes.
const BAR: u64 = 10;

/// The line of a run.
#[derive(Debug)]
pub struct Progress {
    shown: bool,
    started: Instant,
    last: Option<Instant>,
    reports: u64,
    /// Bytes, and how many there are in all where that is known.
    bytes: (u64, Option<u64>),
    /// Reports and bytes that an earlier run has done, which say nothing of the pace of this one.
    before: (u64, u64),
}

impl Progress {
    /// A run over so many bytes, if that is known. The line goes to standard error; without `shown` it is shown where
    /// that is a terminal.
    #[must_use]
    pub fn new(bytes: Option<u64>, shown: Option<bool>) -> Self {
        Self {
            shown: shown.unwrap_or_else(|| io::stderr().is_terminal()),
            started: Instant::now(),
            last: None,
            reports: 0,
            bytes: (0, bytes),
            before: (0, 0),
        }
    }

    /// What an earlier run has done.
    pub fn skip(&mut self, reports: u64, bytes: u64) {
        self.reports += reports;
        self.bytes.0 += bytes;
        self.before = (self.before.0 + reports, self.before.1 + bytes);
    }

    /// More reports are done, of so many bytes.
    pub fn step(&mut self, reports: u64, bytes: u64) {
        self.reports += reports;
        self.bytes.0 += bytes;
        if self.shown && self.last.is_none_or(|last| last.elapsed() >= PACE) {
            self.last = Some(Instant::now());
            // Where standard error is closed there is nobody who looks.
            let _ = write!(io::stderr(), "\r{:<WIDTH$}", self.line(self.started.elapsed()));
        }
    }

    /// Takes the line away.
    pub fn end(&mut self) {
        if self.shown && self.last.take().is_some() {
            let _ = write!(io::stderr(), "\r{:WIDTH$}\r", "");
        }
    }

    fn line(&self, elapsed: Duration) -> String {
        let seconds = elapsed.as_secs_f64().max(1e-3);
        let reports = (self.reports - self.before.0) as f64 / seconds;
        let bytes = (self.bytes.0 - self.before.1) as f64 / seconds;
        let mut line = String::new();
        let mut left = String::new();
        if let Some(total) = self.bytes.1 {
            let done = self.bytes.0.min(total);
            let percent = (done * 100).checked_div(total).unwrap_or(100);
            let full = percent * BAR / 100;
            let bar = "█".repeat(full as usize) + &" ".repeat((BAR - full) as usize);
            let _ = write!(line, "{percent:>3}%|{bar}| ");
            left = format!("<{}", clock(((total - done) as f64 / bytes.max(1.0)) as u64));
        }
        let _ = write!(
            line,
            "{} reports [{}{left}, {reports:.1} reports/s, {:.1} MB/s]",
            self.reports,
            clock(elapsed.as_secs()),
            bytes / 1e6
        );
        line
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

/// Seconds as hours, minutes and seconds.
fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes:02}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_pace_and_time_left() {
        let mut progress = Progress::new(Some(4_000_000), Some(false));
        progress.skip(200, 1_000_000);
        progress.step(1, 1_000_000);
        let line = progress.line(Duration::from_secs(2));
        assert_eq!(line, " 50%|█████     | 201 reports [00:02<00:04, 0.5 reports/s, 0.5 MB/s]");
        assert_eq!(clock(3_723), "1:02:03");
        assert!(Progress::new(Some(0), Some(false)).line(Duration::ZERO).starts_with("100%|██████████|"));
        let mut unknown = Progress::new(None, Some(false));
        unknown.step(7, 0);
        assert_eq!(unknown.line(Duration::from_secs(7)), "7 reports [00:07, 1.0 reports/s, 0.0 MB/s]");
    }
}
