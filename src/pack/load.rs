//! A pack and all it extends, from their folders to trees.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics, Wording, nearest_all};
use crate::source::{SourceId, SourceMap, Span};
use crate::syntax::{self, ast};

use super::library::unreadable;
use super::{Home, Layers, Library, Manifest, Pack, WordList, codes};

/// Packs may stand on each other in at most so many storeys.
const MAX_STOREYS: usize = 32;

impl Library {
    /// Loads a pack with all it extends and uses. Whatever is wrong is told; what can be read is kept.
    pub fn load(&self, name: &str, sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Layers {
        let mut loader = Loader { library: self, sources, diagnostics, done: BTreeSet::new(), path: Vec::new() };
        let mut drafts = Vec::new();
        loader.visit(name, None, &mut drafts);
        let mut packs = loader.parse(drafts, false);
        let mut wanted = uses(&packs);
        while !wanted.is_empty() {
            let mut drafts = Vec::new();
            for name in &wanted {
                loader.visit(&name.value, Some(name.span), &mut drafts);
            }
            let used = loader.parse(drafts, true);
            wanted = uses(&used);
            packs.splice(0..0, used);
        }
        Layers { packs, settings: Vec::new() }
    }
}

/// A pack whose manifest has been read.
struct Draft {
    manifest: Manifest,
    home: Home,
}

struct Loader<'a> {
    library: &'a Library,
    sources: &'a mut SourceMap,
    diagnostics: &'a mut Diagnostics,
    /// Packs that are loaded, or failed to.
    done: BTreeSet<String>,
    /// From the pack asked for to the one being visited.
    path: Vec<String>,
}

impl Loader<'_> {
    /// Puts a pack behind all that it extends.
    fn visit(&mut self, name: &str, asked_at: Option<Span>, drafts: &mut Vec<Draft>) {
        if self.path.iter().any(|above| above == name) || self.path.len() >= MAX_STOREYS {
            self.diagnostics.push(cycle(&self.path, name, asked_at));
            return;
        }
        if !self.done.insert(name.to_owned()) {
            return;
        }
        let Some(found) = self.library.get(name) else {
            let known: Vec<&str> = self.library.names().collect();
            self.diagnostics.push(unknown_pack(name, &known, asked_at));
            return;
        };
        let home = found.home.clone();
        let Some(manifest) = self.manifest(&home) else { return };
        self.path.push(name.to_owned());
        for base in &manifest.extends {
            self.visit(&base.value, Some(base.span), drafts);
        }
        self.path.pop();
        drafts.push(Draft { manifest, home });
    }

    fn manifest(&mut self, home: &Home) -> Option<Manifest> {
        let source = self.read(home, "pack.yaml")?;
        Some(Manifest::parse(&home.folder_name(), source, self.sources, self.diagnostics))
    }

    fn read(&mut self, home: &Home, path: &str) -> Option<SourceId> {
        match home.read(path) {
            Ok(text) => Some(self.sources.add(home.display(path), text)),
            Err(error) => {
                self.diagnostics.push(unreadable(&home.display(path), &error));
                None
            }
        }
    }

    /// Reads the files of packs and parses them side by side; results and mistakes keep the order of the files.
    fn parse(&mut self, drafts: Vec<Draft>, used_only: bool) -> Vec<Pack> {
        let files: Vec<Vec<SourceId>> = drafts.iter().map(|draft| self.rule_files(&draft.home)).collect();
        let sources: &SourceMap = self.sources;
        let parsed: Vec<Vec<(ast::Module, Diagnostics)>> = files
            .into_par_iter()
            .map(|files| {
                let parse = |source| {
                    let mut diagnostics = Diagnostics::default();
                    (syntax::parse(source, sources, &mut diagnostics), diagnostics)
                };
                files.into_par_iter().map(parse).collect()
            })
            .collect();
        let mut packs = Vec::new();
        for (draft, parsed) in drafts.into_iter().zip(parsed) {
            let mut modules = Vec::new();
            for (module, diagnostics) in parsed {
                modules.push(module);
                self.diagnostics.extend(diagnostics);
            }
            packs.push(self.pack(draft, modules, used_only));
        }
        packs
    }

    fn rule_files(&mut self, home: &Home) -> Vec<SourceId> {
        match home.rule_files() {
            Ok(names) => names.iter().filter_map(|name| self.read(home, name)).collect(),
            Err(error) => {
                self.diagnostics.push(unreadable(&home.display(""), &error));
                Vec::new()
            }
        }
    }

    fn pack(&mut self, draft: Draft, modules: Vec<ast::Module>, used_only: bool) -> Pack {
        let word_lists = self.word_lists(&draft.home, &modules);
        let mut params = Vec::new();
        for (name, value) in &draft.manifest.params {
            let expr = super::value::parse(name, value, self.sources, self.diagnostics);
            params.push((name.clone(), expr));
        }
        Pack { manifest: draft.manifest, modules, word_lists, params, used_only }
    }

    fn word_lists(&mut self, home: &Home, modules: &[ast::Module]) -> BTreeMap<String, WordList> {
        let mut files: BTreeMap<String, Option<SourceId>> = BTreeMap::new();
        for file in modules.iter().flat_map(|module| &module.items).filter_map(lexicon_file) {
            if files.contains_key(&file.value) {
                continue;
            }
            let source = match home.read(&file.value) {
                Ok(text) => Some(self.sources.add(home.display(&file.value), text)),
                Err(error) => {
                    let told = unreadable(&home.display(&file.value), &error);
                    self.diagnostics.push(Diagnostic::error(codes::LEXICON_FILE, file.span, told.message));
                    None
                }
            };
            files.insert(file.value.clone(), source);
        }
        let sources: &SourceMap = self.sources;
        let read: Vec<(String, WordList, Diagnostics)> = files
            .into_par_iter()
            .map(|(name, source)| {
                let mut diagnostics = Diagnostics::default();
                let list = source.map(|source| WordList::parse(source, sources, &mut diagnostics));
                (name, list.unwrap_or_default(), diagnostics)
            })
            .collect();
        let mut lists = BTreeMap::new();
        for (name, list, diagnostics) in read {
            lists.insert(name, list);
            self.diagnostics.extend(diagnostics);
        }
        lists
    }
}

fn lexicon_file(item: &ast::Item) -> Option<&ast::Text> {
    match &item.kind {
        ast::ItemKind::Lexicon(lexicon) => Some(&lexicon.file),
        ast::ItemKind::Use(_)
        | ast::ItemKind::Param(_)
        | ast::ItemKind::Let(_)
        | ast::ItemKind::Function(_)
        | ast::ItemKind::Enum(_)
        | ast::ItemKind::Record(_)
        | ast::ItemKind::ExtendRecord(_)
        | ast::ItemKind::Cohort(_)
        | ast::ItemKind::Outline(_)
        | ast::ItemKind::Rule(_) => None,
    }
}

fn uses(packs: &[Pack]) -> Vec<ast::Name> {
    let items = packs.iter().flat_map(|pack| &pack.modules).flat_map(|module| &module.items);
    items
        .filter_map(|item| match &item.kind {
            ast::ItemKind::Use(name) => Some(name.clone()),
            ast::ItemKind::Param(_)
            | ast::ItemKind::Let(_)
            | ast::ItemKind::Function(_)
            | ast::ItemKind::Enum(_)
            | ast::ItemKind::Lexicon(_)
            | ast::ItemKind::Record(_)
            | ast::ItemKind::ExtendRecord(_)
            | ast::ItemKind::Cohort(_)
            | ast::ItemKind::Outline(_)
            | ast::ItemKind::Rule(_) => None,
        })
        .collect()
}

fn cycle(path: &[String], name: &str, asked_at: Option<Span>) -> Diagnostic {
    let from = path.iter().position(|above| above == name).unwrap_or(0);
    let mut circle: Vec<&str> = path.iter().skip(from).map(String::as_str).collect();
    circle.push(name);
    let circle = circle.join(" → ");
    let message =
        Wording::new(format!("规则包不能继承自己：{circle}"), format!("a pack cannot extend itself: {circle}"));
    let help = Wording::new("从 extends 中去掉这一个", "take this one out of `extends`");
    placed(codes::CYCLE, asked_at, message).help(help)
}

fn unknown_pack(name: &str, known: &[&str], asked_at: Option<Span>) -> Diagnostic {
    let message = Wording::new(format!("没有名为 {name} 的规则包"), format!("there is no pack named {name}"));
    let near = nearest_all(name, known.iter().copied());
    let help = if near.is_empty() {
        Wording::new(format!("可用的规则包：{}", known.join("、")), format!("known packs: {}", known.join(", ")))
    } else {
        Wording::new(format!("是否为 {}？", near.join("、")), format!("did you mean {}?", near.join(", ")))
    };
    placed(codes::UNKNOWN_PACK, asked_at, message).help(help)
}

fn placed(code: &'static str, place: Option<Span>, message: Wording) -> Diagnostic {
    match place {
        Some(span) => Diagnostic::error(code, span, message),
        None => Diagnostic::placeless(code, message),
    }
}
