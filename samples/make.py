#!/usr/bin/env python3
"""Makes the samples in office formats from texts and data of this folder.

    pip install python-docx openpyxl && apt install libreoffice-writer fonts-noto-cjk
    python3 samples/make.py            # makes them
    python3 samples/make.py --check    # tells those that differ

From `office/report.md` come the same report as .txt, .docx and .pdf; from the tables below the workbook, its .csv and
the Word file of `submission/`. The files are kept in the repository; this script is how they change.
"""

import datetime
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import docx
import openpyxl
from docx.oxml.ns import qn
from openpyxl.styles import Alignment, Border, Font, Side

HERE = Path(__file__).parent
# Files are the same whenever they are made.
MADE = datetime.datetime(2024, 3, 1, 9, 0, 0)


def blocks(markdown: str):
    """The blocks of a report: `("heading", depth, words)`, `("text", words)`, `("table", rows)`."""
    table = []
    for line in markdown.splitlines() + [""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(set(cell) <= set("-:") for cell in cells) or not any(cells):
                table.append(cells)
            continue
        if table:
            yield "table", table
            table = []
        if line.startswith("#"):
            marks, words = line.split(" ", 1)
            yield "heading", len(marks), words
        elif line.strip():
            yield "text", line.strip()


def plain(markdown: str) -> str:
    lines = []
    for block in blocks(markdown):
        match block:
            case "heading", _, words:
                lines.append(words)
            case "text", words:
                lines.append(words)
            case "table", rows:
                lines.append("\n".join("\t".join(row) for row in rows))
    return "\n\n".join(lines) + "\n"


def chinese(style, name="Noto Serif CJK SC"):
    style.font.name = name
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def new_document():
    document = docx.Document()
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        chinese(document.styles[name])
    properties = document.core_properties
    properties.author, properties.last_modified_by = "", ""
    properties.created = properties.modified = MADE
    return document


def add_table(document, rows, merged=()):
    table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    table.style = "Table Grid"
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            if words is not None:
                table.cell(row, column).text = words
    for first, last in merged:
        words = table.cell(*first).text
        whole = table.cell(*first).merge(table.cell(*last))
        whole.text = words
    return table


def word(markdown: str):
    document = new_document()
    for block in blocks(markdown):
        match block:
            case "heading", 1, words:
                document.add_paragraph(words, style="Title")
            case "heading", depth, words:
                document.add_paragraph(words, style=f"Heading {depth - 1}")
            case "text", words:
                document.add_paragraph(words)
            case "table", rows:
                add_table(document, rows)
    return document


def settled(path: Path):
    """Writes a package anew with one date for all parts, so that it is the same whenever it is made."""
    with zipfile.ZipFile(path) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    date = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
    parts = [(name, date.sub(rb"\g<1>2024-03-01T09:00:00Z", content)) for name, content in parts]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name, (2024, 3, 1, 9, 0, 0)), content, zipfile.ZIP_DEFLATED)


def save(document, path: Path):
    document.save(path)
    settled(path)


def pdf(source: Path, target: Path):
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        made = (Path(folder) / f"{source.stem}.pdf").read_bytes()
    # The date and the numbers drawn from it, in as many bytes.
    made = re.sub(rb"\(D:\d{14}", b"(D:20240301090000", made)
    made = re.sub(rb"<[0-9A-F]{32}>", b"<" + b"0" * 32 + b">", made)
    target.write_bytes(re.sub(rb"/DocChecksum /[0-9A-F]{32}", b"/DocChecksum /" + b"0" * 32, made))


def office(with_pdf=True):
    folder = HERE / "office"
    markdown = (folder / "report.md").read_text(encoding="utf-8")
    (folder / "report.txt").write_text(plain(markdown), encoding="utf-8")
    save(word(markdown), folder / "report.docx")
    if with_pdf:
        pdf(folder / "report.docx", folder / "report.pdf")


REPORT = """# 口袋公园建设项目支出绩效自评报告

（2023年度）

## 一、项目基本情况

青屿市城市绿化服务中心2023年实施口袋公园建设项目，在城区边角地块新建口袋公园，解决周边居民“推窗见绿”的需要。

## 二、绩效自评情况

### （一）自评结论

经自评，项目绩效自评得分为96.28分，等级为优。

### （二）资金使用情况

全年项目支出352.64万元，为预算380.00万元的92.80%。

### （三）绩效目标完成情况

新建口袋公园13处，居民满意度为92.5%，回收有效问卷416份。

## 三、存在问题和改进措施

一是两处地块移交偏晚，尾款未能在当年支付；二是问卷样本偏少。工程科将在次年4月底前办结尾款，并把问卷发放点位增加到12个。
"""

# 项目支出绩效自评表：`None` 是被合并的格。
FORM = [
    ["青屿市项目支出绩效自评表"],
    ["（2023年度）"],
    ["项目名称", "口袋公园建设", None, None, "主管部门", "青屿市城市管理局", None, None],
    ["项目资金（万元）", None, "年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分"],
    [None, "年度资金总额", 380, 380, 352.64, 10, 0.928, 9.28],
    [None, "其中：当年财政拨款", 300, 300, 280, "—", "—", "—"],
    [None, "上年结转资金", 80, 80, 72.46, "—", "—", "—"],
    [None, "其他资金", 0, 0, 0, "—", "—", "—"],
    ["年度总体目标", "预期目标", None, None, None, "实际完成情况", None, None],
    [None, "在城区边角地块新建口袋公园12处，居民满意度达到90%以上。", None, None, None,
     "新建口袋公园13处，居民满意度为92.5%。", None, None],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
    ["产出指标", "数量指标", "新建口袋公园数量", "≥12处", "13处", 20, 20, "无"],
    [None, "质量指标", "竣工验收合格率", "100%", "100%", 15, 15, "无"],
    [None, "时效指标", "按期完工率", "≥95%", "84.6%", 15, 13, "两处地块移交偏晚，工期顺延至次年一季度"],
    ["效益指标", "社会效益指标", "服务半径覆盖居民人数", "≥30000人", "31200人", 30, 30, "无"],
    ["满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "92.5%", 10, 8, "问卷样本偏少，下年度增加发放点位"],
    ["总分", None, None, None, None, 100, 95.28, None],
]
MERGED = [
    "A1:H1", "A2:H2", "B3:D3", "F3:H3", "A4:B4", "A5:A8", "A9:A10", "B9:E9", "F9:H9", "B10:E10", "F10:H10",
    "A12:A14", "A17:E17",
]


def workbook():
    book = openpyxl.Workbook()
    book.properties.creator = ""
    book.properties.created = book.properties.modified = MADE
    sheet = book.active
    sheet.title = "自评表"
    line = Side(style="thin")
    for row, cells in enumerate(FORM, 1):
        for column, value in enumerate(cells, 1):
            cell = sheet.cell(row, column, value)
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            if isinstance(value, (int, float)):
                money = 5 <= row <= 8 and 3 <= column <= 5
                cell.number_format = "0.00%" if value == 0.928 else "0.00" if money or value % 1 else "0"
    for area in MERGED:
        sheet.merge_cells(area)
    sheet["A1"].font = Font(bold=True, size=16)
    for column, width in zip("ABCDEFGH", (14, 20, 24, 14, 14, 10, 14, 40)):
        sheet.column_dimensions[column].width = width
    return book


def submission():
    folder = HERE / "submission"
    save(word(REPORT), folder / "报告.docx")
    book = workbook()
    book.save(folder / "自评表.xlsx")
    settled(folder / "自评表.xlsx")


def check():
    """Exits with 1 where a text or a package of this folder is not what this script makes of its sources.

    PDFs are left out: they differ with the version of LibreOffice and of the fonts.
    """
    global HERE
    kept = HERE
    with tempfile.TemporaryDirectory() as folder:
        HERE = Path(folder)
        for name in ("office", "submission"):
            (HERE / name).mkdir()
        shutil.copy(kept / "office/report.md", HERE / "office/report.md")
        office(with_pdf=False)
        submission()
        made = [path for path in HERE.rglob("*") if path.is_file()]
        stale = [path.relative_to(HERE) for path in made if not same(path, kept / path.relative_to(HERE))]
    for path in stale:
        print(f"samples/{path} is not what samples/make.py makes")
    sys.exit(1 if stale else 0)


def same(made: Path, kept: Path) -> bool:
    """Compares texts by their bytes, packages by the words of their parts: libraries differ in the rest."""
    if not kept.exists():
        return False
    if not zipfile.is_zipfile(made):
        return made.read_bytes() == kept.read_bytes()

    def words(path: Path):
        with zipfile.ZipFile(path) as package:
            parts = [name for name in package.namelist() if re.search(r"document\.xml$|sheet\d+\.xml$|sharedStrings", name)]
            return {name: re.sub(rb"<[^>]*>", b"|", package.read(name)) for name in parts}

    return words(made) == words(kept)


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        check()
    office()
    submission()
