//! Submissions that come as lines, one after another, for as long as they come.

use std::fs::File;
use std::io::{self, BufRead, Seek, SeekFrom, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use crate::read::Limits;

use super::job::Job;
use super::lines::{self, OneLine};
use super::submitted;

/// Submissions that come as lines of JSON. They are read in a thread of their own, so that a wish to stop is heard while
/// no line comes.
#[derive(Debug)]
pub struct Stream {
    lines: Receiver<io::Result<OneLine>>,
    stop: Arc<AtomicBool>,
    most: usize,
    /// Lines so far.
    count: usize,
    /// The lines on disk, where they are wanted again.
    kept: Option<Kept>,
}

#[derive(Debug)]
struct Kept {
    file: File,
    /// The number of the line, where it begins, and its length, by the number of the submission.
    places: Vec<(usize, u64, usize)>,
    length: u64,
}

impl Stream {
    /// Reads a stream until it ends, or until the wish to `stop` is seen. A line may have twice as many bytes as a file
    /// may have. The lines go to a temporary file too where they are `wanted_again`.
    ///
    /// # Errors
    /// If no temporary file can be made.
    pub fn new(
        mut from: impl BufRead + Send + 'static,
        limits: &Limits,
        stop: &Arc<AtomicBool>,
        wanted_again: bool,
    ) -> io::Result<Self> {
        let most = limits.bytes.saturating_mul(2);
        let kept =
            if wanted_again { Some(Kept { file: tempfile::tempfile()?, places: Vec::new(), length: 0 }) } else { None };
        let (sender, lines) = sync_channel(1);
        // It ends with the stream or with the process, or when nobody listens any more.
        thread::spawn(move || {
            while let Some(line) = lines::next(&mut from, most).transpose() {
                let is_broken = line.is_err();
                if sender.send(line).is_err() || is_broken {
                    break;
                }
            }
        });
        Ok(Self { lines, stop: Arc::clone(stop), most, count: 0, kept })
    }

    /// A submission once more; `None` where lines are not kept, or cannot be read back.
    pub fn again(&mut self, number: usize) -> Option<Job> {
        let kept = self.kept.as_mut()?;
        let (line, at, length) = *kept.places.get(number)?;
        let mut bytes = vec![0; length];
        kept.file.seek(SeekFrom::Start(at)).ok()?;
        io::Read::read_exact(&mut kept.file, &mut bytes).ok()?;
        Some(submitted::job(&bytes, line))
    }

    fn wait(&self) -> Option<io::Result<OneLine>> {
        const LOOK_AGAIN: Duration = Duration::from_millis(50);
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return None;
            }
            match self.lines.recv_timeout(LOOK_AGAIN) {
                Ok(line) => return Some(line),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    fn keep(&mut self, line: &[u8]) -> io::Result<()> {
        let Some(kept) = &mut self.kept else { return Ok(()) };
        kept.file.write_all(line)?;
        kept.places.push((self.count, kept.length, line.len()));
        kept.length += line.len() as u64;
        Ok(())
    }
}

impl Iterator for Stream {
    type Item = Job;

    /// Waits for the next submission.
    fn next(&mut self) -> Option<Job> {
        loop {
            let line = self.wait()?;
            self.count += 1;
            let kept = match &line {
                // A blank line is nobody's.
                Ok(OneLine::Whole(bytes)) if bytes.trim_ascii().is_empty() => continue,
                Ok(OneLine::Whole(bytes)) => self.keep(bytes),
                Ok(OneLine::TooLong) | Err(_) => self.keep(&[]),
            };
            return Some(match (line, kept) {
                (_, Err(error)) | (Err(error), Ok(())) => submitted::broken_off(self.count, &error),
                (Ok(OneLine::TooLong), Ok(())) => submitted::too_long(self.count, self.most),
                (Ok(OneLine::Whole(bytes)), Ok(())) => submitted::job(&bytes, self.count),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn stream(text: &str, bytes: usize) -> Stream {
        let limits = Limits { bytes, ..Limits::default() };
        Stream::new(Cursor::new(text.to_owned().into_bytes()), &limits, &Arc::default(), true).unwrap()
    }

    #[test]
    fn every_line_is_a_submission_in_order_and_can_be_had_again() {
        let text = "\u{feff}{\"name\":\"甲\",\"text\":\"文\"}\r\n\n{}\n{\"name\":\"一二三四五六七八九十\",\"text\":\"一二三四五六七八九十\"}\n{\"name\":\"乙\",\"text\":\"文\"}";
        let mut stream = stream(text, 40);
        let jobs: Vec<Job> = stream.by_ref().collect();
        let seen: Vec<(&str, usize)> = jobs.iter().map(|job| (&*job.name, job.told.len())).collect();
        assert_eq!(seen, [("甲", 0), ("<stdin>:3", 1), ("<stdin>:4", 1), ("乙", 0)]);
        assert_eq!(stream.again(3).as_ref(), jobs.get(3));
        assert_eq!(stream.again(4), None);
    }

    #[test]
    fn a_wish_to_stop_is_heard_while_no_line_comes() {
        struct Silent;
        impl io::Read for Silent {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                thread::sleep(Duration::from_hours(1));
                Ok(0)
            }
        }
        let stop = Arc::new(AtomicBool::new(false));
        let mut stream = Stream::new(io::BufReader::new(Silent), &Limits::default(), &stop, false).unwrap();
        stop.store(true, Ordering::Relaxed);
        assert_eq!(stream.next(), None);
    }
}
