//! Words round a number that say how exact it is meant to be.

use rust_decimal::Decimal;

use super::Exact;

/// How a figure is hedged; which side of its interval each opens is [`Interval`](super::Interval)'s business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Hedge {
    /// Nothing said: the printed precision counts.
    #[default]
    Plain,
    /// 约, 大约, 左右, 上下: a little either way.
    About,
    /// 近, 将近, 接近: a little below.
    Nearly,
    /// 超, 超过, 逾, 突破, 高于: above, the number itself excluded.
    Over,
    /// 不足, 不到, 未达: below, the number itself excluded.
    Under,
    /// 以上, 不低于, 不少于, 至少, ≥: the number or more.
    AtLeast,
    /// 以内, 以下, 不超过, 不高于, ≤: the number or less.
    AtMost,
    /// 多, 余, 几: more, up to the next unit of the last digit that is not a trailing zero. 80 多 is (80, 90).
    AndMore,
}

impl Hedge {
    /// The hedge of the same amount with the opposite sign: a drop of more than 5% is a change below −5%.
    ///
    /// 约, 近 and 多 speak of the amount without its sign and stay.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Over => Self::Under,
            Self::Under => Self::Over,
            Self::AtLeast => Self::AtMost,
            Self::AtMost => Self::AtLeast,
            Self::Plain | Self::About | Self::Nearly | Self::AndMore => self,
        }
    }
}

/// How far 约 or 近 reaches from the number; no text fixes it, so a pack does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum HedgeWidth {
    /// So many units of the last digit that is not a trailing zero: with 1, 约 80 reaches from 70 to 90.
    Units(Exact),
    /// So large a share of the number: with 0.05, 约 80 reaches from 76 to 84.
    Share(Exact),
}

impl Default for HedgeWidth {
    /// One unit: the digits that were worth printing are taken at their word.
    fn default() -> Self {
        Self::Units(Exact::one())
    }
}

impl HedgeWidth {
    /// The width in the base unit for a number and one unit of its last digit that counts.
    pub(super) fn of(&self, number: &Exact, unit: &Exact) -> Exact {
        match self {
            Self::Units(count) => unit.mul(count).abs(),
            Self::Share(share) => number.mul(share).abs(),
        }
    }
}

/// One unit of the last digit that is not a trailing zero: 2100 → 100, 80 → 10, 92 → 1, 3.50 → 0.1.
pub(super) fn last_counting_unit(digits: Decimal, unit_power: i32) -> Exact {
    let mut mantissa = digits.mantissa();
    let mut power = unit_power - i32::try_from(digits.scale()).unwrap_or(0);
    while mantissa != 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        power += 1;
    }
    Exact::power_of_ten(power)
}
