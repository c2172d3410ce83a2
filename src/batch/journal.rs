//! The lines of a run on disk: what outputs are made from, and what an interrupted run goes on from.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::desk::Line;
use super::record::Record;

/// A file of lines, with those of an earlier run by their keys.
#[derive(Debug)]
pub struct Journal {
    out: BufWriter<File>,
    /// The same file, with a position of its own.
    read: File,
    length: u64,
    /// Where the line of each submission stands, by its number.
    places: Vec<Option<Place>>,
    known: HashMap<String, Place>,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    at: u64,
    length: u32,
}

impl Journal {
    /// A journal of its own, gone with the process.
    ///
    /// # Errors
    /// If no temporary file can be made.
    pub fn temporary() -> io::Result<Self> {
        let file = tempfile::NamedTempFile::new()?;
        let (read, out) = (file.reopen()?, file.reopen()?);
        Ok(Self { out: BufWriter::new(out), read, length: 0, places: Vec::new(), known: HashMap::new() })
    }

    /// A journal that is kept: whole lines in it are known, a line that was cut off is dropped.
    ///
    /// # Errors
    /// If the file cannot be opened, read or written; as [`io::ErrorKind::InvalidData`] if it is there and no journal, which
    /// is left as it is.
    pub fn kept(path: &Path) -> io::Result<Self> {
        if path.exists() && !is_journal(File::open(path)?)? {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let out = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let mut reader = BufReader::new(File::open(path)?);
        let mut known = HashMap::new();
        let (mut at, mut line) = (0_u64, Vec::new());
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line)?;
            if line.last() != Some(&b'\n') {
                break;
            }
            let record = std::str::from_utf8(&line).ok().and_then(|text| Record::parse(text.trim_end()));
            if let (Some(record), Ok(length)) = (record, u32::try_from(read - 1)) {
                known.insert(record.key, Place { at, length });
            }
            at += read as u64;
        }
        out.set_len(at)?;
        Ok(Self { out: BufWriter::new(out), read: File::open(path)?, length: at, places: Vec::new(), known })
    }

    /// How many submissions are known from an earlier run.
    #[must_use]
    pub fn known(&self) -> usize {
        self.known.len()
    }

    /// Gives the known lines by key while others are kept.
    ///
    /// # Errors
    /// If the file cannot be read a second time.
    pub fn reader(&self) -> io::Result<impl Fn(&str) -> Option<String> + Sync + use<>> {
        let places = self.known.clone();
        let file = Mutex::new(self.read.try_clone()?);
        Ok(move |key: &str| {
            let place = places.get(key)?;
            read_at(&mut file.lock().unwrap_or_else(PoisonError::into_inner), *place).ok()
        })
    }

    /// Keeps the line of a submission.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep(&mut self, number: usize, line: &Line) -> io::Result<()> {
        let place = match self.known.get(&line.key).filter(|_| line.is_known) {
            Some(place) => *place,
            None => {
                let length = u32::try_from(line.text.len()).map_err(io::Error::other)?;
                let place = Place { at: self.length, length };
                self.out.seek(SeekFrom::Start(place.at))?;
                self.out.write_all(line.text.as_bytes())?;
                self.out.write_all(b"\n")?;
                self.length += u64::from(length) + 1;
                place
            }
        };
        // How many there will be is not always known before.
        if number >= self.places.len() {
            self.places.resize(number + 1, None);
        }
        if let Some(slot) = self.places.get_mut(number) {
            *slot = Some(place);
        }
        Ok(())
    }

    /// Makes sure that all lines are in the file.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// All lines in the order of the submissions.
    ///
    /// # Errors
    /// If one cannot be read, or `take` fails.
    pub fn each(&mut self, take: &mut dyn FnMut(usize, &str) -> io::Result<()>) -> io::Result<()> {
        self.flush()?;
        for (number, place) in self.places.iter().enumerate() {
            if let Some(place) = place {
                take(number, &read_at(&mut self.read, *place)?)?;
            }
        }
        Ok(())
    }
}

/// True where a file begins as a line does, be it cut off in its first word.
fn is_journal(file: File) -> io::Result<bool> {
    const BEGINNING: &[u8] = br#"{"line_version":""#;
    let mut beginning = Vec::new();
    file.take(BEGINNING.len() as u64).read_to_end(&mut beginning)?;
    Ok(BEGINNING.starts_with(&beginning))
}

fn read_at(file: &mut File, place: Place) -> io::Result<String> {
    file.seek(SeekFrom::Start(place.at))?;
    let mut bytes = vec![0; place.length as usize];
    file.read_exact(&mut bytes)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(key: &str, is_known: bool) -> Line {
        let text = format!(
            r#"{{"line_version":"1.0","submission":"甲","unit":null,"year":null,"key":"{key}","state":"checked","result":{{"schema_version":"1.1","tool":{{"name":"guiju","version":"0"}},"errors":[],"warnings":[],"files":[],"review":null}}}}"#
        );
        Line { text, key: key.to_owned(), is_known }
    }

    #[test]
    fn a_file_that_is_no_journal_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text, is_taken) in [
            ("空", "", true),
            ("断", "{\"line_v", true),
            ("稿", "全年支出完成10万元。", false),
            ("数", "{\"年度\": 2023}\n", false),
        ] {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            let opened = Journal::kept(&path);
            assert_eq!(opened.is_ok(), is_taken, "{name}");
            if let Err(error) = opened {
                assert_eq!(error.kind(), io::ErrorKind::InvalidData);
                assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
            }
        }
    }

    #[test]
    fn an_interrupted_run_is_known_but_for_the_line_that_was_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ndjson");
        let mut first = Journal::kept(&path).unwrap();
        first.keep(0, &line("a", false)).unwrap();
        first.keep(2, &line("c", false)).unwrap();
        first.flush().unwrap();
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() - 9]).unwrap();

        let mut second = Journal::kept(&path).unwrap();
        assert_eq!(second.known(), 1);
        let known = second.reader().unwrap();
        assert_eq!((known("a"), known("c")), (Some(line("a", false).text), None));
        second.keep(0, &line("a", true)).unwrap();
        second.keep(1, &line("b", false)).unwrap();
        second.keep(2, &line("c", false)).unwrap();
        let mut seen = Vec::new();
        second
            .each(&mut |number, text| {
                seen.push((number, Record::parse(text).unwrap().key));
                Ok(())
            })
            .unwrap();
        assert_eq!(seen, [(0, "a".to_owned()), (1, "b".to_owned()), (2, "c".to_owned())]);
        assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 3);
    }
}
