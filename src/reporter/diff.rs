//! What a change does to a text, as a unified diff.

use super::{Look, Tone, visible};

/// So many lines are shown round a change.
const CONTEXT: usize = 3;

/// The unified diff of two texts; empty where they are the same. Lines are compared one by one where both have as many,
/// else everything between what both begin and end with is one change.
#[must_use]
pub fn diff(name: &str, old: &str, new: &str, look: &Look) -> String {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let changes = changes(&old, &new);
    if changes.is_empty() {
        return String::new();
    }
    let name = visible(name);
    let mut out = look.paint(Tone::Strong, &format!("--- {name}\n+++ {name}")) + "\n";
    for hunk in hunks(&changes) {
        out.push_str(&shown(&hunk, &old, &new, look));
    }
    out
}

/// Lines of the old text and what stands in their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Change {
    /// First line in either text, from 0.
    old: usize,
    new: usize,
    /// How many lines.
    gone: usize,
    come: usize,
}

fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    if old.len() == new.len() {
        let mut changes: Vec<Change> = Vec::new();
        for (line, _) in old.iter().zip(new).enumerate().filter(|(_, (old, new))| old != new) {
            match changes.last_mut() {
                Some(last) if last.old + last.gone == line => {
                    last.gone += 1;
                    last.come += 1;
                }
                Some(_) | None => changes.push(Change { old: line, new: line, gone: 1, come: 1 }),
            }
        }
        return changes;
    }
    let front = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - front;
    let back = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    vec![Change { old: front, new: front, gone: old.len() - front - back, come: new.len() - front - back }]
}

/// Changes so near to each other that their context meets are shown together.
fn hunks(changes: &[Change]) -> Vec<Vec<Change>> {
    let mut hunks: Vec<Vec<Change>> = Vec::new();
    for change in changes {
        match hunks.last_mut() {
            Some(hunk) if hunk.last().is_some_and(|last| last.old + last.gone + 2 * CONTEXT >= change.old) => {
                hunk.push(*change);
            }
            Some(_) | None => hunks.push(vec![*change]),
        }
    }
    hunks
}

fn shown(hunk: &[Change], old: &[&str], new: &[&str], look: &Look) -> String {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { return String::new() };
    let before = first.old.min(CONTEXT);
    let behind = (old.len() - last.old - last.gone).min(CONTEXT);
    let start = (first.old - before, first.new - before);
    let length = (last.old + last.gone + behind - start.0, last.new + last.come + behind - start.1);
    // A text without lines begins at line 0.
    let place = |start: usize, length: usize| format!("{},{length}", if length == 0 { start } else { start + 1 });
    let head = format!("@@ -{} +{} @@", place(start.0, length.0), place(start.1, length.1));
    let mut out = look.paint(Tone::Operand, &head) + "\n";
    let mut at = start.0;
    for change in hunk {
        push(&mut out, ' ', None, old.get(at..change.old), look);
        push(&mut out, '-', Some(Tone::Error), old.get(change.old..change.old + change.gone), look);
        push(&mut out, '+', Some(Tone::Good), new.get(change.new..change.new + change.come), look);
        at = change.old + change.gone;
    }
    push(&mut out, ' ', None, old.get(at..at + behind), look);
    out
}

/// Lines behind a sign; the end of the last line of a file is told where it has none.
fn push(out: &mut String, sign: char, tone: Option<Tone>, lines: Option<&[&str]>, look: &Look) {
    for line in lines.unwrap_or_default() {
        let words = line.trim_end_matches(['\n', '\r']);
        let shown = format!("{sign}{}", visible(words));
        out.push_str(&tone.map_or_else(|| shown.clone(), |tone| look.paint(tone, &shown)));
        out.push('\n');
        if !line.ends_with('\n') {
            out.push_str("\\ No newline at end of file\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;

    fn plain(old: &str, new: &str) -> String {
        diff("报告.txt", old, new, &Look::plain(Language::Chinese))
    }

    #[test]
    fn changed_lines_stand_in_three_lines_of_context() {
        let old = "一\n二\n三\n四\n总支出减收\n六\n七\n八\n九\n十\n十一\n十二\n十三\n减收\r\n末";
        let new = old.replace("减收", "减支");
        assert_eq!(
            plain(old, &new),
            "--- 报告.txt\n+++ 报告.txt\n\
             @@ -2,7 +2,7 @@\n 二\n 三\n 四\n-总支出减收\n+总支出减支\n 六\n 七\n 八\n\
             @@ -11,5 +11,5 @@\n 十一\n 十二\n 十三\n-减收\n+减支\n 末\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn near_changes_share_their_context_and_no_change_is_nothing() {
        let told = plain("减收\n甲\n减收\n", "减支\n甲\n减支\n");
        assert_eq!(told, "--- 报告.txt\n+++ 报告.txt\n@@ -1,3 +1,3 @@\n-减收\n+减支\n 甲\n-减收\n+减支\n");
        assert_eq!(plain("减收", "减收"), "");
    }

    #[test]
    fn lines_that_come_or_go_are_one_change() {
        assert_eq!(
            plain("甲\n乙\n", "甲\n丙\n丁\n乙\n"),
            "--- 报告.txt\n+++ 报告.txt\n@@ -1,2 +1,4 @@\n 甲\n+丙\n+丁\n 乙\n"
        );
        assert_eq!(plain("", "甲\n"), "--- 报告.txt\n+++ 报告.txt\n@@ -0,0 +1,1 @@\n+甲\n");
    }

    #[test]
    fn a_draft_cannot_steer_the_terminal() {
        let told = plain("减收\u{1b}[2J\n", "减支\u{1b}[2J\n");
        assert!(told.contains("-减收␛[2J") && !told.contains('\u{1b}'), "{told}");
    }
}
