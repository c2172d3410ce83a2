//! The programs of poppler, each a process of its own: the one place of the readers that starts something.
//!
//! A run gets the file in a private folder, an empty environment, a time limit and a cap on what it may write. No shell
//! sees a name. The programs are found in the folder that `GUIJU_POPPLER` names, or else where the system looks.

use std::ffi::OsString;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::super::limits::Limits;
use super::error::PdfError;

/// The variable that names the folder of the programs.
const FOLDER: &str = "GUIJU_POPPLER";
/// A thousand pages take some seconds.
const LONGEST: Duration = Duration::from_mins(1);
/// Of what a program complains no more is read.
const MOST_COMPLAINTS: usize = 64 << 10;

/// How the programs are run.
#[derive(Debug, Clone)]
pub(super) struct Poppler {
    folder: Option<PathBuf>,
    longest: Duration,
    most: usize,
}

/// What a program wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) words: String,
    /// True where it complains of fonts whose words it left out.
    pub(super) lacks_fonts: bool,
}

/// A PDF where the programs can read it; gone when dropped.
#[derive(Debug)]
pub(super) struct Lent {
    folder: TempDir,
}

impl Poppler {
    /// As the environment and the limits say.
    pub(super) fn new(limits: &Limits) -> Self {
        let folder = std::env::var_os(FOLDER).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        Self { folder, longest: LONGEST, most: limits.unpacked }
    }

    /// Writes a PDF where the programs can read it.
    pub(super) fn lend(bytes: &[u8]) -> Result<Lent, PdfError> {
        let folder = tempfile::Builder::new().prefix("guiju-").tempdir().map_err(|error| PdfError::failed(&error))?;
        let lent = Lent { folder };
        std::fs::write(lent.path(), bytes).map_err(|error| PdfError::failed(&error))?;
        Ok(lent)
    }

    /// The words of all pages with their boxes.
    pub(super) fn layout(&self, pdf: &Lent) -> Result<Said, PdfError> {
        let arguments = ["-bbox-layout", "-enc", "UTF-8"].map(OsString::from).into_iter();
        self.run("pdftotext", arguments.chain([pdf.path().into(), "-".into()]))
    }

    /// The drawing of some pages, from the first to the last.
    pub(super) fn drawing(&self, pdf: &Lent, first: u32, last: u32) -> Result<Said, PdfError> {
        let pages = ["-f".to_owned(), first.to_string(), "-l".to_owned(), last.to_string()];
        let arguments = std::iter::once("-svg".to_owned()).chain(pages).map(OsString::from);
        self.run("pdftocairo", arguments.chain([pdf.path().into(), "-".into()]))
    }

    fn run(&self, program: &'static str, arguments: impl Iterator<Item = OsString>) -> Result<Said, PdfError> {
        let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        let path = self.folder.as_ref().map_or_else(|| PathBuf::from(&file), |folder| folder.join(&file));
        let mut command = Command::new(path);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.env_clear().env("LC_ALL", "C");
        for kept in ["PATH", "SystemRoot"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        let child = command.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound => PdfError::Absent(program),
            _ => PdfError::failed(&error),
        })?;
        self.watch(child)
    }

    /// Waits for what a process writes, and ends it where it takes too long or writes too much.
    fn watch(&self, mut child: Child) -> Result<Said, PdfError> {
        let until = Instant::now() + self.longest;
        let words = child.stdout.take().map(|pipe| gather(pipe, self.most));
        let complaints = child.stderr.take().map(|pipe| gather(pipe, MOST_COMPLAINTS));
        let outcome = self.collect(words, until).and_then(|words| {
            let status = self.ended(&mut child, until)?;
            // What is beyond the cap says nothing more; a pipe that somebody else holds open is not waited for.
            let complaints =
                complaints.and_then(|it| it.recv_timeout(until.saturating_duration_since(Instant::now())).ok());
            let complaints = complaints.and_then(Result::ok).unwrap_or_default();
            let complaints = String::from_utf8_lossy(&complaints).into_owned();
            match PdfError::of_complaints(&complaints, status.success()) {
                Some(error) => Err(error),
                None => Ok(Said {
                    words: String::from_utf8_lossy(&words).into_owned(),
                    lacks_fonts: PdfError::lacks_fonts(&complaints),
                }),
            }
        });
        if outcome.is_err() {
            // It may have ended by itself: then there is nothing to end.
            drop(child.kill());
            drop(child.wait());
        }
        outcome
    }

    fn collect(&self, words: Option<Receiver<std::io::Result<Vec<u8>>>>, until: Instant) -> Result<Vec<u8>, PdfError> {
        let Some(words) = words else { return Ok(Vec::new()) };
        match words.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Ok(words)) if words.len() > self.most => Err(PdfError::TooMuch(self.most)),
            Ok(Ok(words)) => Ok(words),
            Ok(Err(error)) => Err(PdfError::failed(&error)),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Err(self.too_slow()),
        }
    }

    fn ended(&self, child: &mut Child, until: Instant) -> Result<std::process::ExitStatus, PdfError> {
        const PAUSE: Duration = Duration::from_millis(2);
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return Ok(status),
                Ok(None) if Instant::now() >= until => return Err(self.too_slow()),
                Ok(None) => thread::sleep(PAUSE),
                Err(error) => return Err(PdfError::failed(&error)),
            }
        }
    }

    fn too_slow(&self) -> PdfError {
        PdfError::TooSlow(self.longest.as_secs())
    }
}

impl Lent {
    fn path(&self) -> PathBuf {
        let folder: &Path = self.folder.path();
        folder.join("in.pdf")
    }
}

/// Reads a pipe on a thread of its own: at most one byte more than allowed.
fn gather(pipe: impl Read + Send + 'static, most: usize) -> Receiver<std::io::Result<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = pipe.take((most as u64).saturating_add(1)).read_to_end(&mut bytes);
        // Nobody listens any more where the time was up.
        drop(sender.send(read.map(|_| bytes)));
    });
    receiver
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// Runs `pdftotext` as the script says.
    fn run(script: &str, most: usize) -> Result<Said, PdfError> {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("pdftotext");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("is written");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).expect("may run");
        let poppler = Poppler { folder: Some(folder.path().to_owned()), longest: Duration::from_secs(1), most };
        let lent = Poppler::lend(b"%PDF-1.7 words").expect("is lent");
        // Another test may just have started a process that still holds the script open.
        let busy =
            |outcome: &Result<Said, PdfError>| matches!(outcome, Err(PdfError::Failed(why)) if why.contains("busy"));
        (0..50).map(|_| poppler.layout(&lent)).find(|outcome| !busy(outcome)).expect("it runs at last")
    }

    #[test]
    fn the_program_gets_the_file_and_a_clean_environment() {
        let Said { words, .. } =
            run("cat \"$4\"; echo; env | cut -d= -f1 | sort | tr '\\n' ' '", 1000).expect("it runs");
        let (file, environment) = words.split_once('\n').expect("two lines");
        assert_eq!(file, "%PDF-1.7 words");
        let known = ["LC_ALL", "PATH", "PWD", "OLDPWD", "SHLVL", "_"];
        assert!(environment.split_whitespace().all(|name| known.contains(&name)), "{environment}");
    }

    #[test]
    fn each_way_to_fail_is_told() {
        let cases = [
            ("sleep 30", PdfError::TooSlow(1)),
            ("exec >&-; sleep 30", PdfError::TooSlow(1)),
            ("yes 一二三四五六七八九十", PdfError::TooMuch(1000)),
            ("echo 'Command Line Error: Incorrect password' >&2; exit 1", PdfError::Encrypted),
            ("echo \"Syntax Error: Missing language pack for 'Adobe-GB1' mapping\" >&2", PdfError::NoLanguagePack),
            (
                "echo 'Syntax Error: Document stream is empty' >&2; exit 1",
                PdfError::Damaged("Document stream is empty".into()),
            ),
            ("exit 99", PdfError::Damaged(String::new())),
            ("kill -9 $$", PdfError::Damaged(String::new())),
        ];
        for (script, error) in cases {
            assert_eq!(run(script, 1000), Err(error), "{script}");
        }
        // A complaint of a file that was read all the same is none of ours.
        let said = |lacks_fonts| Ok(Said { words: "甲\n".to_owned(), lacks_fonts });
        assert_eq!(run("echo 'Syntax Warning: bad table' >&2; echo 甲", 1000), said(false));
        assert_eq!(run("echo 'Syntax Error (125): No font in show' >&2; echo 甲", 1000), said(true));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let poppler = Poppler { folder: Some(folder.path().to_owned()), longest: LONGEST, most: 10 };
        let lent = Poppler::lend(b"%PDF").expect("is lent");
        assert_eq!(poppler.layout(&lent), Err(PdfError::Absent("pdftotext")));
        assert_eq!(poppler.drawing(&lent, 1, 2), Err(PdfError::Absent("pdftocairo")));
    }
}
