//! GBK bytes replaced across character boundaries.
//!
//! A page held as GBK had byte strings replaced without regard for characters: wide punctuation by ASCII, and
//! `冊` by `冊(cè)`. A match that straddles two characters takes half of each and shifts what follows by a byte, up
//! to the next ASCII byte; a decoder shows each orphaned half as `?`. So `。“黨` (A1**A3 A1**B0 FC68) is seen as `?!包h`.
//!
//! The repair reads the bytes again. A line is walked once, from its first `?`, along every way it may have come
//! about: a half byte may be pending or not, a `?` may be itself or a lost byte. A reading that was put in is a
//! checksum of the bytes before it; what bytes leave open, the language and the balance of quotes decide. The ways
//! that come to the same state become one, the cheaper, so that a line costs its length.

mod bits;
mod brackets;
mod glyphs;
mod lattice;
mod lists;
mod local;
mod tokens;
mod ways;
mod words;

use memchr::memmem;

use crate::edit::{Certainty, Patches};

use super::Note;
use super::script::detect;
use brackets::Open;
use lattice::Lattice;
use local::Local;
use tokens::{Kind, Tokens};

/// Puts shifted bytes back.
pub(super) fn gbk_surgery(text: &str, notes: &mut Vec<Note>) -> Patches {
    let mut patches = Patches::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut lattice = None;
    let mut lost = Losses::of(text);
    while let Some(mark) = lost.next(text, at) {
        let start = memchr::memrchr(b'\n', &bytes[at..mark]).map_or(at, |end| at + end + 1);
        let end = memchr::memchr(b'\n', &bytes[mark..]).map_or(bytes.len(), |length| mark + length);
        if possible(&bytes[start.max(mark.saturating_sub(NEAR))..end]) {
            let lattice = lattice.get_or_insert_with(|| Lattice::new(Local::of(text, detect(text))));
            line(text, start, mark, end, lattice, &mut patches, notes);
        } else if is_shredded(&text[start..end]) {
            notes.push(Note {
                range: mark..end,
                code: "bytes-lost",
                message: "so many bytes were lost in this line that the rest does not tell what it said"
                    .to_owned(),
            });
        }
        at = end;
    }
    patches
}

/// Where bytes were lost: `?`, or what a decoder puts for them.
struct Losses {
    /// The next `�`, if there is one.
    replaced: Option<usize>,
}

impl Losses {
    fn of(text: &str) -> Self {
        Self { replaced: memmem::find(text.as_bytes(), REPLACED) }
    }

    /// The first from `at` on, which is never before the last time.
    fn next(&mut self, text: &str, at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mark = memchr::memchr(b'?', &bytes[at..]).map(|skip| at + skip);
        if self.replaced.is_some_and(|replaced| replaced < at) {
            self.replaced = memmem::find(&bytes[at..], REPLACED).map(|skip| at + skip);
        }
        mark.into_iter().chain(self.replaced).min()
    }
}

/// What a decoder puts for a byte that nothing can be read from.
const REPLACED: &[u8] = "\u{FFFD}".as_bytes();

/// So many bytes before a mark say, too, whether its line tells anything.
const NEAR: usize = 120;

/// Whether the bytes around question marks can hold damage: a line that is mostly question marks tells nothing.
fn possible(bytes: &[u8]) -> bool {
    let marks = memchr::memchr_iter(b'?', bytes).count();
    let wide = bytes.iter().filter(|&&byte| byte >= 0x80).count();
    marks * 12 <= wide + 24
}

/// Whether a line that is mostly question marks said more once. A row of marks behind a sentence only asks loudly.
fn is_shredded(line: &str) -> bool {
    /// Fewer marks than these a person may put.
    const MANY: usize = 6;
    let rest = line.trim().trim_start_matches(|char| char != '?');
    let marks = rest.bytes().filter(|&byte| byte == b'?').count();
    let others = rest.chars().filter(|&char| char != '?' && !char.is_whitespace()).count();
    marks >= MANY && marks >= others && (others > 0 || rest.len() == line.trim().len())
}

fn line(
    text: &str,
    start: usize,
    mark: usize,
    end: usize,
    lattice: &mut Lattice,
    patches: &mut Patches,
    notes: &mut Vec<Note>,
) {
    // A few characters before the mark are the ground to stand on.
    let mut before = text[start..mark].char_indices().rev();
    let from = before.by_ref().take(GROUND).last().map_or(mark, |(at, _)| start + at);
    let mut context = || before.next().map_or('\n', |(_, char)| char);
    let (last, first) = (context(), context());
    let open = Open::after(&text[start..from]);
    let tokens = Tokens::of(text, from..end);
    lattice.begin([first, last], open);
    lattice.run(&tokens);
    let mut repairs = lattice.finish();
    lists::agree(text, &tokens, &mut repairs);
    // Bytes put back make characters; where they make none, a sound passage was shifted.
    let now = repairs.iter().map(|repair| private(&repair.now)).sum::<usize>();
    let was =
        repairs.iter().map(|repair| private(&text[tokens.list[repair.token].range.clone()])).sum::<usize>();
    if now > was + UNLIKELY {
        return;
    }
    for repair in repairs {
        let token = &tokens.list[repair.token];
        let range = token.range.clone();
        if text[range.clone()] == *repair.now {
            continue;
        }
        if matches!(token.kind, Kind::Mark { .. }) && repair.certainty == Certainty::Guess {
            notes.push(Note {
                range: range.clone(),
                code: "byte-lost",
                message: match repair.now.as_str() {
                    "" => "half a character was lost, and what it was the text does not say".to_owned(),
                    now => format!("half a character was lost; {now} is a guess"),
                },
            });
        }
        patches.replace_as(range, &repair.now, repair.certainty);
    }
}

/// So many characters of private use more than before are no repair.
const UNLIKELY: usize = 3;

/// How many characters of a text are of private use.
fn private(text: &str) -> usize {
    text.chars().filter(|char| matches!(char, '\u{E000}'..='\u{F8FF}')).count()
}

/// So many characters before a mark are walked with it: its reading and what that was put in behind.
const GROUND: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Draft, Step};

    fn repaired(text: &str) -> String {
        let mut draft = Draft::new(text);
        draft.apply(Step::GbkSurgery, &gbk_surgery(text, &mut Vec::new()));
        draft.finish().0.into_owned()
    }

    #[test]
    fn shifted_bytes_come_back() {
        for (was, now) in [
            ("順利跨進了大學校園?!包h支部+關工委”,讓", "順利跨進了大學校園。“黨支部+關工委”,讓"),
            ("多種疾病?;\u{e2c4}谝陨显\u{e14b}?,該家庭", "多種疾病。基于以上原因,該家庭"),
            ("當場落淚?!案蓩尅薄案傻\u{e292}?,脫口而出", "當場落淚。“干媽”“干爹”,脫口而出"),
            ("國家公務員?!叭绻\u{e35b}?dāng)年沒有", "國家公務員。“如果當年沒有"),
            ("予以通報表?yè)P(yáng),其中", "予以通報表揚(yáng),其中"),
            ("讓他們?cè)谛聲r(shí)代的舞臺", "讓他們在新時(shí)代的舞臺"),
            ("你盡管說,‘?huà)寢尅\u{e207}欢〞?huì)盡心", "你盡管說,‘媽媽’一定會盡心"),
            // Behind the gap an item of a list begins; quotes close as they opened; little is left of a line.
            ("老人?shuō)玫搅巳褐诘娜峡伞?5.我们还要努力", "老人得到了群众的认可。5.我们还要努力"),
            ("讨论了「出?!?,", "讨论了「出海」,"),
            ("书(shū)报费等日??\u{e035}А?", "书(shū)报费等日常开支。"),
            ("汇报。\n??谑形\u{e1ed}叨戎厥?,很好", "汇报。\n海口市委高度重视,很好"),
            ("院?hào);浦惭谐略Ｈ萑衔?,很好", "院牛黄植研陈裕容认为,很好"),
            // What most items end in ends all of them, and is what a number in quotes counts.
            (
                "推出“五?!被疃?dòng):健康?!⑽幕\u{e1ed}!⒀?xué)业(yè)?!⑽萝案!⑵桨哺!?",
                "推出“五福”活动:健康福、文化福、学业(yè)福、温馨福、平安福。",
            ),
        ] {
            assert_eq!(repaired(was), now);
        }
    }

    #[test]
    fn a_line_of_marks_is_reported() {
        let mut notes = Vec::new();
        let text = "各位代表：\n????工????，????????????????\n??????????2024????5.5%??????\n为什么?\n为什么????????\n???";
        assert!(gbk_surgery(text, &mut notes).is_empty());
        let found: Vec<_> = notes.iter().map(|note| (note.code, &text[note.range.clone()])).collect();
        let lost = ["????工????，????????????????", "??????????2024????5.5%??????"];
        assert_eq!(found, lost.map(|line| ("bytes-lost", line)));
    }

    #[test]
    fn a_question_stays_one() {
        for text in [
            "怎么办?要靠改革。",
            "什么是关工委?关工委是什么?",
            "增长了多少?2025年再看。",
            "为什么(见附件)?!",
            "??",
            "来源：某某日报??",
            "?",
            "Why? 因为。",
            "http://a.cn/?x=关工委",
        ] {
            assert_eq!(repaired(text), text);
        }
    }
}
