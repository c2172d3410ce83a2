//! Which submission of the year before belongs to which of this year.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Wording};

use super::job::Job;

/// Gives each submission without files of the year before those of its unit: of a submission in the same list, where that
/// says unit and year, else of those handed in as `earlier`. Units are told by the list, else by what a file or folder is
/// called without its ending, digits and 年, 年度.
pub fn pair(jobs: &mut [Job], earlier: &[Job], diagnostics: &mut Diagnostics) {
    let listed: BTreeMap<(String, i32), usize> =
        jobs.iter().enumerate().filter_map(|(index, job)| Some(((job.unit.clone()?, job.year?), index))).collect();
    let before = |job: &Job| listed.get(&(job.unit.clone()?, job.year?.checked_sub(1)?)).copied();
    let partners: Vec<Option<usize>> = jobs.iter().map(before).collect();
    let files: Vec<_> = partners.into_iter().map(|partner| Some(jobs.get(partner?)?.files.clone())).collect();
    for (job, files) in jobs.iter_mut().zip(files).filter(|(job, _)| job.last_year.is_empty()) {
        job.last_year.extend(files.into_iter().flatten());
    }
    if !earlier.is_empty() {
        from_earlier(jobs, earlier, diagnostics);
    }
}

fn from_earlier(jobs: &mut [Job], earlier: &[Job], diagnostics: &mut Diagnostics) {
    let mut by_unit: BTreeMap<String, Vec<&Job>> = BTreeMap::new();
    for job in earlier {
        by_unit.entry(unit(job)).or_default().push(job);
    }
    let (mut without, mut doubtful) = (0_usize, Vec::new());
    for job in jobs.iter_mut().filter(|job| job.last_year.is_empty()) {
        let found = by_unit.get(&unit(job)).map_or(&[][..], Vec::as_slice);
        let of_year = |it: &&&Job| job.year.is_some() && it.year.map(|year| year + 1) == job.year;
        match (found, found.iter().find(of_year)) {
            ([one], _) | (_, Some(one)) => job.last_year.clone_from(&one.files),
            ([], None) => without += 1,
            (_, None) => doubtful.push(job.name.clone()),
        }
    }
    if without > 0 {
        diagnostics.push(unpaired(without));
    }
    if let Some(first) = doubtful.first() {
        diagnostics.push(ambiguous(first, doubtful.len()));
    }
}

/// What a unit is called.
fn unit(job: &Job) -> String {
    let name = job.unit.clone().unwrap_or_else(|| {
        let path = std::path::Path::new(&job.name);
        let name = if job.files.len() == 1 { path.file_stem() } else { path.file_name() };
        name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    });
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let mut plain = String::with_capacity(name.len());
    let mut rest = name.as_str();
    while let Some(c) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let is_year = digits == 4 && rest.starts_with("20");
        if is_year {
            rest = rest.get(digits..).unwrap_or("");
            rest = ["年度", "年"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
            continue;
        }
        let step = digits.max(c.len_utf8());
        plain.push_str(rest.get(..step).unwrap_or(""));
        rest = rest.get(step..).unwrap_or("");
    }
    plain
}

fn unpaired(count: usize) -> Diagnostic {
    let message = Wording::new(
        format!("{count} 份材料没有找到上年的材料，未与上年核对"),
        format!("{count} submissions have none of the year before and were not held against it"),
    );
    Diagnostic::placeless("batch::no_last_year", message).as_warning().help(Wording::new(
        "按单位名（名单）或文件名去掉年份后配对；名单里也可以写“上年文件”一栏",
        "they are paired by unit (of a list) or by name without the year; a list may have a column last_year",
    ))
}

fn ambiguous(first: &str, count: usize) -> Diagnostic {
    let message = Wording::new(
        format!("{count} 份材料有几份上年材料可配（如 {first}），未与上年核对"),
        format!("{count} submissions have several of the year before ({first}, say) and were not held against them"),
    );
    Diagnostic::placeless("batch::several_last_years", message).as_warning()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::JobFile;

    fn job(name: &str) -> Job {
        Job { files: vec![JobFile::at(name.into())], ..Job::without_files(name) }
    }

    #[test]
    fn units_are_paired_by_name_without_the_year() {
        let mut jobs = [job("2024/甲局2024年度自评.md"), job("2024/乙局.md"), job("2024/丙局2024.md")];
        let earlier = [job("2023/甲局2023年度自评.md"), job("2023/丙局 2023年.md"), job("2022/丙局2022.md")];
        let mut told = Diagnostics::default();
        pair(&mut jobs, &earlier, &mut told);
        assert_eq!(jobs[0].last_year, earlier[0].files);
        assert!(jobs[1].last_year.is_empty() && jobs[2].last_year.is_empty());
        let codes: Vec<&str> = told.iter().map(|one| one.code).collect();
        assert_eq!(codes, ["batch::no_last_year", "batch::several_last_years"]);
    }

    #[test]
    fn a_list_pairs_the_years_of_a_unit() {
        let of = |unit: &str, year: i32, file: &str| Job { unit: Some(unit.into()), year: Some(year), ..job(file) };
        let mut jobs = [of("甲局", 2024, "a.md"), of("甲局", 2023, "b.md"), of("乙局", 2024, "c.md")];
        pair(&mut jobs, &[], &mut Diagnostics::default());
        assert_eq!(jobs[0].last_year, jobs[1].files);
        assert!(jobs[1].last_year.is_empty() && jobs[2].last_year.is_empty());
    }
}
