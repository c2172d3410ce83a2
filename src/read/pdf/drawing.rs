//! What `pdftocairo -svg` draws: the straight lines of each page, as the borders of tables are drawn.
//!
//! Programs draw a border as a stroke (LibreOffice), as a thin filled rectangle (Word, browsers) or as the outline of a
//! box; all come out as lines here. Characters, curves, pictures and what is white are passed over.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::measure::{Length, POINT, length, millionths};

/// A straight line along one of the axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rule {
    /// Its place across its direction: y of a horizontal one.
    pub(super) at: Length,
    pub(super) start: Length,
    pub(super) end: Length,
}

/// The lines of one page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rules {
    pub(super) horizontal: Vec<Rule>,
    pub(super) vertical: Vec<Rule>,
}

/// A page has no more lines than this; a drawing that does is no table.
const MOST_RULES: usize = 20_000;
/// A border is no thicker.
const THICKEST: Length = 4 * POINT;
/// Pieces of one border stand no farther apart.
const GAP: Length = 2 * POINT;

/// Dashes, corners and parts of letters are shorter than any border.
const SHORTEST: Length = 8 * POINT;

/// The lines of each page in order; `None` where it is no drawing.
pub(super) fn rules(svg: &str) -> Option<Vec<Rules>> {
    let mut reader = Reader::from_str(svg);
    reader.config_mut().check_end_names = false;
    let mut pages: Vec<Rules> = Vec::new();
    let mut hidden = 0_u32;
    let mut has_pages = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => match element.name().into_inner() {
                "svg" if pages.is_empty() => pages.push(Rules::default()),
                // The first page takes the place of the one that a drawing without pages is.
                "page" if std::mem::replace(&mut has_pages, true) => pages.push(Rules::default()),
                "defs" | "symbol" | "clipPath" | "mask" | "pattern" => hidden = hidden.saturating_add(1),
                _ => {}
            },
            Event::End(element) => match element.name().into_inner() {
                "defs" | "symbol" | "clipPath" | "mask" | "pattern" => hidden = hidden.saturating_sub(1),
                _ => {}
            },
            Event::Empty(element) if hidden == 0 && element.name().into_inner() == "path" => {
                if let Some(page) = pages.last_mut() {
                    path(&element, page);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    for page in &mut pages {
        page.horizontal = joined(std::mem::take(&mut page.horizontal));
        page.vertical = joined(std::mem::take(&mut page.vertical));
    }
    (!pages.is_empty()).then_some(pages)
}

impl Rules {
    fn len(&self) -> usize {
        self.horizontal.len() + self.vertical.len()
    }

    /// Takes the line between two points if it runs along an axis.
    fn segment(&mut self, from: Point, to: Point) {
        const SLANT: Length = POINT / 2;
        let (width, height) = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
        let rule = |at, one: Length, other: Length| Rule { at, start: one.min(other), end: one.max(other) };
        if height <= SLANT && width > height {
            self.horizontal.push(rule(i32::midpoint(from.1, to.1), from.0, to.0));
        } else if width <= SLANT && height > width {
            self.vertical.push(rule(i32::midpoint(from.0, to.0), from.1, to.1));
        }
    }

    /// Takes a filled shape if it is so thin that it is seen as a line.
    fn filled(&mut self, points: &[Point]) {
        let (Some(left), Some(right)) = (points.iter().map(|it| it.0).min(), points.iter().map(|it| it.0).max()) else {
            return;
        };
        let (Some(top), Some(bottom)) = (points.iter().map(|it| it.1).min(), points.iter().map(|it| it.1).max()) else {
            return;
        };
        let (width, height) = (right - left, bottom - top);
        if height <= THICKEST && width >= height {
            self.horizontal.push(Rule { at: i32::midpoint(top, bottom), start: left, end: right });
        }
        // A small square is the corner of a border: it belongs to the lines of both directions.
        if width <= THICKEST && height >= width {
            self.vertical.push(Rule { at: i32::midpoint(left, right), start: top, end: bottom });
        }
    }
}

/// Joins pieces of one line that touch or nearly do.
fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_unstable();
    // Pieces of one border may differ a little in their place: they are brought to the first of their group.
    let mut place = None;
    for rule in &mut rules {
        match place {
            Some(place) if rule.at - place <= POINT => rule.at = place,
            _ => place = Some(rule.at),
        }
    }
    rules.sort_unstable();
    let mut out: Vec<Rule> = Vec::new();
    for rule in rules {
        match out.last_mut() {
            Some(last) if last.at == rule.at && rule.start - last.end <= GAP => last.end = last.end.max(rule.end),
            _ => out.push(rule),
        }
    }
    out.retain(|rule| rule.end - rule.start >= SHORTEST);
    out
}

type Point = (Length, Length);

fn path(element: &BytesStart<'_>, page: &mut Rules) {
    if page.len() >= MOST_RULES {
        return;
    }
    let attribute = |name: &str| {
        element.attributes().with_checks(false).flatten().find(|it| it.key.into_inner() == name).map(|it| it.value)
    };
    // Cairo writes style="stroke:…" up to 1.16 and stroke="…" since.
    let style = attribute("style").unwrap_or_default();
    let property = |name: &str| {
        let in_style = style.split(';').filter_map(|part| part.split_once(':')).find(|(key, _)| key.trim() == name);
        in_style
            .map(|(_, value)| value.trim().to_owned())
            .or_else(|| attribute(name).map(|value| value.trim().to_owned()))
    };
    let is_seen = |name: &str| property(name).is_some_and(|color| color != "none" && !is_white(&color));
    let (is_stroked, is_filled) = (is_seen("stroke"), is_seen("fill"));
    if !is_stroked && !is_filled {
        return;
    }
    let matrix = attribute("transform").map_or(Some(Matrix::SAME), |words| Matrix::of(&words));
    let Some(matrix) = matrix else { return };
    let Some(shapes) = attribute("d").and_then(|words| shapes(&words, &matrix)) else { return };
    for shape in &shapes {
        if is_stroked {
            for pair in shape.windows(2) {
                if let [from, to] = pair {
                    page.segment(*from, *to);
                }
            }
        } else {
            page.filled(shape);
        }
    }
}

/// `rgb(100%,100%,100%)`: paper.
fn is_white(color: &str) -> bool {
    color.matches("100%").count() == 3 || matches!(color, "white" | "#fff" | "#ffffff")
}

/// `matrix(a,b,c,d,e,f)` in millionths.
struct Matrix([i64; 6]);

impl Matrix {
    const SAME: Self = Self([1_000_000, 0, 0, 1_000_000, 0, 0]);

    fn of(words: &str) -> Option<Self> {
        let inner = words.trim().strip_prefix("matrix(")?.strip_suffix(')')?;
        let mut numbers = inner.split([',', ' ']).filter(|it| !it.is_empty()).map(millionths);
        let mut out = [0; 6];
        for number in &mut out {
            *number = numbers.next()??;
        }
        numbers.next().is_none().then_some(Self(out))
    }

    fn point(&self, x: i64, y: i64) -> Option<Point> {
        let [x_by_x, y_by_x, x_by_y, y_by_y, x_moved, y_moved] = self.0.map(i128::from);
        let (x, y) = (i128::from(x), i128::from(y));
        let place = |by_x: i128, by_y: i128, moved: i128| {
            length(i64::try_from((by_x * x + by_y * y) / 1_000_000 + moved).ok()?)
        };
        Some((place(x_by_x, x_by_y, x_moved)?, place(y_by_x, y_by_y, y_moved)?))
    }
}

/// The shapes of a path, each as its corners; `None` for one with curves or commands that borders do not have.
fn shapes(path: &str, matrix: &Matrix) -> Option<Vec<Vec<Point>>> {
    let mut shapes: Vec<Vec<Point>> = Vec::new();
    let mut words = path.split([' ', ',']).filter(|it| !it.is_empty());
    let mut at = (0, 0);
    while let Some(command) = words.next() {
        let mut number = || words.next().and_then(millionths);
        match command {
            "M" | "L" => at = (number()?, number()?),
            "H" => at.0 = number()?,
            "V" => at.1 = number()?,
            "Z" | "z" => {
                let shape = shapes.last_mut()?;
                let first = *shape.first()?;
                shape.push(first);
                continue;
            }
            _ => return None,
        }
        let point = matrix.point(at.0, at.1)?;
        if command == "M" {
            shapes.push(vec![point]);
        } else {
            shapes.last_mut()?.push(point);
        }
    }
    shapes.retain(|shape| shape.len() > 1);
    Some(shapes)
}
