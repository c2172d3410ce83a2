//! What came of the rules: faults found, checks passed, checks that could not be made.
//!
//! Findings stay structured (operands, computation, causes) until a reporter shows them.

#[expect(clippy::module_inception, reason = "a noun's head type stands in the file of its name")]
mod finding;
mod fingerprint;
mod outcome;
mod trace;

pub use finding::{Computation, Correction, Finding, Label, Place, Relation, Verdict};
pub use fingerprint::{Fingerprint, fingerprint};
pub use outcome::{NotEvaluated, Outcome, Passed, Reason};
pub use trace::{Trace, TraceStep};
