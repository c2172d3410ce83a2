"""Notes and the sheet of findings in workbooks, looked at by openpyxl, lxml and LibreOffice.

Usage: python3 tests/office/sheet.py GUIJU [FOLDER]
GUIJU is the program; FOLDER keeps the files. Needs openpyxl, lxml and LibreOffice Calc.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.styles import Font

AUTHOR = "规矩"
FINDINGS = "规矩检查结果"
HEADINGS = ["序号", "级别", "代码", "位置", "问题", "复算", "依据", "建议"]
RATE = "全年总支出完成 671.51 万元，是预算总支出 879.34 万元的 67.37%，资金使用规范。"
OTHER = "全年项目支出 450.10 万元，是预算 500.20 万元的 98.90%，原因是进度提前，资金使用规范。"
FORMULA = "=同上，全年支出完成 302.40 万元，是预算 320.00 万元的 49.50%，进度良好。"

# Sheet, cell, words, and the codes that the note there must name.
TEXTS = [
    ("自评表", "F12", RATE, ["A01"]),
    ("自评表", "B2", OTHER, ["A01"]),
    ("自评表", "C4", "完成值", []),
    ("说明 & '附件' (1)", "A1", RATE, ["A01"]),
    ("说明 & '附件' (1)", "XFD3", OTHER, ["A01"]),
]


def make(path):
    book = openpyxl.Workbook()
    book.active.title = "自评表"
    book.create_sheet("说明 & '附件' (1)")
    book.create_sheet("空表")
    for sheet, cell, words, _ in TEXTS:
        book[sheet][cell] = words
    sheet = book["自评表"]
    sheet["B2"].comment = Comment("请补充 <材料>", "张三")
    sheet["C4"].comment = Comment("已核", "李四")
    sheet["F12"].font = Font(bold=True)
    sheet["D5"] = 0.7637
    sheet["D5"].number_format = "0.00%"
    sheet.merge_cells("F12:G13")
    sheet["E6"].value = FORMULA
    sheet["E6"].data_type = "s"
    book["空表"]["A1"] = 1
    book.save(path)


def convert(source, form, folder):
    profile = f"-env:UserInstallation=file://{folder}/lo"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", form, "--outdir", folder / "lo-out", source],
                   check=True, capture_output=True, timeout=180)
    return folder / "lo-out" / (source.stem + "." + form)


def guiju(program, *arguments):
    command = [program, *arguments, "--pack", "general", "--lang", "zh"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode in (0, 1), (arguments, done.stderr)
    return done


def notes(path):
    book = openpyxl.load_workbook(path)
    cells = ((sheet.title, cell) for sheet in book for row in sheet.iter_rows() for cell in row)
    return {(title, cell.coordinate): cell.comment for title, cell in cells if cell.comment}


def parts(path):
    with zipfile.ZipFile(path) as package:
        assert len(package.namelist()) == len(set(package.namelist()))
        return {info.filename: (package.read(info), info.CRC) for info in package.infolist()}


def cell_values(path):
    book = openpyxl.load_workbook(path)
    return {(sheet.title, cell.coordinate): (cell.value, cell.number_format, cell.font.b)
            for sheet in book if sheet.title != FINDINGS for row in sheet.iter_rows() for cell in row}


def check_notes(path, with_authors=True):
    found = notes(path)
    wanted = {(sheet, cell): codes for sheet, cell, _, codes in TEXTS}
    wanted[("自评表", "E6")] = ["A01"]
    places = {place for place, codes in wanted.items() if codes} | {("自评表", "C4")}
    assert set(found) == places, set(found) ^ places
    for place, codes in wanted.items():
        if not codes:
            continue
        text = found[place].text
        for code in codes:
            assert text.count(f" {code} ") == 1, (place, text)
        assert text.count(AUTHOR + "：") >= 1 and "依据：" in text, text
        if with_authors:
            assert found[place].author == ("张三" if place[1] == "B2" else AUTHOR), (place, found[place].author)
    assert found[("自评表", "B2")].text.startswith("请补充 <材料>")
    assert found[("自评表", "C4")].text == "已核"


def check_findings(path, is_ours=True):
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[-1] == FINDINGS and book.sheetnames.count(FINDINGS) == 1, book.sheetnames
    sheet = book[FINDINGS]
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == HEADINGS, rows[0]
    assert [row[0] for row in rows[1:]] == list(range(1, len(rows)))
    places = {(row[2], row[3]) for row in rows[1:]}
    for place in [("A01", "自评表!F12"), ("A01", "自评表!B2"), ("A01", "说明 & '附件' (1)!A1"), ("A01", "说明 & '附件' (1)!XFD3")]:
        assert place in places, places
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type in "ns", (cell.coordinate, cell.data_type, cell.value)
            assert cell.alignment.wrap_text
    rate = next(row for row in rows if row[2:4] == ("A01", "自评表!F12"))
    assert "671.51万元 ÷ 879.34万元 = 76.3652" in rate[5] and rate[1] == "错误" and "76.37%" in rate[7], rate
    assert sheet["A1"].font.b and not sheet["A2"].font.b
    assert sheet.auto_filter.ref == f"A1:H{len(rows)}"
    # Without a window LibreOffice keeps no frozen head, of whatever file.
    assert sheet.freeze_panes == ("A2" if is_ours else None)
    assert all(sheet.column_dimensions[letter].width > 5 for letter in "ABCDEFGH")
    links = {link.ref: link.location for link in sheet._hyperlinks} or {
        cell.coordinate: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert "'自评表'!F12" in links.values() and "'说明 & ''附件'' (1)'!A1" in links.values(), links


def check_parts(old, new):
    """Only parts that must say something of the notes differ."""
    old, new = parts(old), parts(new)
    changed = {name for name in old if old[name] != new.get(name)}
    may = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
    about = ("omments", "vmlDrawing", "commentsDrawing", "worksheets/_rels/")
    for name in changed:
        assert name in may or any(word in name for word in about) or name.startswith("xl/worksheets/sheet"), name
    # A sheet says only where the boxes of its notes are drawn.
    for name in changed:
        if name.startswith("xl/worksheets/sheet"):
            before, after = old[name][0].decode(), new[name][0].decode()
            start = after.index("<legacyDrawing")
            end = after.index("/>", start) + 2
            assert after[:start] + after[end:] == before, name
    for name, (content, _) in new.items():
        if name.endswith((".xml", ".rels", ".vml")):
            etree.fromstring(content)


def annotations(path):
    """The cells of an OpenDocument table that bear an annotation."""
    space = {"o": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "t": "urn:oasis:names:tc:opendocument:xmlns:table:1.0"}
    with zipfile.ZipFile(path) as package:
        tree = etree.fromstring(package.read("content.xml"))
    table = f"{{{space['t']}}}"
    found = {}
    for sheet in tree.iterfind(".//t:table", space):
        row_number = 0
        for row in sheet.iterfind(".//t:table-row", space):
            column = 0
            for cell in row:
                times = int(cell.get(table + "number-columns-repeated", 1))
                note = cell.find("o:annotation", space)
                if note is not None:
                    place = f"{openpyxl.utils.get_column_letter(column + 1)}{row_number + 1}"
                    found[(sheet.get(table + "name"), place)] = "".join(note.itertext())
                column += times
            row_number += int(row.get(table + "number-rows-repeated", 1))
    return found


def check_office(path, folder):
    """LibreOffice opens the file and shows the same notes and rows."""
    shown = annotations(convert(path, "ods", folder))
    own = notes(path)
    assert set(shown) == set(own), set(shown) ^ set(own)
    squeezed = lambda text: "".join(text.split())
    for place, comment in own.items():
        assert squeezed(comment.text) in squeezed(shown[place]), (place, shown[place])
    again = folder / "again" / path.name
    again.parent.mkdir(exist_ok=True)
    convert(path, "xlsx", folder).rename(again)
    check_findings(again, is_ours=False)
    check_notes(again, with_authors=False)
    assert {place: value for place, (value, *_) in cell_values(again).items() if value is not None} == {
        place: value for place, (value, *_) in cell_values(path).items() if value is not None}
    return again


def check(program, path, folder):
    before = path.read_bytes()
    first = path.with_name(path.stem + "-annotated.xlsx")
    done = guiju(program, "annotate", path, "-o", first)
    assert path.read_bytes() == before, "the input was changed"
    assert first.name in done.stdout, done.stdout
    check_notes(first, with_authors=path.stem == "made")
    check_findings(first)
    check_parts(path, first)
    assert {place: value for place, value in cell_values(first).items()} == cell_values(path)
    twice = path.with_name(path.stem + "-twice.xlsx")
    guiju(program, "annotate", first, "-o", twice)
    assert twice.read_bytes() == first.read_bytes(), "a second run adds something"
    saved = check_office(first, folder)
    # LibreOffice keeps the mark of our sheet: it is neither checked nor doubled.
    later = saved.with_name("later-" + saved.name)
    guiju(program, "annotate", saved, "-o", later)
    check_findings(later)
    check_notes(later, with_authors=False)


def main():
    program = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else temporary).resolve()
        folder.mkdir(exist_ok=True)
        path = folder / "made.xlsx"
        make(path)
        check(program, path, folder)
        saved = folder / "saved.xlsx"
        convert(path, "xlsx", folder).rename(saved)
        check(program, saved, folder)
    print("workbooks: notes and findings are where they should be")


if __name__ == "__main__":
    main()
