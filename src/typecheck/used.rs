//! Which records the rules in force read: facts of others are not made.

use std::collections::BTreeSet;

use crate::plan::{
    BuiltinRecord, CheckKind, CueIndex, CueUse, Expr, ExprKind, FunctionId, HeaderIndex, Join, LexiconId, LexiconIndex,
    Over, Plan, Quantifier, RecordId, Rule, TemplatePart, Type,
};

use super::join::visit;

/// Marks the records that rules in force read, and builds the automaton of their cue words.
pub(super) fn mark(plan: &mut Plan) {
    let mut used: BTreeSet<RecordId> = BTreeSet::new();
    let mut looks_back = vec![false; plan.rules.len()];
    for (rule, looks_back) in plan.rules.iter().zip(&mut looks_back).filter(|(rule, _)| rule.off.is_none()) {
        let mut walk = Walk { plan, records: BTreeSet::new(), functions: BTreeSet::new() };
        walk.rule(rule);
        walk.cohorts();
        walk.derives();
        let twins = || walk.records.iter().filter_map(|id| plan.record(*id).last_year_of);
        *looks_back = twins().next().is_some();
        used.extend(twins());
        used.extend(&walk.records);
    }
    for (rule, looks_back) in plan.rules.iter_mut().zip(looks_back) {
        rule.needs_last_year = looks_back;
    }
    for (index, record) in plan.records.iter_mut().enumerate() {
        record.used = used.contains(&RecordId(index));
    }
    plan.headers = HeaderIndex::new(&plan.records);
    plan.cues = CueIndex::new(words(plan));
    let lexicons: BTreeSet<LexiconId> = plan
        .records
        .iter()
        .filter(|record| record.used)
        .filter_map(|record| match record.builtin {
            Some(BuiltinRecord::Lexicon(id)) => Some(id),
            _ => None,
        })
        .collect();
    plan.words = LexiconIndex::new(&plan.lexicons, |id| lexicons.contains(&id));
}

fn words(plan: &Plan) -> Vec<(String, CueUse)> {
    let mut words = Vec::new();
    for (index, record) in plan.records.iter().enumerate().filter(|(_, record)| record.used) {
        for (source, cues) in record.cues.iter().enumerate() {
            for field in &cues.fields {
                for cue in &field.words {
                    let cue_use = CueUse {
                        record: RecordId(index),
                        source,
                        field: field.field,
                        position: cue.position,
                        direction: cue.direction,
                        weight: cue.weight,
                    };
                    words.push((cue.word.clone(), cue_use));
                }
            }
        }
    }
    words
}

struct Walk<'p> {
    plan: &'p Plan,
    records: BTreeSet<RecordId>,
    functions: BTreeSet<FunctionId>,
}

impl Walk<'_> {
    fn rule(&mut self, rule: &Rule) {
        match &rule.quantifier {
            Quantifier::Submission => {}
            Quantifier::Facts { binders, joins, condition } => {
                self.records.extend(binders.iter().map(|(_, record)| *record));
                for expr in joins.iter().flat_map(Join::expressions) {
                    self.expr(expr);
                }
                if let Some(condition) = condition {
                    self.expr(condition);
                }
            }
            Quantifier::Groups { record, condition, by, .. } => {
                self.records.insert(*record);
                for expr in condition.iter().chain(by) {
                    self.expr(expr);
                }
            }
        }
        for condition in &rule.when {
            self.expr(condition);
        }
        for check in &rule.checks {
            match &check.kind {
                CheckKind::Condition(condition) => self.expr(condition),
                CheckKind::Same(record, ..) => {
                    self.records.insert(*record);
                }
                // The year in force is the report's.
                CheckKind::Outline(..) => {
                    self.records.extend(self.plan.record_named("report"));
                }
                CheckKind::Report => {}
            }
            for place in &check.at {
                self.expr(place);
            }
            if let Some(message) = &check.message {
                for part in message.zh.iter().chain(&message.en) {
                    if let TemplatePart::Hole(value, _) = part {
                        self.expr(value);
                    }
                }
            }
        }
        for correction in &rule.corrections {
            self.expr(&correction.place);
            self.expr(&correction.value);
        }
    }

    /// Functions are walked once each, so the work is bounded whoever calls whom.
    fn expr(&mut self, expr: &Expr) {
        let mut calls: Vec<FunctionId> = Vec::new();
        let records = &mut self.records;
        visit(expr, &mut |inner| {
            match &inner.kind {
                ExprKind::Singleton(record) => {
                    records.insert(*record);
                }
                ExprKind::Quantified { over, .. } => {
                    if let Over::Facts { record, .. } = **over {
                        records.insert(record);
                    }
                }
                ExprKind::Apply(function, _) => calls.push(*function),
                _ => {}
            }
            // An element of a list field is a fact of its own record.
            if let Type::List(element) = &inner.ty
                && let Type::Record(record) = **element
            {
                records.insert(record);
            }
        });
        for call in calls {
            if self.functions.insert(call)
                && let Some(function) = self.plan.functions.get(call.0)
            {
                self.expr(&function.body);
            }
        }
    }

    fn cohorts(&mut self) {
        let plan = self.plan;
        for cohort in &plan.cohorts {
            if !self.records.contains(&cohort.record) {
                continue;
            }
            self.records.insert(cohort.over);
            for expr in cohort.condition.iter().chain([&cohort.by, &cohort.value]) {
                self.expr(expr);
            }
        }
    }

    fn derives(&mut self) {
        for record in self.records.clone() {
            if let Some(record) = self.plan.records.get(record.0) {
                for derive in &record.derives {
                    self.expr(&derive.value);
                }
            }
        }
    }
}
