//! The laws, as checks of one report.

use gongbao::{Analyzer, Report};
use serde_json::Value;

/// A law that does not hold, in words.
pub(crate) type Broken = Result<(), String>;

macro_rules! law {
    ($holds:expr, $($why:tt)+) => {
        if !$holds {
            return Err(format!($($why)+));
        }
    };
}
pub(crate) use law;

pub(crate) fn analyzer() -> Analyzer {
    Analyzer::default()
}

/// A span of the JSON.
fn pair(value: &Value) -> (usize, usize) {
    let at = |index: usize| value[index].as_u64().expect("a span is two numbers") as usize;
    (at(0), at(1))
}

/// A list of the model.
pub(crate) fn items<'v>(report: &'v Value, key: &str) -> &'v [Value] {
    report[key].as_array().expect("the model has a list here")
}

fn string(chars: &[char], (start, end): (usize, usize)) -> Option<String> {
    chars.get(start..end).map(|slice| slice.iter().collect())
}

fn parse(report: &Report) -> Result<Value, String> {
    serde_json::from_str(&report.to_json()).map_err(|error| error.to_string())
}

/// Replay and span, on the JSON of one report. Gives the JSON back for more.
pub(crate) fn check(report: &Report) -> Result<Value, String> {
    let (source, text) = (report.source(), report.text());
    law!(report.edits().replay(source, text) == text, "the library's own replay gives another text");

    let json = parse(report)?;
    law!(json["text"] == text, "the text of the JSON is another");
    let source: Vec<char> = source.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let made_from = replay(&json, &source, &text)?;
    facts(&json, &source, &text, &made_from)?;
    structure(&json, &text)?;
    for warning in items(&json, "warnings") {
        let (start, end) = pair(&warning["source"]);
        law!(start <= end && end <= source.len(), "a warning points outside: {warning}");
    }
    for aside in items(&json, "set_aside") {
        let was = string(&source, pair(&aside["source"]));
        law!(was.as_deref() == aside["was"].as_str(), "set aside is not what stood there: {aside}");
    }
    Ok(json)
}

/// Law 1. Makes the text out of the source and the edits, and says for every character of it what it was made from.
fn replay(json: &Value, source: &[char], text: &[char]) -> Result<Vec<(usize, usize)>, String> {
    let (mut out, mut made_from) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
    let mut at = 0;
    for edit in items(json, "edits") {
        let (from, to) = (pair(&edit["source"]), pair(&edit["text"]));
        let (was, now) = (edit["was"].as_str().unwrap_or("?"), edit["now"].as_str().unwrap_or("?"));
        law!(at <= from.0, "edits overlap or are out of order: {edit}");
        law!(was != now, "an edit changes nothing: {edit}");
        law!(string(source, from).as_deref() == Some(was), "`was` is not what stands in the source: {edit}");
        law!(string(text, to).as_deref() == Some(now), "`now` is not what stands in the text: {edit}");
        for (index, &c) in source[at..from.0].iter().enumerate() {
            out.push(c);
            made_from.push((at + index, at + index + 1));
        }
        law!(out.len() == to.0, "the text before the edit has {} characters: {edit}", out.len());
        out.extend(now.chars());
        made_from.resize(out.len(), from);
        at = from.1;
    }
    for (index, &c) in source[at..].iter().enumerate() {
        out.push(c);
        made_from.push((at + index, at + index + 1));
    }
    law!(out == text, "source and edits give another text");
    Ok(made_from)
}

/// Law 2.
fn facts(json: &Value, source: &[char], text: &[char], made_from: &[(usize, usize)]) -> Broken {
    let mut last = 0;
    for fact in items(json, "facts") {
        let (start, end) = pair(&fact["span"]);
        law!(start < end, "a fact without text: {fact}");
        law!(last <= start, "facts are not in text order: {fact}");
        last = start;
        law!(
            string(text, (start, end)).as_deref() == fact["text"].as_str(),
            "a fact's text is not there: {fact}"
        );
        let from = pair(&fact["source"]);
        let first_to_last = (made_from[start].0, made_from[end - 1].1);
        law!(
            from == first_to_last && from.1 <= source.len(),
            "a fact was made from {first_to_last:?}: {fact}"
        );
        let subject = &fact["subject_span"];
        if !subject.is_null() {
            let there = string(text, pair(subject));
            law!(there.as_deref() == fact["subject"].as_str(), "a subject is not at its span: {fact}");
        }
        for (index, list) in [("sentence", "sentences"), ("section", "sections")] {
            let Some(index) = fact[index].as_u64() else { continue };
            let home = &items(json, list)[index as usize];
            let (from, to) = pair(if list == "sections" { &home["text"] } else { home });
            law!(from <= start && start < to, "a fact is not in its part of {list}, {home}: {fact}");
        }
    }
    Ok(())
}

/// Sentences and words follow one another, and sections nest.
fn structure(json: &Value, text: &[char]) -> Broken {
    let mut ends = 0;
    for sentence in items(json, "sentences") {
        let (start, end) = pair(sentence);
        law!(ends <= start && start <= end && end <= text.len(), "sentences overlap: {sentence}");
        ends = end;
    }
    let (mut open, mut last): (Vec<(u64, usize)>, usize) = (Vec::new(), 0);
    for section in items(json, "sections") {
        let (start, end) = pair(&section["text"]);
        let level = section["level"].as_u64().unwrap_or(0);
        law!(last <= start && start <= end && end <= text.len(), "sections are out of order: {section}");
        last = start;
        open.retain(|&(above, to)| above < level && start < to);
        law!(open.iter().all(|&(_, to)| end <= to), "a section ends behind the one it lies in: {section}");
        open.push((level, end));
    }
    let mut ends = 0;
    for word in json["words"].as_array().into_iter().flatten() {
        let (start, end) = pair(word);
        law!(ends <= start && start < end && end <= text.len(), "words overlap: {word}");
        ends = end;
    }
    Ok(())
}

/// Law 3, second half: the reading text is its own reading text, with the same facts.
///
/// What the page said around the report is gone the second time, so what is resolved against it may differ: the dates
/// of times, and where an organisation belongs.
pub(crate) fn settled(first: &Value) -> Broken {
    let text = first["text"].as_str().expect("the model has a text");
    let again = parse(&analyzer().analyze(text).map_err(|error| error.to_string())?)?;
    let edits = items(&again, "edits");
    law!(edits.is_empty(), "restored once more, {} edits, the first is {}", edits.len(), edits[0]);
    let bare = |report: &Value| -> Vec<Value> {
        let mut facts = items(report, "facts").to_vec();
        for fact in &mut facts {
            let fact = fact.as_object_mut().expect("a fact is an object");
            for key in ["source", "certainty", "from", "to", "place", "parent", "code", "level"] {
                fact.remove(key);
            }
        }
        facts
    };
    let (first, again) = (bare(first), bare(&again));
    for (one, two) in first.iter().zip(&again) {
        law!(one == two, "read once more, a fact differs:\n{one}\n{two}");
    }
    law!(first.len() == again.len(), "read once more, {} facts became {}", first.len(), again.len());
    Ok(())
}

/// Law 4: twice, as bytes, and on threads.
pub(crate) fn same(text: &str, json: &Value) -> Broken {
    let once = serde_json::to_string(json).map_err(|error| error.to_string())?;
    let read = || -> Result<String, String> {
        let json = parse(&analyzer().analyze(text).map_err(|error| error.to_string())?)?;
        serde_json::to_string(&json).map_err(|error| error.to_string())
    };
    law!(read()? == once, "the second time is not as the first");
    let threads: Vec<Result<String, String>> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..2).map(|_| scope.spawn(read)).collect();
        running
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err("panicked".to_owned())))
            .collect()
    });
    for other in threads {
        law!(other? == once, "on a thread it is not as it was");
    }
    // A byte order mark is no part of the text, and NUL makes bytes look like something else.
    if !text.starts_with('\u{feff}') && !text.contains('\0') {
        let bytes =
            analyzer().analyze_bytes(text.as_bytes()).map_err(|error| format!("as bytes: {error}"))?;
        let (mut bytes, mut json) = (parse(&bytes)?, json.clone());
        for report in [&mut bytes, &mut json] {
            report["source"]["encoding_reason"].take();
            // Who decodes says what was lost before; a text says nothing of its bytes.
            if text.contains('\u{fffd}') {
                report["warnings"].take();
            }
        }
        law!(bytes == json, "as bytes it is not as it was as text");
    }
    Ok(())
}

/// All laws on a text.
pub(crate) fn all_laws(text: &str) -> Broken {
    let json = check(&analyzer().analyze(text).map_err(|error| error.to_string())?)?;
    same(text, &json)?;
    settled(&json)
}
