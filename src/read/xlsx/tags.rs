//! The elements of a workbook's parts that its reader looks into.

use super::super::xml::Vocabulary;

/// The namespaces of spreadsheets, as Microsoft and as ISO (strict) name them.
const KNOWN: [&str; 2] =
    ["http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"];

macro_rules! tags {
    ($($tag:ident $name:literal)*) => {
        /// An element.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Tag {
            $(#[doc = $name] $tag,)*
            /// Any other element.
            Other,
        }

        impl Vocabulary for Tag {
            /// True for the namespaces looked into.
            type Space = bool;

            const FOREIGN: bool = false;

            fn space(namespace: &str) -> bool {
                KNOWN.contains(&namespace)
            }

            fn of(is_known: bool, name: &str) -> Self {
                match name {
                    $($name if is_known => Self::$tag,)*
                    _ => Self::Other,
                }
            }
        }
    };
}
tags! {
    WorkbookSettings "workbookPr"
    Calculation "calcPr"
    Sheet "sheet"
    DefinedName "definedName"
    Shared "si"
    Text "t"
    Phonetic "rPh"
    NumberFormat "numFmt"
    CellFormats "cellXfs"
    CellFormat "xf"
    SheetDefaults "sheetFormatPr"
    Column "col"
    Row "row"
    Cell "c"
    Formula "f"
    Value "v"
    Inline "is"
    Merge "mergeCell"
}
