//! Does a pack hold? Runs the examples that stand in its rules.
//!
//! Takes a compiled pack; gives what did not hold as diagnostics in the pack's own source. Does not know how packs are
//! found nor how results look.

mod examples;

use crate::diagnostic::Diagnostics;
use crate::engine::CompiledPack;
use crate::plan::Rule;

/// What came of the examples of a pack.
#[derive(Debug, Default)]
pub struct Tested {
    /// How many rules were tested.
    pub rules: usize,
    /// How many examples were run.
    pub examples: usize,
    /// Those that do not hold.
    pub failures: Diagnostics,
}

/// Runs the examples of a pack's own rules; of `only` where any code is given there.
///
/// Rules of packs it extends are tested with those packs: a place may set their parameters so that an example of the
/// nation no longer speaks of it. Rules that are switched off do not run.
#[must_use]
pub fn test(pack: &CompiledPack, only: &[String]) -> Tested {
    let own = pack.plan.packs.len().saturating_sub(1);
    let wanted = |rule: &&Rule| {
        let asked = only.is_empty() || only.iter().any(|code| code.eq_ignore_ascii_case(&rule.code));
        rule.pack == own && rule.off.is_none() && asked
    };
    let mut tested = Tested::default();
    for rule in pack.plan.rules.iter().filter(wanted) {
        tested.rules += 1;
        for example in &rule.examples {
            tested.examples += 1;
            if let Some(failure) = examples::failure(pack, rule, example) {
                tested.failures.push(failure);
            }
        }
    }
    tested.failures.sort(&pack.sources);
    tested
}
