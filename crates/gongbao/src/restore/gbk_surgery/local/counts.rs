//! Counts by up to three characters of the basic plane, in one row of numbers.

/// Bits of a slot that hold the count.
const COUNT: u32 = 16;
const MOST: u64 = (1 << COUNT) - 1;
/// So many slots to begin with.
const FEW: usize = 1 << 10;
/// And no more: a long text says the same again and again.
const MANY: usize = 1 << 16;

/// The counts: open addressing, a slot for each key.
pub(super) struct Counts {
    slots: Vec<u64>,
    used: usize,
}

/// Characters as a key; none if they are beyond the basic plane.
#[inline]
pub(super) fn key(first: char, last: char, next: char) -> Option<u64> {
    let [first, last, next] = [first, last, next].map(u64::from);
    (first | last | next < 0x10000).then_some(first << 32 | last << 16 | next)
}

impl Counts {
    /// Room for so many keys, and more when they come.
    pub(super) fn with_room(keys: usize) -> Self {
        Self { slots: vec![0; (keys * 2).next_power_of_two().clamp(FEW, MANY)], used: 0 }
    }

    /// Where a key stands, or where it goes.
    #[inline]
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & mask;
        while self.slots[at] != 0 && self.slots[at] >> COUNT != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// Counts a key once more.
    #[inline]
    pub(super) fn add(&mut self, key: Option<u64>) {
        let Some(key) = key else { return };
        let at = self.slot(key);
        match self.slots[at] {
            0 => {
                self.slots[at] = key << COUNT | 1;
                self.used += 1;
                if self.used * 2 > self.slots.len() {
                    self.grow();
                }
            }
            slot if slot & MOST < MOST => self.slots[at] += 1,
            _ => {}
        }
    }

    /// How often a key was counted.
    #[inline]
    pub(super) fn get(&self, key: Option<u64>) -> u32 {
        key.map_or(0, |key| (self.slots[self.slot(key)] & MOST) as u32)
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 4;
        for slot in std::mem::replace(&mut self.slots, vec![0; size]) {
            if slot != 0 {
                let at = self.slot(slot >> COUNT);
                self.slots[at] = slot;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_told() {
        let mut counts = Counts::with_room(0);
        for round in 0..3 {
            for char in '一'..='鿿' {
                if char as u32 % 3 >= round {
                    counts.add(key('\0', '工', char));
                }
            }
        }
        for char in '一'..='鿿' {
            assert_eq!(counts.get(key('\0', '工', char)), char as u32 % 3 + 1);
        }
        assert_eq!([counts.get(key('工', '\0', '一')), counts.get(key('\0', '工', '𠀀'))], [0, 0]);
    }
}
