//! `guiju check`

use crate::engine::{Checked, CompiledPack, Detail, PackErrors};
use crate::reporter::{Look, Material, Shows, write};

use super::args::{CheckArguments, FormatName, ShowArguments};
use super::compare::{earlier, hold};
use super::exit::Exit;
use super::face::Face;
use super::guard::Inputs;
use super::load::{Stop, gathered, limits, pack_and_engine};
use super::output;
use super::receipt::{of_inputs, receipt};
use super::waive::{apply, apply_marks, granted};

/// Checks the files and writes the result.
pub(super) fn run(face: &Face, arguments: &CheckArguments) -> Exit {
    // Where the output is an input, nothing is written to it, be it only why.
    if let Err(stop) = spare_inputs(arguments) {
        face.complain(&stop);
        return Exit::CouldNotRun;
    }
    match checked(arguments) {
        Ok(done) => {
            let exit = report(face, arguments, &done.0, &done.1);
            // The process ends here: giving its memory back piece by piece would only take time.
            std::mem::forget(done);
            exit
        }
        Err(stop) => could_not_run(face, arguments, &stop),
    }
}

fn spare_inputs(arguments: &CheckArguments) -> Result<(), Stop> {
    let inputs = Inputs::of(arguments.files.iter().chain(&arguments.earlier.last_year));
    let inputs = inputs.and(&arguments.waiver.waivers).and(&arguments.baseline.baseline);
    inputs.and_pack(arguments.rules.packs.pack.as_deref()).spare(arguments.to.output.as_deref())
}

fn checked(arguments: &CheckArguments) -> Result<(CompiledPack, Checked), Stop> {
    let limits = limits(&arguments.limits);
    let gathered = gathered(&arguments.files, &limits)?.with_last_year(&arguments.earlier.last_year, &limits)?;
    let with_receipt = arguments.to.format == FormatName::Json;
    let mut files = if with_receipt { of_inputs(&gathered.inputs) } else { Vec::new() };
    let opened = gathered.opened(&limits)?;
    let granted = granted(&arguments.waiver, &limits)?;
    let baseline = match &arguments.baseline.baseline {
        Some(path) => Some(earlier(path, &limits)?),
        None => None,
    };
    let (pack, engine) = pack_and_engine(&arguments.rules.packs, &arguments.limits, &arguments.rules.rule, &opened)?;
    let detail = if arguments.shows.proof { Detail::Everything } else { Detail::Findings };
    let mut checked = pack.check_with(opened, detail);
    if checked.review.is_none() {
        return Err(PackErrors { sources: checked.sources, diagnostics: checked.diagnostics }.into());
    }
    if let Some(granted) = &granted {
        apply(granted, &pack, &mut checked);
        files.push(granted.receipt.clone());
    }
    if !arguments.ignore_marks {
        apply_marks(&pack, &mut checked);
    }
    if let Some((baseline, receipt)) = baseline {
        hold(&baseline, &pack, &mut checked);
        files.push(receipt);
    }
    if let Some(review) = checked.review.as_mut().filter(|_| with_receipt) {
        let today = granted.map(|granted| granted.today);
        review.receipt = Some(receipt(arguments, files, today, &engine, &pack));
    }
    Ok((pack, checked))
}

fn report(face: &Face, arguments: &CheckArguments, pack: &CompiledPack, checked: &Checked) -> Exit {
    let material = material(pack, checked);
    let draft = checked.review.as_ref().map(|review| review.language);
    let look = if arguments.to.output.is_some() { face.file_look(draft) } else { face.look(draft) };
    let ShowArguments { unread, proof, fingerprints } = arguments.shows;
    let look = Look { shows: Shows { unread, proof, fingerprints }, ..look };
    let written = write_result(face, arguments, &material, &look);
    let gravest = checked.review.as_ref().and_then(|review| match &review.baseline {
        Some(comparison) if arguments.baseline.new_only => comparison.gravest_new(review),
        Some(_) | None => review.summary().gravest(),
    });
    written.and(Exit::of(gravest, arguments.exit.fail_on))
}

/// All that an output is made of.
pub(super) fn material<'a>(pack: &'a CompiledPack, checked: &'a Checked) -> Material<'a> {
    Material {
        review: checked.review.as_ref(),
        sources: &checked.sources,
        diagnostics: &checked.diagnostics,
        rules: &pack.plan.rules,
    }
}

/// Tells why there is no result: people on standard error, programs in the form they asked for.
fn could_not_run(face: &Face, arguments: &CheckArguments, stop: &Stop) -> Exit {
    if arguments.to.format == FormatName::Human {
        face.complain(stop);
    } else {
        let material = Material { review: None, sources: stop.sources(), diagnostics: stop.diagnostics(), rules: &[] };
        write_result(face, arguments, &material, &face.file_look(None));
    }
    Exit::CouldNotRun
}

fn write_result(face: &Face, arguments: &CheckArguments, material: &Material<'_>, look: &Look) -> Exit {
    let format = arguments.to.format.form();
    match output::to(arguments.to.output.as_deref(), |out| write(format, material, look, out)) {
        Ok(()) => Exit::Clean,
        Err(diagnostic) => {
            face.complain(&diagnostic.into());
            Exit::CouldNotRun
        }
    }
}
