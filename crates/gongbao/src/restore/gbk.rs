//! The double bytes of GBK, both ways, private-use characters among them.

use gongbao_data::codes::GBK;

/// Two bytes of GBK.
pub(super) use gongbao_data::codes::Pair;

/// Every byte that can stand second.
pub(super) fn trails() -> impl Iterator<Item = u8> {
    (0x40..=0xFE).filter(|&trail| trail != 0x7F)
}

/// Every byte that can stand first.
pub(super) fn leads() -> impl Iterator<Item = u8> {
    0x81..=0xFE
}

/// The character of two bytes.
#[inline]
pub(super) fn char_of(lead: u8, trail: u8) -> Option<char> {
    GBK.char_of(lead, trail)
}

/// The two bytes of a character.
#[inline]
pub(super) fn pair_of(char: char) -> Option<Pair> {
    GBK.pair_of(char)
}
