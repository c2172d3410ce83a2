//! Values given outside of rule files: parameters in a manifest, `--set name=value`.

use crate::diagnostic::Diagnostics;
use crate::source::{SourceMap, Span, Spanned};
use crate::syntax::{self, ast::Expr};

/// Parses the value that a manifest gives a parameter. It is put into a text of its own, named after the parameter, so
/// that quotes and indentation of YAML do not matter.
pub(super) fn parse(
    name: &Spanned<String>,
    value: &Spanned<String>,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Expr {
    let file = sources.file(value.span.source).name();
    let title = format!("{file} params.{}", name.value);
    let source = sources.add(title, value.value.trim_end());
    syntax::parse_value(source, sources, diagnostics)
}

/// Parses a setting of the command line; name and value stand in one text, `--set name=value`.
pub fn parse_setting(
    name: &str,
    value: &str,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> (Spanned<String>, Expr) {
    let whole = sources.add("--set", format!("{name}={value}"));
    let place = Span::new(whole, 0, name.len());
    let source = sources.add(format!("--set {name}"), value);
    (Spanned::new(name.to_owned(), place), syntax::parse_value(source, sources, diagnostics))
}
