//! On which page a paragraph begins, as the program that wrote the file last laid it out.

/// Counts pages.
#[derive(Debug)]
pub(super) struct Pages {
    page: u32,
    /// False where the file does not say where pages ended: breaks set by hand are only some of them.
    are_known: bool,
    /// True until text follows a break: a break that was set and its layout are one.
    is_fresh: bool,
    /// How the section began.
    opening: Opening,
}

/// What came first in a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Nothing,
    Break,
    Text,
}

impl Pages {
    /// Starts on the first page of a text.
    pub(super) fn new(xml: &str) -> Self {
        Self { page: 1, are_known: xml.contains("lastRenderedPageBreak"), is_fresh: true, opening: Opening::Break }
    }

    /// The page, where it is known.
    pub(super) fn page(&self) -> Option<u32> {
        self.are_known.then_some(self.page)
    }

    /// A break that the author set.
    pub(super) fn broken(&mut self) {
        self.page = self.page.saturating_add(1);
        self.is_fresh = true;
        self.opened_by(Opening::Break);
    }

    /// A place at which a page ended in the layout, or where the next paragraph begins one.
    pub(super) fn laid_out(&mut self) {
        if !self.is_fresh {
            self.broken();
        }
        self.opened_by(Opening::Break);
    }

    /// Text follows.
    pub(super) fn filled(&mut self) {
        self.is_fresh = false;
        self.opened_by(Opening::Text);
    }

    /// A section begins; whether on a new page is said at its end.
    pub(super) fn begin_section(&mut self) {
        self.opening = Opening::Nothing;
    }

    /// The section began on a new page: true where the layout does not say so itself, and its text moves on by a page.
    pub(super) fn section_began_page(&mut self) -> bool {
        let is_missing = self.opening == Opening::Text;
        if is_missing {
            self.page = self.page.saturating_add(1);
            self.opening = Opening::Break;
        }
        is_missing
    }

    fn opened_by(&mut self, opening: Opening) {
        if self.opening == Opening::Nothing {
            self.opening = opening;
        }
    }
}
