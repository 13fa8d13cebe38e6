//! What the language of reports expects: the cost of a character behind two others, in bits.
//!
//! The build has turned counts into costs; here is nothing but looking them up in the program's own bytes.

macro_rules! part {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/language.", $name))
    };
}

/// Numbers of two bytes.
struct Halves(&'static [u8]);

impl Halves {
    #[inline]
    fn get(&self, at: usize) -> u16 {
        match self.0.get(at * 2..at * 2 + 2) {
            Some(&[low, high]) => u16::from_le_bytes([low, high]),
            _ => 0,
        }
    }
}

/// Numbers of four bytes.
struct Words(&'static [u8]);

impl Words {
    #[inline]
    fn get(&self, at: usize) -> u32 {
        match self.0.get(at * 4..at * 4 + 4) {
            Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
            _ => 0,
        }
    }

    #[inline]
    fn range(&self, at: usize) -> (usize, usize) {
        (self.get(at) as usize, self.get(at + 1) as usize)
    }
}

/// What follows something, row after row.
struct Rows {
    starts: Words,
    ids: Halves,
    costs: Halves,
    rests: Halves,
}

/// One of the rows.
#[derive(Clone, Copy, Debug)]
struct Row {
    from: u32,
    to: u32,
    /// What a follower costs that was not seen there, besides its cost below.
    rest: u16,
}

impl Rows {
    #[inline]
    fn row(&self, at: usize) -> Row {
        Row { from: self.starts.get(at), to: self.starts.get(at + 1), rest: self.rests.get(at) }
    }

    /// The cost of a follower of a row, if it was seen there, or else of the rest.
    #[inline]
    fn cost(&self, row: Row, next: u16) -> Result<u16, u16> {
        match find(&self.ids, row.from as usize, row.to as usize, next) {
            Some(at) => Ok(self.costs.get(at)),
            None => Err(row.rest),
        }
    }
}

/// Where a number stands in a sorted part. Both halves are as likely, so that no branch is worth guessing.
#[inline]
fn find(numbers: &Halves, from: usize, to: usize, wanted: u16) -> Option<usize> {
    let numbers = numbers.0.get(from * 2..to * 2)?.as_chunks::<2>().0;
    let (mut base, mut left) = (0, numbers.len());
    while left > 1 {
        let half = left / 2;
        let before = u16::from_le_bytes(numbers[base + half]) <= wanted;
        base = if before { base + half } else { base };
        left -= half;
    }
    (u16::from_le_bytes(*numbers.get(base)?) == wanted).then_some(from + base)
}

static INDEX: Halves = Halves(part!("index"));
static COUNTS: Words = Words(part!("counts"));
static ALONE: Halves = Halves(part!("alone"));
/// Behind the kinds of signs.
static AFTER_SIGN: [Halves; 3] =
    [Halves(part!("after_sign.1")), Halves(part!("after_sign.2")), Halves(part!("after_sign.3"))];
/// For each character the number of its kind of sign, from 1 up.
static SIGNS: &[u8] = part!("signs");
static PAIRS: Rows = Rows {
    starts: Words(part!("pairs.starts")),
    ids: Halves(part!("pairs.ids")),
    costs: Halves(part!("pairs.costs")),
    rests: Halves(part!("pairs.rests")),
};
static FIRSTS: Words = Words(part!("triples.firsts"));
static SECONDS: Halves = Halves(part!("triples.seconds"));
static TRIPLES: Rows = Rows {
    starts: Words(part!("triples.starts")),
    ids: Halves(part!("triples.ids")),
    costs: Halves(part!("triples.costs")),
    rests: Halves(part!("triples.rests")),
};

/// A character of the model: 0 if it was never seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u16);

impl Symbol {
    /// Of a character. Digits stand as `0`, Latin letters as `A`, ends of lines as `^`.
    #[inline]
    #[must_use]
    pub fn of(char: char) -> Self {
        Self(if (char as u32) < 0x10000 { INDEX.get(char as usize) } else { 0 })
    }

    /// How often it was seen.
    #[must_use]
    pub fn count(self) -> u32 {
        COUNTS.get(usize::from(self.0))
    }
}

/// What stands behind two characters, looked up once for all that may follow.
#[derive(Clone, Copy, Debug)]
pub struct Behind {
    triple: Option<Row>,
    pair: Row,
    /// What kind of sign the last one is, from 1 up.
    sign: u8,
}

impl Behind {
    /// Behind `first` and `last`.
    #[inline]
    #[must_use]
    pub fn new(first: Symbol, last: Symbol) -> Self {
        let second = usize::from(last.0);
        let (from, to) = FIRSTS.range(usize::from(first.0));
        Self {
            triple: find(&SECONDS, from, to, last.0).map(|row| TRIPLES.row(row)),
            pair: PAIRS.row(second),
            sign: SIGNS.get(second).copied().unwrap_or(0),
        }
    }

    /// The cost of `next`, in bits.
    #[inline]
    #[must_use]
    pub fn cost(&self, next: Symbol) -> f32 {
        let mut sum = 0u32;
        if let Some(triple) = self.triple {
            match TRIPLES.cost(triple, next.0) {
                Ok(cost) => return bits(u32::from(cost)),
                Err(rest) => sum += u32::from(rest),
            }
        }
        match PAIRS.cost(self.pair, next.0) {
            Ok(cost) => return bits(sum + u32::from(cost)),
            Err(rest) => sum += u32::from(rest),
        }
        let below = match self.sign {
            0 => &ALONE,
            kind => &AFTER_SIGN[usize::from(kind) - 1],
        };
        bits(sum + u32::from(below.get(usize::from(next.0))))
    }
}

/// The cost of `next` behind `first` and `last`, in bits.
#[inline]
#[must_use]
pub fn cost(first: Symbol, last: Symbol, next: Symbol) -> f32 {
    Behind::new(first, last).cost(next)
}

/// Whether two characters were seen beside each other.
#[inline]
#[must_use]
pub fn is_pair(first: Symbol, second: Symbol) -> bool {
    first.0 != 0 && second.0 != 0 && PAIRS.cost(PAIRS.row(usize::from(first.0)), second.0).is_ok()
}

fn bits(cost: u32) -> f32 {
    cost as f32 / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likelier_costs_less() {
        let [end, work, make, rare] = ['^', '工', '作', '谛'].map(Symbol::of);
        assert!(cost(end, work, make) < 4.0);
        assert!(cost(end, work, make) + 8.0 < cost(end, work, rare));
        assert!(make.count() > rare.count());
        assert_eq!(Symbol::of('𠀀'), Symbol::default());
        assert!(cost(Symbol::default(), Symbol::default(), Symbol::default()) > 16.0);
        assert!(is_pair(work, make) && !is_pair(make, rare));
    }
}
