//! YAML of our own files (manifests, word lists, waivers) as a tree whose every key and value knows its place.
//!
//! Takes a text and gives a [`Node`]; small readers give what is right of a value and tell what is not. Data of drafts
//! are read by `read`, which keeps more of how they are written. Does not know what a file is about.

mod node;
mod reader;

pub(crate) use node::{Node, NodeKind, parse};
pub(crate) use reader::{Codes, Told, list_of_scalars, map, scalar};
