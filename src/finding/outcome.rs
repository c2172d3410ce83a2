//! What came of one check.

use std::sync::Arc;

use crate::diagnostic::Wording;
use crate::source::Span;

use super::{Computation, Finding};

/// What came of one rule at one fact.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It holds.
    Passed(Passed),
    /// It does not.
    Failed(Box<Finding>),
    /// It could not be said.
    NotEvaluated(Box<NotEvaluated>),
}

/// A check that holds.
#[derive(Debug, Clone)]
pub struct Passed {
    /// The rule's code.
    pub code: Arc<str>,
    /// The fact's place.
    pub place: Option<Span>,
    /// The arithmetic, where there is any.
    pub computation: Option<Box<Computation>>,
}

/// A check that could not be made.
#[derive(Debug, Clone)]
pub struct NotEvaluated {
    /// The rule's code.
    pub code: Arc<str>,
    /// The fact's place.
    pub place: Option<Span>,
    /// Why.
    pub reason: Reason,
}

/// Why a check could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A value that is needed is missing; its label.
    Missing(Wording),
    /// A value could not be read; its label and the words found.
    Unread(Wording),
    /// A divisor is zero or may be.
    DivisorMayBeZero,
    /// 0 ÷ 0.
    ZeroByZero,
    /// A hedged figure leaves it open.
    Hedged,
    /// A date does not tell its day, and that leaves it open.
    DayNotTold,
    /// The readings of the sentence disagree.
    ReadingsDisagree,
    /// Two figures of different kinds met: 人次 and 篇.
    Dimensions(Wording),
    /// More figures than can be judged.
    TooManyFigures,
    /// The submission holds nothing of what the rule reads: no data, no narrative.
    NothingToRead(Wording),
    /// The rule has cost as much as rules may: so many elements visited, or a tenth as many combinations tried.
    TooMuchWork(u32),
    /// A bound of the engine was reached.
    LimitReached,
}

impl Reason {
    /// The reason in words.
    #[must_use]
    pub fn wording(&self) -> Wording {
        match self {
            Self::Missing(what) => {
                let what = what.quoted();
                Wording::new(format!("缺少{}", what.zh), format!("{} is missing", what.en))
            }
            Self::Unread(what) => {
                let what = what.quoted();
                Wording::new(format!("无法读取{}", what.zh), format!("{} could not be read", what.en))
            }
            Self::DivisorMayBeZero => Wording::new("除数为零或可能为零", "the divisor is zero or may be"),
            Self::ZeroByZero => Wording::new("零除以零没有意义", "zero divided by zero has no value"),
            Self::Hedged => Wording::new("约数无法判定", "an approximate figure leaves it open"),
            Self::DayNotTold => Wording::new("日期没有写到日，无法判定", "a date without its day leaves it open"),
            Self::ReadingsDisagree => {
                Wording::new("句子可有不同读法，结果不一", "the sentence can be read in several ways that disagree")
            }
            Self::Dimensions(what) => {
                Wording::new(format!("计量单位不同，不能比较：{}", what.zh), format!("units differ: {}", what.en))
            }
            Self::TooManyFigures => Wording::new("参与计算的数过多", "too many figures take part"),
            Self::NothingToRead(what) => {
                Wording::new(format!("提交材料中没有{}", what.zh), format!("the submission holds no {}", what.en))
            }
            Self::TooMuchWork(limit) => Wording::new(
                format!("超出每条规则 {limit} 步的限度（可用 --max-work 提高）"),
                format!("the rule needs more than the {limit} steps allowed (--max-work raises them)"),
            ),
            Self::LimitReached => Wording::new("超出引擎限度", "a limit of the engine was reached"),
        }
    }
}
