//! Where records stand in data files.

use crate::diagnostic::{Diagnostic, Wording};
use crate::figure::Unit;
use crate::plan::{DataSource, PathSegment, RecordId};
use crate::source::Span;
use crate::syntax::ast::{Name, Text};

use super::checker::Checker;
use super::codes;
use super::literal::unit_named;

impl Checker<'_> {
    /// `from data "execution[]" unit 万元`
    pub(super) fn data_source(&mut self, id: RecordId, path: &Text, unit: Option<&Name>) {
        let money_power = unit.and_then(|unit| self.money_power(unit));
        let Some(segments) = segments(&path.value) else {
            let message = Wording::new(
                format!("数据路径“{}”有误", path.value),
                format!("the data path “{}” is wrong", path.value),
            );
            self.diagnostics.push(Diagnostic::error(codes::SOURCE, path.span, message).help(Wording::new(
                "写键名，用 . 分级，列表后加 []，同义键用 | 隔开，例如 资金[]|execution[]；整个文件写 .",
                "write keys, . between levels, [] behind a list, | between synonyms, such as execution[]|资金[]; . is the whole file",
            )));
            return;
        };
        if let Some(record) = self.plan.records.get_mut(id.0) {
            record.data.push(DataSource { path: segments, money_power });
        }
    }

    /// The power of ten of a unit of money; another unit is told.
    pub(super) fn money_power(&mut self, unit: &Name) -> Option<i8> {
        match unit_named(&unit.value) {
            Unit::Money(power) => Some(power),
            Unit::None
            | Unit::Percent
            | Unit::Permille
            | Unit::PercentPoint
            | Unit::Times
            | Unit::Tenths
            | Unit::Score
            | Unit::Count { .. }
            | Unit::Power(_) => {
                let message = Wording::new(
                    format!("“{}”不是金额单位", unit.value),
                    format!("“{}” is no unit of money", unit.value),
                );
                self.diagnostics.push(
                    Diagnostic::error(codes::SOURCE, unit.span, message)
                        .help(Wording::new("写 元、千元、万元 或 亿元", "write 元, 千元, 万元 or 亿元")),
                );
                None
            }
        }
    }

    /// Tells the required fields that a source leaves empty.
    pub(super) fn tell_left_empty(&mut self, id: RecordId, filled: &[usize], span: Span, source: &Wording) {
        let missing = self.left_empty(id, filled);
        if missing.is_empty() {
            return;
        }
        let message = Wording::new(
            format!("这个{}没有给出必填字段：{}", source.zh, missing.join("、")),
            format!("this {} leaves required fields empty: {}", source.en, missing.join(", ")),
        );
        self.diagnostics.push(Diagnostic::error(codes::LEFT_EMPTY, span, message).help(Wording::new(
            "补上它们；或在字段类型后加 ? 使其可缺，或用 derive 由其他字段推出",
            "fill them, or make the fields optional with ?, or let them follow by derive",
        )));
    }
}

/// `a[].b|c[]`; `.` or nothing is the whole file.
fn segments(path: &str) -> Option<Vec<PathSegment>> {
    let path = path.trim();
    if matches!(path, "" | ".") {
        return Some(Vec::new());
    }
    path.split('.').map(segment).collect()
}

fn segment(written: &str) -> Option<PathSegment> {
    let names: Vec<&str> = written.split('|').map(str::trim).collect();
    let each = names.iter().any(|name| name.ends_with("[]"));
    let keys: Vec<String> = names.iter().map(|name| name.trim_end_matches("[]").trim().to_owned()).collect();
    let is_right = keys.iter().all(|key| !key.is_empty() && !key.contains(['[', ']']));
    is_right.then_some(PathSegment { keys, each })
}
