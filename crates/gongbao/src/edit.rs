//! What was changed: edits, the way from one text to the other, and the making of both.
//!
//! An [`Edit`] says that a span of the source became a span of the reading text. Between the edits the two texts are
//! equal, so a position is mapped by the edit before it; a position inside an edit belongs to the whole of it.
//!
//! A restoration runs in steps, each of which sees the text that the step before it left. A step collects
//! [`Patches`]; [`Draft::apply`] makes the next text of them and composes the patches with the edits so far, so that
//! every edit goes straight from the source to the text of the moment.

use std::borrow::Cow;
use std::ops::Range;

use serde::Serialize;

use crate::span::{SourceSpan, TextSpan};

/// How sure a repair or a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// One of several readings, the best by some distance.
    Guess,
    /// The language leaves one reading.
    Likely,
    /// Nothing else is possible.
    Certain,
}

impl Certainty {
    /// The word of the model: `certain`, `likely` or `guess`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Guess => "guess",
        }
    }
}

/// The kinds of repair, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The article out of an HTML page.
    Html,
    /// Entities, `\uXXXX` and percent escapes.
    Escapes,
    /// Text that was read in another encoding than it was written in.
    Mojibake,
    /// GBK bytes replaced across character boundaries.
    GbkSurgery,
    /// Characters that show nothing.
    Invisible,
    /// Readings in parentheses: `關(guān)`.
    Pinyin,
    /// What the page added: navigation, dates of publication, related articles.
    Furniture,
    /// Line ends, blank lines, indents, wrapped lines.
    Layout,
    /// Spaces between Han characters.
    Spacing,
    /// Radicals, compatibility ideographs, full-width letters and digits.
    Width,
    /// ASCII punctuation beside Han characters.
    Punctuation,
    /// Traditional to Simplified.
    Script,
}

impl Step {
    /// Every step, in the order in which they run.
    pub const ALL: [Self; 12] = [
        Self::Html,
        Self::Escapes,
        Self::Mojibake,
        Self::GbkSurgery,
        Self::Invisible,
        Self::Pinyin,
        Self::Furniture,
        Self::Layout,
        Self::Spacing,
        Self::Width,
        Self::Punctuation,
        Self::Script,
    ];

    /// The name of the step in the model, `gbk-surgery` for instance.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Escapes => "escapes",
            Self::Mojibake => "mojibake",
            Self::GbkSurgery => "gbk-surgery",
            Self::Invisible => "invisible",
            Self::Pinyin => "pinyin",
            Self::Furniture => "furniture",
            Self::Layout => "layout",
            Self::Spacing => "spacing",
            Self::Width => "width",
            Self::Punctuation => "punctuation",
            Self::Script => "script",
        }
    }

    /// The step of a name of the model.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }

    /// Why it changes what it changes, for a person who reads a list of repairs.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Html => "markup of the page, not text of the article",
            Self::Escapes => "an escape written out instead of its character",
            Self::Mojibake => "bytes that were read in another encoding than they were written in",
            Self::GbkSurgery => {
                "GBK bytes were replaced across a character's boundary; these are the bytes again"
            }
            Self::Invisible => "a character that shows nothing",
            Self::Pinyin => "the reading of the character before it, added in parentheses",
            Self::Furniture => "added by the page, no part of the report",
            Self::Layout => "line ends, blank lines and indents of the page",
            Self::Spacing => "spaces where Chinese has none",
            Self::Width => "another form of the same character: compatibility, radical or full width",
            Self::Punctuation => "ASCII punctuation beside Han characters",
            Self::Script => "Traditional turned into Simplified",
        }
    }
}

/// One change: what stood at `source` stands at `text` now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The step that made it; of merged changes the first one.
    pub step: Step,
    /// How sure it is; of merged changes the least sure.
    pub certainty: Certainty,
    /// Where it stood in the source; empty if something was put in.
    pub source: SourceSpan,
    /// Where it stands in the reading text; empty if something was taken out.
    pub text: TextSpan,
}

/// The edits of a report in order: the map between its two texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits(Vec<Edit>);

impl Edits {
    /// The edits as a slice, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Edit] {
        &self.0
    }

    /// What a span of the reading text was made from. A span that touches an edit takes the whole of it; what was
    /// taken out at either end is left out.
    #[must_use]
    pub fn source_of(&self, span: TextSpan) -> SourceSpan {
        let first = self.0.partition_point(|edit| edit.text.end() <= span.start());
        let touched = self.0[first..].partition_point(|edit| edit.text.start() < span.end());
        self.source_from(first, touched, span)
    }

    /// What spans of the reading text were made from, and how sure what they touch is; for spans in the order of their
    /// starts.
    pub(crate) fn sources(&self) -> impl FnMut(TextSpan) -> (SourceSpan, Certainty) {
        let mut first = 0;
        move |span| {
            while self.0.get(first).is_some_and(|edit| edit.text.end() <= span.start()) {
                first += 1;
            }
            // What becomes a fact is short, and touches few edits.
            let touched = self.0[first..].iter().take_while(|edit| edit.text.start() < span.end()).count();
            (self.source_from(first, touched, span), self.certainty_from(first, span))
        }
    }

    /// The source of a span that touches so many edits from the first one on that does not end before it.
    fn source_from(&self, first: usize, touched: usize, span: TextSpan) -> SourceSpan {
        let start = match self.0.get(first) {
            Some(edit) if edit.text.start() < span.start() => edit.source.start(),
            _ => match first.checked_sub(1) {
                Some(before) => self.0[before].source.end() + (span.start() - self.0[before].text.end()),
                None => span.start(),
            },
        };
        let last = first + touched;
        let end = match last.checked_sub(1) {
            Some(at) if self.0[at].text.end() > span.end() => self.0[at].source.end(),
            Some(at) => self.0[at].source.end() + (span.end() - self.0[at].text.end()),
            None => span.end(),
        };
        SourceSpan::new(start, end.max(start))
    }

    /// What a span of the source became. A span that touches an edit takes the whole of it.
    #[must_use]
    pub fn text_of(&self, span: SourceSpan) -> TextSpan {
        let first = self.0.partition_point(|edit| edit.source.end() <= span.start());
        let start = match self.0.get(first) {
            Some(edit) if edit.source.start() < span.start() => edit.text.start(),
            _ => match first.checked_sub(1) {
                Some(before) => self.0[before].text.end() + (span.start() - self.0[before].source.end()),
                None => span.start(),
            },
        };
        let last = first + self.0[first..].partition_point(|edit| edit.source.start() < span.end());
        let end = match last.checked_sub(1) {
            Some(at) if self.0[at].source.end() > span.end() => self.0[at].text.end(),
            Some(at) => self.0[at].text.end() + (span.end() - self.0[at].source.end()),
            None => span.end(),
        };
        TextSpan::new(start, end.max(start))
    }

    /// The lowest certainty of the edits that a span of the reading text touches.
    #[must_use]
    pub fn certainty_of(&self, span: TextSpan) -> Certainty {
        self.certainty_from(self.0.partition_point(|edit| edit.text.end() <= span.start()), span)
    }

    fn certainty_from(&self, first: usize, span: TextSpan) -> Certainty {
        let touched = self.0[first..].iter().take_while(|edit| edit.text.start() < span.end());
        touched.map(|edit| edit.certainty).min().unwrap_or(Certainty::Certain)
    }

    /// Makes the reading text out of the source and what each edit put in: the law *replay*.
    #[must_use]
    pub fn replay(&self, source: &str, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for edit in &self.0 {
            out.push_str(&source[at..edit.source.start()]);
            out.push_str(edit.text.of(text));
            at = edit.source.end();
        }
        out.push_str(&source[at..]);
        out
    }
}

/// The changes of one step, in order and without overlap, in positions of the text that the step was given.
#[derive(Debug, Default)]
pub struct Patches {
    items: Vec<Patch>,
    /// What the patches put in, one after the other.
    inserted: String,
}

#[derive(Debug)]
struct Patch {
    range: Range<usize>,
    inserted: Range<usize>,
    certainty: Certainty,
}

impl Patches {
    /// No change yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Where each of them stands in the text that they make.
    pub(crate) fn places(&self) -> impl Iterator<Item = Range<usize>> {
        let (mut behind, mut end) = (0, 0);
        self.items.iter().map(move |patch| {
            let start = end + (patch.range.start - behind);
            (behind, end) = (patch.range.end, start + patch.inserted.len());
            start..end
        })
    }

    /// Puts `now` where `range` stood.
    ///
    /// # Panics
    /// If the range starts before the end of the one before: a step walks its text once.
    pub fn replace(&mut self, range: Range<usize>, now: &str) {
        self.replace_as(range, now, Certainty::Certain);
    }

    /// Puts `now` where `range` stood, with the certainty of the repair.
    ///
    /// # Panics
    /// If the range starts before the end of the one before.
    pub fn replace_as(&mut self, range: Range<usize>, now: &str, certainty: Certainty) {
        let before = self.items.last().map_or(0, |patch| patch.range.end);
        assert!(before <= range.start && range.start <= range.end, "patches come in order");
        let start = self.inserted.len();
        self.inserted.push_str(now);
        self.items.push(Patch { range, inserted: start..self.inserted.len(), certainty });
    }

    /// Takes `range` out.
    ///
    /// # Panics
    /// If the range starts before the end of the one before.
    pub fn delete(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }
}

/// A text on its way from the source to the reading text.
#[derive(Debug)]
pub struct Draft<'s> {
    source: &'s str,
    text: Cow<'s, str>,
    edits: Vec<Edit>,
}

impl<'s> Draft<'s> {
    /// Begins with the source as it is.
    #[must_use]
    pub fn new(source: &'s str) -> Self {
        Self { source, text: Cow::Borrowed(source), edits: Vec::new() }
    }

    /// The text of the moment.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What a range of the text of the moment was made from.
    #[must_use]
    pub fn source_of(&mut self, range: Range<usize>) -> SourceSpan {
        let edits = Edits(std::mem::take(&mut self.edits));
        let span = edits.source_of(TextSpan::new(range.start, range.end));
        self.edits = edits.0;
        span
    }

    /// Makes the next text. A patch that overlaps earlier edits becomes one edit with them, under the step of the
    /// first and the lowest certainty; one that undoes an edit takes it away.
    pub fn apply(&mut self, step: Step, patches: &Patches) {
        if patches.is_empty() {
            return;
        }
        let (old, text) = (&self.edits, &*self.text);
        let mut next = String::with_capacity(text.len() + patches.inserted.len());
        let mut edits: Vec<Edit> = Vec::with_capacity(old.len() + patches.len());
        let (mut o, mut p) = (0, 0);
        // Behind both lists: in the text of the moment and in the source.
        let (mut mid, mut src) = (0, 0);
        // So much of the text of the moment stands in the next one.
        let mut copied = 0;
        loop {
            // The edits before the next patch stay as they are, and move with the text around them.
            let patch = patches.items.get(p);
            let until = patch.map_or(usize::MAX, |patch| patch.range.start);
            while let Some(edit) = old.get(o).filter(|edit| edit.text.end() <= until) {
                let moved = |at| next.len() + (at - copied);
                let text = TextSpan::new(moved(edit.text.start()), moved(edit.text.end()));
                edits.push(Edit { text, ..*edit });
                (mid, src) = (edit.text.end(), edit.source.end());
                o += 1;
            }
            let Some(patch) = patch else { break };
            let Range { start, end } = patch.range;
            // Most patches meet no edit, and are one.
            if old.get(o).is_none_or(|edit| edit.text.start() >= end) {
                next.push_str(&text[copied..start]);
                let (from, now) = (next.len(), &patches.inserted[patch.inserted.clone()]);
                next.push_str(now);
                let source = SourceSpan::new(src + (start - mid), src + (end - mid));
                if source.of(self.source) != now {
                    let text = TextSpan::new(from, next.len());
                    edits.push(Edit { step, certainty: patch.certainty, source, text });
                }
                (mid, src, copied) = (end, source.end(), end);
                p += 1;
                continue;
            }
            // A cluster: the patch, or the edit that begins before it and reaches into it, and all that overlaps them
            // in turn.
            let (from_o, from_p) = (o, p);
            let edit = old.get(o).map(|edit| (edit.text.start(), edit.text.end()));
            let (start, mut end) = match edit.filter(|&edit| edit <= (start, end)) {
                Some(edit) => {
                    o += 1;
                    edit
                }
                None => {
                    p += 1;
                    (start, end)
                }
            };
            loop {
                if let Some(edit) = old.get(o).filter(|edit| edit.text.start() < end) {
                    end = end.max(edit.text.end());
                    o += 1;
                } else if let Some(patch) = patches.items.get(p).filter(|patch| patch.range.start < end) {
                    end = end.max(patch.range.end);
                    p += 1;
                } else {
                    break;
                }
            }
            next.push_str(&text[copied..start]);
            let source_start = src + (start - mid);
            // The source behind the cluster: the last old edit of it, and what stands unchanged after that.
            let source_end = match old[from_o..o].last() {
                Some(edit) => edit.source.end() + (end - edit.text.end()),
                None => source_start + (end - start),
            };
            let text_start = next.len();
            let mut at = start;
            for patch in &patches.items[from_p..p] {
                next.push_str(&text[at..patch.range.start]);
                next.push_str(&patches.inserted[patch.inserted.clone()]);
                at = patch.range.end;
            }
            next.push_str(&text[at..end]);
            if self.source[source_start..source_end] != next[text_start..] {
                let first = old[from_o..o].first();
                let certainty = old[from_o..o].iter().map(|edit| edit.certainty);
                let certainty = certainty.chain(patches.items[from_p..p].iter().map(|patch| patch.certainty));
                edits.push(Edit {
                    step: first.map_or(step, |edit| edit.step),
                    certainty: certainty.min().unwrap_or(Certainty::Certain),
                    source: SourceSpan::new(source_start, source_end),
                    text: TextSpan::new(text_start, next.len()),
                });
            }
            (mid, src, copied) = (end, source_end, end);
        }
        next.push_str(&text[copied..]);
        self.text = Cow::Owned(next);
        self.edits = edits;
    }

    /// The text and the edits that lead to it.
    #[must_use]
    pub fn finish(self) -> (Cow<'s, str>, Edits) {
        (self.text, Edits(self.edits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn patches(list: &[(Range<usize>, &str)]) -> Patches {
        let mut patches = Patches::new();
        for (range, now) in list {
            patches.replace(range.clone(), now);
        }
        patches
    }

    #[test]
    fn a_reading_goes_and_its_character_turns() {
        let source = "關(guān)工委";
        let mut draft = Draft::new(source);
        let reading = "關".len().."關(guān)".len();
        draft.apply(Step::Pinyin, &patches(&[(reading, "")]));
        draft.apply(Step::Script, &patches(&[(0..3, "关")]));
        let (text, edits) = draft.finish();
        assert_eq!(text, "关工委");
        assert_eq!(edits.as_slice().len(), 2);
        // The character alone, without the annotation behind it; the word, with it in the middle.
        assert_eq!(edits.source_of(TextSpan::new(0, 3)).of(source), "關");
        assert_eq!(edits.source_of(TextSpan::new(0, 6)).of(source), "關(guān)工");
        assert_eq!(edits.text_of(SourceSpan::new(0, 3)).of(&text), "关");
        assert_eq!(edits.replay(source, &text), text);
    }

    #[test]
    fn overlapping_changes_become_one_and_undone_changes_none() {
        let mut draft = Draft::new("abcdef");
        draft.apply(Step::Escapes, &patches(&[(1..3, "XY")]));
        draft.apply(Step::Width, &patches(&[(2..4, "Z")]));
        let (text, edits) = draft.finish();
        assert_eq!((text.as_ref(), edits.as_slice().len()), ("aXZef", 1));
        assert_eq!(edits.as_slice()[0].source, SourceSpan::new(1, 4));
        assert_eq!(edits.as_slice()[0].step, Step::Escapes);

        let mut draft = Draft::new("abc");
        draft.apply(Step::Width, &patches(&[(1..2, "B")]));
        draft.apply(Step::Script, &patches(&[(1..2, "b")]));
        assert_eq!(draft.finish(), (Cow::<str>::Owned("abc".into()), Edits::default()));
    }

    /// A step: where each patch starts behind the one before, how much it takes, and what it puts there.
    fn steps() -> impl Strategy<Value = Vec<Vec<(usize, usize, String)>>> {
        prop::collection::vec(prop::collection::vec((0..4usize, 0..4usize, "[甲乙a]{0,3}"), 0..6), 0..5)
    }

    proptest! {
        #[test]
        fn steps_compose(source in "[天地人abc]{0,24}", steps in steps()) {
            let mut draft = Draft::new(&source);
            for step in &steps {
                let ends: Vec<usize> =
                    draft.text().char_indices().map(|(at, _)| at).chain([draft.text().len()]).collect();
                let (mut patches, mut at) = (Patches::new(), 0);
                for (skip, take, now) in step {
                    let (from, to) = (at + skip, at + skip + take);
                    if to >= ends.len() { break; }
                    patches.replace(ends[from]..ends[to], now);
                    at = to;
                }
                draft.apply(Step::Layout, &patches);
            }
            let (text, edits) = draft.finish();
            prop_assert_eq!(edits.replay(&source, &text), text.as_ref());
            // Between the edits the texts are equal and every position goes there and back.
            let mut last = (0, 0);
            for edit in edits.as_slice() {
                prop_assert!(edit.source.start() >= last.0 && edit.text.start() >= last.1);
                prop_assert_ne!(edit.source.of(&source), edit.text.of(&text));
                last = (edit.source.end(), edit.text.end());
            }
            for (at, c) in text.char_indices() {
                let span = TextSpan::new(at, at + c.len_utf8());
                let back = edits.source_of(span);
                if !edits.as_slice().iter().any(|edit| edit.text.overlaps(span)) {
                    prop_assert_eq!(back.of(&source), span.of(&text));
                    prop_assert_eq!(edits.text_of(back), span);
                }
            }
        }
    }
}
