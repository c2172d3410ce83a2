"""The page of a review of 500 submissions in a real browser: it opens, filters, searches, prints, reads well in light and
dark, asks the network for nothing, and runs nothing that a draft holds.

Usage: python3 tests/office/browser.py GUIJU MAKE_CORPUS [FOLDER]
GUIJU and MAKE_CORPUS are the programs; FOLDER keeps the page and pictures of it. Needs Chromium and pdftotext.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from chromium import browser

COUNT = 500
# Words that try to be markup or script, in a name and in the clause of a finding.
HOSTILE_NAME = "99998-</script><img src=x onerror=hacked()>"
HOSTILE = "一、<script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\">全年支出完成302.40万元，是预算320.00万元的49.50%，" \
    "进度<svg onload=window.hacked=1>良好。]]></script><script>window.hacked=1</script>\n"
# What the words on the page must stand out by: WCAG 2.1, level AA; large words by 3.
LEAST_CONTRAST, LARGE_CONTRAST = 4.5, 3.0

WAIT_FOR_COUNT = """
const count = document.querySelector('output.count');
const settled = change => new Promise(done => {
  const before = performance.now();
  const seen = new MutationObserver(() => { seen.disconnect(); requestAnimationFrame(() => done(performance.now() - before)); });
  seen.observe(count, { childList: true, characterData: true, subtree: true });
  change();
});
const shown = () => Number(/\\d+/.exec(count.textContent)[0]);
"""

CONTRAST = """
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const pixel = layers => {
  canvas.globalAlpha = 1;
  canvas.clearRect(0, 0, 1, 1);
  for (const [colour, alpha] of layers) { canvas.globalAlpha = alpha; canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
};
const light = rgb => {
  const [r, g, b] = rgb.map(one => one / 255).map(one => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b;
};
const found = [];
for (const element of document.querySelectorAll('body *')) {
  const own = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join('');
  if (!own || !element.checkVisibility() || element.closest('script, option, svg')) continue;
  const grounds = [];
  let alpha = 1;
  for (let one = element; one; one = one.parentElement) {
    const style = getComputedStyle(one);
    grounds.unshift([style.backgroundColor, 1]);
    alpha *= Number(style.opacity);
  }
  const style = getComputedStyle(element);
  const ground = pixel(grounds);
  const ink = pixel([...grounds, [style.color, alpha]]);
  const [low, high] = [light(ground), light(ink)].sort((a, b) => a - b);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  found.push([own.slice(0, 20), (high + .05) / (low + .05), large, element.tagName + '.' + element.className]);
}
return found;
"""


def review(guiju, make, folder):
    """The page, and what a review says of each submission."""
    subprocess.run([make, folder, "--count", str(COUNT), "--spoilt", "55"], check=True, capture_output=True)
    drafts = folder / "drafts"
    (drafts / (HOSTILE_NAME.replace("/", "_") + ".txt")).write_text(HOSTILE)
    (drafts / "99999-坏.txt").write_bytes(b"\x13\x00\x88\xfe")
    page = folder / "page.html"
    command = [guiju, "review", drafts, "--lang", "zh", "--format", "ndjson", "--output", page]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 1, done.stderr
    return page, [json.loads(line) for line in done.stdout.splitlines()]


def kind(record):
    if record["state"] != "checked":
        return "unchecked"
    summary = record["result"]["review"]["summary"]
    return next((name for name in ("error", "warning", "note") if summary[name + "s"]), "clean")


def codes(record):
    review = record["result"]["review"]
    return {finding["code"] for finding in review["findings"]} if review else set()


def check_filters(page, records):
    """The counts after each filter and search, and how long the browser took."""
    kinds = Counter(map(kind, records))
    rules = Counter(code for record in records for code in codes(record))
    assert page.run(WAIT_FOR_COUNT + "return shown();") == len(records)
    times = {}
    for name, number in kinds.items():
        press = f"document.querySelector('.chips [data-kind={name}]').click()"
        took, shown = page.run(WAIT_FOR_COUNT + f"const took = await settled(() => {press}); const now = shown();"
                               f"await settled(() => {press}); return [took, now];")
        assert shown == number, (name, shown, number)
        times[f"filter by {name}"] = took
    code, number = rules.most_common(1)[0]
    choose = "const choice = document.querySelector('.bar select');" \
        "const choose = value => { choice.value = value; choice.dispatchEvent(new Event('change')); };"
    took, shown = page.run(WAIT_FOR_COUNT + choose + f"const took = await settled(() => choose('{code}'));"
                           "const now = shown(); await settled(() => choose('')); return [took, now];")
    assert shown == number, (code, shown, number)
    times[f"filter by {code}"] = took
    libraries = sum("图书馆" in record["submission"] for record in records)
    words = "const field = document.querySelector('.bar input');" \
        "const type = words => { field.value = words; field.dispatchEvent(new Event('input')); };"
    for typed, number in [("图书馆", libraries), ("00042-", 1), ("没有这样的词", 0)]:
        took, shown = page.run(WAIT_FOR_COUNT + words + f"const took = await settled(() => type('{typed}'));"
                               "const now = shown(); await settled(() => type('')); return [took, now];")
        assert shown == number, (typed, shown, number)
        # The field waits 80 ms for the next key.
        times[f"search {typed}"] = took - 80
    grave = page.run(WAIT_FOR_COUNT + words + "await settled(() => type('图书馆')); await settled(() =>"
                     "document.querySelector('.chips [data-kind=error]').click()); const now = shown();"
                     "await settled(() => [...document.querySelectorAll('.bar button')].at(-2).click()); return [now, shown()];")
    both = sum("图书馆" in record["submission"] and kind(record) == "error" for record in records)
    assert grave == [both, len(records)], (grave, both)
    return times


def check_unit(page, records):
    """A submission with errors: its findings, and a place of the draft that a click leads to."""
    number = next(at for at, record in enumerate(records, 1) if kind(record) == "error" and len(record["result"]["files"]) == 1)
    findings = len(records[number - 1]["result"]["review"]["findings"])
    page.run(f"location.hash = '#unit-{number}'; await new Promise(done => setTimeout(done, 200));")
    cards, draft = page.run("document.querySelector('.show').click(); return [document.querySelectorAll('.finding').length,"
                            "document.querySelectorAll('.text mark').length];")
    assert cards == findings and draft >= 1, (cards, findings, draft)
    return number


def check_hostile(page, records):
    number = next(at for at, record in enumerate(records, 1) if "99998-" in record["submission"])
    page.run(f"location.hash = '#unit-{number}'; await new Promise(done => setTimeout(done, 200));"
             "document.querySelector('.show').click();")
    hacked, images, text, cards = page.run(
        "return ['hacked' in window, document.querySelectorAll('main img, main script:not([type])').length,"
        "document.querySelector('.text').textContent, document.querySelectorAll('.finding').length];")
    assert not hacked and images == 0, (hacked, images)
    assert cards >= 1 and "<script>window.hacked=1</script>" in text, (cards, text)
    page.run("location.hash = ''; await new Promise(done => setTimeout(done, 200));")


def check_contrast(page, what):
    found = page.run(CONTRAST)
    assert len(found) > 20, (what, len(found))
    weak = {(element, round(ratio, 2), words) for words, ratio, large, element in found
            if ratio < (LARGE_CONTRAST if large else LEAST_CONTRAST)}
    assert not weak, (what, sorted(weak)[:12])


def check_paper(page, folder, records, number):
    """On paper: every submission of the table, or the one that is open, and nothing to press."""
    def printed(name):
        page.paper(folder / name)
        done = subprocess.run(["pdftotext", "-layout", folder / name, "-"], check=True, capture_output=True, text=True)
        return "".join(done.stdout.split())
    table = printed("table.pdf")
    missing = [record["submission"] for record in records if Path(record["submission"]).name[:6] not in table]
    assert not missing and "打印所列" not in table, missing[:5]
    page.run(f"location.hash = '#unit-{number}'; await new Promise(done => setTimeout(done, 200));")
    finding = records[number - 1]["result"]["review"]["findings"][0]
    unit = printed("unit.pdf")
    assert "".join(finding["message"]["zh"].split()) in unit and "上一份" not in unit, unit[:400]


def main():
    guiju, make = (Path(path).resolve() for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[3] if len(sys.argv) > 3 else temporary).resolve()
        folder.mkdir(exist_ok=True)
        path, records = review(guiju, make, folder)
        assert len(records) == COUNT + 2, len(records)
        with browser() as page:
            page.look()
            page.open(path)
            loaded = page.run("const [entry] = performance.getEntriesByType('navigation');"
                              "return [entry.domInteractive, entry.loadEventEnd];")
            times = check_filters(page, records)
            check_hostile(page, records)
            for dark in (False, True):
                name = "dark" if dark else "light"
                page.look(dark=dark)
                page.run("location.hash = ''; await new Promise(done => setTimeout(done, 200)); scrollTo(0, 0);")
                page.picture(folder / f"{name}-table.png")
                check_contrast(page, f"{name}, table")
                number = check_unit(page, records)
                check_contrast(page, f"{name}, submission")
                page.run("scrollTo(0, 0);")
                page.picture(folder / f"{name}-unit.png")
            page.look(width=390, height=800)
            wide = page.run("return document.documentElement.scrollWidth;")
            page.picture(folder / "narrow-unit.png")
            page.run("location.hash = ''; await new Promise(done => setTimeout(done, 200));")
            page.picture(folder / "narrow-table.png")
            assert max(wide, page.run("return document.documentElement.scrollWidth;")) <= 390, wide
            page.look()
            check_paper(page, folder, records, number)
            asked = {one["request"]["url"].split("?")[0] for one in page.events.get("Network.requestWillBeSent", [])}
            assert asked == {path.as_uri()}, asked
            assert "Runtime.exceptionThrown" not in page.events, page.events["Runtime.exceptionThrown"]
            assert "Log.entryAdded" not in page.events, page.events["Log.entryAdded"]
    size = path.stat().st_size / 1e6 if path.exists() else 0
    print(f"{len(records)} submissions: usable after {loaded[0]:.0f} ms, loaded after {loaded[1]:.0f} ms")
    for what, took in times.items():
        print(f"  {what}: {took:.0f} ms")
    print("the page of a review is what it should be" + (f" ({size:.1f} MB)" if size else ""))


if __name__ == "__main__":
    main()
