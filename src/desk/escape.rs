//! Text of others inside our files: HTML, XML, JSON inside a page, and the commands of GitHub.

use crate::reporter::visible;

/// Text for HTML and XML, in elements and in quoted attributes. What XML cannot hold is shown as what it is.
pub(super) fn markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in visible(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// JSON that stands inside a `script` element: no tag and no comment can begin in it. Such characters stand only
/// within its strings.
pub(super) fn json_in_page(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The message of a command of GitHub.
pub(super) fn github_message(text: &str) -> String {
    visible(text).replace('%', "%25")
}

/// A property of a command of GitHub.
pub(super) fn github_property(text: &str) -> String {
    github_message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_place_it_stands_in() {
        assert_eq!(markup("<a b='\"'>&\u{1b}\u{ffff}"), "&lt;a b=&#39;&quot;&#39;&gt;&amp;␛\u{fffd}");
        assert_eq!(json_in_page(r#""</script><!--&""#), r#""\u003c/script\u003e\u003c!--\u0026""#);
        assert_eq!(github_property("甲:乙,丙%\n::error::"), "甲%3A乙%2C丙%25 %3A%3Aerror%3A%3A");
        assert_eq!(github_message("第一行\r\n第二行 100%"), "第一行  第二行 100%25");
    }
}
