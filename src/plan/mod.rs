//! The typed form of the packs: the evaluator's only instruction.
//!
//! Made by `typecheck`, read by `extract` and `eval`. Everything is resolved: names are indices, words are compiled
//! into automata, types and dimensions have been checked. Knows no draft.

mod builtin;
mod builtin_record;
mod cohort;
mod cue;
mod expr;
mod lexicon;
mod outline;
mod pattern;
#[expect(clippy::module_inception, reason = "a noun's head type stands in the file of its name")]
mod plan;
mod record;
mod regex;
mod rule;
mod table;
mod types;

pub use builtin::{BUILTINS, Builtin, BuiltinRow, Signature};
pub use builtin_record::{BUILTIN_RECORDS, BuiltinField, BuiltinRecordRow, FieldKind, LEXICON_FIELDS, PROPERTIES};
pub use cohort::{Cohort, CohortField};
pub use cue::{CueHit, CueIndex, CuePosition, CueUse, CueWeight, Direction};
pub use expr::{
    Arithmetic, Band, Comparison, Constant, Expr, ExprKind, Fold, Logic, MatchArm, Over, Presence, Property, RegexId,
    Slot, Template, TemplatePart, ValueFormat,
};
pub use lexicon::{Lexicon, LexiconEntry, LexiconHits, LexiconIndex};
pub use outline::{Aspect, Outline, OutlineSection};
pub use pattern::{Pattern, PatternNode};
pub use plan::{EnumId, FunctionId, LexiconId, OutlineId, Override, PackInfo, Param, ParamId, Plan, RecordId};
pub use plan::{EnumType, Function, Work};
pub use record::{
    BuiltinRecord, CueField, CueSource, CueWord, CueYear, DataSource, Derive, Field, PathSegment, Record,
};
pub use regex::Regex;
pub use rule::{
    Among, Basis, BasisMark, Beside, Check, CheckKind, Correction, Equality, Example, ExamplePlace, Join, Quantifier,
    Rule, Scope, Tie,
};
pub use table::{
    HeaderIndex, HeaderUse, TableField, TableShape, TableSource, TableWords, header_key, header_points, header_unit,
};
pub use types::{DimensionType, Type};
