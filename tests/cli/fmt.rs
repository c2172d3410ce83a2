//! `guiju fmt`: rule files laid out, and what it leaves alone.

use super::{chinese, english};

#[test]
fn fmt_rewrites_what_is_laid_out_otherwise_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("包");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(inner.join("a.gj"), "param  甲＝９０％\n").unwrap();
    std::fs::write(inner.join("b.gj"), "param 乙 = 1\n").unwrap();
    let run = |arguments: &[&str]| {
        let run = chinese(folder.path(), arguments);
        (run.code, run.out, run.err)
    };

    let (code, out, _) = run(&["fmt", "包", "--check"]);
    assert_eq!((code, out.trim()), (1, "包/a.gj"));
    let (code, out, _) = run(&["fmt", "包/a.gj", "--stdout", "--keywords", "zh"]);
    assert_eq!((code, out.as_str()), (0, "参数 甲 = 90%\n"));
    assert_eq!(std::fs::read_to_string(inner.join("a.gj")).unwrap(), "param  甲＝９０％\n");

    let before = std::fs::metadata(inner.join("b.gj")).unwrap().modified().unwrap();
    let (code, out, _) = run(&["fmt", "包"]);
    assert!(code == 0 && out.contains("包/a.gj") && out.contains("改写 1 个"), "{out}");
    assert_eq!(std::fs::read_to_string(inner.join("a.gj")).unwrap(), "param 甲 = 90%\n");
    assert_eq!(std::fs::metadata(inner.join("b.gj")).unwrap().modified().unwrap(), before);
    assert_eq!(run(&["fmt", "包", "--check"]).0, 0);
}

#[test]
fn fmt_leaves_a_file_with_mistakes_alone_and_formats_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a.gj"), "ruel A01 \"x\" { }\n").unwrap();
    std::fs::write(path("b.gj"), "param  乙=1").unwrap();
    std::fs::write(path("c.gj"), [0xFF, 0xFE, 0x41, 0x00]).unwrap();
    let run = english(folder.path(), &["fmt", "a.gj", "b.gj", "c.gj", "d.gj"]);
    let told = run.err;
    assert_eq!(run.code, 2);
    for words in ["a.gj:1:1", "did you mean “rule”", "c.gj is encoded as UTF-16", "d.gj cannot be read"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(std::fs::read_to_string(path("a.gj")).unwrap(), "ruel A01 \"x\" { }\n");
    assert_eq!(std::fs::read_to_string(path("b.gj")).unwrap(), "param 乙 = 1\n");
}
