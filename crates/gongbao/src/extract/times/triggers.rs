//! Where a time may begin: by its first characters, before any grammar is asked.
//!
//! Nearly every sentence holds characters that some time begins with (`一`, `上`, `到`), so the two first ones are looked
//! up together. A pair that is not known begins no time; one that is known still has to be read.

use gongbao_data::{events, festivals, time_words};

use crate::extract::lexis::{CharSet, Words};
use crate::extract::signs::{Roles, Sign};

/// Signs of numbers that times begin with.
static NUMBERS: CharSet = CharSet::new("0123456789〇零○一二三四五六七八九十廿");
/// Prefixes of times: the next character begins the time itself.
static PREFIXES: CharSet = CharSet::new("从自至到");
/// Characters before a count of years or a number of an order.
static LEADS: CharSet = CharSet::new("近这前第");
/// Counts that are no numbers.
static COUNTS: CharSet = CharSet::new("两几数多百千半上");
/// Pairs that no table holds.
const PAIRS: [&str; 15] = [
    "民国", "首季", "自从", "截至", "截止", "每年", "最近", "过去", "今后", "未来", "接下", "上世", "上个",
    "本世", "十年",
];
static OPENINGS: Words = Words::new(&PAIRS);
/// What may stand behind the number at the start of a time.
static BEHIND: CharSet =
    CharSet::new("计规日年月世季个余多几至到—－-–～~./”’\"期时末初以前国劳妇青儿节建―─−");

/// Notes where times may begin.
pub(in crate::extract) fn signs(roles: &mut Roles) {
    let words = || time_words().rows().chain(festivals().rows()).chain(events().rows()).map(|row| row.key());
    roles.words(Sign::Time, words().chain(PAIRS));
    let mut add = |first, second| roles.pair(Sign::Time, first, second);
    let begins: Vec<char> = words()
        .filter_map(|word| word.chars().next())
        .chain(NUMBERS.chars())
        .chain("“‘最过未本".chars())
        .collect();
    for prefix in PREFIXES.chars() {
        for second in &begins {
            add(prefix, *second);
        }
    }
    for lead in LEADS.chars().chain("“‘\"'".chars()) {
        for second in NUMBERS.chars().chain(COUNTS.chars()) {
            add(lead, second);
        }
    }
    for quote in "“‘\"'".chars() {
        for second in festivals().rows().filter_map(|row| row.key().chars().next()) {
            add(quote, second);
        }
    }
    for count in COUNTS.chars() {
        for second in "年十百三四五六多余".chars() {
            add(count, second);
        }
    }
    // A number is a time only by what stands behind it: may_begin looks there.
    roles.chars(Sign::Time, NUMBERS.chars());
}

/// So many characters has no number that a time begins with.
const LONGEST: usize = 12;

/// The length of the number that a text begins with.
pub(super) fn number(rest: &str) -> usize {
    rest.find(|c| !NUMBERS.has(c)).unwrap_or(rest.len())
}

/// Whether a time may begin with the sign at the start of `rest`, which begins with a number of such a length: what
/// follows the first two characters tells of most that none does.
pub(super) fn may_begin(rest: &str, number: usize) -> bool {
    if number > 0 {
        return number_may_begin(rest, number);
    }
    let first = rest.chars().next().unwrap_or_default();
    if matches!(first, '“' | '‘' | '"' | '\'') {
        let inside = &rest[first.len_utf8()..];
        let number = self::number(inside);
        return number == 0
            || inside.starts_with(|c: char| c.is_ascii_digit())
            || number_may_begin(inside, number);
    }
    // 国家 begins like 国庆 is no reason to read on: a word of the tables has to stand there.
    PREFIXES.has(first)
        || LEADS.has(first)
        || COUNTS.has(first)
        || OPENINGS.begin(rest)
        || time_words().longest(rest).is_some()
        || festivals().longest(rest).is_some()
        || events().longest(rest).is_some()
}

/// Whether a time may begin with a number of such a length.
fn number_may_begin(rest: &str, length: usize) -> bool {
    // A time has no longer one.
    if length >= LONGEST && rest[..length].chars().count() >= LONGEST {
        return false;
    }
    let mut behind = rest[length..].chars();
    let (Some(first), next) = (behind.next(), behind.next()) else { return false };
    match first {
        // 5个月, 5个多月; not 5个村.
        '个' => next.is_some_and(|next| matches!(next, '月' | '多' | '季')),
        // 2021.5.3; not 5.3.
        '.' => length >= "2021".len(),
        _ => BEHIND.has(first),
    }
}
