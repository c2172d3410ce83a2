//! Files that cannot be read, limits, encodings.

use guiju::diagnostic::Language;
use guiju::read::Limits;
use guiju::source::Encoding;

use super::open_with;

#[test]
fn a_file_that_cannot_be_read_says_why_and_what_to_do() {
    let cases: [(&str, &[u8], &str, &str); 11] = [
        ("空.txt", b"", "read::empty", "没有内容"),
        ("空.yaml", "\u{FEFF} \n\t\n".as_bytes(), "read::empty", "没有内容"),
        ("报告.docx", b"PK\x03\x04rest", "read::unreadable", "另存一份"),
        ("台账.xlsx", b"PK\x03\x04rest", "read::unreadable", "另存一份"),
        ("台账.xls", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1], "read::unsupported_format", "*.xlsx"),
        ("公告.ofd", b"PK\x03\x04rest", "read::unsupported_format", "PDF"),
        // With or without poppler.
        ("公告.pdf", b"%PDF-1.7", "read::unreadable", "无法读取 PDF“公告.pdf”"),
        ("没有扩展名", b"%PDF-1.4 x", "read::unreadable", "无法读取 PDF“没有扩展名”"),
        ("旧.wps", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1], "read::unsupported_format", "*.docx"),
        ("乱码.txt", &[0x13, 0x00, 0x88, 0xFE], "read::not_text", "第 2 个字节"),
        (
            "半截.txt",
            &[0xE9, 0xA2, 0x84, 0xE7, 0xAE, 0x97, 0xE6, 0x95, 0xB0, 0xE4, 0xB8, 0xAD, 0xE5],
            "read::damaged_text",
            "第 13 个字节",
        ),
    ];
    for (name, bytes, code, words) in cases {
        let outcome = open_with(name, bytes, Limits::default());
        assert!(outcome.document.is_none(), "{name}");
        assert_eq!(outcome.codes(), [code], "{name}");
        let said = outcome.message(Language::Chinese);
        assert!(said.contains(words), "{name}: {said}");
    }
}

#[test]
fn a_limit_names_its_option() {
    let bytes = open_with("大.txt", "预算执行".repeat(10).as_bytes(), Limits { bytes: 100, ..Limits::default() });
    assert_eq!(bytes.codes(), ["read::too_large"]);
    assert!(bytes.message(Language::English).contains("--max-bytes 120"));
    for name in ["深.json", "深.yaml"] {
        let depth = open_with(name, b"[[[[1]]]]", Limits { depth: 3, ..Limits::default() });
        assert_eq!((depth.codes(), depth.labelled()), (vec!["read::too_deep"], vec!["["]), "{name}");
        assert!(depth.message(Language::Chinese).contains("--max-depth"), "{name}");
        assert!(open_with(name, b"[[[1]]]", Limits { depth: 3, ..Limits::default() }).document.is_some(), "{name}");
        let nodes = open_with(name, b"[1, 2, 3, 4]", Limits { nodes: 4, ..Limits::default() });
        assert_eq!((nodes.codes(), nodes.labelled()), (vec!["read::too_many_nodes"], vec!["4"]), "{name}");
        assert!(nodes.message(Language::English).contains("--max-nodes"), "{name}");
    }
}

#[test]
fn a_number_too_long_to_be_computed_is_told_at_its_place() {
    let long = "1234567890".repeat(4);
    let text = format!("全年支出完成{long}.12万元，合同号{long}，执行率97.5%。");
    let outcome = open_with("a.txt", text.as_bytes(), Limits::default());
    assert_eq!(outcome.codes(), ["read::long_number"]);
    assert_eq!(outcome.labelled(), [format!("{long}.12")]);
    assert!(outcome.message(Language::Chinese).contains("42 位，最多能精确计算 28 位"));
    for (name, text) in [("a.yaml", format!("金额: {long}\n")), ("a.json", format!("{{\"金额\": -{long}.5}}"))] {
        assert_eq!(open_with(name, text.as_bytes(), Limits::default()).codes(), ["read::long_number"], "{name}");
    }
    // What stands in quotes is no amount; 28 digits are computed.
    for (name, text) in [
        ("a.yaml", format!("账号: \"{long}\"\n")),
        ("a.yaml", format!("金额: {}\n", "9".repeat(28))),
        ("a.txt", format!("支出{}元。", "9".repeat(28))),
        ("a.txt", format!("票号{long}。")),
    ] {
        assert!(open_with(name, text.as_bytes(), Limits::default()).diagnostics.is_empty(), "{text}");
    }
}

#[test]
fn the_encoding_of_a_neighbour_is_named() {
    let traditional = "各機關預算執行情況良好，完成率為百分之九十。";
    let outcome = open_with("a.txt", &encoding_rs::BIG5.encode(traditional).0, Limits::default());
    assert_eq!(outcome.codes(), ["read::other_encoding"]);
    assert!(outcome.message(Language::Chinese).contains("Big5"));
}

#[test]
fn gbk_and_utf16_read_like_utf8_and_keep_original_places() {
    let text = "一、绩效自评\r\n自评得分为93.5分。";
    let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
    let outcome = open_with("gbk.txt", &gbk, Limits::default());
    let prose = outcome.prose();
    let span = prose.span(prose.figures.last().expect("a score").core.clone());
    assert_eq!(outcome.sources.slice(span), "93.5分");
    let file = outcome.sources.file(span.source);
    assert_eq!(file.encoding(), Encoding::Gb18030);
    let original = file.encoding().original_offset(file.text(), span.start as usize);
    assert!(gbk.get(original..).is_some_and(|rest| rest.starts_with(b"93.5")));
}
