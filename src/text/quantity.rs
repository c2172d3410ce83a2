//! A number with its unit and hedge as one figure.

use rust_decimal::Decimal;

use crate::figure::{Figure, Hedge, Unit};

use super::arabic;
use super::cursor::Cursor;
use super::hedge;
use super::measure::{self, Measure};

/// What stands behind the digits of a number.
#[derive(Debug, Clone)]
pub(super) struct Tail<'a> {
    /// The unit read, and whether it makes the number a rank (3 级).
    pub(super) measure: Measure,
    /// The hedge between digits and unit.
    pub(super) inside: Option<Hedge>,
    /// Where the unit ends.
    pub(super) end: Cursor<'a>,
    /// The digits, where 万 before further digits changed them (1 亿 2000 万).
    pub(super) digits: Option<Decimal>,
}

impl Tail<'_> {
    /// The unit; none for a rank.
    pub(super) fn unit(&self) -> Unit {
        match &self.measure {
            Measure::Unit(unit) => unit.clone(),
            Measure::Rank => Unit::None,
        }
    }

    /// True where something that counts or measures stands behind the digits.
    pub(super) fn has_unit(&self) -> bool {
        match &self.measure {
            Measure::Unit(unit) => *unit != Unit::None,
            Measure::Rank => true,
        }
    }
}

/// Reads infix hedge, 万 and unit behind digits. `power` is what the numeral itself ended in (一百万 is 4).
pub(super) fn tail(number_end: Cursor<'_>, digits: Option<Decimal>, power: i8) -> Tail<'_> {
    let bare = Tail { measure: Measure::Unit(Unit::None), inside: None, end: number_end, digits: None };
    let at = number_end.after_blanks();
    if power == 0
        && let Some((measure, end)) = measure::read(at, 0)
    {
        return Tail { measure, end, ..bare };
    }
    let (inside, at) = hedge::inside(at).map_or((None, at), |(hedge, behind)| (Some(hedge), behind.after_blanks()));
    let (own, after_power) = powers(at);
    let power = power.saturating_add(own);
    if own > 0
        && inside.is_none()
        && let Some(digits) = digits
        && let Some(mixed) = mixed(digits, power, after_power)
    {
        return mixed;
    }
    // 5 万余元: the hedge stands behind the power.
    let (inside, at) = match (inside, hedge::inside(after_power.after_blanks())) {
        (None, Some((hedge, behind))) if power > 0 => (Some(hedge), behind.after_blanks()),
        (inside, _) => (inside, after_power.after_blanks()),
    };
    match measure::read(at, power) {
        Some((measure, end)) => Tail { measure, inside, end, ..bare },
        None if power > 0 => Tail { measure: Measure::Unit(Unit::Power(power)), inside, end: after_power, ..bare },
        None => only_more(bare, inside, after_power),
    }
}

/// `50 余，`: more, of what is not said. `1 多` before a word is that word's (多样, 多渠道).
fn only_more<'a>(bare: Tail<'a>, inside: Option<Hedge>, at: Cursor<'a>) -> Tail<'a> {
    let ends = at.peek().is_none_or(|c| matches!(c, '，' | '。' | '、' | '；' | '）' | ')' | '\n' | ','));
    if inside.is_some() && ends { Tail { inside, end: at, ..bare } } else { bare }
}

/// Reads 百, 千, 万, 亿 and what they join to: 百万, 千万, 万亿.
fn powers(start: Cursor<'_>) -> (i8, Cursor<'_>) {
    let mut power = 0;
    let mut at = start;
    while let Some((c, behind)) = at.next() {
        let step = match c {
            // 3 千瓦 and 2 百分点 are units of their own; after 万 only 亿 may follow.
            '百' if power == 0 && measure::read(at, 0).is_none() => 2,
            '千' if power == 0 && measure::read(at, 0).is_none() => 3,
            '万' if power < 4 => 4,
            '亿' if power < 8 => 8,
            _ => break,
        };
        power += step;
        at = behind;
    }
    (power, at)
}

/// `1 亿 2000 万元`: the second number fills the places of the first one's power.
fn mixed(high: Decimal, high_power: i8, at: Cursor<'_>) -> Option<Tail<'_>> {
    let (low, after_low) = arabic::read(at.after_blanks())?;
    if !low.is_plain_whole() {
        return None;
    }
    let (low_power, after_power) = powers(after_low.after_blanks());
    let shift = u32::from((high_power.checked_sub(low_power)?).unsigned_abs());
    let room = Decimal::try_from_i128_with_scale(10i128.checked_pow(shift)?, 0).ok()?;
    let low = low.value.filter(|low| low_power < high_power && *low < room)?;
    let digits = high.checked_mul(room)?.checked_add(low)?.normalize();
    if digits.scale() > 0 {
        return None;
    }
    let (measure, end) = measure::read(after_power.after_blanks(), low_power)
        .unwrap_or((Measure::Unit(if low_power > 0 { Unit::Power(low_power) } else { Unit::None }), after_power));
    Some(Tail { measure, inside: None, end, digits: Some(digits) })
}

/// A figure with the places of its parts.
#[derive(Debug)]
pub(super) struct Quantity<'a> {
    /// Where the whole begins, hedge included.
    pub(super) start: Cursor<'a>,
    /// Where digits or sign begin.
    pub(super) core_start: Cursor<'a>,
    /// Where the unit ends.
    pub(super) core_end: Cursor<'a>,
    /// Where the whole ends.
    pub(super) end: Cursor<'a>,
    /// The figure.
    pub(super) figure: Figure,
}

/// Joins digits and tail with the hedges before and behind.
pub(super) fn join<'a>(core_start: Cursor<'a>, floor: usize, digits: Decimal, tail: &Tail<'a>) -> Quantity<'a> {
    let unit = tail.unit();
    let digits = tail.digits.unwrap_or(digits);
    let prefix = hedge::before(core_start, floor, &unit);
    // 壹佰万元整 says that it is exact.
    let whole = tail.end.after("整").filter(|_| matches!(unit, Unit::Money(_)));
    let core_end = whole.unwrap_or(tail.end);
    let suffix =
        hedge::behind(core_end).or_else(|| hedge::more_behind(core_end, &unit).map(|behind| (Hedge::AndMore, behind)));
    let hedge = tail.inside.or(prefix.map(|(hedge, _)| hedge)).or(suffix.map(|(hedge, _)| hedge));
    let figure = Figure::new(digits, unit).hedged(hedge.unwrap_or(Hedge::Plain));
    let figure = if whole.is_some() { figure.exactly() } else { figure };
    Quantity {
        start: prefix.map_or(core_start, |(_, start)| start),
        core_start,
        core_end,
        end: suffix.map_or(core_end, |(_, end)| end),
        figure,
    }
}
