//! What formats show, compared with what Excel and LibreOffice show.

use proptest::prelude::*;

use super::*;

fn shown(code: &str, stored: &str) -> String {
    let number = Number::parse(stored).expect("a number");
    NumberFormat::of(code).number(&number, Epoch::Of1900)
}

#[test]
fn numbers_are_shown_as_printed() {
    for (code, stored, words) in [
        ("0", "12.5", "13"),
        ("0.00", "1234.5", "1234.50"),
        ("0.00_ ", "2.6749999999999998", "2.68"),
        ("#,##0.00", "1234567.5", "1,234,567.50"),
        ("#,##0.00", "-0.5", "-0.50"),
        ("#,##0", "999", "999"),
        ("0.0%", "0.76400000000000001", "76.4%"),
        ("0%", "1", "100%"),
        ("0.##", "12", "12."),
        ("#.##", "0.5", ".5"),
        ("0.0#", "1.25", "1.25"),
        ("000", "7", "007"),
        ("0.00\"万元\"", "507.16", "507.16万元"),
        ("0.00万", "507.16", "507.16万"),
        ("\"≥\"0\"天\"", "300", "≥300天"),
        ("0!.0,\"万\"", "123456", "12.3万"),
        ("0\".\"00,,\"亿\"", "123456789", "1.23亿"),
        ("[>=100000000]0!.00,,\"亿\";[>=10000]0!.0,\"万\";0", "56789", "5.7万"),
        ("[>=100000000]0!.00,,\"亿\";[>=10000]0!.0,\"万\";0", "56", "56"),
        ("#,##0,", "1234567", "1,235"),
        ("0.00E+00", "12345", "1.23E+04"),
        ("0.0E-0", "0.00999", "1.0E-2"),
        ("0.00;[红色](0.00)", "-12.345", "(12.35)"),
        ("0.00;-0.00;\"—\"", "0", "—"),
        ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "0", "-"),
        ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-1234.5", "-1,234.50"),
        ("[$¥-804]#,##0.00", "5", "¥5.00"),
        ("General\"人\"", "12.5", "12.5人"),
        ("G/通用格式\"分\"", "93.5", "93.5分"),
        ("0;-0;;@", "0", ""),
        ("\"合格\"", "5", "合格"),
        ("0.00", "123456789012345678", "123456789012346000.00"),
    ] {
        assert_eq!(shown(code, stored), words, "{code} of {stored}");
    }
}

#[test]
fn what_is_not_followed_is_shown_without_a_format() {
    for code in ["# ?/?", "[DBNum2]0", "##0.0E+0", "[<0]0.0;0", "0x0", "0.0.0", "@", ""] {
        assert_eq!(shown(code, "-2.5"), "-2.5", "{code}");
    }
    assert_eq!(shown("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", "45000"), "2023年3月15日");
    assert_eq!(shown("d-mmm-yy", "45000"), "2023-03-15");
    assert_eq!(shown("ggge\"年\"", "45000.5"), "2023-03-15 12:00:00");
    assert_eq!(shown("yyyy-mm-dd", "-5"), "-5");
    assert_eq!(shown("yyyy-mm-dd", "99999999"), "99999999");
}

#[test]
fn days_and_times_are_shown_as_dates() {
    for (code, stored, words) in [
        ("yyyy\"年\"m\"月\"d\"日\"", "45291", "2023年12月31日"),
        ("yyyy-mm-dd", "45351", "2024-02-29"),
        ("yy.m.d", "45292", "24.1.1"),
        ("yyyy/m/d h:mm", "45291.75", "2023/12/31 18:00"),
        ("h:mm:ss AM/PM", "0.99999", "11:59:59 PM"),
        ("上午/下午h\"时\"mm\"分\"", "0.25", "上午6时00分"),
        ("[h]:mm", "1.5", "36:00"),
        ("mm:ss.0", "0.0001", "00:08.6"),
        ("aaaa", "45291", "星期日"),
        ("m\"月\"", "1", "1月"),
        ("yyyy-mm-dd", "60", "1900-02-29"),
        ("yyyy-mm-dd", "61", "1900-03-01"),
        ("yyyy-mm-dd", "59", "1900-02-28"),
        ("[$-F800]dddd, mmmm dd, yyyy", "45291", "2023年12月31日"),
        ("yyyy\"年度\"", "45291", "2023年度"),
    ] {
        assert_eq!(shown(code, stored), words, "{code} of {stored}");
    }
    let number = Number::parse("43829").expect("a number");
    assert_eq!(NumberFormat::of("yyyy-mm-dd").number(&number, Epoch::Of1904), "2023-12-31");
    assert_eq!(
        NumberFormat::built_in(58).number(&Number::parse("45291").expect("a number"), Epoch::Of1900),
        "12月31日"
    );
}

#[test]
fn texts_are_shown_with_the_words_round_them() {
    assert_eq!(NumberFormat::of("@").text("优"), "优");
    assert_eq!(NumberFormat::of("0;0;0;\"等级：\"@").text("优"), "等级：优");
    assert_eq!(NumberFormat::of(";;;").text("优"), "");
    assert_eq!(NumberFormat::built_in(43).text("优"), "优");
    assert_eq!(NumberFormat::of("0.00").text("优"), "优");
}

proptest! {
    /// A printed number is never farther from the stored one than half a unit of its last digit.
    #[test]
    fn a_printed_number_is_within_half_a_unit(
        whole in 0_u64..1_000_000_000, cents in 0_u32..100_000, decimals in 0_usize..5, is_negative: bool,
    ) {
        let sign = if is_negative { "-" } else { "" };
        let stored = format!("{sign}{whole}.{cents:05}");
        let code = format!("#,##0.{}", "0".repeat(decimals));
        let words = shown(&code, &stored).replace(',', "");
        let printed = Number::parse(words.trim_end_matches('.')).expect("a number");
        let exact = Number::parse(&stored).expect("a number");
        let off = printed.size.sub(&exact.size).abs();
        let unit = crate::figure::Exact::power_of_ten(-i32::try_from(decimals).expect("small"));
        prop_assert!(off.add(&off) <= unit, "{stored} is shown as {words}");
    }

    /// Any code gives something, for numbers of any size.
    #[test]
    fn any_code_is_taken(code in "[0#?.,%eE+\\-;@/yMmdhsa\\[\\]<>=$\"!_*G 万年]{0,24}", stored in "-?[0-9]{1,20}(\\.[0-9]{1,20})?(E-?[0-9]{1,3})?") {
        if let Some(number) = Number::parse(&stored) {
            let format = NumberFormat::of(&code);
            let words = format.number(&number, Epoch::Of1904);
            prop_assert!(words.len() < 4000, "{words}");
            format.text("优");
        }
    }
}
