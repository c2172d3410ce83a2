"""What the fuzz targets begin with: the samples, rules and cases of the repository, a folder a target.

Usage: python3 fuzz/seeds.py FOLDER
Needs pdftotext for the seeds of `pdf`.
"""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"


def put(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(files):
        (folder / f"seed{number}").write_bytes(content)


def contents(root, *patterns):
    return [path.read_bytes() for pattern in patterns for path in sorted(root.glob(pattern))]


def parts(pattern, name):
    """The parts of a name of all packages; bytes, since changed packages are refused before they are looked into."""
    found = []
    for path in sorted(SAMPLES.glob(pattern)):
        with zipfile.ZipFile(path) as package:
            found += [package.read(part) for part in package.namelist() if part.startswith(name)]
    return found


def main():
    to = Path(sys.argv[1])
    rules = contents(ROOT, "rules/*/*.gj")
    put(to / "syntax", rules)
    patterns = [line.split('"')[1] for rule in rules for line in rule.decode().splitlines() if "from text \"" in line]
    put(to / "pattern", [f"{pattern}\n基本支出12万元，占总支出的60%。".encode() for pattern in patterns])
    put(to / "figures", contents(ROOT, "tests/cases/text/*.txt"))
    # The first byte picks the format.
    kinds = {b"\0": "*/*.txt", b"\1": "*/*.md", b"\2": "*/*.yaml", b"\3": "*/*.json"}
    put(to / "check", [first + content for first, kind in kinds.items() for content in contents(SAMPLES, kind)])
    put(to / "docx", contents(SAMPLES, "*/*.docx") + parts("*/*.docx", "word/document"))
    sheets = [sheet + b"\0" + code for sheet in parts("*/*.xlsx", "xl/worksheets/") for code in (b"0.00%", b"#,##0.00;[Red]-0")]
    put(to / "xlsx", contents(SAMPLES, "*/*.xlsx") + sheets)
    layouts = [["pdftotext", "-bbox-layout", str(path), "-"] for path in sorted(SAMPLES.glob("*/*.pdf"))]
    put(to / "pdf", [subprocess.run(layout, stdout=subprocess.PIPE, check=True).stdout for layout in layouts])


if __name__ == "__main__":
    main()
