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

    /// Puts the costs of the followers of a row in the places that `next`, in rising order, gives them.
    fn overlay(&self, row: Row, next: &[Symbol], sum: u32, costs: &mut [Expected]) {
        let (from, to) = (row.from as usize, row.to as usize);
        let Some(ids) = self.ids.0.get(from * 2..to * 2) else { return };
        let (ids, mut places) = (ids.as_chunks::<2>().0, next.iter().zip(costs));
        let start =
            next.first().map_or(0, |&first| ids.partition_point(|&id| u16::from_le_bytes(id) < first.0));
        let mut place = places.next();
        for (at, &id) in ids.iter().enumerate().skip(start) {
            let id = u16::from_le_bytes(id);
            while let Some((symbol, cost)) = place.take() {
                if symbol.0 > id {
                    place = Some((symbol, cost));
                    break;
                }
                if symbol.0 == id {
                    *cost = Expected { cost: bits(sum + u32::from(self.costs.get(from + at))), seen: true };
                }
                place = places.next();
            }
            if place.is_none() {
                break;
            }
        }
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

    /// Less than this it does not cost behind a character behind which it was not seen, in bits.
    #[must_use]
    pub fn least(self) -> f32 {
        let costs = AFTER_SIGN.iter().map(|row| row.get(usize::from(self.0)));
        bits(u32::from(costs.fold(ALONE.get(usize::from(self.0)), u16::min)))
    }

    /// How often it was seen.
    #[must_use]
    pub fn count(self) -> u32 {
        COUNTS.get(usize::from(self.0))
    }
}

/// What one of many characters costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// In bits.
    pub cost: f32,
    /// Whether it was seen behind the last character.
    pub seen: bool,
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
        bits(sum + u32::from(self.below().get(usize::from(next.0))))
    }

    /// The costs of many characters in the order of their numbers: what [`Self::cost`] says of each, in one go.
    pub fn costs(&self, next: &[Symbol], costs: &mut Vec<Expected>) {
        let (pair, triple) = (self.pair, self.triple);
        let rest = triple.map_or(0, |triple| u32::from(triple.rest));
        let (below, unseen) = (self.below(), rest + u32::from(pair.rest));
        costs.clear();
        costs.extend(next.iter().map(|symbol| {
            let cost = bits(unseen + u32::from(below.get(usize::from(symbol.0))));
            Expected { cost, seen: false }
        }));
        PAIRS.overlay(pair, next, rest, costs);
        if let Some(triple) = triple {
            TRIPLES.overlay(triple, next, 0, costs);
        }
    }

    /// What stands in for a row where nothing was seen.
    #[inline]
    fn below(&self) -> &'static Halves {
        match self.sign {
            0 => &ALONE,
            kind => &AFTER_SIGN[usize::from(kind) - 1],
        }
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
    fn many_cost_what_each_does() {
        let chars = "的工保海，。校办中国谛年度委员会";
        let mut next: Vec<Symbol> = chars.chars().map(Symbol::of).collect();
        next.push(next[3]);
        next.sort();
        let mut costs = Vec::new();
        for (first, last) in
            [('关', '工'), ('^', '^'), ('工', '作'), ('府', '，'), ('谛', '谛'), ('𠀀', '作')]
        {
            let behind = Behind::new(Symbol::of(first), Symbol::of(last));
            behind.costs(&next, &mut costs);
            let last = Symbol::of(last);
            let each =
                next.iter().map(|&next| Expected { cost: behind.cost(next), seen: is_pair(last, next) });
            assert_eq!(costs, each.collect::<Vec<_>>());
        }
    }

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
