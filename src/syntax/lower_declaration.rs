//! Pairs to declarations other than rules.

use pest::iterators::{Pair, Pairs};

use crate::diagnostic::Wording;
use crate::source::Spanned;

use super::ast::{
    Binding, CohortDecl, CueClause, CueDirection, CueLine, CuePosition, CueWeight, CueWord, CuesDecl, EnumDecl, Expr,
    ExprKind, FieldDecl, FunctionDecl, Item, ItemKind, LexiconDecl, Name, OutlineDecl, RecordDecl, RecordMember,
    SectionDecl, TypeName, YearRange,
};
use super::grammar::Rule;
use super::lower::{Lower, find, half_width};

impl Lower<'_> {
    /// A declaration with its doc comment; `None` for what cannot be.
    pub(super) fn item(&mut self, pair: Pair<'_, Rule>) -> Option<Item> {
        let mut doc: Vec<String> = Vec::new();
        let mut declaration = None;
        for part in pair.into_inner() {
            if part.as_rule() == Rule::doc {
                let line = part.as_str().trim_end().trim_start_matches('/');
                doc.push(line.strip_prefix(' ').unwrap_or(line).to_owned());
            } else {
                declaration = Some(part);
            }
        }
        let declaration = declaration?;
        let span = self.place(&declaration);
        Some(Item { doc: doc.join("\n"), span, kind: self.declaration(declaration)? })
    }

    fn declaration(&mut self, pair: Pair<'_, Rule>) -> Option<ItemKind> {
        let rule = pair.as_rule();
        let inner = pair.clone().into_inner();
        let name = || find(&inner, Rule::ident);
        Some(match rule {
            Rule::use_decl => ItemKind::Use(self.name(&name()?)),
            Rule::param_decl => ItemKind::Param(self.binding(inner)?),
            Rule::let_decl => ItemKind::Let(self.binding(inner)?),
            Rule::fn_decl => ItemKind::Function(self.function(inner)?),
            Rule::enum_decl => {
                let name = self.name(&name()?);
                let variants = inner.filter(|it| it.as_rule() == Rule::variant).filter_map(|it| self.variant(it));
                ItemKind::Enum(EnumDecl { name, variants: variants.collect() })
            }
            Rule::lexicon_decl => ItemKind::Lexicon(LexiconDecl {
                name: self.name(&name()?),
                file: self.string(&find(&inner, Rule::string)?),
            }),
            Rule::record_decl => ItemKind::Record(self.record(inner)?),
            Rule::extend_decl => ItemKind::ExtendRecord(self.record(inner)?),
            Rule::cohort_decl => ItemKind::Cohort(self.cohort(inner)?),
            Rule::outline_decl => ItemKind::Outline(self.outline(inner)?),
            Rule::rule_decl => ItemKind::Rule(self.rule(pair)?),
            _ => return None,
        })
    }

    pub(super) fn binding(&mut self, inner: Pairs<'_, Rule>) -> Option<Binding> {
        let name = self.name(&find(&inner, Rule::ident)?);
        let value = self.expression(find(&inner, Rule::expression)?);
        Some(Binding { name, value })
    }

    fn function(&mut self, inner: Pairs<'_, Rule>) -> Option<FunctionDecl> {
        let name = self.name(&find(&inner, Rule::ident)?);
        let body = self.expression(find(&inner, Rule::expression)?);
        let parameters = inner
            .filter(|it| it.as_rule() == Rule::parameter)
            .filter_map(|it| {
                let parts = it.into_inner();
                Some((self.name(&find(&parts, Rule::ident)?), self.type_name(find(&parts, Rule::type_name)?)?))
            })
            .collect();
        Some(FunctionDecl { name, parameters, body })
    }

    fn type_name(&mut self, pair: Pair<'_, Rule>) -> Option<TypeName> {
        let span = self.place(&pair);
        let inner = pair.into_inner();
        Some(TypeName {
            name: self.name(&find(&inner, Rule::type_word)?),
            list: find(&inner, Rule::kw_list_of).is_some(),
            optional: find(&inner, Rule::question).is_some(),
            span,
        })
    }

    fn variant(&mut self, pair: Pair<'_, Rule>) -> Option<(Name, Vec<super::ast::Text>)> {
        let inner = pair.into_inner();
        let name = self.name(&find(&inner, Rule::ident)?);
        let words = find(&inner, Rule::words).map(|it| self.words(it)).unwrap_or_default();
        Some((name, words))
    }

    fn record(&mut self, inner: Pairs<'_, Rule>) -> Option<RecordDecl> {
        let name = self.name(&find(&inner, Rule::ident)?);
        let title = find(&inner, Rule::local_text).map(|it| self.local_text(it));
        let mut members = Vec::new();
        let mut before: Option<Pair<'_, Rule>> = None;
        for part in inner {
            if part.as_rule() == Rule::broken_record_member {
                if self.broken(&part, before.as_ref(), Rule::lone_record_member) {
                    members.pop();
                }
                before = None;
            } else if let Some(member) = self.record_member(part.clone()) {
                members.push(member);
                before = Some(part);
            }
        }
        Some(RecordDecl { name, title, members })
    }

    fn record_member(&mut self, pair: Pair<'_, Rule>) -> Option<RecordMember> {
        let span = self.place(&pair);
        let rule = pair.as_rule();
        let inner = pair.into_inner();
        Some(match rule {
            Rule::key_line => {
                RecordMember::Key(inner.filter(|it| it.as_rule() == Rule::ident).map(|it| self.name(&it)).collect())
            }
            Rule::derive_line => RecordMember::Derive(self.binding(inner)?),
            Rule::field_line => RecordMember::Field(FieldDecl {
                name: self.name(&find(&inner, Rule::ident)?),
                labels: find(&inner, Rule::words).map(|it| self.words(it)).unwrap_or_default(),
                label_en: find(&inner, Rule::string).map(|it| self.string(&it)),
                ty: self.type_name(find(&inner, Rule::type_name)?)?,
            }),
            Rule::from_data => RecordMember::FromData {
                path: self.string(&find(&inner, Rule::string)?),
                unit: find(&inner, Rule::unit).map(|it| self.name(&it)),
            },
            Rule::from_table => RecordMember::FromTable(self.table(inner, span)),
            Rule::from_text => RecordMember::FromText(self.pattern(&find(&inner, Rule::string)?)),
            Rule::from_cues => RecordMember::FromCues(CuesDecl {
                anchor: find(&inner, Rule::ident).map(|it| self.name(&it)),
                unnamed: self.names_in(&inner, Rule::unnamed_line),
                beside: self.names_in(&inner, Rule::beside_line),
                called: self.names_in(&inner, Rule::called_line),
                free: self.names_in(&inner, Rule::free_line),
                fields: inner.filter(|it| it.as_rule() == Rule::cue_line).filter_map(|it| self.cue_line(it)).collect(),
                span,
            }),
            _ => return None,
        })
    }

    /// The names on all lines of one kind.
    pub(super) fn names_in(&mut self, inner: &Pairs<'_, Rule>, line: Rule) -> Vec<Name> {
        let lines = inner.clone().filter(|it| it.as_rule() == line);
        let names = lines.flat_map(|it| it.into_inner().filter(|it| it.as_rule() == Rule::ident));
        names.map(|it| self.name(&it)).collect()
    }

    fn cue_line(&mut self, pair: Pair<'_, Rule>) -> Option<CueLine> {
        let inner = pair.into_inner();
        let field = self.name(&find(&inner, Rule::cue_field)?);
        let mut clauses = Vec::new();
        for clause in inner.filter(|it| it.as_rule() == Rule::cue_clause) {
            let parts = clause.into_inner();
            if let Some(position) = cue_year(&parts) {
                clauses.push(CueClause {
                    position,
                    weight: CueWeight::Plain,
                    direction: CueDirection::Plain,
                    words: Vec::new(),
                });
                continue;
            }
            let written = find(&parts, Rule::cue_position)?.into_inner();
            let weight = cue_weight(&written);
            let position = cue_position(written);
            for words in find(&parts, Rule::cue_words)?.into_inner() {
                clauses.push(CueClause { weight, ..self.cue_clause(position, words)? });
            }
        }
        Some(CueLine { field, clauses })
    }

    fn cue_clause(&mut self, position: CuePosition, pair: Pair<'_, Rule>) -> Option<CueClause> {
        if pair.as_rule() == Rule::cue_list {
            return Some(CueClause {
                position,
                weight: CueWeight::Plain,
                direction: CueDirection::Plain,
                words: self.cue_list(pair),
            });
        }
        let inner = pair.into_inner();
        let direction = if find(&inner, Rule::kw_up).is_some() { CueDirection::Up } else { CueDirection::Down };
        Some(CueClause {
            position,
            weight: CueWeight::Plain,
            direction,
            words: self.cue_list(find(&inner, Rule::cue_list)?),
        })
    }

    fn cue_list(&mut self, pair: Pair<'_, Rule>) -> Vec<CueWord> {
        pair.into_inner()
            .filter_map(|it| match it.as_rule() {
                Rule::string => Some(CueWord::Word(self.string(&it))),
                Rule::ident => Some(CueWord::List(self.name(&it))),
                _ => None,
            })
            .collect()
    }

    fn cohort(&mut self, inner: Pairs<'_, Rule>) -> Option<CohortDecl> {
        let inside = |rule| find(&inner, rule).and_then(|line| find(&line.into_inner(), Rule::expression));
        let (by, value) = (inside(Rule::cohort_by)?, inside(Rule::cohort_value)?);
        Some(CohortDecl {
            name: self.name(&find(&inner, Rule::ident)?),
            title: find(&inner, Rule::local_text).map(|it| self.local_text(it)),
            binder: self.binder(find(&inner, Rule::binder)?)?,
            condition: find(&inner, Rule::expression).map(|it| self.expression(it)),
            by: self.expression(by),
            value: self.expression(value),
        })
    }

    fn outline(&mut self, inner: Pairs<'_, Rule>) -> Option<OutlineDecl> {
        let name = self.name(&find(&inner, Rule::ident)?);
        let years = find(&inner, Rule::year_range).map(|it| self.years(it));
        let sections = self.sections(inner);
        Some(OutlineDecl { name, years, sections })
    }

    fn years(&mut self, pair: Pair<'_, Rule>) -> YearRange {
        let span = self.place(&pair);
        let open_start = pair.as_str().starts_with(['.', '．']);
        let ranged = find(&pair.clone().into_inner(), Rule::range).is_some();
        let years: Vec<Option<i32>> = pair
            .into_inner()
            .filter(|it| it.as_rule() == Rule::year)
            .map(|it| half_width(it.as_str()).parse().ok())
            .collect();
        let first = years.first().copied().flatten();
        let last = years.last().copied().flatten();
        let range = match (open_start, ranged, years.len()) {
            (true, _, _) => YearRange { from: None, to: last, span },
            (false, true, 1) => YearRange { from: first, to: None, span },
            _ => YearRange { from: first, to: last, span },
        };
        if let (Some(from), Some(to)) = (range.from, range.to)
            && from > to
        {
            self.error(
                "syntax::years",
                span,
                Wording::new("年份范围是空的：起始年晚于结束年", "empty range of years: it ends before it begins"),
            );
        }
        range
    }

    fn sections(&mut self, inner: Pairs<'_, Rule>) -> Vec<SectionDecl> {
        inner
            .filter(|it| it.as_rule() == Rule::section_decl)
            .filter_map(|it| {
                let span = self.place(&it);
                let parts = it.into_inner();
                Some(SectionDecl {
                    optional: find(&parts, Rule::kw_optional).is_some(),
                    titles: self.words(find(&parts, Rule::words)?),
                    sections: self.sections(parts),
                    span,
                })
            })
            .collect()
    }

    /// An expression that is needed but could not be found.
    pub(super) fn missing_expression(&self, like: &Pair<'_, Rule>) -> Expr {
        Expr { kind: ExprKind::Broken, span: self.place(like) }
    }

    /// A name that is needed but could not be found.
    pub(super) fn missing_name(&self, like: &Pair<'_, Rule>) -> Name {
        Spanned::new(String::new(), self.place(like))
    }
}

fn cue_weight(position: &Pairs<'_, Rule>) -> CueWeight {
    let faint = find(position, Rule::kw_faint).map(|_| CueWeight::Faint);
    let complete = find(position, Rule::kw_complete).map(|_| CueWeight::Complete);
    faint.or(complete).unwrap_or(CueWeight::Plain)
}

fn cue_year(parts: &Pairs<'_, Rule>) -> Option<CuePosition> {
    let earlier = find(parts, Rule::kw_earlier_year).map(|_| CuePosition::EarlierYear);
    earlier.or_else(|| find(parts, Rule::kw_later_year).map(|_| CuePosition::LaterYear))
}

fn cue_position(inner: Pairs<'_, Rule>) -> CuePosition {
    let negative = find(&inner, Rule::kw_not).is_some();
    let before = find(&inner, Rule::kw_before).is_some();
    if find(&inner, Rule::kw_is).is_some() {
        return CuePosition::Is;
    }
    match (negative, before) {
        (false, false) => CuePosition::After,
        (false, true) => CuePosition::Before,
        (true, false) => CuePosition::NotAfter,
        (true, true) => CuePosition::NotBefore,
    }
}
