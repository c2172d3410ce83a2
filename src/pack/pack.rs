//! A pack as it was written, and the packs of one run in their order.

use std::collections::BTreeMap;

use crate::source::Spanned;
use crate::syntax::ast::{Expr, Module};

use super::{Manifest, WordList};

/// A pack: its manifest, its rules and its word lists.
#[derive(Debug)]
pub struct Pack {
    /// What `pack.yaml` says.
    pub manifest: Manifest,
    /// Its `.gj` files, by name.
    pub modules: Vec<Module>,
    /// The word lists that its lexicons name, by the path as written.
    pub word_lists: BTreeMap<String, WordList>,
    /// The values under `params` of the manifest, parsed, in the order written.
    pub params: Vec<(Spanned<String>, Expr)>,
    /// True where it is only there because another pack says `use`: its names count, its rules do not run.
    pub used_only: bool,
}

/// The packs of one run: each stands behind all that it extends, so the last is the one asked for.
#[derive(Debug)]
pub struct Layers {
    /// Most general first.
    pub packs: Vec<Pack>,
    /// `--set name=value`, parsed, in the order given.
    pub settings: Vec<(Spanned<String>, Expr)>,
}
