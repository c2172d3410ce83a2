//! A review that is killed or interrupted: no output is half-written, and what was done is not done again.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use serde_json::json;

use super::stream::{faulty, report, spawned};
use super::{chinese, command, in_folder_with};

const OUTPUTS: [&str; 6] = ["审.html", "审.xlsx", "审.sarif", "审.xml", "审.json", "审.ndjson"];

/// So many reports, every third with a fault.
fn desk(count: usize) -> tempfile::TempDir {
    let names: Vec<String> = (0..count).map(|number| format!("材料/{number:03}.txt")).collect();
    let (report, faulty) = (report(), faulty());
    let text = |number: usize| if number.is_multiple_of(3) { faulty.as_bytes() } else { report.as_bytes() };
    in_folder_with(&names.iter().enumerate().map(|(number, name)| (name.as_str(), text(number))).collect::<Vec<_>>())
}

fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let outputs = OUTPUTS.iter().flat_map(|output| ["--output", output]);
    ["review", "材料", "--proof"].into_iter().chain(outputs).chain(more.iter().copied()).collect()
}

fn written(folder: &Path) -> Vec<Option<Vec<u8>>> {
    OUTPUTS.iter().map(|output| fs::read(folder.join(output)).ok()).collect()
}

#[test]
fn killed_at_any_moment_nothing_is_half_written_and_the_end_is_that_of_an_undisturbed_run() {
    let desk = desk(12);
    let begun = Instant::now();
    let undisturbed = chinese(desk.path(), &arguments(&[]));
    let whole = begun.elapsed();
    let expected = written(desk.path());
    assert!(expected.iter().all(Option::is_some), "{undisturbed:?}");
    for (turn, part) in [15_u32, 55, 75, 90, 35, 95, 65, 100, 85, 98].into_iter().enumerate() {
        OUTPUTS.iter().for_each(|output| drop(fs::remove_file(desk.path().join(output))));
        if turn % 3 == 0 {
            drop(fs::remove_file(desk.path().join("进度.ndjson")));
        }
        let mut child = command("zh_CN.UTF-8", desk.path())
            .args(arguments(&["--resume", "进度.ndjson"]))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(whole * part / 100);
        child.kill().unwrap();
        child.wait().unwrap();
        for (name, (found, expected)) in OUTPUTS.iter().zip(written(desk.path()).iter().zip(&expected)) {
            assert!(found.is_none() || found == expected, "{name} is half-written after {part} %");
        }
    }
    let resumed = chinese(desk.path(), &arguments(&["--resume", "进度.ndjson"]));
    assert_eq!((resumed.code, &resumed.out), (undisturbed.code, &undisturbed.out));
    assert!(written(desk.path()) == expected, "the resumed run ends otherwise");
}

#[test]
fn killed_after_some_rows_the_rest_is_done_and_the_rows_are_the_same() {
    let desk = desk(9);
    let ndjson = ["材料", "--format", "ndjson", "--threads", "2", "--resume", "进度.ndjson"];
    let undisturbed = chinese(desk.path(), &["review", "材料", "--format", "ndjson"]);
    for rows in [1, 4] {
        let mut child = spawned(desk.path(), &ndjson);
        let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
        let seen: Vec<String> = out.by_ref().take(rows).map(Result::unwrap).collect();
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(undisturbed.out.starts_with(&seen.join("\n")));
        // All but the last of those that were given must have been kept.
        let kept = fs::read_to_string(desk.path().join("进度.ndjson")).unwrap();
        assert!(kept.lines().count() + 1 >= rows, "{rows}");
    }
    let resumed = chinese(desk.path(), &[&["review"], &ndjson[..]].concat());
    assert_eq!(resumed.out, undisturbed.out);
    assert!(resumed.err.contains("沿用"), "{}", resumed.err);
}

#[test]
fn changed_files_rules_and_options_are_noticed_by_a_run_that_goes_on() {
    let desk = desk(3);
    let resumed = |more: &[&str]| {
        chinese(desk.path(), &[&["review", "材料", "--format", "ndjson", "--resume", "进度.ndjson"], more].concat())
    };
    let fresh = |more: &[&str]| chinese(desk.path(), &[&["review", "材料", "--format", "ndjson"], more].concat());
    let first = resumed(&[]);
    assert_eq!(first.err, "");
    let again = resumed(&[]);
    assert_eq!(again.out, first.out);
    assert!(again.err.contains("沿用 3 份") && again.err.contains("检查 0 份"), "{}", again.err);
    fs::write(desk.path().join("材料/001.txt"), faulty()).unwrap();
    let changed = resumed(&[]);
    assert!(changed.err.contains("沿用 2 份") && changed.err.contains("检查 1 份"), "{}", changed.err);
    assert_eq!(changed.out, fresh(&[]).out);
    // Another pack, and another version of it.
    let pack = desk.path().join("本市");
    fs::create_dir(&pack).unwrap();
    for version in ["1", "2"] {
        let manifest =
            format!("name: 本市\ntitle: {{zh: 本市, en: City}}\nversion: \"{version}\"\nextends: [national]\n");
        fs::write(pack.join("pack.yaml"), manifest).unwrap();
        let run = resumed(&["--pack", "本市"]);
        assert_eq!(run.err, "", "nothing of another pack is taken");
        assert_eq!(run.out, fresh(&["--pack", "本市"]).out);
    }
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_it_cleanly_and_keeps_what_was_done() {
    let folder = in_folder_with(&[]);
    let arguments = ["-", "--format", "ndjson", "--resume", "进度.ndjson", "--output", "审.html"];
    let mut child = spawned(folder.path(), &arguments);
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let line = |name: &str| json!({ "name": name, "text": faulty() }).to_string() + "\n";
    let mut answers = String::new();
    for name in ["甲", "乙"] {
        stdin.write_all(line(name).as_bytes()).unwrap();
        stdout.read_line(&mut answers).unwrap();
    }
    // It waits for the next line.
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let ended = child.wait().unwrap();
    let mut told = String::new();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert_eq!(ended.code(), Some(2));
    assert!(told.contains("已按要求中止") && told.contains("进度.ndjson"), "{told}");
    assert!(!folder.path().join("审.html").exists());
    assert_eq!(fs::read_to_string(folder.path().join("进度.ndjson")).unwrap(), answers);
    let mut again = spawned(folder.path(), &arguments);
    again.stdin.take().unwrap().write_all([line("甲"), line("乙"), line("丙")].concat().as_bytes()).unwrap();
    let again = again.wait_with_output().unwrap();
    let out = String::from_utf8(again.stdout).unwrap();
    assert!(out.starts_with(&answers) && out.lines().count() == 3, "{out}");
    assert!(String::from_utf8(again.stderr).unwrap().contains("沿用 2 份"));
    assert!(folder.path().join("审.html").exists());
}
