//! The commands. Each says whether an input failed; an error is one of standard output.

use std::io::{self, BufWriter, StdoutLock, Write};

use gongbao::{Analyzer, Lexicon, Report, Segmenter, Step};
use gongbao_files::{Document, Documents, Input, Inputs, Reader, WholeFile, cores, named, ordered, reason};

use crate::args::{Analyze, Clean, Command, Explain, Reading, View};
use crate::complain;
use crate::explain::explain;
use crate::summary::summary;
use crate::terminal::{Marks, grouped};

pub(crate) type Out = BufWriter<StdoutLock<'static>>;

/// Runs a command; whether an input failed.
pub(crate) fn run(command: Command) -> io::Result<bool> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let failed = match command {
        Command::Analyze(args) => analyze(&mut out, &args)?,
        Command::Clean(args) => clean(&mut out, &args)?,
        Command::Explain(args) => explanation(&mut out, &args)?,
        Command::View(args) => view(&mut out, &args)?,
        #[cfg(feature = "tables")]
        Command::Table(args) => crate::table::table(&mut out, &args)?,
        #[cfg(feature = "tables")]
        Command::Batch(args) => crate::batch::batch(&mut out, &args)?,
        Command::Version => version(&mut out)?,
    };
    out.flush()?;
    Ok(failed)
}

fn analyze(out: &mut Out, args: &Analyze) -> io::Result<bool> {
    let analyzer = analyzer(&args.reading.without, &args.reading.lexicon, args.words);
    if args.json {
        return each(out, &args.reading, &analyzer, |out, report| {
            out.write_all(report.to_json().as_bytes())?;
            out.write_all(b"\n")
        });
    }
    let marks = Marks::for_stdout();
    let (mut reports, mut facts) = (0, 0);
    let failed = each(out, &args.reading, &analyzer, |out, report| {
        if reports > 0 {
            writeln!(out)?;
        }
        reports += 1;
        facts += report.facts().len();
        summary(out, marks, report)
    })?;
    if reports > 1 {
        let line = format!("{} reports, {} facts", grouped(reports), grouped(facts));
        writeln!(out, "\n{}", marks.strong(line))?;
    }
    Ok(failed)
}

fn clean(out: &mut Out, args: &Clean) -> io::Result<bool> {
    let steps = args.reading.without.iter();
    let analyzer =
        steps.fold(Analyzer::builder().text_only(true), |builder, &step| builder.without(step)).build();
    each(out, &args.reading, &analyzer, |out, report| {
        // Who only sees the text has to hear elsewhere that some of it is gone.
        for warning in report.warnings() {
            if warning.code == "empty" || warning.code.starts_with("lost") {
                out.flush()?;
                complain(report.name().unwrap_or("-"), &format!("warning: {}", warning.message));
            }
        }
        out.write_all(report.text().as_bytes())?;
        if report.text().is_empty() || report.text().ends_with('\n') { Ok(()) } else { out.write_all(b"\n") }
    })
}

fn explanation(out: &mut Out, args: &Explain) -> io::Result<bool> {
    let analyzer = analyzer(&args.reading.without, &args.reading.lexicon, None);
    let marks = Marks::for_stdout();
    each(out, &args.reading, &analyzer, |out, report| explain(out, marks, report, args.facts))
}

fn view(out: &mut Out, args: &View) -> io::Result<bool> {
    let analyzer = analyzer(&args.without, &args.lexicon, None);
    let input = if args.file.as_os_str() == "-" { Input::Stdin } else { Input::File(args.file.clone()) };
    let report = match Reader::new(analyzer).read(Document::of(input)) {
        Ok(report) => report,
        Err(failure) => {
            complain(&failure.name, &failure.reason);
            return Ok(true);
        }
    };
    let page = gongbao_view::page(&report);
    match &args.output {
        Some(path) if path.as_os_str() != "-" => {
            let written = WholeFile::create(path).and_then(|mut file| {
                file.write_all(page.as_bytes())?;
                file.finish()
            });
            if let Err(error) = written {
                complain(&named(path), &reason(&error));
                return Ok(true);
            }
        }
        _ => out.write_all(page.as_bytes())?,
    }
    Ok(false)
}

fn version(out: &mut Out) -> io::Result<bool> {
    writeln!(out, "gongbao     {}", gongbao::VERSION)?;
    writeln!(out, "data        {}", gongbao_data::VERSION)?;
    writeln!(out, "fingerprint {}", Analyzer::default().fingerprint())?;
    Ok(false)
}

pub(crate) fn analyzer(without: &[Step], lexicons: &[Lexicon], words: Option<Segmenter>) -> Analyzer {
    let mut builder = Analyzer::builder();
    if let Some(segmenter) = words {
        builder = builder.segmenter(segmenter);
    }
    for step in without {
        builder = builder.without(*step);
    }
    lexicons.iter().cloned().fold(builder, gongbao::AnalyzerBuilder::lexicon).build()
}

/// Reads one input after the other; what fails is said on standard error, and the rest goes on.
pub(crate) fn each(
    out: &mut Out,
    reading: &Reading,
    analyzer: &Analyzer,
    mut take: impl FnMut(&mut Out, &Report) -> io::Result<()>,
) -> io::Result<bool> {
    let mut failed = false;
    let inputs = Inputs::new(&reading.files);
    // One file is read where it is asked for; to start threads would take longer.
    let threads = if inputs.is_one() { 1 } else { cores() };
    let reader = Reader::new(analyzer.clone());
    let documents = Documents::new(inputs, &reading.fields(analyzer));
    for report in
        ordered(documents, threads, move |document| document.and_then(|document| reader.read(document)))
    {
        match report {
            Ok(report) => take(out, &report)?,
            Err(failure) => {
                failed = true;
                // What was written before comes before the complaint where both go to a terminal.
                out.flush()?;
                complain(&failure.name, &failure.reason);
            }
        }
    }
    Ok(failed)
}
