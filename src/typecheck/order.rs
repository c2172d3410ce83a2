//! In which order named values and functions are checked: each behind all that it uses; circles are told.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostic::{Diagnostic, Wording};
use crate::syntax::ast::{Expr, ExprKind, Name, TemplatePart};

use super::checker::Checker;
use super::codes;

/// A named value or a function, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    Value(usize),
    Function(usize),
}

/// Deeper expressions are refused by the checker, so what stands below is not looked at.
const MAX_DEPTH: usize = 256;

/// Of a circle at most so many names are shown.
const MAX_SHOWN: usize = 6;

impl Checker<'_> {
    /// All values and functions that can be checked, each behind all that it uses.
    pub(super) fn order(&mut self) -> Vec<Node> {
        let mut waiting_for: BTreeMap<Node, BTreeSet<Node>> = self.uses();
        let mut used_by: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
        for (node, uses) in &waiting_for {
            for used in uses {
                used_by.entry(*used).or_default().push(*node);
            }
        }
        let mut ready: VecDeque<Node> =
            waiting_for.iter().filter(|(_, uses)| uses.is_empty()).map(|(node, _)| *node).collect();
        let mut order = Vec::new();
        while let Some(node) = ready.pop_front() {
            order.push(node);
            waiting_for.remove(&node);
            for user in used_by.get(&node).into_iter().flatten() {
                if let Some(uses) = waiting_for.get_mut(user) {
                    uses.remove(&node);
                    if uses.is_empty() {
                        ready.push_back(*user);
                    }
                }
            }
        }
        self.tell_circles(&waiting_for);
        order
    }

    fn uses(&self) -> BTreeMap<Node, BTreeSet<Node>> {
        let mut all = BTreeMap::new();
        for (index, value) in self.declared.values.iter().enumerate() {
            let mut used = BTreeSet::new();
            for (_, expr) in &value.values {
                self.used_in(expr, &[], &mut used);
            }
            all.insert(Node::Value(index), used);
        }
        for (index, function) in self.declared.functions.iter().enumerate() {
            let mut used = BTreeSet::new();
            let parameters: Vec<&str> = function.parameters.iter().map(|(name, _)| name.value.as_str()).collect();
            self.used_in(&function.body, &parameters, &mut used);
            all.insert(Node::Function(index), used);
        }
        all
    }

    fn used_in(&self, expr: &Expr, hidden: &[&str], used: &mut BTreeSet<Node>) {
        walk(expr, 0, &mut |name, called| {
            if called {
                used.extend(self.names.functions.get(name).map(|id| Node::Function(id.0)));
            } else if !hidden.contains(&name) {
                used.extend(self.names.values.get(name).map(|id| Node::Value(id.0)));
            }
        });
    }

    /// What still waits stands in a circle or behind one; every circle is told once.
    fn tell_circles(&mut self, waiting_for: &BTreeMap<Node, BTreeSet<Node>>) {
        let mut seen: BTreeSet<Node> = BTreeSet::new();
        for start in waiting_for.keys() {
            let mut path: Vec<Node> = Vec::new();
            let mut node = *start;
            while seen.insert(node) {
                path.push(node);
                let next =
                    waiting_for.get(&node).and_then(|uses| uses.iter().find(|used| waiting_for.contains_key(used)));
                let Some(next) = next else { break };
                node = *next;
            }
            if let Some(from) = path.iter().position(|on_path| *on_path == node) {
                let circle: Vec<&Name> = path.iter().skip(from).filter_map(|node| self.name_of(*node)).collect();
                let told = told_circle(&circle);
                self.diagnostics.push(told);
            }
        }
    }

    fn name_of(&self, node: Node) -> Option<&Name> {
        match node {
            Node::Value(index) => self.declared.values.get(index).map(|value| value.name),
            Node::Function(index) => self.declared.functions.get(index).map(|function| &function.name),
        }
    }
}

fn told_circle(circle: &[&Name]) -> Diagnostic {
    let mut names: Vec<&str> = circle.iter().take(MAX_SHOWN).map(|name| name.value.as_str()).collect();
    if circle.len() > MAX_SHOWN {
        names.push("…");
    }
    names.extend(circle.first().map(|name| name.value.as_str()));
    let path = names.join(" → ");
    let message = Wording::new(format!("不能用到自己：{path}"), format!("this uses itself: {path}"));
    let diagnostic = match circle.split_first() {
        Some((first, rest)) => {
            let start = Diagnostic::error(codes::RECURSION, first.span, message);
            rest.iter()
                .take(MAX_SHOWN)
                .fold(start, |told, name| told.and(name.span, Wording::new("经过这里", "by way of this")))
        }
        None => Diagnostic::placeless(codes::RECURSION, message),
    };
    diagnostic.help(Wording::new("把其中一处改为直接写出算式", "write one of them out instead of calling it"))
}

/// Gives every name that an expression uses, and whether it is called.
fn walk(expr: &Expr, depth: usize, found: &mut dyn FnMut(&str, bool)) {
    if depth > MAX_DEPTH {
        return;
    }
    let mut inner = |expr: &Expr| walk(expr, depth + 1, found);
    match &expr.kind {
        ExprKind::Name(name) => found(name, false),
        ExprKind::Call(name, arguments) => {
            arguments.iter().for_each(inner);
            found(&name.value, true);
        }
        ExprKind::Text(template) => template.parts.iter().for_each(|part| match part {
            TemplatePart::Literal(_) => {}
            TemplatePart::Hole(expr, _) => inner(expr),
        }),
        ExprKind::List(items) => items.iter().for_each(inner),
        ExprKind::Bands(bands) => bands.iter().for_each(|band| {
            if let Some((_, limit)) = &band.limit {
                inner(limit);
            }
        }),
        ExprKind::Field(of, _) => inner(of),
        ExprKind::Unary(_, operand) | ExprKind::Is(operand, _) | ExprKind::Matches(operand, _) => inner(operand),
        ExprKind::Binary(_, left, right) => {
            inner(left);
            inner(right);
        }
        ExprKind::If(condition, yes, no) => {
            inner(condition);
            inner(yes);
            inner(no);
        }
        ExprKind::Match(subject, arms) => {
            inner(subject);
            for arm in arms {
                inner(&arm.value);
            }
        }
        ExprKind::Quantified { body, over, condition, .. } => {
            inner(over);
            for part in body.iter().chain(condition) {
                inner(part);
            }
        }
        ExprKind::Bool(_) | ExprKind::Number { .. } | ExprKind::Date(_) | ExprKind::LastYear(_) | ExprKind::Broken => {}
    }
}
