//! The pest parser over the five grammar files.

use pest_derive::Parser;

/// The parser of `.gj` files.
#[derive(Parser)]
#[grammar = "../grammar/lexical.pest"]
#[grammar = "../grammar/keyword.pest"]
#[grammar = "../grammar/expression.pest"]
#[grammar = "../grammar/declaration.pest"]
#[grammar = "../grammar/pattern.pest"]
pub(super) struct Grammar;
