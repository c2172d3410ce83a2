//! Outlines: which sections a report must have, in which years.

use crate::diagnostic::{Diagnostic, Wording};
use crate::plan::{Outline, OutlineId, OutlineSection, Override};
use crate::syntax::ast::{OutlineDecl, SectionDecl};

use super::checker::Checker;
use super::codes;
use super::words::unknown;

/// Sections nested deeper than this are no outline of a report.
const MAX_LEVELS: usize = 8;

impl<'a> Checker<'a> {
    /// All outlines, in the order of their ids.
    pub(super) fn check_outlines(&mut self) {
        self.order_outlines();
        let declared = self.declared.outlines.clone();
        for (index, (pack, decl)) in declared.iter().enumerate() {
            let further_down = declared.get(..index).unwrap_or_default();
            self.check_overlap(*pack, decl, further_down);
            let sections = self.sections(&decl.sections, 0);
            if sections.is_empty() {
                let message = Wording::new("提纲没有章节", "the outline has no sections");
                self.diagnostics.push(Diagnostic::error(codes::NEVER, decl.name.span, message));
            }
            let years = decl.years.map_or((None, None), |years| (years.from, years.to));
            self.plan.outlines.push(Outline { name: decl.name.value.clone(), years, sections });
        }
    }

    /// Of outlines of one name the years decide; the same years in one pack are a slip, in another an override.
    fn check_overlap(&mut self, pack: usize, decl: &'a OutlineDecl, others: &[(usize, &'a OutlineDecl)]) {
        let same = others.iter().find(|(_, other)| other.name.value == decl.name.value && overlap(decl, other));
        let Some((other_pack, other)) = same else { return };
        if *other_pack == pack {
            let message = Wording::new(
                format!("提纲“{}”在同一年度有两份", decl.name.value),
                format!("two outlines “{}” are in force for the same year", decl.name.value),
            );
            self.diagnostics.push(
                Diagnostic::error(codes::DUPLICATE_NAME, decl.name.span, message)
                    .and(other.name.span, Wording::new("另一份", "the other one"))
                    .help(Wording::new("用 years 分开年度", "tell them apart by `years`")),
            );
            return;
        }
        let name =
            |index: usize| self.layers.packs.get(index).map_or("", |pack| pack.manifest.name.as_str()).to_owned();
        self.in_force.overrides.push(Override {
            by: name(*other_pack),
            what: format!("outline {}", decl.name.value),
            from: name(pack),
            to: name(*other_pack),
            reason: None,
        });
    }

    fn sections(&mut self, written: &[SectionDecl], level: usize) -> Vec<OutlineSection> {
        let mut seen: Vec<(&str, crate::source::Span)> = Vec::new();
        let mut sections = Vec::new();
        for section in written {
            if level >= MAX_LEVELS {
                let message = Wording::new(
                    format!("章节嵌套超过 {MAX_LEVELS} 层"),
                    format!("sections are nested more than {MAX_LEVELS} deep"),
                );
                self.diagnostics.push(Diagnostic::error(codes::COST, section.span, message));
                return sections;
            }
            for title in &section.titles {
                if let Some((_, first)) = seen.iter().find(|(known, _)| *known == title.value) {
                    let message = Wording::new(
                        format!("标题“{}”在同一级出现了两次", title.value),
                        format!("the title “{}” stands twice at one level", title.value),
                    );
                    let told = Diagnostic::error(codes::DUPLICATE_NAME, title.span, message)
                        .and(*first, Wording::new("第一次", "first here"));
                    self.diagnostics.push(told);
                }
                seen.push((&title.value, title.span));
            }
            sections.push(OutlineSection {
                optional: section.optional,
                titles: section.titles.iter().map(|title| title.value.clone()).collect(),
                sections: self.sections(&section.sections, level + 1),
            });
        }
        sections
    }

    /// The outline that a check names.
    pub(super) fn outline_named(&mut self, name: &crate::syntax::ast::Name) -> Option<OutlineId> {
        if let Some(id) = self.names.outlines.get(&name.value) {
            return Some(*id);
        }
        let what = Wording::new("提纲", "outline");
        let known = self.names.outlines.keys().map(String::as_str);
        let told = unknown(codes::UNKNOWN_NAME, name.span, &what, &name.value, known);
        self.diagnostics.push(told);
        None
    }
}

fn overlap(one: &OutlineDecl, other: &OutlineDecl) -> bool {
    let bounds = |decl: &OutlineDecl| {
        let years = decl.years.map_or((None, None), |years| (years.from, years.to));
        (years.0.unwrap_or(i32::MIN), years.1.unwrap_or(i32::MAX))
    };
    let ((from, to), (other_from, other_to)) = (bounds(one), bounds(other));
    from <= other_to && other_from <= to
}
