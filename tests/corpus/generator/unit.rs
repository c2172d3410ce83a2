//! Invented places, and the units in them.

use super::chance::Chance;
use super::sectors::{SECTORS, Sector};

const FIRST: [&str; 12] = ["霁", "砚", "梧", "棠", "岚", "汀", "栖", "枫", "澜", "昀", "芦", "筠"];
const SECOND: [&str; 9] = ["屿", "渡", "坪", "岭", "洲", "浦", "垣", "泷", "陂"];
const TOWNS: [&str; 14] =
    ["石桥", "双河", "柳湾", "白鹭", "竹溪口", "新圩", "龙脊", "麦田", "盐埠", "老街", "青垄", "下滩", "松岗", "古渡"];

/// A unit that evaluates itself.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) number: u64,
    pub(crate) name: String,
    pub(crate) sector: &'static Sector,
    pub(crate) towns: Vec<String>,
}

impl Unit {
    /// The unit of a number: every number gives another name as long as names last (some 3.7 million).
    pub(crate) fn of(seed: u64, number: u64) -> Self {
        let places = (FIRST.len() * SECOND.len()) as u64;
        // A step that shares no factor with the number of places meets each of them before one comes again.
        let place = |number: u64| {
            let at = usize::try_from(number.wrapping_mul(37) % places).unwrap_or(0);
            format!("{}{}", FIRST.get(at % FIRST.len()).unwrap_or(&""), SECOND.get(at / FIRST.len()).unwrap_or(&""))
        };
        let kinds = SECTORS.len() as u64;
        let sector = SECTORS.get(usize::try_from(number % kinds).unwrap_or(0)).unwrap_or(&SECTORS[0]);
        let (inner, outer) = (number / kinds % places, number / kinds / places % places);
        let name = if outer == 0 {
            format!("{}市{}", place(inner), sector.kind)
        } else {
            format!("{}市{}县{}", place(outer + 1), place(inner), sector.kind)
        };
        let mut chance = Chance::of(seed, "towns", &[number]);
        let mut towns: Vec<String> = TOWNS.iter().map(|town| format!("{town}镇")).collect();
        chance.shuffle(&mut towns);
        towns.truncate(5);
        Self { number, name, sector, towns }
    }
}
