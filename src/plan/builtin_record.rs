//! What the engine declares by itself: its records with their fields, and what every value can be asked for.

use super::{BuiltinRecord, DimensionType, Property, Type};

use FieldKind::{Flag, Number, Quantity, Ratio, Text};

/// A record that no pack declares.
#[derive(Debug)]
pub struct BuiltinRecordRow {
    /// The record.
    pub record: BuiltinRecord,
    /// English name; also the name in the plan.
    pub name: &'static str,
    /// Chinese name.
    pub twin: &'static str,
    /// Its fields, in the order in which facts hold their values.
    pub fields: &'static [BuiltinField],
}

/// A field of a record that no pack declares.
#[derive(Debug)]
pub struct BuiltinField {
    /// English name; also the name in the plan.
    pub name: &'static str,
    /// Chinese name.
    pub twin: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// True where it may be missing.
    pub optional: bool,
}

/// The types that fields of such records have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Words.
    Text,
    /// A bare number.
    Number,
    /// A percentage.
    Ratio,
    /// A figure of any unit.
    Quantity,
    /// Yes or no.
    Flag,
}

impl FieldKind {
    /// The type in rules.
    #[must_use]
    pub fn ty(self) -> Type {
        match self {
            Text => Type::Text,
            Number => Type::NUMBER,
            Ratio => Type::RATIO,
            Quantity => Type::Quantity(DimensionType::Any),
            Flag => Type::Bool,
        }
    }
}

/// The records of every plan, in the order of their ids. The matches of a lexicon are declared by the lexicon, with
/// [`LEXICON_FIELDS`].
pub const BUILTIN_RECORDS: &[BuiltinRecordRow] = &[
    row(BuiltinRecord::Report, "report", "报告", &[]),
    row(
        BuiltinRecord::Section,
        "section",
        "章节",
        &[
            always("title", "标题", Text),
            maybe("number", "序号", Text),
            always("level", "层级", Number),
            always("body", "正文", Text),
            always("length", "字数", Number),
        ],
    ),
    row(
        BuiltinRecord::Paragraph,
        "paragraph",
        "段落",
        &[always("text", "文字", Text), always("length", "字数", Number)],
    ),
    row(BuiltinRecord::Sentence, "sentence", "句子", &[always("text", "文字", Text)]),
    row(BuiltinRecord::Clause, "clause", "分句", &[always("text", "文字", Text)]),
    row(
        BuiltinRecord::Heading,
        "heading",
        "标题",
        &[
            always("title", "标题", Text),
            maybe("number", "序号", Text),
            always("level", "层级", Number),
            always("style", "样式", Text),
            maybe("value", "数值", Number),
            maybe("previous", "前号", Number),
            always("parent_level", "上级层级", Number),
            always("titled", "是标题", Flag),
            maybe("end", "末尾标点", Text),
        ],
    ),
    row(BuiltinRecord::Figure, "figure", "数字", &[always("value", "数值", Quantity), always("text", "文字", Text)]),
    row(
        BuiltinRecord::Repeat,
        "repeat",
        "叠词",
        &[always("word", "词", Text), always("before", "前文", Text), always("after", "后文", Text)],
    ),
    row(BuiltinRecord::Unpaired, "unpaired", "失配标点", &[always("mark", "标点", Text), always("kind", "类别", Text)]),
    row(
        BuiltinRecord::Digits,
        "digits",
        "数字串",
        &[
            always("text", "文字", Text),
            always("length", "字数", Number),
            always("is_mobile", "是手机号", Flag),
            always("id_check", "身份证校验", Flag),
            always("luhn", "银行卡校验", Flag),
        ],
    ),
    row(
        BuiltinRecord::Item,
        "item",
        "分项",
        &[always("name", "名称", Text), always("value", "数值", Quantity), maybe("share", "占比", Ratio)],
    ),
    row(
        BuiltinRecord::Copy,
        "copy",
        "雷同段",
        &[
            always("text", "文字", Text),
            always("letters", "可比字数", Number),
            always("length", "雷同字数", Number),
            always("share", "雷同占比", Ratio),
            always("total", "全文雷同占比", Ratio),
            maybe("other", "对方", Text),
            always("units", "雷同家数", Number),
            always("is_last_year", "是上年", Flag),
        ],
    ),
];

/// The fields of the record that each lexicon declares.
pub const LEXICON_FIELDS: &[BuiltinField] = &[
    always("word", "词", Text),
    maybe("right", "应为", Text),
    maybe("note", "说明", Text),
    maybe("kind", "类别", Text),
];

/// What facts and values can be asked for: English name and Chinese twin.
pub const PROPERTIES: &[(Property, &str, &str)] = &[
    (Property::Cue, "cue", "提示词"),
    (Property::Printed, "printed", "原文"),
    (Property::Unit, "unit", "单位"),
    (Property::Hedge, "hedge", "约词"),
    (Property::Clause, "clause", "分句"),
    (Property::Sentence, "sentence", "句"),
    (Property::Paragraph, "paragraph", "段"),
    (Property::Section, "section", "节"),
    (Property::SectionTitle, "section_title", "节名"),
    (Property::Source, "source", "文件"),
    (Property::Table, "table", "表"),
    (Property::Document, "document", "全文"),
    (Property::Earlier, "earlier", "前文"),
    (Property::Complete, "complete", "完整"),
    (Property::Figure, "figure", "数值"),
];

const fn row(
    record: BuiltinRecord,
    name: &'static str,
    twin: &'static str,
    fields: &'static [BuiltinField],
) -> BuiltinRecordRow {
    BuiltinRecordRow { record, name, twin, fields }
}

const fn always(name: &'static str, twin: &'static str, kind: FieldKind) -> BuiltinField {
    BuiltinField { name, twin, kind, optional: false }
}

const fn maybe(name: &'static str, twin: &'static str, kind: FieldKind) -> BuiltinField {
    BuiltinField { name, twin, kind, optional: true }
}
