"""Comments and tracked changes in Word files, looked at by python-docx, lxml and LibreOffice.

Usage: python3 tests/office/word.py MARKER [FOLDER]
MARKER is the program of tests/office/mark_word.rs; FOLDER keeps the files. Needs python-docx, lxml and LibreOffice Writer.
"""

import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from docx import Document
from lxml import etree

import documents

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTHOR = "规矩"
COMMENTS = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}

# The words of each comment, what it says, and the words it must stand at where they are others.
NOTES = [
    ("", "缺少“存在问题及原因分析”一节\n依据：自评工作通知", "云溪市水务局2025年度部门整体绩效自评报告"),
    ("671.51 万元，为", "跨三处文字"),
    ("671.51", "与上一条重叠 <&>"),
    ("67.37%", "应为 76.37%"),
    ("67.37%", "同一处另一条"),
    ("资金&资产\t管理", "有制表符和实体"),
    ("<规范>\n制度", "跨换行"),
    ("达到90.12%，符合", "起于他人的插入"),
    ("进度达到", "止于他人的插入"),
    ("36个", "内容控件中"),
    ("量为36", "跨入内容控件"),
    ("中续", "纯文本控件须整体", "中续建12个"),
    ("溪市", "智能标记中"),
    ("市共同", "跨出智能标记", "云溪市共同"),
    ("第3张", "复杂域"),
    ("12.6", "简单域须整体", "512.60"),
    ("33.20万元", "拼写标记之间"),
    ("b c d", "只有一处文字"),
    ("公开平台", "链接中"),
    ("附件（网", "链接中跨两处"),
    ("（网址）所列", "跨出链接"),
    ("40次", "单元格"),
    ("36次", "单元格的第一段"),
    ("汛期停工", "单元格的第二段"),
    ("98.5分", "合并单元格之后"),
    ("年度目标\t完成值", "跨两个单元格，从第一个", "年度目标"),
    ("预算管理", "编号段落"),
    ("（2024年度）", "页眉", "云溪市水务局2025年度部门整体绩效自评报告"),
]

# The words of each change, the new words, and whether it can be made at all.
CHANGES = [
    ("67.37%", "76.37%"),
    ("671.51 万元", "679.51 <万元>"),
    ("资产\t管理", "资源\t管治&"),
    ("规范>\n制度", "规章"),
    ("90.12%", "91.20%"),
    ("为36", "共35"),
    ("云溪市共同", "云溪市各部门"),
    ("33.20万元全部", "33.02万元已"),
    ("b c", " B  C "),
    ("附件（网", "附表（网"),
    ("36次", "35次"),
    ("汛期停工", "-"),
    ("2024年度", "2025年度"),
    ("续建12", "续建13", False),
    ("第3张", "第4张", False),
    ("512.60", "521.60", False),
    ("年度目标\t完成值", "目标", False),
]
# Those that cross the border of another's insertion.
CROSSING = [("进度达到9", "程度为8"), ("2%，符合", "3%，不符合")]


def office(profile, *arguments):
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def convert(profile, path, kind, folder):
    office(profile, "--convert-to", kind, "--outdir", folder, path)
    result = Path(folder) / f"{Path(path).stem}.{kind.split(':')[0]}"
    assert result.exists(), f"LibreOffice does not open {path}"
    return result


def mark(marker, source, target, marks):
    lines = "".join("\t".join(cell.replace("\n", "\\n").replace("\t", "\\t") for cell in line) + "\n" for line in marks)
    subprocess.run([marker, source, target], input=lines.encode(), check=True)


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def shown(element):
    """The characters of an element as they are read: deletions left out."""
    out = []
    for it in element.iter():
        if any(up.tag in (W + "del", W + "moveFrom") for up in it.iterancestors()):
            continue
        if it.tag == W + "t":
            out.append(it.text or "")
        elif it.tag in (W + "br", W + "cr"):
            out.append("\n")
        elif it.tag == W + "tab" and it.getparent().tag == W + "r":
            out.append("\t")
    return "".join(out)


def comments(path):
    """What each of our comments says, with the words between its borders."""
    package = parts(path)
    if "word/comments.xml" not in package:
        return []
    said = {}
    for comment in etree.fromstring(package["word/comments.xml"]).iter(W + "comment"):
        if comment.get(W + "author") == AUTHOR:
            said[comment.get(W + "id")] = "\n".join(shown(it) for it in comment.iter(W + "p"))
    open_now, words, signs = set(), {number: "" for number in said}, []
    for it in etree.fromstring(package["word/document.xml"]).iter():
        number = it.get(W + "id")
        text = ""
        if it.tag == W + "commentRangeStart":
            open_now.add(number)
        elif it.tag == W + "commentRangeEnd":
            open_now.remove(number)
        elif it.tag == W + "commentReference":
            assert number not in open_now
            signs.append(number)
        elif not any(up.tag in (W + "del", W + "moveFrom") for up in it.iterancestors()):
            if it.tag == W + "t":
                text = it.text or ""
            elif it.tag == W + "br":
                text = "\n"
            elif it.tag == W + "tab" and it.getparent().tag == W + "r":
                text = "\t"
        for number in open_now & set(words):
            words[number] += text
    assert not open_now and set(said) <= set(signs) and len(signs) == len(set(signs)), path
    return sorted((words[number], said[number]) for number in said)


def annotations(profile, path, folder):
    """The same as LibreOffice sees it: read from the OpenDocument file that it makes."""
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }
    result = convert(profile, path, "odt", folder)
    tree = etree.fromstring(parts(result)["content.xml"])
    tag = lambda prefix, name: f"{{{names[prefix]}}}{name}"
    open_now, words, said = set(), {}, {}

    def add(text):
        for name in open_now:
            words[name] += text or ""

    def walk(element):
        if not isinstance(element.tag, str):
            return
        if element.tag == tag("office", "annotation"):
            if element.findtext("dc:creator", namespaces=names) == AUTHOR:
                name = element.get(tag("office", "name")) or f"point {len(words)}"
                words[name] = ""
                said[name] = "\n".join("".join(it.itertext()) for it in element.findall("text:p", names))
                if element.get(tag("office", "name")):
                    open_now.add(name)
            return
        if element.tag == tag("office", "annotation-end"):
            open_now.discard(element.get(tag("office", "name")))
            return
        if element.tag == tag("text", "tracked-changes"):
            return
        if element.tag == tag("text", "line-break"):
            add("\n")
        elif element.tag == tag("text", "tab"):
            add("\t")
        elif element.tag == tag("text", "s"):
            add(" " * int(element.get(tag("text", "c"), "1")))
        add(element.text)
        for child in element:
            walk(child)
            add(child.tail)

    walk(tree.find("office:body", names))
    return sorted((words[name], said[name]) for name in words)


def text_of(path, part="word/document.xml"):
    return [shown(it) for it in etree.fromstring(parts(path)[part]).iter(W + "p")]


def settle(path, accept, part="word/document.xml"):
    """The text of each paragraph when our changes are accepted, or rejected."""
    tree = etree.fromstring(parts(path)[part])
    for name, keeps in (("ins", accept), ("del", not accept)):
        for it in list(tree.iter(W + name)):
            if it.get(W + "author") != AUTHOR:
                continue
            if keeps:
                for text in it.iter(W + "delText"):
                    text.tag = W + "t"
                for child in list(it):
                    it.addprevious(child)
            it.getparent().remove(it)
    return [shown(it) for it in tree.iter(W + "p")]


def settle_in_office(profile, source, target, accept):
    """The same by LibreOffice, which settles the changes of all authors."""
    command = "AcceptAllTrackedChanges" if accept else "RejectAllTrackedChanges"
    arguments = f'"{source.as_uri()}","{target.as_uri()}","{command}"'
    office(profile, f"macro:///Standard.Settle.Settle({arguments})")
    return text_of(target)


def check_same_elsewhere(before, after, allowed):
    old, new = parts(before), parts(after)
    assert list(new)[: len(old)] == list(old), "the order of the parts has changed"
    changed = {name for name in new if old.get(name) != new[name]}
    assert changed <= allowed, changed - allowed
    for name in changed:
        if not name.endswith(".rels"):
            assert new[name].startswith(old.get(name, b"")[:40]), name


def check_ids(path):
    """No two things of one kind have the same number."""
    seen = set()
    for it in etree.fromstring(parts(path)["word/document.xml"]).iter(W + "ins", W + "del", W + "commentReference"):
        key = (it.tag == W + "commentReference", it.get(W + "id"))
        assert key not in seen, key
        seen.add(key)


def check_comments(marker, profile, source, folder):
    target, again = folder / "comments.docx", folder / "again.docx"
    mark(marker, source, target, [note[:2] for note in NOTES])
    wanted = []
    has_tag = b"smartTag" in parts(source)["word/document.xml"]
    for words, said, *place in NOTES:
        if said == "跨出智能标记" and not has_tag:
            # LibreOffice does not keep tags.
            place = []
        lead = f"〔页眉 header〕“{words}”\n" if said == "页眉" else ""
        wanted.append((place[0] if place else words, lead + said))
    found = comments(target)
    assert found == sorted(wanted), [it for it in found if it not in wanted]
    seen = annotations(profile, target, folder)
    assert seen == found, [it for it in seen if it not in found]
    told = [(it.author, it.initials) for it in Document(target).comments]
    assert told == [(AUTHOR, "规")] * len(NOTES), told
    assert text_of(target) == text_of(source)
    check_same_elsewhere(source, target, COMMENTS)
    check_ids(target)
    mark(marker, target, again, [note[:2] for note in NOTES])
    assert again.read_bytes() == target.read_bytes(), "a second run adds something"
    # What LibreOffice has saved is known again, too.
    saved = convert(profile, target, "docx", folder / "saved")
    mark(marker, saved, again, [note[:2] for note in NOTES])
    twice = [it for it in comments(again) if comments(again).count(it) > 1]
    assert not twice, twice


def replaced(paragraphs, changes):
    text = "\x00".join(paragraphs)
    for words, new, *_ in changes:
        assert words in text, words
        text = text.replace(words, "" if new == "-" else new, 1)
    return text.split("\x00")


def check_changes(marker, profile, source, folder, changes):
    target = folder / "changes.docx"
    mark(marker, source, target, [(words, "", new) for words, new, *_ in changes])
    header = [name for name in parts(source) if re.fullmatch(r"word/header\d+\.xml", name) and "2024" in "".join(text_of(source, name))]
    made = [change for change in changes if len(change) == 2 and change[0] != "2024年度"]
    told = [f"“{change[0]}” → “{change[1]}”" for change in changes if len(change) == 3]
    assert sorted(said for _, said in comments(target)) == sorted(told)
    assert settle(target, False) == text_of(source)
    assert settle(target, True) == replaced(text_of(source), made)
    if ("2024年度", "2025年度") in changes:
        (part,) = header
        assert settle(target, False, part) == text_of(source, part)
        assert settle(target, True, part) == replaced(text_of(source, part), [("2024年度", "2025年度")])
    check_same_elsewhere(source, target, COMMENTS | set(header))
    check_ids(target)
    for accept in (True, False):
        was = settle_in_office(profile, source, folder / "was.docx", accept)
        now = settle_in_office(profile, target, folder / "now.docx", accept)
        wanted = replaced(was, made) if accept else was
        assert now == wanted, [pair for pair in zip(now, wanted) if pair[0] != pair[1]]


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Settle" script:language="StarBasic">
Sub Settle(source, target, command)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" &amp; command, "", 0, Array())
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName" : filter(0).Value = "MS Word 2007 XML"
  document.storeToURL(target, filter())
  document.close(True)
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
  library:passwordprotected="false"><library:element library:name="Settle"/></library:library>
"""


def main(marker, folder):
    profile = folder / "profile"
    made = folder / "made.docx"
    documents.make(made)
    # The first run makes the profile that the macro is put into.
    saved = convert(profile, made, "docx", folder / "office")
    library = profile / "user/basic/Standard"
    (library / "Settle.xba").write_text(MACRO)
    (library / "script.xlb").write_text(LIBRARY)
    for source in (made, saved):
        work = folder / f"of-{source.parent.name}"
        (work / "saved").mkdir(parents=True, exist_ok=True)
        check_comments(marker, profile, source, work)
        for changes in (CHANGES, CROSSING):
            check_changes(marker, profile, source, work, changes)
        print(f"{source.name}: {len(NOTES)} comments and {len(CHANGES) + len(CROSSING)} changes are where they should be")


if __name__ == "__main__":
    program = Path(sys.argv[1]).resolve()
    if len(sys.argv) > 2:
        main(program, Path(sys.argv[2]).resolve())
    else:
        with tempfile.TemporaryDirectory() as name:
            main(program, Path(name))
