//! Places on a page: whole hundredths of a point, counted from its top left corner. Nothing here is a figure.

/// A length or a coordinate in hundredths of a point.
pub(super) type Length = i32;

/// One point.
pub(super) const POINT: Length = 100;

/// A page is no larger than this (some 35 metres), so that sums of coordinates stay in range.
const FARTHEST: i64 = 10_000_000;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Area {
    pub(super) left: Length,
    pub(super) top: Length,
    pub(super) right: Length,
    pub(super) bottom: Length,
}

impl Area {
    /// The least rectangle round both.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub(super) fn width(self) -> Length {
        self.right - self.left
    }

    pub(super) fn height(self) -> Length {
        self.bottom - self.top
    }

    /// Its middle from left to right, then from top to bottom.
    pub(super) fn middle(self) -> (Length, Length) {
        (i32::midpoint(self.left, self.right), i32::midpoint(self.top, self.bottom))
    }

    /// True where the middle of one stands between top and bottom of the other.
    pub(super) fn is_beside(self, other: Self) -> bool {
        let (own, its) = (self.middle().1, other.middle().1);
        (other.top..=other.bottom).contains(&own) || (self.top..=self.bottom).contains(&its)
    }

    /// True where a point lies in it.
    pub(super) fn holds(self, (x, y): (Length, Length)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// `-12.345` in millionths, other digits cut off; `None` where it is no plain decimal or lies beyond any page.
pub(super) fn millionths(words: &str) -> Option<i64> {
    const DECIMALS: usize = 6;
    let (sign, digits) = words.strip_prefix('-').map_or((1, words), |digits| (-1, digits));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || !is_number(whole) || !is_number(rest) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok().filter(|whole| *whole <= FARTHEST)? };
    let rest = rest.get(..DECIMALS).unwrap_or(rest);
    let missing = u32::try_from(DECIMALS - rest.len()).unwrap_or(0);
    let part: i64 = if rest.is_empty() { 0 } else { rest.parse().ok()? };
    Some(sign * (whole * 1_000_000 + part * 10_i64.pow(missing)))
}

/// Millionths of a point as a length.
pub(super) fn length(millionths: i64) -> Option<Length> {
    let hundredths = millionths / 10_000;
    (hundredths.abs() <= FARTHEST * 10).then(|| i32::try_from(hundredths).ok()).flatten()
}

/// Neighbours no farther apart than this become one: each group by its first member.
pub(super) fn clusters(mut places: Vec<Length>, apart: Length) -> Vec<Length> {
    places.sort_unstable();
    let mut last = None;
    places.retain(|place| {
        let is_new = last.is_none_or(|last| place - last > apart);
        if is_new {
            last = Some(*place);
        }
        is_new
    });
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_without_binary_fractions() {
        assert_eq!(millionths("595.303937").and_then(length), Some(59530));
        assert_eq!(millionths("-0.5").and_then(length), Some(-50));
        assert_eq!(millionths(".25"), Some(250_000));
        assert_eq!(millionths("0.12345678"), Some(123_456));
        for wrong in ["", "-", "1e5", "1.2.3", "99999999999999999999", "12a", "１"] {
            assert_eq!(millionths(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn double_lines_are_one() {
        assert_eq!(clusters(vec![1000, 0, 200, 5000, 1200], 300), [0, 1000, 5000]);
    }
}
