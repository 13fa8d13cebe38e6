//! Text that was read in another encoding than it was written in.
//!
//! One cheap pass finds the places that may have been misread ([`scan`]). Their characters are turned back into the
//! bytes that they were read from ([`bytes`]), and these are read in the encodings that Chinese pages come in
//! ([`options`], [`reading`]), a whole line or a part of it. A reading counts if the language finds it far likelier
//! than what stands there. What most of a text was misread as is believed sooner in the rest of it. Bytes that the
//! wrong reading lost are shown by `?`: the language fills them in where it can, and never with a number that others
//! could be.

mod big5;
mod bytes;
mod note;
mod options;
mod reading;
mod run;
mod scan;
mod twice;
mod ways;

pub(super) use scan::{Heat, ceil, floor};

use std::ops::Range;

use crate::edit::{Certainty, Patches};
use crate::report::Script;

use super::Note;
use super::script::script_of;
use bytes::{Seen, Source, Views};
use options::{Kind, Memory, Target, is_hidden, is_numeral};
use reading::{Belief, Char, Read, entire, read};

/// How a text may have been misread: what it was taken for, and what it is.
const WAYS: [(Source, Target); 9] = [
    (Source::Latin, Target::Utf8),
    (Source::Gbk, Target::Utf8),
    (Source::Big5, Target::Utf8),
    (Source::Latin, Target::Gbk),
    (Source::Latin, Target::Big5),
    (Source::ClassicBig5, Target::Gbk),
    (Source::Big5, Target::Gbk),
    (Source::Gbk, Target::Big5),
    (Source::ClassicBig5, Target::Utf8),
];

/// A place must speak for itself.
const STRANGE: Belief =
    Belief { switch: 24.0, bits: 12.0, least: 3, question: 9.0, hidden: RARE, script: None };
/// Other places were misread so.
const USUAL: Belief = Belief { switch: 10.0, bits: 16.0, least: 1, ..STRANGE };
/// All of the text was.
const CERTAIN: Belief = Belief { switch: 6.0, bits: 24.0, least: 0, ..STRANGE };

/// What a question mark costs where every one of them is one.
const MARK: f32 = 2.0;
/// What a character costs that shows nothing, where there are hardly any, and where there are many.
const RARE: f32 = 20.0;
const OFTEN: f32 = 2.0;
/// So many bytes read one way make the same way likelier elsewhere.
const SOME: usize = 60;
/// So many bytes read one way settle which way is tried first.
const SETTLED: usize = 400;
/// A choice so much cheaper than the next one leaves no other reading; one less cheap than the second is none.
const CLEAR: f32 = 6.0;
const OPEN: f32 = 0.7;
/// The same where the characters beside it, so many on both sides, tell less because one of them is open, too.
const ASIDE: f32 = 2.5;
const AROUND: usize = 2;
/// A number must be as clear as this, even where the bytes leave no other number.
const NUMERAL: f32 = 4.5;

/// A reading of a part of the text.
struct Found {
    range: Range<usize>,
    /// The place in [`WAYS`]; none for what was misread twice, which is mapped as a whole.
    way: Option<usize>,
    read: Read,
    /// The bytes that it was read from, if it was misread once.
    seen: Option<Seen>,
}

/// Reads again what was misread.
pub(super) fn mojibake(text: &str, notes: &mut Vec<Note>, page: &mut super::Found) -> Patches {
    let mut patches = Patches::new();
    let places = scan::places(text);
    if places.is_empty() {
        return patches;
    }
    let mut learnt = Learnt::default();
    let memory = &mut Memory::default();
    let mut found: Vec<Found> = Vec::new();
    let mut open: Vec<Range<usize>> = Vec::new();
    for place in places {
        match best(text, &place, &learnt, memory) {
            Some(best) => {
                learnt.learn(&best);
                found.push(best);
            }
            None => open.push(place),
        }
    }
    if let Some((way, votes)) = learnt.winner() {
        if votes * 3 >= text.len() {
            let belief = learnt.belief(CERTAIN);
            // Where most marks are marks, the places are read again that took them for lost bytes.
            let anew = belief.question < CERTAIN.question - 2.0;
            again(text, (scan::all(text), way), belief, anew, &mut found, memory);
        } else {
            again(text, (open, way), learnt.belief(USUAL), false, &mut found, memory);
        }
    }
    let lossy =
        |found: &&Found| found.way.is_some_and(|way| WAYS[way].0 != Source::Latin) && !found.read.is_whole();
    page.lossy = found.iter().filter(lossy).map(|found| found.range.len()).sum::<usize>() * 4 >= text.len();
    for found in &found {
        put(text, found, &mut patches, notes);
    }
    patches
}

/// What the places read so far tell of the others.
#[derive(Default)]
struct Learnt {
    /// Bytes misread each way.
    votes: [usize; WAYS.len()],
    /// Characters of either script alone.
    simplified: usize,
    traditional: usize,
    /// Characters whose bytes were all there, and those of them that show nothing.
    known: usize,
    hidden: usize,
    /// Question marks that nothing was made of, and lost bytes that something was.
    marks: usize,
    lost: usize,
}

impl Learnt {
    fn learn(&mut self, found: &Found) {
        let Some(way) = found.way else { return };
        self.votes[way] += found.read.misread;
        for char in &found.read.chars {
            match char.kind {
                Kind::Known => {
                    self.known += 1;
                    self.hidden += usize::from(is_hidden(char.char));
                    match script_of(char.char) {
                        Some(Script::Simplified) => self.simplified += 1,
                        Some(Script::Traditional) => self.traditional += 1,
                        _ => {}
                    }
                }
                Kind::Gap => self.marks += 1,
                Kind::Lost | Kind::Number => self.lost += 1,
                Kind::Plain => {}
            }
        }
    }

    /// The way that most bytes were misread, and how many.
    fn winner(&self) -> Option<(usize, usize)> {
        let best = self.votes.iter().copied().enumerate().max_by_key(|&(_, votes)| votes);
        best.filter(|&(_, votes)| votes >= SOME)
    }

    /// A belief, by what is known of the text.
    fn belief(&self, belief: Belief) -> Belief {
        /// So many characters and marks tell.
        const TELLING: usize = 40;
        let (one, other) = (self.simplified, self.traditional);
        let script = match one + other {
            0..TELLING => None,
            all if one * 10 > all * 9 => Some(Script::Simplified),
            all if other * 10 > all * 9 => Some(Script::Traditional),
            _ => None,
        };
        let all = self.marks + self.lost;
        let share = -(self.marks.max(1) as f32 / all.max(1) as f32).log2();
        let question = if all < TELLING { belief.question } else { belief.question.min(MARK + share) };
        let often = -(self.hidden as f32 / self.known.max(1) as f32).log2();
        Belief { question, script, hidden: often.clamp(OFTEN, RARE), ..belief }
    }
}

/// The best reading of a place, if one is far likelier than what stands there.
fn best(text: &str, place: &Range<usize>, learnt: &Learnt, memory: &mut Memory) -> Option<Found> {
    let mut views = Views::new(&text[place.clone()]);
    // A text is mostly misread in one way: the way of the places before is tried first.
    if let Some((way, _)) = learnt.winner().filter(|&(_, votes)| votes >= SETTLED)
        && let Some(mut found) = look(text, place, &views, way, learnt.belief(USUAL), memory)
        && found.read.misread * 4 >= place.len()
    {
        found.seen = views.take(WAYS[way].0);
        return Some(found);
    }
    let promising: [bool; WAYS.len()] =
        std::array::from_fn(|way| WAYS[way].1.promises(&views.of(WAYS[way].0).bytes));
    // What was misread from end to end needs no weighing against what stands there; what double bytes make of double
    // bytes does.
    let around = around(text, place);
    let plain = |way: &usize| WAYS[*way].0 == Source::Latin || WAYS[*way].1 == Target::Utf8;
    let tries = (0..WAYS.len()).filter(plain).filter_map(|way| {
        let bytes = &views.of(WAYS[way].0).bytes;
        let read = promising[way].then(|| entire(bytes, WAYS[way], around, STRANGE, memory))??;
        let known = read.chars.iter().filter(|char| char.kind == Kind::Known).count();
        Some((known, way, read))
    });
    if let Some((_, way, read)) = tries.reduce(|best, next| if next.0 > best.0 { next } else { best }) {
        let seen = views.take(WAYS[way].0);
        return Some(Found { range: place.clone(), way: Some(way), read, seen });
    }
    let ways = (0..WAYS.len()).filter(|&way| promising[way]);
    let all = ways.filter_map(|way| look(text, place, &views, way, STRANGE, memory));
    if let Some(mut found) = all.max_by(|a, b| a.read.saved.total_cmp(&b.read.saved)) {
        found.seen = found.way.and_then(|way| views.take(WAYS[way].0));
        return Some(found);
    }
    let twice = twice::twice(&views, &WAYS, STRANGE, memory)?;
    let range = place.start + twice.range.start..place.start + twice.range.end;
    Some(Found { range, way: None, read: twice.read, seen: None })
}

/// A place read one way.
fn look(
    text: &str,
    place: &Range<usize>,
    views: &Views<'_>,
    way: usize,
    belief: Belief,
    memory: &mut Memory,
) -> Option<Found> {
    let seen = views.of(WAYS[way].0);
    let read = read(views.text, seen, WAYS[way], around(text, place), belief, memory)?;
    Some(Found { range: place.clone(), way: Some(way), read, seen: None })
}

/// The two characters before a place and the one behind it.
fn around(text: &str, place: &Range<usize>) -> [char; 3] {
    let mut before = text[..place.start].chars().rev();
    let mut next = || before.next().unwrap_or('\n');
    let (last, first) = (next(), next());
    [first, last, text[place.end..].chars().next().unwrap_or('\n')]
}

/// Reads places again the way that most of the text was misread.
fn again(
    text: &str,
    (places, way): (Vec<Range<usize>>, usize),
    belief: Belief,
    anew: bool,
    found: &mut Vec<Found>,
    memory: &mut Memory,
) {
    let mut old = std::mem::take(found).into_iter().peekable();
    for place in places {
        // What was found before the place.
        while let Some(one) = old.next_if(|one| one.range.end <= place.start) {
            found.push(one);
        }
        let mut within: Vec<Found> = Vec::new();
        while let Some(one) = old.next_if(|one| one.range.start < place.end) {
            within.push(one);
        }
        let settled = |one: &Found| {
            let read = || one.read.is_whole() || one.read.throughout && !anew;
            one.way != Some(way) || one.range == place && (belief.least > 0 || read())
        };
        if within.iter().any(settled) {
            found.append(&mut within);
            continue;
        }
        let mut views = Views::new(&text[place.clone()]);
        match look(text, &place, &views, way, belief, memory) {
            Some(mut one) if within.iter().all(|old| place.start <= old.range.start) => {
                one.seen = views.take(WAYS[way].0);
                found.push(one);
            }
            _ => found.append(&mut within),
        }
    }
    found.extend(old);
}

/// Patches a place: as finely as characters of both readings end together.
fn put(text: &str, found: &Found, patches: &mut Patches, notes: &mut Vec<Note>) {
    let line = &text[found.range.clone()];
    let Found { seen, read: Read { chars, .. }, .. } = found;
    let mut from = 0;
    let mut group: Vec<&Char> = Vec::new();
    let mut now = String::new();
    for (index, char) in chars.iter().enumerate() {
        group.push(char);
        let to = match seen {
            Some(seen) => seen.boundary(char.to),
            None => (index + 1 == chars.len()).then_some(line.len()),
        };
        let Some(to) = to else { continue };
        now.clear();
        let near = &chars[index.saturating_sub(AROUND)..(index + 1 + AROUND).min(chars.len())];
        let open = if near.iter().any(|char| char.kind == Kind::Gap) { ASIDE } else { OPEN };
        let shown = |char: &Char| shown(char, open);
        now.extend(group.iter().map(|char| shown(char)));
        let range = found.range.start + from..found.range.start + to;
        let after = chars.get(index + 1).map_or('\0', |char| char.char);
        let swallowed = swallowed(char, after);
        if swallowed {
            now.push('?');
        }
        if line[from..to] != now {
            let lost = group.iter().filter(|char| char.kind != Kind::Known && char.kind != Kind::Plain);
            let least = lost.map(|char| char.margin).reduce(f32::min);
            let certainty = match least {
                None => Certainty::Certain,
                Some(margin) if margin >= CLEAR => Certainty::Likely,
                Some(_) => Certainty::Guess,
            };
            patches.replace_as(range.clone(), &now, certainty);
        }
        if swallowed {
            let message = "a digit was lost with the byte before it".into();
            notes.push(Note { range, code: "digit-lost", message });
        } else if group.iter().any(|char| shown(char) == '?' && char.kind != Kind::Plain) {
            notes.push(Note { range, code: "byte-lost", message: "a character was lost".into() });
        }
        from = to;
        group.clear();
    }
}

/// What stands in the text for a character of a reading: one that was lost and could be several is a question mark.
fn shown(char: &Char, open: f32) -> char {
    match char.kind {
        Kind::Number | Kind::Gap => '?',
        Kind::Lost if is_numeral(char.char) && char.margin < NUMERAL => '?',
        // A wrong sign is less harm than a wrong word.
        Kind::Lost if char.margin < open && char.char.is_alphanumeric() => '?',
        _ => char.char,
    }
}

/// Whether a program took a digit for the second byte of what it lost: between 年 and 月 stands one.
fn swallowed(char: &Char, after: char) -> bool {
    char.kind == Kind::Lost && matches!((char.char, after), ('年', '月') | ('月', '日'))
}

/// Whether the scan finds places to look at.
#[cfg(test)]
pub(super) fn finds_places(text: &str) -> bool {
    !scan::places(text).is_empty()
}

#[cfg(test)]
mod tests;
