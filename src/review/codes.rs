//! Codes of what can be wrong with waivers and with the output that a review is held against.

/// A file that is no result of a check.
pub(crate) const NO_RESULT: &str = "baseline::no_result";
/// An earlier check that was made with other packs or another version of the program.
pub const OTHER_RULES: &str = "baseline::other_rules";
/// A file of waivers is no YAML.
pub(super) const NOT_YAML: &str = "waiver::not_yaml";
/// A key that a waiver does not have.
pub(super) const UNKNOWN_KEY: &str = "waiver::unknown_key";
/// A value of another kind than its key wants.
pub(super) const WRONG_VALUE: &str = "waiver::wrong_value";
/// A key that must be there is not, or says nothing.
pub(super) const MISSING_KEY: &str = "waiver::missing_key";
/// Two waivers of one finding.
pub(super) const REPEATED: &str = "waiver::repeated";
/// A mark in a draft that says nothing we know.
pub(super) const UNREADABLE_MARK: &str = "waiver::unreadable_mark";
/// A waiver whose last day has passed.
pub(super) const EXPIRED: &str = "waiver::expired";
/// A waiver of a finding that there is not.
pub(super) const UNUSED: &str = "waiver::unused";
