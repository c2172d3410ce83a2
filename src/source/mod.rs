//! Texts and the places in them.
//!
//! Stands at the bottom of the house: everything that can be pointed at is a [`Span`] into a text that a
//! [`SourceMap`] owns. Lines, columns and the bytes of the original encoding are worked out here, and only when
//! something is shown. This folder does not know what the texts mean.

mod encoding;
mod lines;
mod map;
mod origin;
mod original;
mod span;

pub use encoding::{DecodeError, Encoding, decode};
pub use lines::{LineColumn, LineIndex};
pub use map::{SourceFile, SourceMap};
pub use origin::{CellPlace, Grid, Locator, Origin, Region};
pub use span::{SourceId, Span, Spanned};
