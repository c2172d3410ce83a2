//! The sheet of findings that an earlier run wrote: it is no part of the draft.

/// A defined name that points at the sheet of findings, whatever that is called.
pub const FINDINGS_NAME: &str = "_guiju_findings";

/// The sheet of a reference: `'自评 (2)'!$A$1`.
#[must_use]
pub fn sheet_of(reference: &str) -> String {
    let (sheet, _) = reference.trim().rsplit_once('!').unwrap_or_default();
    let sheet = sheet.trim_start_matches('$');
    match sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\'')) {
        Some(inner) => inner.replace("''", "'"),
        None => sheet.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::sheet_of;

    #[test]
    fn a_reference_names_its_sheet() {
        assert_eq!(sheet_of("'规矩 ''检查'!$A$1"), "规矩 '检查");
        assert_eq!(sheet_of("$规矩检查结果!$A$1"), "规矩检查结果");
        assert_eq!(sheet_of("'甲''乙!'!$A$1"), "甲'乙!");
        assert_eq!(sheet_of("#REF!"), "#REF");
        assert_eq!(sheet_of(""), "");
    }
}
