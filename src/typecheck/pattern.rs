//! Text patterns: what every match begins with, what may touch, and what each match fills.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{Pattern, PatternNode, RecordId, Type};
use crate::source::Span;
use crate::syntax::ast::{PatternDecl, PatternPart};

use super::checker::Checker;
use super::codes;
use super::words::without_blanks;

/// More ways through a pattern than this are not looked at.
const MAX_WAYS: usize = 256;

/// What stands right before a part, as far as it matters for what may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Words,
    /// A hole for text: nothing tells where it ends but the words behind it.
    TextHole(Span),
    /// A hole for a figure.
    Hole,
    Gap(Span),
}

/// One way through a pattern, with every choice made.
#[derive(Debug, Clone)]
struct Way<'p> {
    parts: Vec<&'p PatternPart>,
}

impl Checker<'_> {
    /// `from text "{subject}完成{actual}，[为|占]{~}{base}的{rate}"`
    pub(super) fn text_source(&mut self, id: RecordId, decl: &PatternDecl) {
        let before = self.diagnostics.len();
        let Some(nodes) = self.nodes(id, &decl.parts) else { return };
        let Some(ways) = ways(&decl.parts) else {
            let message = Wording::new("可选部分太多", "there are too many ways through this pattern");
            let help = Wording::new("拆成几个 from text", "split it into several `from text`");
            self.diagnostics.push(Diagnostic::error(codes::COST, decl.span, message).help(help));
            return;
        };
        let mut told = BTreeSet::new();
        let mut always: Option<Vec<usize>> = None;
        for way in &ways {
            let filled = self.check_way(id, way, decl.span, &mut told);
            always = Some(match always {
                None => filled,
                Some(known) => known.into_iter().filter(|field| filled.contains(field)).collect(),
            });
        }
        self.tell_left_empty(id, &always.unwrap_or_default(), decl.span, &Wording::new("模式", "pattern"));
        let leading_hole = matches!(nodes.first(), Some(PatternNode::Hole(_)));
        if !leading_hole && ways.iter().any(|way| matches!(way.parts.first(), Some(PatternPart::Hole(_)))) {
            let message =
                Wording::new("开头的取值不能是可选的", "the hole at the beginning cannot be one of several choices");
            self.tell(&mut told, decl.span, &message);
        }
        let starts = starts(&ways);
        if let Some(record) = self.plan.records.get_mut(id.0)
            && self.diagnostics.len() == before
        {
            record.patterns.push(Pattern { nodes, starts, leading_hole });
        }
    }

    /// The parts with their fields resolved; `None` where a field is unknown.
    fn nodes(&mut self, id: RecordId, parts: &[PatternPart]) -> Option<Vec<PatternNode>> {
        let mut nodes = Vec::new();
        let mut all_known = true;
        for part in parts {
            match part {
                // White space of the draft does not matter, so none is asked for.
                PatternPart::Literal(words) => {
                    nodes.push(PatternNode::Literal(without_blanks(&words.value)));
                }
                PatternPart::Hole(name) => match self.known_field(id, name) {
                    Some(field) => {
                        self.check_hole_type(id, field, name.span);
                        nodes.push(PatternNode::Hole(field));
                    }
                    None => all_known = false,
                },
                PatternPart::Gap(_) => nodes.push(PatternNode::Gap { wide: false }),
                PatternPart::WideGap(_) => nodes.push(PatternNode::Gap { wide: true }),
                PatternPart::Choice { branches, optional, .. } => {
                    let mut typed = Vec::new();
                    for branch in branches {
                        match self.nodes(id, branch) {
                            Some(branch) => typed.push(branch),
                            None => all_known = false,
                        }
                    }
                    nodes.push(PatternNode::Choice { branches: typed, optional: *optional });
                }
            }
        }
        all_known.then_some(nodes)
    }

    fn check_hole_type(&mut self, id: RecordId, field: usize, span: Span) {
        if matches!(self.field_type(id, field), Some(Type::List(_) | Type::Record(_) | Type::Bands(_))) {
            let message = Wording::new("列表字段不能放在文字模式里", "a list cannot stand in a text pattern");
            let help = Wording::new("用 from cues 取列表", "lists are read by `from cues`");
            self.diagnostics.push(Diagnostic::error(codes::PATTERN, span, message).help(help));
        }
    }

    /// Checks what may touch along one way; gives the fields it fills. Ways share their parts, so what was told once
    /// is not told again.
    fn check_way(&mut self, id: RecordId, way: &Way<'_>, whole: Span, told: &mut BTreeSet<Span>) -> Vec<usize> {
        let mut filled: Vec<usize> = Vec::new();
        let mut before = Before::Nothing;
        let mut has_words = false;
        for part in &way.parts {
            match part {
                PatternPart::Literal(words) if without_blanks(&words.value).is_empty() => {}
                PatternPart::Literal(_) => {
                    has_words = true;
                    before = Before::Words;
                }
                PatternPart::Gap(span) | PatternPart::WideGap(span) => {
                    match before {
                        Before::Nothing => self.tell(
                            told,
                            *span,
                            &Wording::new("模式不能以间隔开头", "a pattern cannot begin with a gap"),
                        ),
                        Before::TextHole(_) => self.tell_touching(told, *span),
                        Before::Gap(_) => self.tell(
                            told,
                            *span,
                            &Wording::new("两个间隔连在一起，留一个", "two gaps in a row; keep one"),
                        ),
                        Before::Words | Before::Hole => {}
                    }
                    before = Before::Gap(*span);
                }
                PatternPart::Hole(name) => {
                    let Some(field) = self.field_index(id, &name.value) else { continue };
                    if filled.contains(&field) {
                        self.tell(told, name.span, &Wording::new("同一字段取了两次", "this field is taken twice"));
                    }
                    filled.push(field);
                    before = self.after_hole(id, field, before, name.span, told);
                }
                PatternPart::Choice { .. } => {}
            }
        }
        if !has_words {
            let message = Wording::new(
                "模式要有固定的文字，否则处处都能匹配",
                "a pattern needs words of its own, else it matches everywhere",
            );
            self.tell(told, whole, &message);
        } else if told.is_empty()
            && matches!(way.parts.first(), Some(PatternPart::Hole(_)))
            && !matches!(way.parts.get(1), Some(PatternPart::Literal(_)))
        {
            let message = Wording::new("开头的取值后面要紧跟文字", "words must follow the hole at the beginning");
            self.tell(told, whole, &message);
        }
        filled
    }

    fn after_hole(
        &mut self,
        id: RecordId,
        field: usize,
        before: Before,
        span: Span,
        told: &mut BTreeSet<Span>,
    ) -> Before {
        let is_text = matches!(self.field_type(id, field), Some(Type::Text | Type::Target));
        match before {
            Before::TextHole(_) => self.tell_touching(told, span),
            Before::Gap(_) | Before::Hole if is_text => self.tell_touching(told, span),
            Before::Nothing if !is_text => {
                let message = Wording::new("模式不能以数开头", "a pattern cannot begin with a figure");
                self.tell(told, span, &message);
            }
            Before::Nothing | Before::Words | Before::Gap(_) | Before::Hole => {}
        }
        if is_text { Before::TextHole(span) } else { Before::Hole }
    }

    fn tell_touching(&mut self, told: &mut BTreeSet<Span>, span: Span) {
        let message = Wording::new(
            "取文字的空位与相邻的空位或间隔之间要有固定文字",
            "words must stand between a hole for text and the next hole or gap",
        );
        self.tell(told, span, &message);
    }

    fn tell(&mut self, told: &mut BTreeSet<Span>, span: Span, message: &Wording) {
        if told.insert(span) {
            self.diagnostics.push(Diagnostic::error(codes::PATTERN, span, message.clone()).help(Wording::new(
                "模式从固定文字（或一个取文字的空位加固定文字）开始",
                "begin a pattern with words, or with one hole for text and words behind it",
            )));
        }
    }
}

/// All ways through a pattern; `None` where there are too many.
fn ways(parts: &[PatternPart]) -> Option<Vec<Way<'_>>> {
    let mut all = vec![Way { parts: Vec::new() }];
    for part in parts {
        let PatternPart::Choice { branches, optional, .. } = part else {
            for way in &mut all {
                way.parts.push(part);
            }
            continue;
        };
        let mut tails: Vec<Way<'_>> = Vec::new();
        for branch in branches {
            tails.extend(ways(branch)?);
        }
        if *optional {
            tails.push(Way { parts: Vec::new() });
        }
        if all.len().saturating_mul(tails.len()) > MAX_WAYS {
            return None;
        }
        all = all
            .iter()
            .flat_map(|way| {
                tails.iter().map(move |tail| Way { parts: way.parts.iter().chain(&tail.parts).copied().collect() })
            })
            .collect();
    }
    Some(all)
}

/// The words one of which every match begins with, behind the leading hole if there is one.
fn starts(ways: &[Way<'_>]) -> Vec<String> {
    let first = |way: &Way<'_>| {
        way.parts.iter().find_map(|part| match part {
            PatternPart::Literal(words) => Some(without_blanks(&words.value)),
            PatternPart::Hole(_) | PatternPart::Gap(_) | PatternPart::WideGap(_) | PatternPart::Choice { .. } => None,
        })
    };
    let starts: BTreeSet<String> = ways.iter().filter_map(first).filter(|word| !word.is_empty()).collect();
    starts.into_iter().collect()
}
