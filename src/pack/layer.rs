//! Place over province over nation: what packs further down change of those above.
//!
//! A parameter is overridden as a whole, by a value in the manifest or by declaring it again; of a rule only the
//! severity, and whether it runs.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Wording, nearest};
use crate::plan::Override;
use crate::source::{SourceMap, Span, Spanned};
use crate::syntax::ast::{Expr, Item, ItemKind, RuleDecl, RuleMember};

use super::{Layers, Pack, codes};

/// What is in force after all overrides.
#[derive(Debug, Default)]
pub struct InForce<'a> {
    /// Every parameter, by name.
    pub params: BTreeMap<&'a str, LayeredParam<'a>>,
    /// Severities that differ from the rule's own, by code.
    pub severity: BTreeMap<&'a str, Spanned<Severity>>,
    /// Rules that do not run, with the reason, by code.
    pub off: BTreeMap<&'a str, String>,
    /// All changes, in the order of the packs.
    pub overrides: Vec<Override>,
}

/// A parameter with all values that packs give it.
#[derive(Debug)]
pub struct LayeredParam<'a> {
    /// Where it was declared first, with its doc comment.
    pub declared: &'a Item,
    /// Its name as declared first.
    pub name: &'a Spanned<String>,
    /// The values, the one in force last; each with the pack that gives it.
    pub values: Vec<(usize, &'a Expr)>,
}

/// Lays the packs over each other.
pub fn in_force<'a>(layers: &'a Layers, sources: &SourceMap, diagnostics: &mut Diagnostics) -> InForce<'a> {
    let mut layering = Layering { sources, diagnostics, rules: BTreeMap::new(), result: InForce::default() };
    for (index, pack) in layers.packs.iter().enumerate() {
        layering.declare(index, pack);
        if !pack.used_only {
            layering.change(index, pack);
        }
    }
    let last = layers.packs.len().saturating_sub(1);
    for (name, value) in &layers.settings {
        layering.set_param("--set", last, name, value);
    }
    layering.result
}

struct Layering<'a, 'b> {
    sources: &'b SourceMap,
    diagnostics: &'b mut Diagnostics,
    rules: BTreeMap<&'a str, &'a RuleDecl>,
    result: InForce<'a>,
}

impl<'a> Layering<'a, '_> {
    fn declare(&mut self, index: usize, pack: &'a Pack) {
        for item in pack.modules.iter().flat_map(|module| &module.items) {
            match &item.kind {
                ItemKind::Param(binding) => {
                    let layered = self.result.params.get(binding.name.value.as_str());
                    // A second declaration in the same pack is a slip, told with the other names declared twice.
                    match layered.and_then(|layered| layered.values.last()) {
                        Some((pack, _)) if *pack == index => {}
                        Some(_) => {
                            let by = pack.manifest.name.as_str();
                            self.set_param(by, index, &binding.name, &binding.value);
                        }
                        None => {
                            let values = vec![(index, &binding.value)];
                            let layered = LayeredParam { declared: item, name: &binding.name, values };
                            self.result.params.insert(&binding.name.value, layered);
                        }
                    }
                }
                ItemKind::Rule(rule) => {
                    self.rules.entry(&rule.code.value).or_insert(rule);
                }
                ItemKind::Use(_)
                | ItemKind::Let(_)
                | ItemKind::Function(_)
                | ItemKind::Enum(_)
                | ItemKind::Lexicon(_)
                | ItemKind::Record(_)
                | ItemKind::ExtendRecord(_)
                | ItemKind::Cohort(_)
                | ItemKind::Outline(_) => {}
            }
        }
    }

    fn change(&mut self, index: usize, pack: &'a Pack) {
        let by = pack.manifest.name.as_str();
        for (name, value) in &pack.params {
            self.set_param(by, index, name, value);
        }
        for (code, severity) in &pack.manifest.severity {
            self.set_severity(by, code, *severity);
        }
        for (code, reason) in &pack.manifest.off {
            self.switch_off(by, code, &reason.value);
        }
    }

    fn set_param(&mut self, by: &str, pack: usize, name: &'a Spanned<String>, value: &'a Expr) {
        let Some(param) = self.result.params.get_mut(name.value.as_str()) else {
            let known = self.result.params.keys().copied();
            self.diagnostics.push(unknown("参数", "parameter", name, nearest(&name.value, known)));
            return;
        };
        let from = param.values.last().map_or_else(String::new, |(_, old)| words(self.sources, old.span));
        param.values.push((pack, value));
        let to = words(self.sources, value.span);
        self.result.overrides.push(Override {
            by: by.to_owned(),
            what: format!("param {}", name.value),
            from,
            to,
            reason: None,
        });
    }

    fn set_severity(&mut self, by: &str, code: &'a Spanned<String>, severity: Spanned<Severity>) {
        let Some(rule) = self.rule(code) else { return };
        let old = self.result.severity.get(rule.code.value.as_str()).map(|it| it.value).or_else(|| own_severity(rule));
        self.result.severity.insert(&rule.code.value, severity);
        self.result.overrides.push(Override {
            by: by.to_owned(),
            what: format!("severity {}", code.value),
            from: old.map_or("", Severity::name).to_owned(),
            to: severity.value.name().to_owned(),
            reason: None,
        });
    }

    fn switch_off(&mut self, by: &str, code: &'a Spanned<String>, reason: &str) {
        let Some(rule) = self.rule(code) else { return };
        self.result.off.insert(&rule.code.value, reason.to_owned());
        self.result.overrides.push(Override {
            by: by.to_owned(),
            what: format!("off {}", code.value),
            from: "on".to_owned(),
            to: "off".to_owned(),
            reason: Some(reason.to_owned()),
        });
    }

    fn rule(&mut self, code: &Spanned<String>) -> Option<&'a RuleDecl> {
        let rule = self.rules.get(code.value.as_str()).copied();
        if rule.is_none() {
            let near = nearest(&code.value, self.rules.keys().copied());
            self.diagnostics.push(unknown("规则", "rule", code, near));
        }
        rule
    }
}

fn own_severity(rule: &RuleDecl) -> Option<Severity> {
    rule.members.iter().find_map(|member| match member {
        RuleMember::Severity(severity) => Some(severity.value),
        RuleMember::Basis { .. }
        | RuleMember::Help(_)
        | RuleMember::When(_)
        | RuleMember::Check(_)
        | RuleMember::Fix { .. }
        | RuleMember::Suggest { .. }
        | RuleMember::Example(_) => None,
    })
}

fn words(sources: &SourceMap, span: Span) -> String {
    sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unknown(zh: &str, en: &str, name: &Spanned<String>, near: Option<&str>) -> Diagnostic {
    let message = Wording::new(
        format!("没有可以覆盖的{zh}“{}”", name.value),
        format!("there is no {en} “{}” to override", name.value),
    );
    let diagnostic = Diagnostic::error(codes::UNKNOWN_OVERRIDE, name.span, message);
    match near {
        Some(near) => diagnostic.help(Wording::new(format!("是否为 {near}？"), format!("did you mean {near}?"))),
        None => diagnostic,
    }
}
