//! A finding's identity that survives edits elsewhere.

use sha2::{Digest, Sha256};

/// A short hash that stays the same while the rule, the clause and its turn in the section stay.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub String);

/// Hashes the code, the normalised clause (or the data path), the section's title and the occurrence among equal ones
/// in that section.
#[must_use]
pub fn fingerprint(code: &str, section: &str, clause: &str, occurrence: usize) -> Fingerprint {
    let normal = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut hash = Sha256::new();
    for part in [code, &normal(section), &normal(clause), &occurrence.to_string()] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let hex: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Fingerprint(hex)
}
