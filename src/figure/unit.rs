//! Units and dimensions: what a number counts, and which numbers may stand together.

use std::sync::Arc;

/// What a number measures; only equal dimensions may be added or compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// A bare number.
    Number,
    /// A ratio: %, ‰, 倍, 成. The base unit is 1.
    Ratio,
    /// A difference of two ratios: 个百分点. The base unit is 1 (one point is 0.01).
    Points,
    /// An amount of money. The base unit is 元.
    Money,
    /// 分 of a score.
    Score,
    /// Things counted, each with its own unit: 人次, 篇, 场次.
    Count(String),
}

/// Measure words for people: 核定编制 20 名，实有 18 人.
const PEOPLE: [&str; 3] = ["人", "名", "位"];

/// True where two measure words count the same things.
#[must_use]
pub fn counts_alike(one: &str, other: &str) -> bool {
    one == other || PEOPLE.contains(&one) && PEOPLE.contains(&other)
}

/// The unit printed behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Unit {
    /// No unit.
    None,
    /// `%`, 百分之…
    Percent,
    /// `‰`
    Permille,
    /// 个百分点
    PercentPoint,
    /// 倍
    Times,
    /// 成
    Tenths,
    /// 元 (0), 万元 (4), 亿元 (8), 千元 (3), 百万元 (6): the power of ten over 元.
    Money(i8),
    /// 分 of a score.
    Score,
    /// A counted thing and the power of ten before it: `2.5 万人次` is `Count { name: "人次", power: 4 }`.
    Count {
        /// The measure word or noun; figures are copied more often than they are read.
        name: Arc<str>,
        /// 万 4, 亿 8, else 0.
        power: i8,
    },
    /// 万 or 亿 without a noun: a bare number with a power of ten.
    Power(i8),
}

impl Unit {
    /// The dimension a number with this unit has.
    #[must_use]
    pub fn dimension(&self) -> Dimension {
        match self {
            Self::None | Self::Power(_) => Dimension::Number,
            Self::Percent | Self::Permille | Self::Times | Self::Tenths => Dimension::Ratio,
            Self::PercentPoint => Dimension::Points,
            Self::Money(_) => Dimension::Money,
            Self::Score => Dimension::Score,
            Self::Count { name, .. } => Dimension::Count(name.to_string()),
        }
    }

    /// The power of ten between one printed unit and the base unit of its dimension: 万元 4, % −2, ‰ −3.
    #[must_use]
    pub fn power(&self) -> i8 {
        match self {
            Self::None | Self::Times | Self::Score => 0,
            Self::Percent | Self::PercentPoint => -2,
            Self::Permille => -3,
            Self::Tenths => -1,
            Self::Money(power) | Self::Power(power) | Self::Count { power, .. } => *power,
        }
    }

    /// The unit as it is printed behind digits: `%`, `万元`, `人次`, `个百分点`.
    #[must_use]
    pub fn symbol(&self) -> String {
        let powered = |power: i8, noun: &str| {
            let prefix = match power {
                3 => "千",
                4 => "万",
                6 => "百万",
                7 => "千万",
                8 => "亿",
                _ => "",
            };
            format!("{prefix}{noun}")
        };
        match self {
            Self::None => String::new(),
            Self::Percent => "%".to_owned(),
            Self::Permille => "‰".to_owned(),
            Self::PercentPoint => "个百分点".to_owned(),
            Self::Times => "倍".to_owned(),
            Self::Tenths => "成".to_owned(),
            Self::Money(power) => powered(*power, "元"),
            Self::Score => "分".to_owned(),
            Self::Count { name, power } => powered(*power, name),
            Self::Power(power) => powered(*power, ""),
        }
    }
}
