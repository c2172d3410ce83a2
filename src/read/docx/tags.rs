//! The elements of a Word file that its readers look into.

use std::borrow::Cow;

use super::super::xml::{self, Vocabulary};
pub(super) use super::super::xml::{Piece, XmlError};

/// Reads one part of a Word file.
pub(super) type Xml<'a> = xml::Xml<'a, Tag>;

/// The start of an element of a Word file.
pub(super) type Element<'a> = xml::Element<'a, Tag>;

impl Element<'_> {
    /// `w:val` as it stands.
    pub(super) fn value(&self) -> Option<Cow<'_, str>> {
        self.attribute("val")
    }

    /// `w:val` as a number.
    pub(super) fn amount(&self) -> Option<u32> {
        self.number("val")
    }

    /// `w:val` of a switch: on where it says nothing.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off"))
    }
}

/// The namespaces that readers know: as Microsoft and as ISO (strict) name them.
const NAMESPACES: [(&str, Space); 7] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", Space::Word),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", Space::Word),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", Space::Math),
    ("http://purl.oclc.org/ooxml/officeDocument/math", Space::Math),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", Space::Compatibility),
    ("urn:schemas-microsoft-com:office:office", Space::Office),
    ("http://schemas.openxmlformats.org/package/2006/content-types", Space::Package),
];

/// What a namespace holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Word,
    Math,
    Office,
    Compatibility,
    Package,
    Other,
}

macro_rules! tags {
    ($($vocabulary:ident { $($tag:ident $($name:literal)|+)* })*) => {
        /// The elements that readers look into.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Tag {
            $($($(#[doc = $name])+ $tag,)*)*
            /// Any other element.
            Other,
        }

        impl Vocabulary for Tag {
            type Space = Space;

            const FOREIGN: Space = Space::Other;

            fn space(namespace: &str) -> Space {
                let known = NAMESPACES.iter().find(|(known, _)| *known == namespace);
                known.map_or(Space::Other, |(_, space)| *space)
            }

            fn of(space: Space, name: &str) -> Self {
                match space {
                    $(Space::$vocabulary => match name {
                        $($($name)|+ => Self::$tag,)*
                        _ => Self::Other,
                    },)*
                    Space::Other => Self::Other,
                }
            }
        }
    };
}
tags! {
    Word {
        // Paragraphs and runs.
        Paragraph "p"
        ParagraphProperties "pPr"
        RunProperties "rPr"
        ParagraphStyle "pStyle"
        RunStyle "rStyle"
        OutlineLevel "outlineLvl"
        List "numPr"
        ListLevel "ilvl"
        ListId "numId"
        PageBreakBefore "pageBreakBefore"
        Vanish "vanish"
        Run "r"
        Text "t"
        Tab "tab"
        AlignmentTab "ptab"
        Break "br"
        CarriageReturn "cr"
        Hyphen "noBreakHyphen"
        Symbol "sym"
        PageRendered "lastRenderedPageBreak"
        FieldMark "fldChar"
        Field "fldSimple"
        Instruction "instrText"
        RubyText "rt"
        FootnoteMark "footnoteReference"
        EndnoteMark "endnoteReference"
        ControlProperties "sdtPr"
        TextBox "txbxContent"
        Chunk "altChunk" | "subDoc"
        EmbeddedObject "objectEmbed"
        // Tracked changes.
        Deleted "del"
        MovedAway "moveFrom"
        CellDeleted "cellDel"
        Before "pPrChange" | "rPrChange" | "sectPrChange" | "tblPrChange" | "tblPrExChange" | "trPrChange" | "tcPrChange" | "tblGridChange" | "numberingChange"
        // Tables.
        Table "tbl"
        Row "tr"
        RowProperties "trPr"
        Cell "tc"
        CellSpan "gridSpan"
        MergeDown "vMerge"
        MergeAcross "hMerge"
        SkippedBefore "gridBefore"
        // Sections, notes, settings.
        Section "sectPr"
        Type "type"
        TitlePage "titlePg"
        Margin "headerReference" | "footerReference"
        Note "footnote" | "endnote"
        EvenAndOdd "evenAndOddHeaders"
        // Styles.
        Style "style"
        Name "name"
        BasedOn "basedOn"
        // Numbering.
        ListKind "abstractNum"
        ListKindId "abstractNumId"
        KindOfStyle "numStyleLink"
        Numbered "num"
        Level "lvl"
        LevelOverride "lvlOverride"
        StartOverride "startOverride"
        Start "start"
        NumberFormat "numFmt"
        LevelText "lvlText"
        Restart "lvlRestart"
        Legal "isLgl"
    }
    Math {
        MathText "t"
        Denominator "den"
        Above "sup"
        Below "sub"
        Root "rad"
        Brackets "d"
    }
    Office {
        OleObject "OLEObject"
    }
    Compatibility {
        Alternatives "AlternateContent"
        Choice "Choice"
        Fallback "Fallback"
    }
    Package {
        PartType "Override"
    }
}
