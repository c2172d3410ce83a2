//! What the targets hold any input to: the same functions that the tests of `tests/any_input` call.

#[allow(dead_code, reason = "each target calls one of the properties")]
#[path = "../../tests/any_input/invariants.rs"]
pub mod invariants;
#[allow(dead_code, reason = "the tests of reading build more of a workbook")]
#[path = "../../tests/read/workbook.rs"]
mod workbook;
