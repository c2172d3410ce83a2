//! The tree of a `.gj` file as it was written: every node knows its place, nothing is resolved yet.

mod expr;
mod record;
mod rule;

use crate::source::{SourceId, Span, Spanned};

pub use expr::*;
pub use record::*;
pub use rule::*;

/// A name as written.
pub type Name = Spanned<String>;

/// One `.gj` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// The file.
    pub source: SourceId,
    /// Its declarations, in the order written.
    pub items: Vec<Item>,
}

/// A declaration with the `///` comment above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Lines of the doc comment joined by line breaks, `///` removed; empty where there is none.
    pub doc: String,
    /// The whole declaration.
    pub span: Span,
    /// What is declared.
    pub kind: ItemKind,
}

/// What a declaration declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemKind {
    /// `use NAME`: names of a pack that is not extended.
    Use(Name),
    /// `param NAME = value`: may be overridden by a pack further down.
    Param(Binding),
    /// `let NAME = value`.
    Let(Binding),
    /// `fn NAME(a: type, …) = expression`.
    Function(FunctionDecl),
    /// `enum NAME { variant = "word" | "word" … }`.
    Enum(EnumDecl),
    /// `lexicon NAME from "file.yaml"`.
    Lexicon(LexiconDecl),
    /// `record NAME "title" { … }`.
    Record(RecordDecl),
    /// `extend record NAME { … }`.
    ExtendRecord(RecordDecl),
    /// `cohort NAME "title" for i: record where … { by … value … }`.
    Cohort(CohortDecl),
    /// `outline NAME years 2021..2023 { … }`.
    Outline(OutlineDecl),
    /// `rule CODE "title" … { … }`.
    Rule(RuleDecl),
}

/// What is compared between units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortDecl {
    /// Its name; a record of this name holds what the units give.
    pub name: Name,
    /// Its title.
    pub title: Option<LocalText>,
    /// The facts that give a value.
    pub binder: Binder,
    /// Which of them.
    pub condition: Option<Expr>,
    /// What values of different units must share to be compared.
    pub by: Expr,
    /// What is compared.
    pub value: Expr,
}

/// A string literal: the words after un-escaping, and the place of the whole literal with its quotes.
pub type Text = Spanned<String>;

/// Words for people, with an optional English version: `"标题" en "title"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalText {
    /// The pack's own words.
    pub zh: Text,
    /// `en "…"`.
    pub en: Option<Text>,
}

/// What a check says where it fails: words with holes, and their English version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The pack's own words.
    pub zh: Template,
    /// `en "…"`.
    pub en: Option<Template>,
}

/// A named value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Its name.
    pub name: Name,
    /// Its value.
    pub value: Expr,
}

/// A function; not recursive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionDecl {
    /// Its name.
    pub name: Name,
    /// Its parameters.
    pub parameters: Vec<(Name, TypeName)>,
    /// Its value.
    pub body: Expr,
}

/// A closed set of words, each with its synonyms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumDecl {
    /// Its name.
    pub name: Name,
    /// Its members: name and the words that mean it (the name itself where none are given).
    pub variants: Vec<(Name, Vec<Text>)>,
}

/// Word lists kept as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconDecl {
    /// Its name; also the name of the record of its matches.
    pub name: Name,
    /// The YAML file, relative to the pack's folder.
    pub file: Text,
}

/// A type as written: `money?`, `list of item`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeName {
    /// The name of the type, or of the element type of a list.
    pub name: Name,
    /// `list of`.
    pub list: bool,
    /// `?`.
    pub optional: bool,
    /// The whole.
    pub span: Span,
}

/// The required sections of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineDecl {
    /// Its name.
    pub name: Name,
    /// `years 2021..2023`, both ends included; either may be open.
    pub years: Option<YearRange>,
    /// Its sections.
    pub sections: Vec<SectionDecl>,
}

/// `2021..2023`, `2021..`, `..2023` or `2022`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearRange {
    /// First year.
    pub from: Option<i32>,
    /// Last year, included.
    pub to: Option<i32>,
    /// The whole.
    pub span: Span,
}

/// A section of an outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionDecl {
    /// `optional`.
    pub optional: bool,
    /// Its title and synonyms.
    pub titles: Vec<Text>,
    /// What must stand inside.
    pub sections: Vec<SectionDecl>,
    /// The whole.
    pub span: Span,
}
