//! Why a PDF cannot be read, or not all of it, in words.

use std::fmt::Display;

use crate::diagnostic::{Diagnostic, Wording};

use super::super::codes;

/// Why a PDF cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) enum PdfError {
    /// This program of poppler is not installed.
    Absent(&'static str),
    /// It asks for a password.
    Encrypted,
    /// poppler lacks the tables for the encodings of Chinese fonts.
    NoLanguagePack,
    /// It is no PDF, or a broken one: what poppler says.
    Damaged(String),
    /// poppler took longer than this many seconds.
    TooSlow(u64),
    /// poppler wrote more than this many bytes.
    TooMuch(usize),
    /// The system refused: what it says.
    Failed(String),
    /// What poppler wrote is not understood.
    Strange,
    /// No page has words: a scan.
    NoText,
    /// Its fonts do not say which characters they draw.
    Unmapped,
}

/// What of a PDF is not read as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) enum PdfGap {
    /// Pages without words.
    Blank(Vec<u32>),
    /// Fonts whose words are left out.
    Fonts,
    /// The lines of tables could not be had.
    NoLines(PdfError),
}

impl PdfError {
    pub(super) fn failed(error: &impl Display) -> Self {
        Self::Failed(error.to_string())
    }

    /// What poppler complains of; `None` where the file was read all the same.
    pub(super) fn of_complaints(complaints: &str, is_success: bool) -> Option<Self> {
        const LONGEST: usize = 200;
        // The words of such fonts are missing even where others were read.
        if complaints.contains("Missing language pack") {
            return Some(Self::NoLanguagePack);
        }
        if is_success {
            return None;
        }
        if complaints.contains("Incorrect password") || complaints.contains("not allowed") {
            return Some(Self::Encrypted);
        }
        let first = complaints.lines().next().unwrap_or("");
        let words = first.split_once("Error").map_or(first, |(_, words)| words);
        let words = words.trim_start_matches([':', ' ']).chars().filter(|c| !c.is_control()).take(LONGEST);
        Some(Self::Damaged(words.collect()))
    }

    /// True where poppler says that it left out words for want of their font.
    pub(super) fn lacks_fonts(complaints: &str) -> bool {
        ["No font in show", "Unknown CMap", "Unknown character collection"]
            .iter()
            .any(|words| complaints.contains(words))
    }

    fn why(&self) -> Wording {
        match self {
            Self::Absent(program) => Wording::new(
                format!("没有找到 {program}（poppler 的程序）"),
                format!("{program}, a program of poppler, was not found"),
            ),
            Self::Encrypted => Wording::new("文件已加密，需要密码", "it is encrypted and asks for a password"),
            Self::NoLanguagePack => Wording::new(
                "poppler 缺少中文字库数据（poppler-data），文字读不出来",
                "poppler lacks the data for Chinese fonts (poppler-data), so the words cannot be had",
            ),
            Self::Damaged(said) if said.is_empty() => Wording::new("文件损坏，或不是 PDF", "it is damaged, or no PDF"),
            Self::Damaged(said) => {
                Wording::new(format!("文件损坏，或不是 PDF（{said}）"), format!("it is damaged, or no PDF ({said})"))
            }
            Self::TooSlow(seconds) => {
                Wording::new(format!("{seconds} 秒内没有读完"), format!("it was not read within {seconds} seconds"))
            }
            Self::TooMuch(most) => Wording::new(
                format!("读出的内容超过上限 {most} 字节（可用 --max-unpacked 提高）"),
                format!("what it holds passes the limit of {most} bytes (--max-unpacked raises it)"),
            ),
            Self::Failed(said) => Wording::new(format!("系统报告“{said}”"), format!("the system says “{said}”")),
            Self::Strange => Wording::new("pdftotext 的输出无法理解", "what pdftotext wrote of it is not understood"),
            Self::NoText => Wording::new("没有文字层（扫描件），无法检查", "it has no text layer (a scan)"),
            Self::Unmapped => Wording::new(
                "字体没有说明所画的是哪些字，读出的是乱码",
                "its fonts do not say which characters they draw, so its words are garbled",
            ),
        }
    }

    fn help(&self) -> Wording {
        match self {
            Self::Absent(_) | Self::Strange => Wording::new(
                "请安装 poppler：Debian、Ubuntu、统信、麒麟用 apt install poppler-utils poppler-data；macOS 用 brew install poppler；\
                 Windows 下载 poppler 后，用环境变量 GUIJU_POPPLER 指明程序所在文件夹",
                "install poppler: apt install poppler-utils poppler-data on Debian and Ubuntu, brew install poppler on macOS; \
                 on Windows download it and name the folder of its programs in the variable GUIJU_POPPLER",
            ),
            Self::NoLanguagePack => Wording::new(
                "请安装 poppler-data（apt install poppler-data）后再检查",
                "install poppler-data (apt install poppler-data) and check again",
            ),
            Self::Encrypted => Wording::new(
                "请在阅读器中输入密码打开，另存或打印为不加密的 PDF，再检查；也可直接检查它的 Word 原稿",
                "open it with its password, save or print it as a PDF without one, or check the Word file it was made of",
            ),
            Self::NoText | Self::Unmapped => Wording::new(
                "请检查它的 Word 原稿；没有原稿时，先做文字识别（OCR），把识别结果校对后存为 .docx 或 .txt",
                "check the Word file it was made of; without one, recognise its words (OCR), proofread them and save them as .docx or .txt",
            ),
            Self::Damaged(_) | Self::TooSlow(_) | Self::TooMuch(_) | Self::Failed(_) => Wording::new(
                "请在阅读器中打开它核对；打不开时请重新取得原件，或检查它的 Word 原稿",
                "see whether a viewer opens it; if not, fetch it again, or check the Word file it was made of",
            ),
        }
    }

    /// Says that a file cannot be read.
    pub(in crate::read) fn diagnostic(&self, name: &str) -> Diagnostic {
        let why = self.why();
        let message = Wording::new(
            format!("无法读取 PDF“{name}”：{}", why.zh),
            format!("the PDF `{name}` cannot be read: {}", why.en),
        );
        Diagnostic::placeless(codes::UNREADABLE, message).help(self.help())
    }
}

impl PdfGap {
    /// Says what is missing.
    pub(in crate::read) fn diagnostic(&self, name: &str) -> Diagnostic {
        let (message, help) = match self {
            Self::Blank(pages) => {
                let list = |mark: &str| pages.iter().map(ToString::to_string).collect::<Vec<_>>().join(mark);
                let message = Wording::new(
                    format!("PDF“{name}”第 {} 页没有文字（空白页、图片或扫描页），其中的内容没有检查", list("、")),
                    format!(
                        "page {} of the PDF `{name}` has no words (blank, a picture or a scan); what it shows was not checked",
                        list(", ")
                    ),
                );
                let help = Wording::new(
                    "如果这些页有内容，请检查它的 Word 原稿，或先做文字识别（OCR）",
                    "if these pages are not blank, check the Word file, or recognise their words (OCR) first",
                );
                (message, help)
            }
            Self::Fonts => {
                let message = Wording::new(
                    format!("PDF“{name}”有的字体 poppler 不认识，用它们写的文字没有读出"),
                    format!("the PDF `{name}` has fonts that poppler does not know; words set in them were not read"),
                );
                let help = Wording::new(
                    "请核对读出的内容是否完整，或检查它的 Word 原稿",
                    "see whether what was read is complete, or check the Word file it was made of",
                );
                (message, help)
            }
            Self::NoLines(error) => {
                let why = error.why();
                let message = Wording::new(
                    format!("PDF“{name}”的表格线无法读取：{}；表格只能按文字位置推断", why.zh),
                    format!(
                        "the lines of tables in the PDF `{name}` cannot be read: {}; tables are told from where words stand",
                        why.en
                    ),
                );
                (message, error.help())
            }
        };
        Diagnostic::placeless(codes::PARTLY_READ, message).help(help).as_warning()
    }
}
