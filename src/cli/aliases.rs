//! Codes that `explain` knows beside those of rules: verdicts and causes that are part of a finding, and mistakes in
//! files and packs.

use crate::diagnostic::Wording;

/// A code of the catalogue that is no rule of its own.
#[derive(Debug)]
pub(super) struct Named {
    /// The code.
    pub(super) code: &'static str,
    /// Title in Chinese and English.
    title: (&'static str, &'static str),
    /// What it is, and which rules carry it.
    text: (&'static str, &'static str),
}

impl Named {
    pub(super) fn title(&self) -> Wording {
        Wording::new(self.title.0, self.title.1)
    }

    pub(super) fn text(&self) -> Wording {
        Wording::new(self.text.0, self.text.1)
    }
}

/// The verdict or cause behind a code, in either case.
pub(super) fn named(code: &str) -> Option<&'static Named> {
    NAMED.iter().find(|named| named.code.eq_ignore_ascii_case(code))
}

const NAMED: &[Named] = &[
    Named {
        code: "A06",
        title: ("差额误作百分比", "the difference copied as the percentage"),
        text: (
            "增减百分比的数字与差额的数字相同（增加 1.14 万元，增长 1.14%）。这是一种疑因，写在 A03、A05 等问题的“疑因”一行里，不单独报告。",
            "The percentage has the digits of the difference (1.14万元 more, up 1.14%). A likely cause, named inside the findings of A03, A05 and others; not a finding of its own.",
        ),
    },
    Named {
        code: "A09",
        title: ("截去尾数", "cut off instead of rounded"),
        text: (
            "把多余的小数直接截去，没有四舍五入（76.3652% 写成 76.36%）。这是一种判定，按提示报告在 A01 至 A08 等各项里，不单独报告。",
            "Further decimals were cut off and not rounded (76.3652% printed as 76.36%). A verdict, given as a note by A01 to A08 and others; not a finding of its own.",
        ),
    },
    Named {
        code: "A11",
        title: ("基数为零", "the base is zero"),
        text: (
            "基数为 0 时不宜写百分比：零除以零没有意义，既不是 0% 也不是 100%。这类表述列为“未评估”，原因写“零除以零没有意义”或“除数为零或可能为零”。",
            "No percentage can be given of a base of 0: zero by zero is neither 0% nor 100%. Such a claim is not evaluated, with that reason.",
        ),
    },
    Named {
        code: "B04",
        title: ("疑为某一原始数有误", "an input, not the claim, looks wrong"),
        text: (
            "合计、占比、增减都与某个数的另一个值相符时，指出这个数疑应为多少。这是一种疑因，写在 B01 至 B03 等问题的“疑因”一行里，不单独报告。",
            "Where totals, shares and growth all agree with another value of one figure, that figure and value are named. A likely cause inside the findings of B01 to B03 and others; not a finding of its own.",
        ),
    },
    Named {
        code: "N07",
        title: ("元与万元混淆", "元 taken for 万元"),
        text: (
            "两个应相等的数相差一万倍或一亿倍，疑为元、万元、亿元写错。这是一种疑因，写在 A01 至 A08、B01 至 B03 等问题的“疑因”一行里，不单独报告。",
            "Two figures that should agree differ by 10,000 or 100,000,000 times. A likely cause inside the findings of A01 to A08, B01 to B03 and others; not a finding of its own.",
        ),
    },
];

/// What a family of mistakes in files and packs is about; the code is `family::name`.
pub(super) fn family(code: &str) -> Option<Wording> {
    let (family, _) = code.split_once("::")?;
    let (_, zh, en) = FAMILIES.iter().find(|(known, _, _)| *known == family)?;
    Some(Wording::new(*zh, *en))
}

const FAMILIES: &[(&str, &str, &str)] = &[
    (
        "read",
        "材料文件读不进来：文件为空、不是文本、YAML 或 JSON 写法有误、键重复，或超过上限。提示指出了位置；改好文件后重新检查。这时没有任何检查结果，退出码为 2。",
        "A file of the submission cannot be read: it is empty, no text, wrong YAML or JSON, repeats a key, or is over a limit. The message shows the place; mend the file and check again. There is no result then, and the exit code is 2.",
    ),
    (
        "syntax",
        "规则文件（.gj）的写法有误。提示指出了位置和此处可以写什么；规则语言见 docs/language.md。一处错误不影响报告其余错误。",
        "A rule file (.gj) is not written as the language wants. The message shows the place and what may stand there; docs/language.md describes the language. One mistake does not hide the next.",
    ),
    (
        "check",
        "规则包在检查时发现的错误：名称不存在，类型或计量单位对不上（金额与百分比相加、人次与篇相比），规则永远不会触发，分档有缺口，代码重复，缺少例子等。提示标出有关的各处。",
        "A mistake found when a pack is checked: an unknown name, types or units that do not fit (money plus a percentage, 人次 against 篇), a rule that never fires, bands with a gap, a repeated code, a missing example. All places are labelled.",
    ),
    (
        "pack",
        "规则包本身有误：pack.yaml 的内容、所继承的规则包、参数改动或词表。docs/language.md 说明了 pack.yaml 的写法。",
        "The pack itself is wrong: its pack.yaml, the packs it extends, an override or a word list. docs/language.md describes pack.yaml.",
    ),
    (
        "waiver",
        "豁免文件写得不对（键、日期、缺少理由或批准人），或某条豁免已到期、没有用上。到期和没有用上只是警告；docs/waivers.md 说明了写法。",
        "The file of waivers is not written right (a key, a date, no reason or approver), or a waiver has expired or is not used; the last two are warnings. docs/waivers.md describes the file.",
    ),
    (
        "baseline",
        "--baseline 给出的不是 guiju check --format json 的结果，或那次检查所用的规则包、程序版本与这次不同（只是警告：新增和消除的问题可能来自规则）。",
        "What --baseline names is no result of guiju check --format json, or that check was made with other packs or another version of the program (a warning: what is new or fixed may come of the rules).",
    ),
    (
        "engine",
        "所用规则包里没有 --rule 指定的规则。guiju pack list 列出规则包，docs/checks.md 列出全部规则。",
        "The pack in force has no rule of the code given to --rule. guiju pack list shows the packs, docs/checks.md all rules.",
    ),
    (
        "batch",
        "批量检查或检查文件夹时：文件夹中有不能检查的文件，名单写法有误，文件读不出，或程序在某份材料上出错。其余材料照常检查。",
        "Of a review or a folder: files that cannot be checked, a row of a list that is wrong, a file that cannot be read, or a submission on which the program failed. The others are checked all the same.",
    ),
    (
        "packtest",
        "规则里的例子与规则不符：正例报了问题，或反例没有在指定处报问题。请改例子或改规则。",
        "An example of a rule does not hold: a good one gives a finding, or a bad one gives none at its place. Mend the example or the rule.",
    ),
    (
        "cli",
        "命令行给出的文件、规则包或参数有误，或输出文件无法写入。",
        "A file, pack or setting on the command line is wrong, or the output cannot be written.",
    ),
];

/// All codes of causes and verdicts.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    NAMED.iter().map(|named| named.code)
}
