//! What the engine declares by itself: its records with their fields, and what every value can be asked for.

use super::{BuiltinRecord, DimensionType, Property, Type};

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
    /// Its type.
    pub ty: Type,
    /// True where it may be missing.
    pub optional: bool,
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
            always("title", "标题", Type::Text),
            maybe("number", "序号", Type::Text),
            always("level", "层级", Type::NUMBER),
            always("body", "正文", Type::Text),
            always("length", "字数", Type::NUMBER),
        ],
    ),
    row(
        BuiltinRecord::Paragraph,
        "paragraph",
        "段落",
        &[always("text", "文字", Type::Text), always("length", "字数", Type::NUMBER)],
    ),
    row(BuiltinRecord::Sentence, "sentence", "句子", &[always("text", "文字", Type::Text)]),
    row(BuiltinRecord::Clause, "clause", "分句", &[always("text", "文字", Type::Text)]),
    row(
        BuiltinRecord::Heading,
        "heading",
        "标题",
        &[
            always("title", "标题", Type::Text),
            maybe("number", "序号", Type::Text),
            always("level", "层级", Type::NUMBER),
            always("style", "样式", Type::Text),
            maybe("value", "数值", Type::NUMBER),
            maybe("previous", "前号", Type::NUMBER),
            always("parent_level", "上级层级", Type::NUMBER),
            maybe("end", "末尾标点", Type::Text),
        ],
    ),
    row(
        BuiltinRecord::Figure,
        "figure",
        "数字",
        &[always("value", "数值", Type::Quantity(DimensionType::Any)), always("text", "文字", Type::Text)],
    ),
    row(
        BuiltinRecord::Repeat,
        "repeat",
        "叠词",
        &[always("word", "词", Type::Text), always("before", "前文", Type::Text), always("after", "后文", Type::Text)],
    ),
    row(
        BuiltinRecord::Digits,
        "digits",
        "数字串",
        &[
            always("text", "文字", Type::Text),
            always("length", "字数", Type::NUMBER),
            always("is_mobile", "是手机号", Type::Bool),
            always("id_check", "身份证校验", Type::Bool),
            always("luhn", "银行卡校验", Type::Bool),
        ],
    ),
    row(
        BuiltinRecord::Item,
        "item",
        "分项",
        &[
            always("name", "名称", Type::Text),
            always("value", "数值", Type::Quantity(DimensionType::Any)),
            maybe("share", "占比", Type::RATIO),
        ],
    ),
];

/// The fields of the record that each lexicon declares.
pub const LEXICON_FIELDS: &[BuiltinField] = &[
    always("word", "词", Type::Text),
    maybe("right", "应为", Type::Text),
    maybe("note", "说明", Type::Text),
    maybe("kind", "类别", Type::Text),
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
    (Property::Document, "document", "全文"),
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

const fn always(name: &'static str, twin: &'static str, ty: Type) -> BuiltinField {
    BuiltinField { name, twin, ty, optional: false }
}

const fn maybe(name: &'static str, twin: &'static str, ty: Type) -> BuiltinField {
    BuiltinField { name, twin, ty, optional: true }
}
