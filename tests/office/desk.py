"""The workbook and the return lists of a review, looked at by openpyxl, python-docx and LibreOffice.

Usage: python3 tests/office/desk.py GUIJU [FOLDER]
GUIJU is the program; FOLDER keeps the files. Needs openpyxl, python-docx, lxml and LibreOffice.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl
from docx import Document
from lxml import etree

WRONG = "一、预算执行情况\n全年总支出完成671.51万元，为预算879.34万元的67.37%。\n"
RIGHT = WRONG.replace("67.37%", "76.37%")
# Words that try to be a formula, a link or an element.
HOSTILE = "一、=1+1</w:t>&\n=HYPERLINK(\"http://x.invalid\")，全年支出完成302.40万元，是预算320.00万元的49.50%，进度良好。\n"
FILES = {"甲.txt": WRONG, "乙.txt": RIGHT, "丙.txt": HOSTILE, "丁.txt": b"\x13\x00\x88\xfe"}
LIST = "单位,年度,文件\n甲局,2023,甲.txt\n乙局,2023,乙.txt\n=丙</w:t>&局,2023,丙.txt\n丁局,2023,丁.txt\n"
SHEETS = ["总览", "问题", "规则", "未评估", "凭据"]
HEADS = {
    "总览": ["单位", "年度", "错误", "警告", "提示", "未评估", "状态", "原因"],
    "问题": ["序号", "单位", "级别", "代码", "规则", "位置", "原文", "问题", "复算", "依据", "处理情况", "备注"],
    "规则": ["代码", "规则", "问题数", "材料数"],
    "未评估": ["单位", "代码", "位置", "原因"],
    "凭据": ["单位", "项目", "名称", "内容", "SHA-256"],
}


def convert(source, form, folder):
    profile = f"-env:UserInstallation=file://{folder}/lo"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", form, "--outdir", folder / "lo-out", source],
                   check=True, capture_output=True, timeout=180)
    return folder / "lo-out" / (source.stem + "." + form)


def review(program, folder):
    """Two runs, the second with another number of threads; both must give the same bytes."""
    outputs = []
    for threads in ("1", "4"):
        out = folder / threads
        out.mkdir(exist_ok=True)
        command = [program, "review", "名单.csv", "--pack", "general", "--rule", "A01", "--lang", "zh", "--threads", threads,
                   "--output", out / "结果.xlsx", "--letters", out / "退回"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
        assert done.returncode == 1, (done.returncode, done.stderr)
        assert "退回意见：2 份" in done.stdout, done.stdout
        outputs.append({path.relative_to(out): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()})
    assert outputs[0] == outputs[1], "the bytes differ from run to run"
    assert [str(path) for path in outputs[0]] == sorted(["结果.xlsx", "退回/=丙__w_t_&局.docx", "退回/甲局.docx"])
    return folder / "1"


def check_parts(path):
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        assert len(package.namelist()) == len(set(package.namelist()))
        for info in package.infolist():
            assert info.filename.endswith((".xml", ".rels")), info.filename
            etree.fromstring(package.read(info))
            assert info.date_time[0] == 1980, info


def check_workbook(path, is_ours):
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == SHEETS, book.sheetnames
    for sheet in book:
        rows = list(sheet.iter_rows(values_only=True))
        assert list(rows[0]) == HEADS[sheet.title], rows[0]
        last = openpyxl.utils.get_column_letter(len(rows[0]))
        assert sheet.auto_filter.ref == f"A1:{last}{len(rows)}", sheet.auto_filter.ref
        # Without a window LibreOffice keeps no frozen head, of whatever file.
        assert sheet.freeze_panes == ("A2" if is_ours else None)
        assert sheet["A1"].font.b
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "ns" and cell.hyperlink is None, (cell.coordinate, cell.data_type, cell.value)
    rows = {row[0]: row[2:] for row in book["总览"].iter_rows(min_row=2, values_only=True)}
    assert rows["甲局"][:2] == (1, 0) and rows["甲局"][4] == "已检查", rows
    assert rows["=丙</w:t>&局"][0] == 1 and rows["乙局"][0] == 0, rows
    assert rows["丁局"][0] is None and rows["丁局"][4] == "无法读取" and "不是文本文件" in rows["丁局"][5], rows
    findings = list(book["问题"].iter_rows(min_row=2, values_only=True))
    first = next(row for row in findings if row[1] == "甲局")
    assert first[2:5] == ("错误", "A01", "完成率与金额不符") and first[5].startswith("第 2 行第 "), first
    assert first[6] == "为预算879.34万元的67.37%" and "76.3652" in first[8] and first[10] == "待核实", first
    choices = book["问题"].data_validations.dataValidation
    assert [(str(one.sqref), one.formula1) for one in choices] == [(f"K2:K{len(findings) + 1}", '"待核实,已改正,不采纳"')]
    assert book["问题"].conditional_formatting
    assert [row[0] for row in book["规则"].iter_rows(min_row=2, values_only=True)] == ["A01"]
    if is_ours:
        assert book["总览"]["A4"].quotePrefix and not book["总览"]["A2"].quotePrefix
        heights = [book["问题"].row_dimensions[row].height for row in range(2, len(findings) + 2)]
        assert all(height and height > 20 for height in heights), heights


def check_letter(path, unit):
    document = Document(path)
    lines = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert lines[0] == ("Title", "绩效自评材料退回意见") and lines[1][1] == unit + "：", lines[:2]
    items = [text for style, text in lines if style == "List Number"]
    assert items and "疑似完成率与金额不符" in items[0] and items[0].endswith("请核实（A01）。"), items
    fonts = {name: document.styles[name].element.xpath("string(.//w:rFonts/@w:eastAsia)") for name in ("Title", "Heading 1")}
    assert fonts == {"Title": "宋体", "Heading 1": "宋体"}, fonts
    assert document.core_properties.title == lines[0][1] and not document.element.xpath("//w:hyperlink")
    return lines


def pages(path):
    done = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True)
    return int(next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("Pages:")))


def main():
    program = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else temporary).resolve()
        folder.mkdir(exist_ok=True)
        for name, text in FILES.items():
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        (folder / "名单.csv").write_text(LIST)
        out = review(program, folder)
        book = out / "结果.xlsx"
        check_parts(book)
        check_workbook(book, is_ours=True)
        check_workbook(convert(book, "xlsx", folder), is_ours=False)
        for name, unit in [("甲局.docx", "甲局"), ("=丙__w_t_&局.docx", "=丙</w:t>&局")]:
            letter = out / "退回" / name
            check_parts(letter)
            lines = check_letter(letter, unit)
            printed = convert(letter, "pdf", folder)
            assert pages(printed) == 1, pages(printed)
            text = subprocess.run(["pdftotext", printed, "-"], check=True, capture_output=True, text=True).stdout
            squeezed = "".join(text.split())
            assert "".join(lines[1][1].split()) in squeezed and "1." in squeezed, text
    print("a review: workbook and return lists are what they should be")


if __name__ == "__main__":
    main()
