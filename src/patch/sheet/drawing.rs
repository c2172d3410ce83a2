//! The boxes in which notes are shown: VML, which Excel has kept for them.

use crate::source::CellPlace;

use super::CellNote;

type Shape<'n> = (CellPlace, Vec<&'n CellNote>);

/// The kind that all boxes are of.
const KIND: &str = "<v:shapetype xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
                    id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
                    <v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// A new drawing.
pub(super) fn new(shapes: &[Shape<'_>]) -> String {
    let drawn = drawn(shapes, 1024);
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/>\
         </o:shapelayout>{KIND}{drawn}</xml>"
    )
}

/// A drawing with more boxes; `None` where it is not closed.
pub(super) fn extended(text: &str, shapes: &[Shape<'_>]) -> Option<String> {
    // Excel writes VML that is not always well-formed, so only its end is looked for.
    let end = text.rfind("</")?;
    let (front, back) = text.split_at_checked(end)?;
    let kind = if front.contains("\"_x0000_t202\"") { "" } else { KIND };
    Some(format!("{front}{kind}{}{back}", drawn(shapes, greatest_id(text).max(1024))))
}

/// The greatest number among the names of boxes (`_x0000_s1025`).
fn greatest_id(text: &str) -> u32 {
    let numbers = text.split("_x0000_s").skip(1).filter_map(|rest| {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).and_then(|end| rest.get(..end))?;
        digits.parse::<u32>().ok()
    });
    numbers.max().unwrap_or(0)
}

fn drawn(shapes: &[Shape<'_>], greatest: u32) -> String {
    let boxes = (greatest.saturating_add(1)..).zip(shapes).map(|(id, (place, notes))| drawn_box(id, *place, notes));
    boxes.collect()
}

fn drawn_box(id: u32, place: CellPlace, notes: &[&CellNote]) -> String {
    let CellPlace { row, column, .. } = place;
    format!(
        "<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\" id=\"_x0000_s{id}\" type=\"#_x0000_t202\" \
         style=\"position:absolute;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>\
         <v:shadow color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
         <v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
         <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{}</x:Anchor>\
         <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
        anchor(place, notes)
    )
}

/// Where a box stands: right of its cell, or left of it at the edge of the sheet; as tall as its words need.
fn anchor(place: CellPlace, notes: &[&CellNote]) -> String {
    const WIDTH: u32 = 5;
    const LAST_COLUMN: u32 = 16_383;
    const LAST_ROW: u32 = 1_048_575;
    let left =
        if place.column + 1 + WIDTH <= LAST_COLUMN { place.column + 1 } else { place.column.saturating_sub(WIDTH + 1) };
    let height = u32::try_from(lines(notes)).unwrap_or(u32::MAX).clamp(4, 40);
    let top = place.row.saturating_sub(1).min(LAST_ROW - height);
    format!("{left}, 15, {top}, 2, {}, 15, {}, 4", left + WIDTH, top + height)
}

/// How many lines the notes of a cell take in a box of some forty columns.
fn lines(notes: &[&CellNote]) -> usize {
    let wide = |line: &str| 1 + line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>() / 48;
    notes.iter().map(|note| 1 + wide(&note.heading) + note.text.lines().map(wide).sum::<usize>()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(row: u32, column: u32) -> CellPlace {
        CellPlace { grid: 0, row, column, rows: 1, columns: 1 }
    }

    #[test]
    fn boxes_stay_on_the_sheet() {
        assert_eq!(anchor(at(11, 5), &[]), "6, 15, 10, 2, 11, 15, 14, 4");
        assert_eq!(anchor(at(1_048_575, 16_383), &[]), "16377, 15, 1048571, 2, 16382, 15, 1048575, 4");
    }

    #[test]
    fn boxes_of_others_keep_their_numbers() {
        let old = "<xml><v:shape id=\"_x0000_s1030\"><br></v:shape></xml>\n";
        let new = extended(old, &[(at(0, 0), Vec::new())]).unwrap();
        assert!(new.starts_with(old.trim_end_matches("</xml>\n")) && new.ends_with("</xml>\n"));
        assert!(new.contains("id=\"_x0000_s1031\""), "{new}");
        assert_eq!(extended("", &[]), None);
    }
}
