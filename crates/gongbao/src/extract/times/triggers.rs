//! Where a time may begin: by its first characters, before any grammar is asked.
//!
//! Nearly every sentence holds characters that some time begins with (`一`, `上`, `到`), so the two first ones are looked
//! up together. A pair that is not known begins no time; one that is known still has to be read.

use std::sync::LazyLock;

use gongbao_data::{events, festivals, time_words};

/// Known pairs of first characters, as bits of a hash, and known first characters.
pub(super) struct Triggers {
    first: Vec<u64>,
    pairs: Vec<u64>,
}

/// Signs of numbers that times begin with.
const NUMBERS: &str = "0123456789〇零○一二三四五六七八九十廿";
/// Prefixes of times: the next character begins the time itself.
const PREFIXES: &str = "从自至到";
/// Characters before a count of years or a number of an order.
const LEADS: &str = "近这前第";
/// Counts that are no numbers.
const COUNTS: &str = "两几数多百千半上";
/// Pairs that no table holds.
const PAIRS: [&str; 15] = [
    "民国", "首季", "自从", "截至", "截止", "每年", "最近", "过去", "今后", "未来", "接下", "上世", "上个",
    "本世", "十年",
];
/// What may stand behind the number at the start of a time.
const BEHIND: &str = "计规日年月世季个余多几至到—－-–～~./”’\"期时末初以前国劳妇青儿节建―─−";

impl Triggers {
    fn build() -> Self {
        let mut triggers = Self { first: vec![0; 1024], pairs: vec![0; 1024] };
        let words =
            || time_words().rows().chain(festivals().rows()).chain(events().rows()).map(|row| row.key());
        for word in words().chain(PAIRS) {
            let mut chars = word.chars();
            if let (Some(first), Some(second)) = (chars.next(), chars.next()) {
                triggers.add(first, second);
            }
        }
        let begins: Vec<char> = words()
            .filter_map(|word| word.chars().next())
            .chain(NUMBERS.chars())
            .chain("“‘最过未本".chars())
            .collect();
        for prefix in PREFIXES.chars() {
            for second in &begins {
                triggers.add(prefix, *second);
            }
        }
        for lead in LEADS.chars().chain("“‘\"'".chars()) {
            for second in NUMBERS.chars().chain(COUNTS.chars()) {
                triggers.add(lead, second);
            }
        }
        for quote in "“‘\"'".chars() {
            for second in festivals().rows().filter_map(|row| row.key().chars().next()) {
                triggers.add(quote, second);
            }
        }
        for count in COUNTS.chars() {
            for second in "年十百三四五六多余".chars() {
                triggers.add(count, second);
            }
        }
        // A number is a time only by what stands behind it: may_begin looks there.
        for number in NUMBERS.chars() {
            set(&mut triggers.first, number as usize);
        }
        triggers
    }

    fn add(&mut self, first: char, second: char) {
        set(&mut self.first, first as usize);
        set(&mut self.pairs, pair(first, second));
    }

    /// Whether a time may begin with a character: what most positions of a text are told by.
    #[inline]
    pub(super) fn may_have(&self, c: char) -> bool {
        get(&self.first, c as usize)
    }

    /// Whether a time may begin at the start of `rest`, whose first character is `c`.
    pub(super) fn may_begin(&self, rest: &str, c: char) -> bool {
        if is_number(c) {
            // Skips the number; a time has no longer one.
            let behind = rest.chars().take(12).find(|c| !is_number(*c));
            return behind.is_some_and(|behind| BEHIND.contains(behind));
        }
        rest[c.len_utf8()..].chars().next().is_some_and(|second| get(&self.pairs, pair(c, second)))
    }
}

/// The triggers, built once from the tables.
pub(super) fn triggers() -> &'static Triggers {
    static TRIGGERS: LazyLock<Triggers> = LazyLock::new(Triggers::build);
    &TRIGGERS
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            '〇' | '零' | '○' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '廿'
        )
}

fn pair(first: char, second: char) -> usize {
    (first as usize).wrapping_mul(31).wrapping_add((second as usize).wrapping_mul(17)) & 0xFFFF
}

fn set(bits: &mut [u64], at: usize) {
    if let Some(word) = bits.get_mut(at / 64) {
        *word |= 1 << (at % 64);
    }
}

fn get(bits: &[u64], at: usize) -> bool {
    bits.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
}
