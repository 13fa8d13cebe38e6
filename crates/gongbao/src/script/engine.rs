//! Conversion by phrase and character: the longest phrase that begins here, or else the character.

use gongbao_data::{Opening, Table};

/// A map from character to character: a page for every 256 code points that has any, so that a look-up is two loads.
pub(crate) struct CharMap {
    pages: Vec<u16>,
    entries: Vec<[char; PAGE]>,
}

const PAGE: usize = 256;
/// Ideographs end below this; nothing is looked up beyond.
const END: usize = 0x30000;

impl CharMap {
    /// Of tables whose first column is one character; where two have it, the first one counts.
    pub(crate) fn new<'t>(tables: impl IntoIterator<Item = &'t Table>) -> Self {
        let mut map = Self { pages: vec![0; END / PAGE], entries: vec![['\0'; PAGE]] };
        for row in tables.into_iter().flat_map(Table::rows) {
            let mut key = row.key().chars();
            if let (Some(from), None, Some(to)) = (key.next(), key.next(), row.column(1).chars().next()) {
                map.insert(from, to);
            }
        }
        map
    }

    fn insert(&mut self, from: char, to: char) {
        let Some(page) = self.pages.get_mut(from as usize / PAGE) else { return };
        if *page == 0 {
            *page = u16::try_from(self.entries.len()).unwrap_or(0);
            self.entries.push(['\0'; PAGE]);
        }
        let slot = &mut self.entries[usize::from(*page)][from as usize % PAGE];
        if *slot == '\0' {
            *slot = to;
        }
    }

    /// What the character becomes, if it becomes anything.
    #[inline]
    pub(crate) fn get(&self, from: char) -> Option<char> {
        let page = *self.pages.get(from as usize / PAGE)?;
        let to = self.entries[usize::from(page)][from as usize % PAGE];
        (to != '\0').then_some(to)
    }
}

/// Tables that count as one: the longest match of all of them.
pub(crate) struct Phrases {
    tables: Vec<&'static Table>,
}

impl Phrases {
    /// Of tables.
    pub(crate) fn new(tables: &[&'static Table]) -> Self {
        Self { tables: tables.to_vec() }
    }

    /// The longest phrase that `text`, which opens so, begins with, and what it becomes.
    #[inline]
    pub(crate) fn longest(&self, opening: Opening, text: &str) -> Option<(usize, &'static str)> {
        let found = self.tables.iter().filter_map(|table| table.longest_after(opening, text));
        // Of two phrases of one length the earlier table counts.
        let best = found.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.map(|(length, row)| (length, row.column(1)))
    }
}

/// One step of a conversion: groups of phrases, the first that knows one counts, and the characters at the end.
pub(crate) struct Pass {
    pub(crate) phrases: Vec<Phrases>,
    pub(crate) chars: CharMap,
}

impl Pass {
    /// Calls `put` for every place that changes: where, and what stands there now.
    pub(crate) fn run(&self, text: &str, mut put: impl FnMut(std::ops::Range<usize>, &str)) {
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let rest = &text[at..];
            let opening = Opening::of(rest);
            let phrase = self.phrases.iter().find_map(|phrases| phrases.longest(opening, rest));
            if let Some((length, now)) = phrase {
                put(at..at + length, now);
                at += length;
                continue;
            }
            let end = at + first.len_utf8();
            if let Some(now) = self.chars.get(first) {
                put(at..end, now.encode_utf8(&mut [0; 4]));
            }
            at = end;
        }
    }

    /// The text converted, put at the end of `out`.
    pub(crate) fn append(&self, text: &str, out: &mut String) {
        let mut at = 0;
        self.run(text, |range, now| {
            out.push_str(&text[at..range.start]);
            out.push_str(now);
            at = range.end;
        });
        out.push_str(&text[at..]);
    }
}
