//! 规矩: checks fiscal performance self-evaluations before they are submitted.
//!
//! The face is small: an [`engine::Engine`] compiles a rule pack once, the [`engine::CompiledPack`] checks any number of
//! submissions, and each gives a [`review::Review`] with its [findings](finding::Finding). Whatever the command line
//! shows can be had from it.
//!
//! ```
//! use guiju::diagnostic::Language;
//! use guiju::engine::{Engine, Input, Settings, open};
//! use guiju::read::Limits;
//! use guiju::reporter::{Format, Look, Material, write};
//!
//! let draft = "全年总支出完成 671.51 万元，为预算总支出 879.34 万元的 67.37%。\n";
//! let opened = open("draft", vec![Input::new("draft.txt", draft)], &Limits::default());
//!
//! let engine = Engine::embedded();
//! let (name, _) = engine.choose(&opened);
//! let pack = engine.compile(&name, &Settings::default()).expect("the shipped packs are right");
//! let checked = pack.check_opened(opened);
//!
//! let review = checked.review.as_ref().expect("the draft can be read");
//! let wrong = review.findings.iter().find(|finding| finding.code == "A01").expect("67.37% is wrong");
//! assert_eq!(wrong.correction.as_ref().map(|it| it.replacement.as_str()), Some("76.37%"));
//!
//! let material = Material {
//!     review: checked.review.as_ref(),
//!     sources: &checked.sources,
//!     diagnostics: &checked.diagnostics,
//!     rules: &pack.plan.rules,
//! };
//! let mut picture = Vec::new();
//! write(Format::Human, &material, &Look::plain(Language::English), &mut picture)?;
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! | to | call |
//! |--|--|
//! | take packs from a folder | [`engine::Engine::add_folder`] |
//! | set parameters, pick rules | [`engine::Settings`] |
//! | read the files of a submission | [`engine::open`], then [`engine::CompiledPack::check_opened`] |
//! | count, or decide on an exit code | [`review::Review::summary`], [`review::Summary::gravest`] |
//! | write it for people, as JSON or SARIF | [`reporter::write`] |
//! | show how a rule came to its result | [`engine::CompiledPack::trace`] |
//! | explain a rule | its [`plan::Rule`] in [`engine::CompiledPack::plan`] |
//! | run the examples of a pack | [`packtest::test`] |
//!
//! The other modules are the house behind it, in the floors of `docs/architecture.md`.

// What the derived parser names where `pest` does without `std`.
extern crate alloc;

pub mod batch;
pub mod cli;
pub mod desk;
pub mod diagnostic;
pub mod document;
pub mod engine;
pub mod eval;
pub mod extract;
pub mod fact;
pub mod figure;
pub mod finding;
pub mod pack;
pub mod packtest;
pub mod passage;
pub mod patch;
pub mod plan;
pub mod read;
pub mod reporter;
pub mod review;
pub mod source;
pub mod syntax;
pub mod text;
pub mod typecheck;
mod yaml;
