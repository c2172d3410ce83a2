//! Results as SARIF 2.1.0, for editors and code-scanning services: one submission, or many in one run.
//!
//! Made from the shape of the JSON output, which is all that is kept of many submissions. Findings are results of kind
//! `fail`, checks that hold `pass`, checks that could not be made `open`; figures that take part are related locations,
//! certain corrections are fixes.

use std::collections::HashMap;
use std::io::{self, Write};

use serde_json::{Map, Value};

use crate::diagnostic::Language;

use super::Material;
use super::json::{json_output, write_value};
use super::model::{FileOut, Output, PackOut};
use super::rule_book::RuleBook;
use super::sarif_model::{
    Artifact, ArtifactLocation, Component, Invocation, Log, Provenance, ResultOut, Run, SCHEMA, Stream, Tool, uri,
};
use super::sarif_scribe::{Scribe, run_properties};

/// Goes through the results of all submissions, as often as it is called.
pub(crate) type Results<'r> = dyn Fn(&mut dyn FnMut(&Output) -> io::Result<()>) -> io::Result<()> + 'r;

/// Writes one result as SARIF.
pub(super) fn write(material: &Material<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let (output, book) = (json_output(material), RuleBook::of(material.rules));
    let properties = output.review.as_ref().map(run_properties).unwrap_or_default();
    write_all(&|take| take(&output), &book, properties, language, out)
}

/// Writes the results of many submissions as one run of SARIF, in which each is an invocation.
pub(crate) fn write_sarif(
    results: &Results<'_>,
    book: &RuleBook,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_all(results, book, Map::new(), language, out)
}

fn write_all(
    results: &Results<'_>,
    book: &RuleBook,
    properties: Map<String, Value>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut scribe = Scribe { language, book, files: HashMap::new() };
    let (mut packs, mut count, mut has_waived) = (Vec::new(), 0_usize, false);
    results(&mut |output| {
        count += 1;
        scribe.number_files(&output.files);
        has_waived |= output.review.as_ref().is_some_and(|review| !review.waived.is_empty());
        for pack in output.review.iter().flat_map(|review| &review.packs) {
            if !packs.contains(pack) {
                packs.push(pack.clone());
            }
        }
        Ok(())
    })?;
    let (scribe, is_one) = (&scribe, count == 1);
    // Given for all results of a run or for none, as the standard wants.
    let suppressions = has_waived.then(Vec::new);
    let pack = |pack: &PackOut| Component {
        name: pack.name.clone(),
        full_name: Some(scribe.say(&pack.title)).filter(|title| !title.is_empty()),
        version: pack.version.clone(),
        rules: Vec::new(),
    };
    let driver = Component {
        name: "guiju".to_owned(),
        full_name: None,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rules: book.rules.iter().map(|rule| scribe.descriptor(rule)).collect(),
    };
    let invocations = |take: &mut dyn FnMut(Invocation) -> io::Result<()>| {
        results(&mut |output| take(scribe.invocation(output, is_one)))
    };
    let artifacts = |take: &mut dyn FnMut(Artifact) -> io::Result<()>| {
        let mut due = 0;
        results(&mut |output| {
            // A file that several submissions share is told once.
            for file in &output.files {
                if scribe.files.get(&file.name) == Some(&due) {
                    due += 1;
                    take(artifact(file))?;
                }
            }
            Ok(())
        })
    };
    let outcomes = |take: &mut dyn FnMut(ResultOut) -> io::Result<()>| {
        let mut number = 0;
        results(&mut |output| {
            let provenance = (!is_one).then_some(Provenance { invocation_index: number });
            number += 1;
            let outcomes = output.review.iter().flat_map(|review| scribe.results(review));
            outcomes.into_iter().try_for_each(|one| {
                let suppressions = one.suppressions.or_else(|| suppressions.clone());
                take(ResultOut { suppressions, provenance, ..one })
            })
        })
    };
    let run = Run {
        tool: Tool { driver, extensions: packs.iter().map(pack).collect() },
        invocations: Stream::new(&invocations),
        artifacts: Stream::new(&artifacts),
        results: Stream::new(&outcomes),
        language: match language {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        },
        column_kind: "utf16CodeUnits",
        properties,
    };
    write_value(&Log { schema: SCHEMA, version: "2.1.0", runs: vec![run] }, out)
}

/// A file that was read; what is no file of the submission (waivers) is none of those analysed.
fn artifact(file: &FileOut) -> Artifact {
    Artifact {
        location: ArtifactLocation { uri: uri(&file.name), index: None },
        encoding: file.encoding.to_string(),
        roles: if file.role == "submission" { vec!["analysisTarget"] } else { Vec::new() },
    }
}
