//! A parsed tree as text that a person can read: what was understood, without places.

use std::fmt::Write as _;

/// A value as `Debug` writes it.
enum Value<'t> {
    Atom(&'t str),
    /// A name with `field: value` or plain values in brackets.
    Node(&'t str, Vec<(&'t str, Value<'t>)>),
    List(Vec<Value<'t>>),
}

/// The tree of a module; places are left out.
pub(super) fn show(module: &guiju::syntax::ast::Module) -> String {
    let written = format!("{:?}", module.items);
    let mut rest = written.as_str();
    let mut shown = String::new();
    if let Value::List(items) = value(&mut rest) {
        for item in items {
            print(&item, 0, &mut shown);
            shown.push('\n');
        }
    }
    shown
}

fn value<'t>(rest: &mut &'t str) -> Value<'t> {
    if let Some(inner) = rest.strip_prefix('[') {
        *rest = inner;
        return Value::List(values(rest, ']').into_iter().map(|(_, value)| value).collect());
    }
    if let Some(inner) = rest.strip_prefix('(') {
        *rest = inner;
        return Value::Node("", values(rest, ')'));
    }
    if rest.starts_with('"') {
        return Value::Atom(take(rest, quoted(rest)));
    }
    let end = rest.find([' ', '(', ')', '[', ']', '{', '}', ',']).unwrap_or(rest.len());
    let name = take(rest, end);
    if let Some(inner) = rest.strip_prefix(" {") {
        *rest = inner;
        return unwrapped(name, values(rest, '}'));
    }
    if let Some(inner) = rest.strip_prefix('(') {
        *rest = inner;
        return unwrapped(name, values(rest, ')'));
    }
    Value::Atom(name)
}

/// Values up to a closing bracket, with the names of their fields.
fn values<'t>(rest: &mut &'t str, closer: char) -> Vec<(&'t str, Value<'t>)> {
    let mut values = Vec::new();
    loop {
        *rest = rest.trim_start_matches([' ', ',']);
        if let Some(inner) = rest.strip_prefix(closer) {
            *rest = inner;
            return values;
        }
        assert!(!rest.is_empty(), "the text of the tree has no end");
        let name = rest.find(": ").filter(|end| closer == '}' && rest[..*end].chars().all(is_name)).map(|end| {
            let name = take(rest, end);
            *rest = &rest[2..];
            name
        });
        let value = value(rest);
        if !matches!(value, Value::Node("Span", _)) {
            values.push((name.unwrap_or(""), value));
        }
    }
}

/// A value with a place is shown as the value, and `Some(x)` as `x`.
fn unwrapped<'t>(name: &'t str, mut values: Vec<(&'t str, Value<'t>)>) -> Value<'t> {
    if matches!(name, "Spanned" | "Some" | "Expr") && values.len() == 1 {
        return values.remove(0).1;
    }
    Value::Node(name, values)
}

fn is_name(c: char) -> bool {
    c.is_ascii_lowercase() || c == '_'
}

fn take<'t>(rest: &mut &'t str, end: usize) -> &'t str {
    let (taken, left) = rest.split_at(end);
    *rest = left;
    taken
}

/// The length of a quoted text.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let found = !escaped && *c == '"';
        escaped = !escaped && *c == '\\';
        found
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

fn print(value: &Value<'_>, indent: usize, shown: &mut String) {
    let line = on_one_line(value);
    if indent + line.chars().count() <= 110 {
        shown.push_str(&line);
        return;
    }
    let (opener, closer, parts) = match value {
        Value::Atom(text) => return shown.push_str(text),
        Value::Node(name, values) => {
            (format!("{name} {{"), "}", values.iter().map(|(name, value)| (*name, value)).collect::<Vec<_>>())
        }
        Value::List(values) => ("[".to_owned(), "]", values.iter().map(|value| ("", value)).collect()),
    };
    shown.push_str(&opener);
    for (name, part) in parts {
        if is_nothing(part) {
            continue;
        }
        let label = if name.is_empty() { String::new() } else { format!("{name}: ") };
        write!(shown, "\n{}{label}", " ".repeat(indent + 2)).unwrap();
        print(part, indent + 2, shown);
    }
    write!(shown, "\n{}{closer}", " ".repeat(indent)).unwrap();
}

/// Empty lists and absent parts say nothing.
fn is_nothing(value: &Value<'_>) -> bool {
    match value {
        Value::Atom(text) => *text == "None",
        Value::List(values) => values.is_empty(),
        Value::Node(..) => false,
    }
}

fn on_one_line(value: &Value<'_>) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Atom(text) => (*text).to_owned(),
        Value::List(values) => format!("[{}]", joined(values.iter().map(on_one_line).collect())),
        Value::Node(name, values) => {
            let parts = values.iter().filter(|(_, value)| !is_nothing(value)).map(|(name, value)| match *name {
                "" | "kind" => on_one_line(value),
                name => format!("{name}: {}", on_one_line(value)),
            });
            format!("{name}({})", joined(parts.collect()))
        }
    }
}
