//! Radicals that PDF extraction gives for whole characters: ⽬ for 目, ⻚ for 页.
//!
//! Programs that draw Chinese text into a PDF map a glyph to the first code point that shares it, which for some two
//! hundred characters is a radical of the blocks U+2E80 and U+2F00. To a reader the two look alike; to a search they differ.

/// The characters of U+2F00 to U+2FD5 in their order (Unicode's compatibility decompositions; 户 and 青 in the shapes that
/// simplified text uses).
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾\
弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米\
糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首\
香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Of U+2E80 those that are characters of simplified text (Unicode's EquivalentUnifiedIdeograph).
const SUPPLEMENT: [(char, char); 37] = [
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺩', '王'),
    ('⺫', '目'),
    ('⺬', '示'),
    ('⺮', '竹'),
    ('⺶', '羊'),
    ('⺼', '肉'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻗', '雨'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻫', '斉'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
    ('⻎', '辶'),
];

/// The character that a radical stands for.
pub(super) fn character(radical: char) -> Option<char> {
    match radical {
        '\u{2F00}'..='\u{2FD5}' => KANGXI.chars().nth((u32::from(radical) - 0x2F00) as usize),
        '\u{2E80}'..='\u{2EFF}' => SUPPLEMENT.iter().find(|(from, _)| *from == radical).map(|(_, to)| *to),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_the_characters_they_look_like() {
        assert_eq!(KANGXI.chars().count(), 214);
        let mended: String = "⽬⽀⾃⻚⽉⽇⼈⻓".chars().filter_map(character).collect();
        assert_eq!(mended, "目支自页月日人长");
        assert_eq!(character('目'), None);
    }
}
