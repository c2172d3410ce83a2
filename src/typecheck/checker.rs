//! The state of one check: what is declared, the plan so far, and the frame of the expression being looked at.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::figure::Figure;
use crate::pack::{InForce, Layers};
use crate::plan::{Constant, EnumId, Expr, ExprKind, FunctionId, LexiconId, OutlineId, ParamId, Plan};
use crate::plan::{Property, RecordId, Slot, Type};
use crate::source::{SourceMap, Span};
use crate::syntax::ast;

use super::cost::Size;

/// All that is known while packs are checked.
pub(super) struct Checker<'a> {
    pub(super) layers: &'a Layers,
    pub(super) sources: &'a SourceMap,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) in_force: InForce<'a>,
    pub(super) names: Names,
    pub(super) declared: Declared<'a>,
    pub(super) plan: Plan,
    /// For each function whether it walks all facts of a record, and what one call costs.
    pub(super) function_costs: Vec<FunctionCost>,
    /// For each named value how large it is, the values inside written out.
    pub(super) value_sizes: Vec<Size>,
    /// Where each field was declared.
    pub(super) field_places: Vec<((RecordId, String), Span)>,
    /// Sides of `~= <~ >~`, judged when all `derive` lines are known.
    pub(super) open_formulas: Vec<Expr>,
}

/// What calling a function means for the rule that calls it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FunctionCost {
    /// It walks all facts of a record without an equality.
    pub(super) scans: bool,
    /// How large its body is, calls inside written out.
    pub(super) size: Size,
}

/// Names in reach.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Records (also by their Chinese twins), enums and types.
    pub(super) kinds: BTreeMap<String, Kind>,
    /// Parameters and named values.
    pub(super) values: BTreeMap<String, ParamId>,
    /// Functions of the packs.
    pub(super) functions: BTreeMap<String, FunctionId>,
    /// Outlines: the first of each name.
    pub(super) outlines: BTreeMap<String, OutlineId>,
}

/// What a name in the place of a type or record stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A record.
    Record(RecordId),
    /// An enum.
    Enum(EnumId),
}

/// The declarations as written, by what they declare and in the order of their ids.
#[derive(Debug, Default)]
pub(super) struct Declared<'a> {
    pub(super) enums: Vec<(EnumId, &'a ast::EnumDecl)>,
    pub(super) values: Vec<DeclaredValue<'a>>,
    pub(super) functions: Vec<&'a ast::FunctionDecl>,
    pub(super) lexicons: Vec<DeclaredLexicon<'a>>,
    /// The records and what extends them.
    pub(super) records: Vec<(RecordId, &'a ast::RecordDecl)>,
    pub(super) cohorts: Vec<(RecordId, &'a ast::CohortDecl)>,
    pub(super) outlines: Vec<(usize, &'a ast::OutlineDecl)>,
    pub(super) rules: Vec<DeclaredRule<'a>>,
}

/// A `param` or `let`.
#[derive(Debug)]
pub(super) struct DeclaredValue<'a> {
    pub(super) name: &'a ast::Name,
    pub(super) doc: &'a str,
    /// The values that packs give it, the one in force last; each with the pack that gives it.
    pub(super) values: Vec<(usize, &'a ast::Expr)>,
}

/// A `lexicon`.
#[derive(Debug)]
pub(super) struct DeclaredLexicon<'a> {
    pub(super) id: LexiconId,
    pub(super) pack: usize,
    pub(super) decl: &'a ast::LexiconDecl,
}

/// A `rule`.
#[derive(Debug)]
pub(super) struct DeclaredRule<'a> {
    pub(super) pack: usize,
    pub(super) item: &'a ast::Item,
    pub(super) decl: &'a ast::RuleDecl,
}

/// The frame of a rule, function, value or `derive` line while its expressions are checked.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) locals: Vec<Local>,
    /// How many slots are needed at most.
    pub(super) slots: usize,
    pub(super) purpose: Purpose,
    /// True inside whatever runs once for each fact: another walk over facts there needs an equality.
    pub(super) ranged: bool,
    /// Set where all facts of a record are walked without an equality.
    pub(super) scans: bool,
    /// The group that the rule is about.
    pub(super) group: Option<Group>,
    pub(super) depth: usize,
    pub(super) too_deep: bool,
}

/// What an expression is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The value of a `param` or `let`: reads no facts.
    Constant,
    /// A `derive` line: bare names are fields of the record.
    Derive(RecordId),
    /// The body of a function.
    Function,
    /// A rule.
    Rule,
}

/// A binder or parameter.
#[derive(Debug, Clone)]
pub(super) struct Local {
    pub(super) name: String,
    pub(super) slot: Slot,
    pub(super) ty: Type,
    pub(super) span: Span,
}

/// `for group i: indicator by i.level1`
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) binder: Slot,
    pub(super) member: Slot,
    pub(super) record: RecordId,
    /// The fields that all members share.
    pub(super) shared: Vec<usize>,
    /// The places that all members share: their file, their section …
    pub(super) places: Vec<Property>,
}

impl Frame {
    pub(super) fn new(purpose: Purpose) -> Self {
        Self {
            locals: Vec::new(),
            slots: 0,
            purpose,
            ranged: false,
            scans: false,
            group: None,
            depth: 0,
            too_deep: false,
        }
    }

    /// Binds a name to the next free slot.
    pub(super) fn bind(&mut self, name: &str, ty: Type, span: Span) -> Slot {
        let next = self.locals.iter().map(|local| local.slot.0.saturating_add(1)).max().unwrap_or(0);
        let slot = Slot(next);
        self.slots = self.slots.max(usize::from(next) + 1);
        self.locals.push(Local { name: name.to_owned(), slot, ty, span });
        slot
    }

    /// The innermost binding of a name.
    pub(super) fn local(&self, name: &str) -> Option<&Local> {
        self.locals.iter().rev().find(|local| local.name == name)
    }
}

/// Joins the parts of a typed expression.
pub(super) fn typed(kind: ExprKind, ty: Type, span: Span) -> Expr {
    Expr { kind, ty, span }
}

/// Stands for an expression that is wrong; what is wrong has been told.
pub(super) fn wrong(span: Span) -> Expr {
    typed(ExprKind::Constant(Constant::Bool(false)), Type::Wrong, span)
}

/// The figure of a constant, read through parameters and minus signs.
pub(super) fn constant_figure<'p>(expr: &'p Expr, plan: &'p Plan) -> Option<(&'p Figure, bool)> {
    let mut negative = false;
    let mut expr = expr;
    // Parameters cannot go in circles, but wrong packs get here too.
    for _ in 0..64 {
        match &expr.kind {
            ExprKind::Constant(Constant::Quantity(figure)) => return Some((figure, negative)),
            ExprKind::Negate(inner) => {
                negative = !negative;
                expr = inner;
            }
            ExprKind::Param(id) => expr = &plan.params.get(id.0)?.value,
            _ => return None,
        }
    }
    None
}
