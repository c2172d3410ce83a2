//! Names of types, and which type fits where.

use crate::diagnostic::Wording;
use crate::plan::{DimensionType, Type};
use crate::syntax::ast::TypeName;

use super::checker::{Checker, Kind};
use super::codes;
use super::dimension::common;
use super::words::unknown;

/// The types that need no declaration: the type, its English name and its Chinese twin.
pub(super) const TYPE_NAMES: &[(Type, &str, &str)] = &[
    (Type::Text, "text", "文字"),
    (Type::NUMBER, "number", "数"),
    (Type::RATIO, "percent", "百分比"),
    (Type::Quantity(DimensionType::Points), "pp", "百分点"),
    (Type::MONEY, "money", "金额"),
    (Type::Quantity(DimensionType::Count(None)), "count", "数量"),
    (Type::Quantity(DimensionType::Score), "score", "得分"),
    (Type::Target, "target", "目标"),
    (Type::Date, "date", "日期"),
    (Type::Year, "year", "年份"),
    (Type::Bool, "bool", "是否"),
    (Type::Quantity(DimensionType::Any), "quantity", "任意量"),
];

impl Checker<'_> {
    /// The type that a name as written means.
    pub(super) fn type_named(&mut self, written: &TypeName) -> Type {
        let name = written.name.value.as_str();
        let builtin = TYPE_NAMES.iter().find(|(_, english, chinese)| *english == name || *chinese == name);
        let ty = match (builtin, self.names.kinds.get(name)) {
            (Some((ty, ..)), _) => ty.clone(),
            (None, Some(Kind::Enum(id))) => Type::Enum(*id),
            (None, Some(Kind::Record(id))) => Type::Record(*id),
            (None, None) => {
                let types = TYPE_NAMES.iter().flat_map(|(_, english, chinese)| [*english, *chinese]);
                let known = types.chain(self.names.kinds.keys().map(String::as_str));
                let what = Wording::new("类型", "type");
                let told = unknown(codes::UNKNOWN_TYPE, written.name.span, &what, name, known);
                self.diagnostics.push(told);
                Type::Wrong
            }
        };
        if written.list { Type::List(Box::new(ty)) } else { ty }
    }
}

/// The type that holds both, if there is one.
pub(super) fn joined(left: &Type, right: &Type) -> Option<Type> {
    match (left, right) {
        (Type::Wrong, other) | (other, Type::Wrong) => Some(other.clone()),
        (Type::Quantity(left), Type::Quantity(right)) => common(left, right).map(Type::Quantity),
        (Type::List(left), Type::List(right)) => joined(left, right).map(|element| Type::List(Box::new(element))),
        (Type::Bands(left), Type::Bands(right)) => joined(left, right).map(|value| Type::Bands(Box::new(value))),
        (left, right) => (left == right).then(|| left.clone()),
    }
}
