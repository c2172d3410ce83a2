//! Packs as written to a plan: names resolved, types and dimensions checked, patterns and words compiled.
//!
//! Takes [`Layers`] and gives a [`Plan`]; every mistake is pushed into the diagnostics, none stops the check. A plan
//! with errors must not be run. Knows no drafts.

mod bound;
mod call;
mod checker;
pub mod codes;
mod cohort;
mod collect;
mod constant;
mod cost;
mod cues;
mod dimension;
mod exhaustive;
mod expr;
mod given;
mod head;
mod join;
mod last_year;
mod lexicon;
mod literal;
mod name;
mod operator;
mod order;
mod outline;
mod pattern;
mod quantified;
mod record;
mod rule;
mod source;
mod table;
mod template;
mod types;
mod used;
mod value;
mod words;

use crate::diagnostic::Diagnostics;
use crate::pack::{Layers, in_force};
use crate::plan::{PackInfo, Plan};
use crate::source::SourceMap;

use checker::{Checker, Declared, Names};

/// Checks packs and compiles them.
pub fn check(layers: &Layers, sources: &SourceMap, diagnostics: &mut Diagnostics) -> Plan {
    let in_force = in_force(layers, sources, diagnostics);
    let mut checker = Checker {
        layers,
        sources,
        diagnostics,
        in_force,
        names: Names::default(),
        declared: Declared::default(),
        plan: Plan { packs: layers.packs.iter().map(info).collect(), ..Plan::default() },
        function_costs: Vec::new(),
        value_sizes: Vec::new(),
        field_places: Vec::new(),
        open_formulas: Vec::new(),
    };
    checker.collect();
    checker.check_enums();
    checker.check_fields();
    checker.check_values();
    checker.check_records();
    checker.check_cohorts();
    checker.check_lexicons();
    checker.check_outlines();
    checker.check_rules();
    checker.check_formulas();
    let mut plan = checker.plan;
    plan.overrides = checker.in_force.overrides;
    used::mark(&mut plan);
    plan
}

fn info(pack: &crate::pack::Pack) -> PackInfo {
    let manifest = &pack.manifest;
    PackInfo { name: manifest.name.clone(), title: manifest.title.clone(), version: manifest.version.clone() }
}
