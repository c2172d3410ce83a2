//! The part that holds what comments say.

use std::collections::BTreeMap;

use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use crate::read::character;

use super::super::PatchError;
use super::super::part::{Part, held};
use super::edit::AUTHOR;
use super::part::{Vocabulary, WORD, attribute};

/// What is in the part already.
#[derive(Debug)]
pub(super) struct Comments {
    /// What our own comments say, by number.
    pub(super) ours: BTreeMap<u32, String>,
    /// The greatest number of any comment.
    pub(super) greatest: u32,
    vocabulary: Vocabulary,
}

/// A new comment.
#[derive(Debug)]
pub(super) struct Comment {
    pub(super) number: u32,
    pub(super) note: String,
}

impl Comments {
    /// Reads the part; `None` where it is not well-formed.
    pub(super) fn read(xml: &str) -> Option<Self> {
        let mut reader = NsReader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        let mut out: Option<Self> = None;
        // The comment that is open: its number, and what it says if it is ours.
        let mut open: Option<(u32, Option<String>)> = None;
        let mut is_text = false;
        loop {
            match reader.read_event().ok()? {
                Event::Start(element) => {
                    let (namespace, name) = reader.resolver().resolve_element(element.name());
                    let is_word = matches!(namespace, ResolveResult::Bound(it) if WORD.contains(&it.into_inner()));
                    let name = if is_word { name.into_inner() } else { "" };
                    let all = out.get_or_insert_with(|| Self::none(Vocabulary::of_root(&element)));
                    is_text = name == "t";
                    let said = open.iter_mut().find_map(|(_, said)| said.as_mut());
                    match (name, said) {
                        ("comment", _) => {
                            let number = attribute(&element, "id").and_then(|it| it.parse().ok()).unwrap_or(0);
                            all.greatest = all.greatest.max(number);
                            let is_ours = attribute(&element, "author").as_deref() == Some(AUTHOR);
                            open = Some((number, is_ours.then(String::new)));
                        }
                        ("p" | "br" | "cr", Some(said)) => said.push('\n'),
                        ("tab", Some(said)) => said.push('\t'),
                        _ => {}
                    }
                }
                Event::End(element) => {
                    is_text = false;
                    if element.name().local_name().into_inner() == "comment"
                        && let (Some((number, Some(said))), Some(all)) = (open.take(), out.as_mut())
                    {
                        all.ours.insert(number, plain(&said));
                    }
                }
                Event::Text(text) => {
                    if let (true, Some((_, Some(said)))) = (is_text, &mut open) {
                        said.push_str(&text);
                    }
                }
                Event::GeneralRef(reference) => {
                    if let (true, Some((_, Some(said)))) = (is_text, &mut open) {
                        said.extend(character(&reference));
                    }
                }
                Event::Eof => return out,
                _ => {}
            }
        }
    }

    /// A part without comments, in the form of the text that they stand in.
    pub(super) fn none(vocabulary: Vocabulary) -> Self {
        Self { ours: BTreeMap::new(), greatest: 0, vocabulary }
    }

    /// The part with more comments.
    pub(super) fn extended(&self, name: &str, xml: String, comments: &[Comment]) -> Result<String, PatchError> {
        let mut part = Part::parse(name, xml, 1)?;
        let added: String = comments.iter().map(|comment| self.markup(comment)).collect();
        part.insert_last(part.root(), &added)?;
        Ok(part.finish())
    }

    /// A comment: small and set left, whatever the paragraphs of the report look like.
    fn markup(&self, comment: &Comment) -> String {
        const SPACING: [(&str, &str); 4] = [("before", "0"), ("after", "0"), ("line", "240"), ("lineRule", "auto")];
        const INDENT: [(&str, &str); 4] =
            [("leftChars", "0"), ("left", "0"), ("firstLineChars", "0"), ("firstLine", "0")];
        let say = &self.vocabulary;
        let whole = |name: &str, attributes: &[(&str, &str)]| {
            let attributes: String = attributes.iter().map(|(name, value)| say.attribute(name, value)).collect();
            format!("{}{attributes}/>", say.open(name))
        };
        let around = |name: &str, inner: &str| format!("{}>{inner}{}", say.open(name), say.close(name));
        let paragraph =
            around("pPr", &(whole("spacing", &SPACING) + &whole("ind", &INDENT) + &whole("jc", &[("val", "left")])));
        let looks = around("rPr", &(whole("sz", &[("val", "18")]) + &whole("szCs", &[("val", "18")])));
        let mut lines = String::new();
        for (turn, line) in comment.note.lines().enumerate() {
            let sign = if turn == 0 { around("r", &whole("annotationRef", &[])) } else { String::new() };
            let run = around("r", &format!("{looks}{}", say.text(line)));
            lines += &around("p", &format!("{paragraph}{sign}{run}"));
        }
        let number = say.attribute("id", &comment.number.to_string());
        let (author, initials) = (say.attribute("author", AUTHOR), say.attribute("initials", "规"));
        format!("{}{number}{author}{initials}>{lines}{}", say.open("comment"), say.close("comment"))
    }
}

/// An empty part in the form of the text.
pub(super) fn empty(vocabulary: &Vocabulary) -> String {
    let namespace = vocabulary.namespace();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{namespace}\"/>")
}

/// What a comment says, so that two can be compared: blank lines and the blanks at the ends of lines do not count, nor
/// do characters that XML cannot hold.
pub(super) fn plain(note: &str) -> String {
    let lines = note.lines().map(str::trim).filter(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join("\n");
    text.chars().map(held).collect()
}
