//! The receipt of a check: all that has a say in its result.

use std::path::Path;

use crate::engine::{CompiledPack, Engine, Input};
use crate::review::{FileReceipt, FileRole, Hash, Receipt};

use super::args::CheckArguments;
use super::waive::Granted;

/// The receipts of the files that are checked.
pub(super) fn of_inputs(inputs: &[Input]) -> Vec<FileReceipt> {
    inputs.iter().map(|input| FileReceipt::of(&input.name, FileRole::Submission, &input.bytes)).collect()
}

/// The receipt of a check with these files.
pub(super) fn receipt(
    arguments: &CheckArguments,
    files: Vec<FileReceipt>,
    granted: Option<&Granted>,
    engine: &Engine,
    pack: &CompiledPack,
) -> Receipt {
    let packs = pack.plan.packs.iter().map(|pack| {
        // The packs were loaded from this engine, so each has a hash.
        let hash = engine.digest_of(&pack.name).map_or(Hash(String::new()), Hash::from);
        (pack.name.clone(), pack.version.clone(), hash)
    });
    Receipt {
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        packs: packs.collect(),
        files,
        options: options(arguments, granted),
    }
}

/// The options given, named as on the command line; those that only change how a result looks are left out.
fn options(arguments: &CheckArguments, granted: Option<&Granted>) -> Vec<(String, String)> {
    let mut options: Vec<(&str, String)> = Vec::new();
    let path = |path: &Path| path.to_string_lossy().into_owned();
    options.extend(arguments.rules.pack.as_deref().map(|pack| ("pack", path(pack))));
    options.extend(arguments.rules.set.iter().map(|set| ("set", set.clone())));
    options.extend(arguments.rule.iter().map(|rule| ("rule", rule.clone())));
    let limits = &arguments.limits;
    let numbers = [
        ("max-bytes", limits.max_bytes),
        ("max-depth", limits.max_depth),
        ("max-nodes", limits.max_nodes),
        ("max-unpacked", limits.max_unpacked),
        ("max-text", limits.max_text),
    ];
    options.extend(numbers.into_iter().filter_map(|(name, number)| Some((name, number?.to_string()))));
    options.extend(limits.max_work.map(|steps| ("max-work", steps.to_string())));
    options.extend(arguments.waiver.waivers.as_deref().map(|waivers| ("waivers", path(waivers))));
    options.extend(arguments.waiver.ignore_marks.then(|| ("ignore-marks", "true".to_owned())));
    // What expires does so as of a day, given or not.
    options.extend(granted.map(|granted| ("today", granted.today.to_string())));
    options.extend(arguments.baseline.baseline.as_deref().map(|baseline| ("baseline", path(baseline))));
    options.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
