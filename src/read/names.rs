//! What elements are called: their namespace, whatever the prefix that a file binds to it.

use quick_xml::events::BytesStart;
use quick_xml::name::PrefixDeclaration;

/// The elements that a reader looks into.
pub(super) trait Vocabulary: Copy + PartialEq {
    /// What a namespace is to the reader.
    type Space: Copy + PartialEq;

    /// A namespace that holds nothing it looks into, and what no namespace holds.
    const FOREIGN: Self::Space;

    /// Which one a namespace is.
    fn space(namespace: &str) -> Self::Space;

    /// The element of a local name; every other one is one of these too.
    fn of(space: Self::Space, name: &str) -> Self;
}

/// No more prefixes are bound at once: Word binds some thirty.
const MOST_BINDINGS: usize = 512;

/// So many names are remembered; a report has some forty.
const REMEMBERED: usize = 128;

/// The prefixes bound where a reader stands.
#[derive(Debug)]
pub(super) struct Names<'a, V: Vocabulary> {
    bound: Vec<Binding<V::Space>>,
    /// Names met since the last prefix was bound, with what they mean.
    met: [Option<(&'a str, V)>; REMEMBERED],
}

#[derive(Debug)]
struct Binding<S> {
    prefix: String,
    space: S,
    /// How many elements are open around the one that binds it.
    depth: usize,
}

/// More prefixes are bound than any program binds.
#[derive(Debug)]
pub(super) struct TooManyNames;

impl<'a, V: Vocabulary> Names<'a, V> {
    pub(super) fn new() -> Self {
        Self { bound: Vec::new(), met: [None; REMEMBERED] }
    }

    /// Takes the prefixes that an element binds. Only those matter that mean a vocabulary, or take one away.
    pub(super) fn enter(&mut self, element: &BytesStart<'_>, depth: usize) -> Result<(), TooManyNames> {
        if !element.attributes_raw().contains("xmlns") {
            return Ok(());
        }
        for attribute in element.attributes().with_checks(false).flatten() {
            let prefix = match attribute.key.as_namespace_binding() {
                Some(PrefixDeclaration::Default) => "",
                Some(PrefixDeclaration::Named(prefix)) => prefix,
                None => continue,
            };
            let space = V::space(&attribute.value);
            if space == self.space(prefix) {
                continue;
            }
            if self.bound.len() >= MOST_BINDINGS {
                return Err(TooManyNames);
            }
            self.bound.push(Binding { prefix: prefix.to_owned(), space, depth });
            self.met = [None; REMEMBERED];
        }
        Ok(())
    }

    /// Forgets what an element bound that stood at this depth.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.bound.pop_if(|binding| binding.depth >= depth).is_some() {
            self.met = [None; REMEMBERED];
        }
    }

    /// What an element of this name is.
    pub(super) fn tag(&mut self, name: &'a str) -> V {
        let Some(place) = self.met.get_mut(place(name)) else { return V::of(V::FOREIGN, name) };
        if let Some((met, tag)) = place
            && *met == name
        {
            return *tag;
        }
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let tag = V::of(space::<V>(&self.bound, prefix), local);
        *place = Some((name, tag));
        tag
    }

    fn space(&self, prefix: &str) -> V::Space {
        space::<V>(&self.bound, prefix)
    }
}

fn space<V: Vocabulary>(bound: &[Binding<V::Space>], prefix: &str) -> V::Space {
    let binding = bound.iter().rev().find(|binding| binding.prefix == prefix);
    binding.map_or(V::FOREIGN, |binding| binding.space)
}

/// Where a name is remembered: the names that fill a Word file have places of their own.
fn place(name: &str) -> usize {
    name.bytes().fold(0, |sum: usize, byte| sum.wrapping_mul(5).wrapping_add(usize::from(byte))) % REMEMBERED
}
