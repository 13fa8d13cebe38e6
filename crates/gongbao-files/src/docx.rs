//! The text of a Word document (Office Open XML): a zip archive with the text in `word/document.xml`.
//!
//! Paragraphs become lines, and so do the rows of tables, with tabs between their cells; tabs and line breaks are
//! kept. Numbers of lists that Word counts itself are not in the text, nor are notes, headers and footers. Of a
//! revision the inserted text is read and the deleted one is not. Text boxes are written twice, for old programs and
//! for new ones; the copy for old ones is left out.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::packed::Error;

/// The XML of a document may be so many times as long as the text that is accepted: tags around every word.
const MARKUP: u64 = 64;
/// And no longer than this, however much text is accepted: it is held in memory. The longest reports have a few megabytes.
const MOST: u64 = 1 << 28;

/// The text of a docx in memory.
pub(crate) fn text(bytes: &[u8], limit: usize) -> Result<String, Error> {
    let broken = |error: &dyn std::fmt::Display| Error::Packed(format!("a damaged zip archive: {error}"));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let part = match archive.by_name("word/document.xml") {
        Ok(part) => part,
        Err(ZipError::FileNotFound) => {
            return Err(Error::Packed(
                "a zip archive that is no Word document; take the reports out of it".to_owned(),
            ));
        }
        Err(error) => return Err(broken(&error)),
    };
    // What the archive says of its own size is not believed: no more than this is unpacked.
    let most = (limit as u64).saturating_mul(MARKUP).min(MOST);
    let mut xml = Vec::new();
    part.take(most + 1).read_to_end(&mut xml).map_err(|error| broken(&error))?;
    if xml.len() as u64 > most {
        return Err(Error::TooLong(format!(
            "the Word document unpacks to more than {most} bytes; save it as text"
        )));
    }
    let xml = String::from_utf8(xml).map_err(|_| {
        Error::Packed("the Word document is not in UTF-8; save it again, or as text".to_owned())
    })?;
    paragraphs(&xml, limit)
}

/// What of the document the reader is in.
#[derive(Debug, Default)]
struct Place {
    /// In so many elements whose text does not count.
    skipped: usize,
    /// In an element of text.
    text: bool,
    /// In so many cells.
    cells: usize,
}

fn paragraphs(xml: &str, limit: usize) -> Result<String, Error> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut out = String::new();
    let mut place = Place::default();
    loop {
        let event = reader
            .read_event()
            .map_err(|error| Error::Packed(format!("damaged XML in the Word document: {error}")))?;
        match event {
            Event::Start(tag) if is_skipped(&tag) => place.skipped += 1,
            Event::End(tag) if is_skipped_name(tag.local_name().as_ref()) => {
                place.skipped = place.skipped.saturating_sub(1);
            }
            _ if place.skipped > 0 => {}
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => place.text = true,
                "tc" => place.cells += 1,
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "tab" | "ptab" => out.push('\t'),
                "br" | "cr" => out.push('\n'),
                "noBreakHyphen" => out.push('-'),
                // An empty paragraph.
                "p" if place.cells == 0 => out.push('\n'),
                _ => {}
            },
            Event::Text(text) if place.text => out.push_str(&text.xml10_content()),
            Event::CData(text) if place.text => out.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if place.text => {
                if let Ok(Some(character)) = reference.resolve_char_ref() {
                    out.push(character);
                } else {
                    let name: &str = &reference;
                    match quick_xml::escape::resolve_predefined_entity(name) {
                        Some(text) => out.push_str(text),
                        None => {
                            return Err(Error::Packed(format!(
                                "the Word document speaks of an entity &{name}; that it does not define"
                            )));
                        }
                    }
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => place.text = false,
                // The paragraphs of a cell stand on one line.
                "p" => out.push(if place.cells == 0 { '\n' } else { ' ' }),
                "tc" => {
                    place.cells = place.cells.saturating_sub(1);
                    out.truncate(out.trim_end_matches(' ').len());
                    out.push(if place.cells == 0 { '\t' } else { ' ' });
                }
                "tr" if place.cells == 0 => {
                    if out.ends_with('\t') {
                        out.pop();
                    }
                    out.push('\n');
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
        if out.len() > limit {
            return Err(Error::TooLong(format!(
                "the Word document has more than {limit} bytes of text; raise the limit"
            )));
        }
    }
    Ok(out)
}

/// Elements whose text is no text of the document: what was deleted, codes of fields, the copy of a text box.
fn is_skipped(tag: &BytesStart<'_>) -> bool {
    is_skipped_name(tag.local_name().as_ref())
}

fn is_skipped_name(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "instrText" | "delText" | "Fallback" | "pPr" | "rPr" | "tblPr")
}
