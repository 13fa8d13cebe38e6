//! Chances and bits, the same on every machine, closer than a thousandth of a bit.

/// The chance of what costs so many bits.
#[inline]
pub(super) fn chance(bits: f32) -> f32 {
    let bits = bits.clamp(0.0, 120.0);
    let whole = bits as u32 + 1;
    let x = whole as f32 - bits;
    let power = 1.0 + x + x * (x - 1.0) * (0.306_909 + x * (0.065_625 + x * 0.013_698));
    // Down to the exponent, which holds no less than -126 here.
    power * f32::from_bits((127 - whole) << 23)
}

/// What a chance above zero and up to one costs.
#[inline]
pub(super) fn bits(chance: f32) -> f32 {
    let stored = chance.to_bits();
    let whole = (stored >> 23) as f32 - 127.0;
    let x = f32::from_bits(stored & 0x007F_FFFF | 0x3F80_0000) - 1.0;
    -(whole + x + x * (1.0 - x) * (0.442_419 + x * (-0.269_578 + x * (0.150_533 - x * 0.044_874))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for step in 0..12_000_u16 {
            let cost = f32::from(step) / 100.0;
            assert!((chance(cost) / (-cost).exp2() - 1.0).abs() < 1e-3, "{cost}");
            assert!((bits((-cost).exp2()) - cost).abs() < 1e-3, "{cost}");
        }
        assert_eq!([chance(0.0), bits(1.0)], [1.0, 0.0]);
    }
}
