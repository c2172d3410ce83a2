//! What the writers of a part need of its XML: the prefix of word processing, and attributes.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::part::escaped;

/// The namespaces of word processing, as Microsoft and as ISO (strict) name it.
pub(super) const WORD: [&str; 2] = [STRICT, "http://schemas.openxmlformats.org/wordprocessingml/2006/main"];
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// How elements of word processing are written in a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vocabulary {
    prefix: String,
    /// ` xmlns:w="…"` where the part binds no prefix that holds everywhere.
    declaration: String,
    namespace: &'static str,
}

impl Vocabulary {
    /// Takes the prefix that the root binds; `w`, bound anew at each element, where it binds none.
    pub(super) fn of_root(root: &BytesStart<'_>) -> Self {
        let mut found = Self::plain(WORD[1]);
        let mut is_bound = false;
        for attribute in root.attributes().flatten() {
            let namespace = WORD.into_iter().find(|it| *it == &*attribute.value);
            if let Some(namespace) = namespace {
                found.namespace = namespace;
                if let Some(prefix) = attribute.key.into_inner().strip_prefix("xmlns:") {
                    (found.prefix, is_bound) = (prefix.to_owned(), true);
                    break;
                }
            }
        }
        if !is_bound {
            found.declare();
        }
        found
    }

    /// The usual prefix, which the root of a new part binds.
    pub(super) fn plain(namespace: &'static str) -> Self {
        Self { prefix: "w".to_owned(), declaration: String::new(), namespace }
    }

    /// Binds the prefix at each element from now on.
    fn declare(&mut self) {
        self.declaration = format!(" xmlns:{}=\"{}\"", self.prefix, self.namespace);
    }

    /// Looks whether an element below the root binds the prefix to something else.
    pub(super) fn see(&mut self, element: &BytesStart<'_>) {
        let is_other = |attribute: quick_xml::events::attributes::Attribute<'_>| {
            attribute.key.into_inner().strip_prefix("xmlns:") == Some(&self.prefix)
                && &*attribute.value != self.namespace
        };
        if self.declaration.is_empty() && element.contains("xmlns") && element.attributes().flatten().any(is_other) {
            self.declare();
        }
    }

    /// The namespace of word processing in the form of the part.
    pub(super) fn namespace(&self) -> &'static str {
        self.namespace
    }

    /// True where the part is written in the strict form.
    pub(super) fn is_strict(&self) -> bool {
        self.namespace == STRICT
    }

    /// `<w:name`, with the declaration it needs.
    pub(super) fn open(&self, name: &str) -> String {
        format!("<{}:{name}{}", self.prefix, self.declaration)
    }

    /// `</w:name>`
    pub(super) fn close(&self, name: &str) -> String {
        format!("</{}:{name}>", self.prefix)
    }

    /// ` w:name="value"`
    pub(super) fn attribute(&self, name: &str, value: &str) -> String {
        format!(" {}:{name}=\"{}\"", self.prefix, escaped(value))
    }

    /// The children of a run that show this text.
    pub(super) fn text(&self, text: &str) -> String {
        let mut out = String::new();
        let mut piece = String::new();
        for c in text.chars() {
            let element = match c {
                '\n' => "br",
                '\t' => "tab",
                _ => {
                    piece.push(c);
                    continue;
                }
            };
            self.flush(&mut out, &mut piece);
            out.push_str(&self.open(element));
            out.push_str("/>");
        }
        self.flush(&mut out, &mut piece);
        out
    }

    fn flush(&self, out: &mut String, piece: &mut String) {
        if !piece.is_empty() {
            out.push_str(&self.open("t"));
            out.push_str(" xml:space=\"preserve\">");
            out.push_str(&escaped(piece));
            out.push_str(&self.close("t"));
            piece.clear();
        }
    }
}

/// The value of an attribute by its local name, entities resolved.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|it| it.key.local_name().into_inner() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// The start of an element with another value for `id`.
pub(super) fn with_id(tag: &str, id: u32) -> Option<String> {
    let mut reader = Reader::from_str(tag);
    let Ok(Event::Start(element)) = reader.read_event() else { return None };
    let mut out = format!("<{}", element.name().into_inner());
    for attribute in element.attributes().flatten() {
        let key = attribute.key;
        let is_id = key.local_name().into_inner() == "id" && key.prefix().is_some();
        let value = if is_id { id.to_string() } else { attribute.value.into_owned() };
        let quote = if value.contains('"') { "'" } else { "\"" };
        out.extend([" ", key.into_inner(), "=", quote, &value, quote]);
    }
    out.push('>');
    Some(out)
}

/// The bytes of the mark that some programs write before the first byte of a part.
pub(super) fn mark_length(xml: &str) -> usize {
    xml.len() - xml.strip_prefix('\u{FEFF}').unwrap_or(xml).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(xml: &str) -> BytesStart<'_> {
        match Reader::from_str(xml).read_event().unwrap() {
            Event::Start(element) | Event::Empty(element) => element,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn elements_take_the_prefix_that_the_root_binds() {
        let xml = format!("<a:document xmlns:b='urn:b' xmlns:a='{}'>", WORD[1]);
        assert_eq!(Vocabulary::of_root(&root(&xml)).text("甲&"), "<a:t xml:space=\"preserve\">甲&amp;</a:t>");
    }

    #[test]
    fn where_none_is_bound_each_element_binds_its_own() {
        let xml = format!("<document xmlns='{STRICT}'>");
        let words = Vocabulary::of_root(&root(&xml));
        assert!(words.is_strict());
        assert_eq!(words.open("br"), format!("<w:br xmlns:w=\"{STRICT}\""));
    }

    #[test]
    fn a_prefix_that_is_bound_anew_below_is_not_relied_on() {
        let xml = format!("<w:document xmlns:w='{}'>", WORD[1]);
        let mut words = Vocabulary::of_root(&root(&xml));
        words.see(&root("<x xmlns:v='urn:v'/>"));
        assert_eq!(words.open("br"), "<w:br");
        words.see(&root("<x xmlns:w='urn:v'/>"));
        assert_eq!(words.open("br"), format!("<w:br xmlns:w=\"{}\"", WORD[1]));
    }

    #[test]
    fn an_element_gets_another_number() {
        let tag = "<w:ins w:id=\"3\" w:author='A \"B\"' id='9'>";
        assert_eq!(with_id(tag, 7).unwrap(), "<w:ins w:id=\"7\" w:author='A \"B\"' id=\"9\">");
    }
}
