"""How long a check of a Word file of 300 pages with 200 tables takes, the whole process.

Usage: python3 tests/office/long.py GUIJU [RUNS]
Makes the file with python-docx in a folder of its own and checks it RUNS times (10); prints the least and the median, by
the clock and by the time of processors, which other programs on the machine lengthen less. GUIJU should be a release build.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")
PAGES = 300
PARAGRAPHS = 20
ROWS, COLUMNS = 10, 5


def run(text, looks=""):
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{looks}<w:sz w:val="32"/></w:rPr><w:t>{text}</w:t></w:r>'


def paragraph(*runs, style=None):
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p {W}><w:pPr>{style}</w:pPr>{''.join(runs)}</w:p>"


def sentence(number):
    amount = f"{number * 7 % 1000}.{number % 100:02}"
    return paragraph(
        run("河道巡查项目全年安排资金"), run(amount, "<w:b/>"), run(f"万元，实际支出{amount}万元，执行率100%；"),
        run("资金用于河道保洁、堤岸维护和设备更新，受益群众满意度较高，各项工作按计划推进。"),
    )


def cells(number, row):
    return "".join(
        f"<w:tc><w:p>{run(f'第{number}项第{row}行指标{column}')}</w:p></w:tc>" for column in range(COLUMNS)
    )


def table(number):
    grid = "<w:gridCol/>" * COLUMNS
    rows = "".join(f"<w:tr>{cells(number, row)}</w:tr>" for row in range(ROWS))
    return f'<w:tbl {W}><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'


def make(path):
    document = Document()
    last = document.element.body[-1]
    for page in range(PAGES):
        elements = [paragraph(run(f"项目绩效情况之{page + 1}"), style="Heading1" if page % 10 == 0 else "Heading2")]
        elements += [sentence(page * PARAGRAPHS + number) for number in range(PARAGRAPHS)]
        if page % 3 != 2:
            elements.append(table(page))
        elements.append(paragraph('<w:r><w:br w:type="page"/></w:r>'))
        for element in elements:
            last.addprevious(parse_xml(element))
    document.save(path)


def processors():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(command):
    began, used = time.perf_counter(), processors()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return time.perf_counter() - began, processors() - used


def main():
    guiju, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "报告.docx")
        make(path)
        times = [seconds([guiju, "check", str(path), "--format", "json"]) for _ in range(runs)]
    for name, column in zip(["clock", "processors"], zip(*times)):
        print(f"{name}: least {min(column):.3f} s, median {statistics.median(column):.3f} s of {runs} runs")


if __name__ == "__main__":
    main()
