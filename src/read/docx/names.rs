//! What elements are called: their vocabulary by namespace, whatever the prefix, and the names that readers know.

use quick_xml::events::BytesStart;
use quick_xml::name::PrefixDeclaration;

/// The vocabularies that readers know, by their namespaces: as Microsoft and as ISO (strict) name them.
const NAMESPACES: [(&str, Vocabulary); 8] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", Vocabulary::Word),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", Vocabulary::Word),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", Vocabulary::Math),
    ("http://purl.oclc.org/ooxml/officeDocument/math", Vocabulary::Math),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", Vocabulary::Compatibility),
    ("urn:schemas-microsoft-com:office:office", Vocabulary::Office),
    ("http://schemas.openxmlformats.org/package/2006/relationships", Vocabulary::Package),
    ("http://schemas.openxmlformats.org/package/2006/content-types", Vocabulary::Package),
];

/// No more prefixes are bound at once: Word binds some thirty.
const MOST_BINDINGS: usize = 512;

/// What a namespace holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vocabulary {
    Word,
    Math,
    Office,
    Compatibility,
    Package,
    Other,
}

/// The prefixes bound where a reader stands.
#[derive(Debug, Default)]
pub(super) struct Names {
    bound: Vec<Binding>,
}

#[derive(Debug)]
struct Binding {
    prefix: String,
    vocabulary: Vocabulary,
    /// How many elements are open around the one that binds it.
    depth: usize,
}

/// More prefixes are bound than any program binds.
#[derive(Debug)]
pub(super) struct TooManyNames;

impl Names {
    /// Takes the prefixes that an element binds. Only those matter that mean a vocabulary, or take one away.
    pub(super) fn enter(&mut self, element: &BytesStart<'_>, depth: usize) -> Result<(), TooManyNames> {
        // `p xmlns=""` has ten bytes; most elements are shorter.
        if element.len() < 10 || !element.contains("xmlns") {
            return Ok(());
        }
        for attribute in element.attributes().with_checks(false).flatten() {
            let prefix = match attribute.key.as_namespace_binding() {
                Some(PrefixDeclaration::Default) => "",
                Some(PrefixDeclaration::Named(prefix)) => prefix,
                None => continue,
            };
            let known = NAMESPACES.iter().find(|(namespace, _)| *namespace == attribute.value);
            let vocabulary = known.map_or(Vocabulary::Other, |(_, vocabulary)| *vocabulary);
            if vocabulary == self.vocabulary(prefix) {
                continue;
            }
            if self.bound.len() >= MOST_BINDINGS {
                return Err(TooManyNames);
            }
            self.bound.push(Binding { prefix: prefix.to_owned(), vocabulary, depth });
        }
        Ok(())
    }

    /// Forgets what an element bound that stood at this depth.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.bound.last().is_some_and(|binding| binding.depth >= depth) {
            self.bound.pop();
        }
    }

    /// What an element is.
    pub(super) fn tag(&self, element: &BytesStart<'_>) -> Tag {
        let name = element.name();
        let prefix = name.prefix();
        let prefix = prefix.as_ref().map_or("", |prefix| prefix.into_inner());
        Tag::of(self.vocabulary(prefix), name.local_name().into_inner())
    }

    fn vocabulary(&self, prefix: &str) -> Vocabulary {
        let binding = self.bound.iter().rev().find(|binding| binding.prefix == prefix);
        binding.map_or(Vocabulary::Other, |binding| binding.vocabulary)
    }
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

        impl Tag {
            fn of(vocabulary: Vocabulary, name: &str) -> Self {
                match vocabulary {
                    $(Vocabulary::$vocabulary => match name {
                        $($($name)|+ => Self::$tag,)*
                        _ => Self::Other,
                    },)*
                    Vocabulary::Other => Self::Other,
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
        Relationship "Relationship"
        PartType "Override"
        ExtensionType "Default"
    }
}
