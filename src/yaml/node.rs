//! The tree, and the parser that fills it.
//!
//! Scalars keep the characters as written, so that version `1.10` stays `1.10`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, NonFiniteFloatPolicy, Spanned as Located};

use crate::diagnostic::{Diagnostic, Wording};
use crate::source::{SourceId, SourceMap, Span, Spanned};

use super::Told;

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    /// What it is.
    pub(crate) kind: NodeKind,
    /// Where it stands; for a list or map only where it begins.
    pub(crate) span: Span,
}

/// The kinds of value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NodeKind {
    /// `~`, `null` or nothing behind the key.
    Null,
    /// Any scalar: quoted ones unescaped, bare ones as written.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A map in the order written.
    Map(Vec<(Spanned<String>, Node)>),
}

/// Parses one file; `None` where it is no YAML, which is told.
pub(crate) fn parse(source: SourceId, sources: &SourceMap, told: &mut Told<'_>) -> Option<Node> {
    let text = sources.text(source);
    // Scalars are read from the text, so `1e999` (which may be a fingerprint) is as good as any.
    let options = serde_saphyr::options! { non_finite_float_policy: NonFiniteFloatPolicy::PassThrough };
    match serde_saphyr::from_str_with_options::<Located<Shape>>(text, options) {
        Ok(root) => Some(Placer { source, text }.node(root)),
        Err(error) => {
            told.push(not_yaml(told.codes.not_yaml, source, text, error.without_snippet()));
            None
        }
    }
}

fn not_yaml(code: &'static str, source: SourceId, text: &str, error: &serde_saphyr::Error) -> Diagnostic {
    let place = error.location().map_or(0, |location| character_to_byte(text, location));
    if let Some(tab) = tab_indent(text, place) {
        let message = Wording::new("YAML 的缩进不能用制表符（Tab）", "YAML is not indented with tabs");
        return Diagnostic::error(code, Span::new(source, tab, tab + 1), message)
            .help(Wording::new("请把行首的 Tab 换成空格", "replace the tabs by blanks"));
    }
    let (message, help) = in_words(error);
    Diagnostic::error(code, Span::new(source, place, place), message).help(help)
}

/// A tab that indents the line of the mistake or the one behind it, at which the parser had not arrived.
fn tab_indent(text: &str, place: usize) -> Option<usize> {
    let start = text.get(..place)?.rfind('\n').map_or(0, |end| end + 1);
    let mut at = start;
    text.get(start..)?.split_inclusive('\n').take(2).find_map(|line| {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tab = line.get(..indent)?.find('\t').map(|tab| at + tab);
        at += line.len();
        tab
    })
}

/// What the parser's mistake means, and what to do.
fn in_words(error: &serde_saphyr::Error) -> (Wording, Wording) {
    match error {
        serde_saphyr::Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or("");
            (
                Wording::new(format!("键“{key}”写了两次"), format!("the key “{key}” stands twice")),
                Wording::new("请删去一个", "remove one of them"),
            )
        }
        serde_saphyr::Error::Budget { .. }
        | serde_saphyr::Error::AliasReplayLimitExceeded { .. }
        | serde_saphyr::Error::AliasExpansionLimitExceeded { .. }
        | serde_saphyr::Error::AliasReplayStackDepthExceeded { .. } => too_much(),
        // Some limits have no kind of their own; the case of alias bombs in tests/cases holds the words.
        other if ["recursion limit", "budget breached"].iter().any(|it| other.to_string().contains(it)) => too_much(),
        other => (
            Wording::new("此处不合 YAML 规范", format!("this is not valid YAML: {other}")),
            Wording::new(
                "检查缩进、冒号后的空格，引号和括号是否成对",
                "check the indentation, the blank behind each colon, and that quotes and brackets come in pairs",
            ),
        ),
    }
}

fn too_much() -> (Wording, Wording) {
    let budget = serde_saphyr::Budget::default();
    let (depth, nodes) = (budget.max_depth, budget.max_nodes);
    (
        Wording::new(
            format!("层数或项数超过这类文件的上限（{depth} 层、{nodes} 项，引用按展开后计）"),
            format!(
                "nested deeper or larger than such a file may be ({depth} levels, {nodes} values, aliases expanded)"
            ),
        ),
        Wording::new(
            "请检查是否层层引用了锚点；大词表可分成几个文件",
            "look for aliases of aliases; a large word list may be split into several files",
        ),
    )
}

/// The byte at which an error stands; the parser counts characters where it knows no bytes.
fn character_to_byte(text: &str, location: Location) -> usize {
    let span = location.span();
    if let Some(byte) = span.byte_offset().and_then(|byte| usize::try_from(byte).ok())
        && text.is_char_boundary(byte)
    {
        return byte;
    }
    let characters = usize::try_from(span.offset()).unwrap_or(usize::MAX);
    text.char_indices().nth(characters).map_or(text.len(), |(byte, _)| byte)
}

/// Turns the parser's tree into ours.
struct Placer<'a> {
    source: SourceId,
    text: &'a str,
}

impl Placer<'_> {
    /// Recursion is bounded by the parser's budget on depth.
    fn node(&self, located: Located<Shape>) -> Node {
        let span = self.span(located.referenced);
        let kind = match located.value {
            Shape::Null => NodeKind::Null,
            Shape::Text(text) => NodeKind::Scalar(text),
            Shape::Bare => NodeKind::Scalar(self.written(located.defined)),
            Shape::List(items) => NodeKind::List(items.into_iter().map(|item| self.node(item)).collect()),
            Shape::Map(entries) => NodeKind::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| (Spanned::new(key.value, self.span(key.referenced)), self.node(value)))
                    .collect(),
            ),
        };
        Node { kind, span }
    }

    fn span(&self, location: Location) -> Span {
        let span = location.span();
        let narrow = |number: Option<u64>| number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
        let start = narrow(span.byte_offset()).min(self.text.len());
        let end = start.saturating_add(narrow(span.byte_len())).min(self.text.len());
        let words = self.text.get(start..end).unwrap_or("").trim_end();
        Span::new(self.source, start, start + words.len())
    }

    fn written(&self, location: Location) -> String {
        self.text.get(self.span(location).range()).unwrap_or("").to_owned()
    }
}

/// A value as the parser gives it.
enum Shape {
    Null,
    Text(String),
    /// A number or boolean: read again from the text, so that no digit is lost.
    Bare,
    List(Vec<Located<Shape>>),
    Map(Vec<(Located<String>, Located<Shape>)>),
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Bare)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Bare)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Bare)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Bare)
    }

    fn visit_str<E>(self, text: &str) -> Result<Shape, E> {
        Ok(Shape::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Shape, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Shape::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Shape, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Shape::Map(entries))
    }
}
