//! The receipt of a check: all that has a say in its result.

use std::path::Path;

use crate::engine::{CompiledPack, Engine, Input};
use crate::review::{Day, FileReceipt, Receipt};

use super::args::{CheckArguments, LimitArguments, SelectArguments};

/// The receipts of the files that are checked.
pub(super) fn of_inputs(inputs: &[Input]) -> Vec<FileReceipt> {
    inputs.iter().map(Input::receipt).collect()
}

/// The receipt of a check with these files.
pub(super) fn receipt(
    arguments: &CheckArguments,
    files: Vec<FileReceipt>,
    today: Option<Day>,
    engine: &Engine,
    pack: &CompiledPack,
) -> Receipt {
    let options = Options {
        rules: &arguments.rules,
        limits: &arguments.limits,
        waivers: arguments.waiver.waivers.as_deref(),
        today,
        baseline: arguments.baseline.baseline.as_deref(),
        flags: [("ignore-marks", arguments.ignore_marks), ("proof", arguments.shows.proof)],
    };
    Receipt {
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        packs: engine.hashes(pack),
        files,
        options: options.named(),
    }
}

/// The options that have a say in a result; those that only change how it looks are left out.
pub(super) struct Options<'a> {
    pub(super) rules: &'a SelectArguments,
    pub(super) limits: &'a LimitArguments,
    pub(super) waivers: Option<&'a Path>,
    /// What expires does so as of a day, given or not.
    pub(super) today: Option<Day>,
    pub(super) baseline: Option<&'a Path>,
    pub(super) flags: [(&'static str, bool); 2],
}

impl Options<'_> {
    /// Those given, named as on the command line.
    pub(super) fn named(&self) -> Vec<(String, String)> {
        let mut options: Vec<(&str, String)> = Vec::new();
        let path = |path: &Path| path.to_string_lossy().into_owned();
        let Self { rules, limits, .. } = self;
        options.extend(rules.packs.pack.as_deref().map(|pack| ("pack", path(pack))));
        options.extend(rules.packs.set.iter().map(|set| ("set", set.clone())));
        options.extend(rules.rule.iter().map(|rule| ("rule", rule.clone())));
        let numbers = [
            ("max-bytes", limits.max_bytes),
            ("max-depth", limits.max_depth),
            ("max-nodes", limits.max_nodes),
            ("max-unpacked", limits.max_unpacked),
            ("max-text", limits.max_text),
        ];
        options.extend(numbers.into_iter().filter_map(|(name, number)| Some((name, number?.to_string()))));
        options.extend(limits.max_work.map(|steps| ("max-work", steps.to_string())));
        options.extend(self.waivers.map(|waivers| ("waivers", path(waivers))));
        options.extend(self.today.map(|today| ("today", today.to_string())));
        options.extend(self.baseline.map(|baseline| ("baseline", path(baseline))));
        options.extend(self.flags.iter().filter(|(_, is_set)| *is_set).map(|(name, _)| (*name, "true".to_owned())));
        options.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}
