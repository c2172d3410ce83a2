//! The records of the packs as Markdown: what rules can ask for, and which keys evaluation data may have.

use crate::plan::{BuiltinRecord, DataSource, DimensionType, Field, PathSegment, Plan, Record, Type};

use super::catalogue::{cell, line};

/// Adds every record of a plan, with its fields, their keys in data and their types.
pub(super) fn write(page: &mut String, plan: &Plan) {
    if plan.records.is_empty() {
        return;
    }
    line(
        page,
        "\n## 记录\n\n规则写 `对 c：completion`，就逐条检查这种记录，用 `c.rate` 之类取它的字段；`?` 表示可以没有。\
         评价数据里，字段名和“又写作”中的词都可以作键。",
    );
    // Those for the year before have the fields of their records.
    for record in plan.records.iter().filter(|record| record.last_year_of.is_none()) {
        entry(page, record, plan);
    }
}

fn entry(page: &mut String, record: &Record, plan: &Plan) {
    let title = if record.title.zh == record.name { String::new() } else { format!(" {}", cell(&record.title.zh)) };
    line(page, &format!("\n### {}{title}\n", record.name));
    let is_counted = plan.cohorts.iter().any(|cohort| plan.record(cohort.record).name == record.name);
    let about = if is_counted {
        "由引擎在 `guiju review --cohort` 时按各单位的材料算出".to_owned()
    } else {
        about(record)
    };
    if !about.is_empty() {
        line(page, &format!("{about}\n"));
    }
    if record.fields.is_empty() {
        return;
    }
    line(page, "| 字段 | 又写作 | 类型 |\n|--|--|--|");
    for field in &record.fields {
        let keys: Vec<String> = other_names(field).map(cell).collect();
        line(page, &format!("| `{}` | {} | {} |", field.name, keys.join("、"), cell(&kind(field, plan))));
    }
}

/// Where a record comes from.
fn about(record: &Record) -> String {
    let mut parts = Vec::new();
    match record.builtin {
        Some(BuiltinRecord::Report) => parts.push("整份材料一条，规则里直接写 `report`".to_owned()),
        Some(BuiltinRecord::Lexicon(_)) => parts.push("词表在正文中的每一处命中".to_owned()),
        Some(BuiltinRecord::Copy) => {
            parts.push("由引擎把正文各段与上年报告、其他单位的报告比对得出，未雷同的段也在内".to_owned());
        }
        Some(_) => parts.push("由引擎从正文切分".to_owned()),
        None if !(record.cues.is_empty() && record.patterns.is_empty()) => parts.push("从正文读取".to_owned()),
        None => {}
    }
    if !record.tables.is_empty() {
        parts.push("从附表读取".to_owned());
    }
    let paths: Vec<String> = record.data.iter().map(path).filter(|path| !path.is_empty()).collect();
    if !paths.is_empty() {
        parts.push(format!("数据中在 {}", paths.join("、")));
    }
    let bare = record.data.iter().find_map(DataSource::money_unit);
    parts.extend(bare.map(|unit| format!("不带单位的金额按{unit}")));
    parts.join("；")
}

/// `` `execution[]` ``, with the other words for each key behind it.
fn path(source: &DataSource) -> String {
    let segment =
        |segment: &PathSegment| format!("{}{}", segment.keys.join("｜"), if segment.each { "[]" } else { "" });
    let whole = source.path.iter().map(segment).collect::<Vec<_>>().join(".");
    if whole.is_empty() { "最外层".to_owned() } else { format!("`{whole}`") }
}

fn other_names(field: &Field) -> impl Iterator<Item = &str> {
    let label = field.label.zh.as_str();
    let aliases = field.aliases.iter().map(String::as_str).filter(move |alias| *alias != label);
    std::iter::once(label).chain(aliases).filter(|name| *name != field.name && !name.is_empty())
}

/// `` `money?` 金额 ``: the type as rules write it, and what it means.
fn kind(field: &Field, plan: &Plan) -> String {
    let (code, words) = typed(&field.ty, plan);
    let code = format!("`{code}{}`", if field.optional { "?" } else { "" });
    if words.is_empty() { code } else { format!("{code} {words}") }
}

fn typed(ty: &Type, plan: &Plan) -> (String, String) {
    let known = |code: &str, words: &str| (code.to_owned(), words.to_owned());
    match ty {
        Type::Text => known("text", "文字"),
        Type::Quantity(dimension) => quantity(dimension),
        Type::Target => known("target", "目标"),
        Type::Date => known("date", "日期"),
        Type::Year => known("year", "年份"),
        Type::Bool => known("bool", "真假"),
        Type::Enum(id) => plan.enums.get(id.0).map_or_else(Default::default, |of| {
            let members: Vec<&str> = of.variants.iter().map(|(name, _)| name.as_str()).collect();
            (of.name.clone(), members.join("、"))
        }),
        Type::List(of) => {
            let (code, words) = typed(of, plan);
            (format!("list of {code}"), words)
        }
        Type::Record(id) => plan
            .records
            .get(id.0)
            .map_or_else(Default::default, |record| (record.name.clone(), record.title.zh.clone())),
        Type::Bands(of) => (format!("bands of {}", typed(of, plan).0), "分档表".to_owned()),
        Type::Wrong => Default::default(),
    }
}

fn quantity(dimension: &DimensionType) -> (String, String) {
    let (code, words) = match dimension {
        DimensionType::Number => ("number", "数"),
        DimensionType::Ratio => ("percent", "比率"),
        DimensionType::Points => ("pp", "百分点"),
        DimensionType::Money => ("money", "金额"),
        DimensionType::Score => ("score", "分"),
        DimensionType::Count(None) => ("count", "数量"),
        DimensionType::Count(Some(unit)) => ("count", unit.as_str()),
        DimensionType::Any => ("quantity", "任何量"),
    };
    (code.to_owned(), words.to_owned())
}
