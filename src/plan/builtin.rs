//! One table of the built-in functions: name, twin, signature.

/// A built-in function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Builtin {
    /// `round(x, 2)`: half up, in the unit printed for its dimension (a ratio in %, money in 元).
    Round,
    /// `abs(x)`
    Abs,
    /// `exact(x)`: the printed value taken as exact.
    Exact,
    /// `band(x, TABLE)`: the first line whose limit holds.
    Band,
    /// `year(d)`: the year of a date, or the first that a text names.
    Year,
    /// `similar(a, b)`: 0 to 1 by shared character pairs.
    Similar,
    /// `meets(actual, target)`
    Meets,
    /// `ratio(actual, target)`: actual ÷ the target's figure.
    Ratio,
    /// `near(value, "words", before|after|around)`: whether the words (any of a list) stand in the same sentence
    /// before, after or on either side of the value.
    Near,
    /// `length(text or list)`: characters or elements.
    Length,
    /// `starts(text, "words")`
    Starts,
    /// `ends(text, "words")`
    Ends,
    /// `is_quantity(target)`: a target that holds a figure.
    IsQuantity,
    /// `comparator(target)`: `≥` `≤` `=` … as a text; missing for words.
    Comparator,
}

/// A row of the table.
#[derive(Debug)]
pub struct BuiltinRow {
    /// The function.
    pub builtin: Builtin,
    /// English name.
    pub name: &'static str,
    /// Chinese name.
    pub twin: &'static str,
    /// What goes in and out.
    pub signature: Signature,
}

/// The shape of a built-in's arguments and result; the checker has one arm for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// `(quantity, whole number) -> the same quantity`
    QuantityAndDecimals,
    /// `(quantity) -> the same quantity`
    QuantityToSame,
    /// `(quantity, bands) -> the bands' value`
    Band,
    /// `(date or text) -> year`
    DateOrTextToYear,
    /// `(text, text) -> number`
    TwoTextsToNumber,
    /// `(quantity or text, target) -> bool`
    ActualAndTargetToBool,
    /// `(quantity, target) -> ratio`
    ActualAndTargetToRatio,
    /// `(any, text or list of text, before|after|around) -> bool`
    Near,
    /// `(text or list) -> number`
    LengthOf,
    /// `(text, text or list of text) -> bool`
    TextAndWordsToBool,
    /// `(target) -> bool`
    TargetToBool,
    /// `(target) -> text?`
    TargetToText,
}

/// All built-in functions.
pub const BUILTINS: &[BuiltinRow] = &[
    row(Builtin::Round, "round", "舍入", Signature::QuantityAndDecimals),
    row(Builtin::Abs, "abs", "绝对值", Signature::QuantityToSame),
    row(Builtin::Exact, "exact", "精确", Signature::QuantityToSame),
    row(Builtin::Band, "band", "分档", Signature::Band),
    row(Builtin::Year, "year", "年份", Signature::DateOrTextToYear),
    row(Builtin::Similar, "similar", "相似", Signature::TwoTextsToNumber),
    row(Builtin::Meets, "meets", "达到", Signature::ActualAndTargetToBool),
    row(Builtin::Ratio, "ratio", "比值", Signature::ActualAndTargetToRatio),
    row(Builtin::Near, "near", "附近", Signature::Near),
    row(Builtin::Length, "length", "长度", Signature::LengthOf),
    row(Builtin::Starts, "starts", "开头是", Signature::TextAndWordsToBool),
    row(Builtin::Ends, "ends", "结尾是", Signature::TextAndWordsToBool),
    row(Builtin::IsQuantity, "is_quantity", "是数量", Signature::TargetToBool),
    row(Builtin::Comparator, "comparator", "比较符", Signature::TargetToText),
];

const fn row(builtin: Builtin, name: &'static str, twin: &'static str, signature: Signature) -> BuiltinRow {
    BuiltinRow { builtin, name, twin, signature }
}
