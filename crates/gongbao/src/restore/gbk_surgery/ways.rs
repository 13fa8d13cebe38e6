//! The ways that a search follows at once: one for each state, the cheapest.

use super::brackets::Open;
use super::words::Cut;

/// Ways so much dearer than the cheapest are given up, and of many ways all but so many.
const BEAM: f32 = 40.0;
const WAYS: usize = 96;
/// So many wait before the dearest are given up.
const ROOM: usize = 4 * WAYS;
const SLOTS: usize = 4 * ROOM;

/// What stands before the next byte.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pending {
    /// A whole character.
    Nothing,
    /// The first half of one.
    Lead(u8),
    /// The first half of one, lost; a sign that became ASCII must follow.
    Lost,
}

/// What a token becomes.
#[derive(Clone, Copy)]
pub(super) enum Out {
    /// As it is.
    Same,
    Nothing,
    One(char),
    Two(char, char),
}

/// One way, up to here.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) cost: f32,
    pub(super) pending: Pending,
    /// The classes of the last two characters.
    pub(super) first: char,
    pub(super) last: char,
    /// The last character as it is.
    pub(super) exact: char,
    /// The last byte.
    pub(super) byte: u8,
    /// How the characters make words.
    pub(super) cut: Cut,
    /// Which quotes are open.
    pub(super) open: Open,
    /// What was put out before the last token, and what for that.
    pub(super) node: u32,
    pub(super) now: Out,
    /// How much dearer the next best way to this state was, and that was to the one before.
    pub(super) margin: f32,
    pub(super) margin_before: f32,
}

impl Way {
    /// What has to be the same for two ways to go on alike.
    fn state(&self) -> u64 {
        let pending = match self.pending {
            Pending::Nothing => 0,
            Pending::Lost => 1,
            Pending::Lead(lead) => 0x100 | u64::from(lead),
        };
        // Three numbers that are smaller than the place each gets, and one that is so nearly always.
        u64::from(self.open.number()) << 51
            | pending << 42
            | u64::from(self.last as u32) << 21
            | u64::from(self.first as u32)
    }
}

/// A place of the index: a state, where its way stands, and for which token.
#[derive(Clone, Copy, Default)]
struct Slot {
    state: u64,
    at: u32,
    round: u32,
}

/// The ways over one token.
pub(super) struct Ways {
    list: Vec<Way>,
    slots: Vec<Slot>,
    round: u32,
    best: f32,
    /// What the dearest of enough ways costs.
    bound: f32,
}

impl Ways {
    pub(super) fn new() -> Self {
        Self {
            list: Vec::new(),
            slots: vec![Slot::default(); SLOTS],
            round: 1,
            best: f32::INFINITY,
            bound: f32::INFINITY,
        }
    }

    /// What costs more need not be added.
    pub(super) fn limit(&self) -> f32 {
        self.bound.min(self.best + BEAM)
    }

    /// Adds a way; of two to one state the cheaper stays.
    pub(super) fn add(&mut self, mut way: Way) {
        if way.cost > self.limit() {
            return;
        }
        let state = way.state();
        let slot = self.slot(state);
        if self.slots[slot].round == self.round {
            let other = &mut self.list[self.slots[slot].at as usize];
            let margin = (other.cost - way.cost).abs().min(other.margin);
            if other.cost <= way.cost {
                other.margin = margin;
                return;
            }
            way.margin = margin;
            *other = way;
        } else {
            self.slots[slot] = Slot { state, at: self.list.len() as u32, round: self.round };
            self.list.push(way);
        }
        self.best = self.best.min(way.cost);
        if self.list.len() == ROOM {
            self.cut();
            self.bound = self.list.iter().map(|way| way.cost).fold(0.0, f32::max);
            self.next_round();
            for at in 0..self.list.len() {
                let state = self.list[at].state();
                let slot = self.slot(state);
                self.slots[slot] = Slot { state, at: at as u32, round: self.round };
            }
        }
    }

    /// Where a state stands in the index, or where it goes.
    fn slot(&self, state: u64) -> usize {
        let mut at = (state.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize % SLOTS;
        while self.slots[at].round == self.round && self.slots[at].state != state {
            at = (at + 1) % SLOTS;
        }
        at
    }

    /// Leaves the cheapest.
    fn cut(&mut self) {
        if self.list.len() > WAYS {
            self.list.select_nth_unstable_by(WAYS, |a, b| a.cost.total_cmp(&b.cost));
            self.list.truncate(WAYS);
        }
    }

    /// Moves what is left into a list, the cheapest first, and starts anew.
    pub(super) fn take(&mut self, into: &mut Vec<Way>) {
        let best = self.best;
        self.list.retain(|way| way.cost <= best + BEAM);
        self.cut();
        self.list.sort_unstable_by(|a, b| a.cost.total_cmp(&b.cost));
        into.clear();
        into.append(&mut self.list);
        (self.best, self.bound) = (f32::INFINITY, f32::INFINITY);
        self.next_round();
    }

    fn next_round(&mut self) {
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.slots.fill(Slot::default());
            self.round = 1;
        }
    }
}
