//! Words round a number that say how exact it is meant to be.

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
