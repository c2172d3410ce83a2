//! Lines to grids: where borders cross each other they part a piece of the page into cells, merged ones included.

use super::drawing::{Rule, Rules};
use super::measure::{Area, Length, POINT, clusters};

/// The cells that borders make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grid {
    /// Where columns begin and the last one ends.
    pub(super) columns: Vec<Length>,
    /// Where rows begin and the last one ends.
    pub(super) rows: Vec<Length>,
    /// By row, then column.
    pub(super) cells: Vec<GridCell>,
    /// For each place, by row: the index of the cell that covers it.
    places: Vec<usize>,
}

/// A cell by the rows and columns that it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct GridCell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// Lines that end within this of another touch it; lines nearer to each other than this are one border.
const NEAR: Length = 3 * POINT;
/// Borders of one page are compared with each other: more of them are a drawing.
const MOST_RULES: usize = 1_000;
/// A table has no more places than this.
const MOST_PLACES: usize = 100_000;

/// The grids of a page.
pub(super) fn grids(rules: &Rules) -> Vec<Grid> {
    if rules.horizontal.len().max(rules.vertical.len()) > MOST_RULES {
        return Vec::new();
    }
    let mut grids: Vec<Grid> = nets(rules).iter().filter_map(grid).collect();
    grids.sort_by_key(|grid| (grid.area().top, grid.area().left));
    grids
}

impl Grid {
    /// What it covers.
    pub(super) fn area(&self) -> Area {
        let ends = |places: &[Length]| (places.first().copied().unwrap_or(0), places.last().copied().unwrap_or(0));
        let ((left, right), (top, bottom)) = (ends(&self.columns), ends(&self.rows));
        Area { left, top, right, bottom }
    }

    /// The index of the cell that holds a point.
    pub(super) fn cell_at(&self, (x, y): (Length, Length)) -> Option<usize> {
        let (column, row) = (step(&self.columns, x)?, step(&self.rows, y)?);
        self.places.get(row * (self.columns.len() - 1) + column).copied()
    }

    /// What a cell covers.
    pub(super) fn cell_area(&self, cell: &GridCell) -> Area {
        let place = |places: &[Length], index: usize| places.get(index).copied().unwrap_or(0);
        Area {
            left: place(&self.columns, cell.column),
            top: place(&self.rows, cell.row),
            right: place(&self.columns, cell.column + cell.columns),
            bottom: place(&self.rows, cell.row + cell.rows),
        }
    }
}

/// Between which two borders a place lies.
fn step(borders: &[Length], place: Length) -> Option<usize> {
    let behind = borders.partition_point(|border| *border <= place);
    (behind < borders.len()).then(|| behind.checked_sub(1)).flatten()
}

/// Groups of lines that touch each other.
fn nets(rules: &Rules) -> Vec<Rules> {
    let count = rules.horizontal.len();
    let mut groups = Groups::new(count + rules.vertical.len());
    for (number, level) in rules.horizontal.iter().enumerate() {
        for (other, upright) in rules.vertical.iter().enumerate() {
            if reaches(level, upright.at) && reaches(upright, level.at) {
                groups.join(number, count + other);
            }
        }
    }
    let mut nets: Vec<(usize, Rules)> = Vec::new();
    let of_group = |nets: &mut Vec<(usize, Rules)>, group: usize| match nets.iter().position(|(it, _)| *it == group) {
        Some(index) => index,
        None => {
            nets.push((group, Rules::default()));
            nets.len() - 1
        }
    };
    for (number, rule) in rules.horizontal.iter().enumerate() {
        let index = of_group(&mut nets, groups.of(number));
        nets.get_mut(index).into_iter().for_each(|(_, net)| net.horizontal.push(*rule));
    }
    for (number, rule) in rules.vertical.iter().enumerate() {
        let index = of_group(&mut nets, groups.of(count + number));
        nets.get_mut(index).into_iter().for_each(|(_, net)| net.vertical.push(*rule));
    }
    nets.into_iter().map(|(_, net)| net).collect()
}

fn reaches(rule: &Rule, place: Length) -> bool {
    (rule.start - NEAR..=rule.end + NEAR).contains(&place)
}

/// The grid that lines make; `None` where they make no cells, or cells that are no rectangles.
fn grid(net: &Rules) -> Option<Grid> {
    let columns = borders(&net.vertical, &net.horizontal);
    let rows = borders(&net.horizontal, &net.vertical);
    let (across, down) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
    if across.checked_mul(down).is_none_or(|places| !(2..=MOST_PLACES).contains(&places)) {
        return None;
    }
    let (upright, level) = (Walls::new(&net.vertical, &columns), Walls::new(&net.horizontal, &rows));
    let mut groups = Groups::new(across * down);
    for row in 0..down {
        for column in 0..across {
            let place = row * across + column;
            let (y, x) = (between(&rows, row), between(&columns, column));
            if column + 1 < across && !upright.stands(column + 1, y) {
                groups.join(place, place + 1);
            }
            if row + 1 < down && !level.stands(row + 1, x) {
                groups.join(place, place + across);
            }
        }
    }
    let cells = cells(&mut groups, across, down)?;
    let mut places = vec![0; across * down];
    for (number, cell) in cells.iter().enumerate() {
        for row in cell.row..cell.row + cell.rows {
            let start = row * across + cell.column;
            places.get_mut(start..start + cell.columns)?.fill(number);
        }
    }
    (cells.len() > 1).then_some(Grid { columns, rows, cells, places })
}

/// The places of the borders of one direction, and the ends of those that run across: a table may be open at its sides.
fn borders(own: &[Rule], across: &[Rule]) -> Vec<Length> {
    // What sticks out less than this holds no words.
    const NARROWEST: Length = 10 * POINT;
    let mut places = clusters(own.iter().map(|rule| rule.at).collect(), NEAR);
    let start = across.iter().map(|rule| rule.start).min();
    let end = across.iter().map(|rule| rule.end).max();
    if let Some(start) = start.filter(|start| places.first().is_none_or(|first| first - start > NARROWEST)) {
        places.insert(0, start);
    }
    if let Some(end) = end.filter(|end| places.last().is_none_or(|last| end - last > NARROWEST)) {
        places.push(end);
    }
    places
}

fn between(borders: &[Length], index: usize) -> Length {
    let at = |index: usize| borders.get(index).copied().unwrap_or(0);
    i32::midpoint(at(index), at(index + 1))
}

/// The lines of one direction by the border on which they stand.
struct Walls {
    of_border: Vec<Vec<Rule>>,
}

impl Walls {
    fn new(rules: &[Rule], borders: &[Length]) -> Self {
        let mut of_border = vec![Vec::new(); borders.len()];
        for rule in rules {
            let nearest = (0..borders.len()).min_by_key(|index| borders.get(*index).map(|at| (at - rule.at).abs()));
            if let Some(walls) = nearest.and_then(|index| of_border.get_mut(index)) {
                walls.push(*rule);
            }
        }
        Self { of_border }
    }

    /// True where a line stands on a border at this place along it.
    fn stands(&self, border: usize, place: Length) -> bool {
        self.of_border.get(border).is_some_and(|walls| walls.iter().any(|it| (it.start..=it.end).contains(&place)))
    }
}

/// Each group of places as a cell; `None` where one is no rectangle.
fn cells(groups: &mut Groups, across: usize, down: usize) -> Option<Vec<GridCell>> {
    // The first place of each group, and its last one.
    let mut corners: Vec<Option<(usize, usize)>> = vec![None; across * down];
    let mut sizes = vec![0_usize; across * down];
    for place in 0..across * down {
        let group = groups.of(place);
        *sizes.get_mut(group)? += 1;
        let corner = corners.get_mut(group)?;
        *corner = Some(corner.map_or((place, place), |(first, _)| (first, place)));
    }
    let mut cells = Vec::new();
    for (corner, size) in corners.into_iter().zip(sizes) {
        let Some((first, last)) = corner else { continue };
        let (row, column) = (first / across, first % across);
        let rows = last / across + 1 - row;
        let columns = (last % across + 1).checked_sub(column)?;
        if rows * columns != size {
            return None;
        }
        cells.push(GridCell { row, column, rows, columns });
    }
    cells.sort_unstable();
    Some(cells)
}

/// Numbers in groups that can be joined.
struct Groups {
    leads_to: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { leads_to: (0..count).collect() }
    }

    /// The number that stands for the group of this one.
    fn of(&mut self, number: usize) -> usize {
        let mut at = number;
        while let Some(next) = self.leads_to.get(at).copied().filter(|next| *next != at) {
            let beyond = self.leads_to.get(next).copied().unwrap_or(next);
            self.leads_to.get_mut(at).into_iter().for_each(|it| *it = beyond);
            at = beyond;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        let (low, high) = (one.min(other), one.max(other));
        self.leads_to.get_mut(high).into_iter().for_each(|it| *it = low);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(at: Length, start: Length, end: Length) -> Rule {
        Rule { at, start, end }
    }

    #[test]
    fn borders_make_cells_and_their_gaps_merged_ones() {
        // Two columns, three rows; the first column is one cell, the last row too.
        let rules = Rules {
            horizontal: vec![rule(0, 0, 20000), rule(2000, 10000, 20000), rule(4000, 0, 20000), rule(6000, 0, 20000)],
            vertical: vec![rule(0, 0, 6000), rule(10000, 0, 4000), rule(20000, 0, 6000)],
        };
        let grids = grids(&rules);
        let cell = |row, column, rows, columns| GridCell { row, column, rows, columns };
        assert_eq!(grids.len(), 1);
        assert_eq!(grids[0].cells, [cell(0, 0, 2, 1), cell(0, 1, 1, 1), cell(1, 1, 1, 1), cell(2, 0, 1, 2)]);
        assert_eq!(grids[0].cell_at((5000, 3000)), Some(0));
        assert_eq!(grids[0].cell_at((15000, 3000)), Some(2));
        assert_eq!(grids[0].cell_at((25000, 3000)), None);
    }

    #[test]
    fn a_table_open_at_its_sides_has_its_outer_columns() {
        let rules = Rules {
            horizontal: vec![rule(0, 0, 30000), rule(2000, 0, 30000), rule(4000, 0, 30000)],
            vertical: vec![rule(10000, 0, 4000), rule(20000, 0, 4000)],
        };
        let grids = grids(&rules);
        assert_eq!(grids.first().map(|grid| (grid.columns.len(), grid.cells.len())), Some((4, 6)));
    }

    #[test]
    fn lines_that_part_nothing_make_no_grid() {
        let level = Rules { horizontal: vec![rule(0, 0, 9000), rule(500, 0, 9000)], vertical: Vec::new() };
        assert_eq!(grids(&level), []);
        let frame = Rules {
            horizontal: vec![rule(0, 0, 9000), rule(9000, 0, 9000)],
            vertical: vec![rule(0, 0, 9000), rule(9000, 0, 9000)],
        };
        assert_eq!(grids(&frame), []);
        // An L is no cell.
        let bent = Rules {
            horizontal: vec![rule(0, 0, 20000), rule(2000, 10000, 20000), rule(4000, 0, 20000)],
            vertical: vec![rule(0, 0, 4000), rule(10000, 0, 2000), rule(20000, 0, 4000)],
        };
        assert_eq!(grids(&bent), []);
    }
}
