"""Comments and tracked changes in Word files, looked at by python-docx, lxml and LibreOffice.

Usage: python3 tests/office/word.py MARKER [FOLDER]
MARKER is the program of examples/mark_word.rs; FOLDER keeps the files. Needs python-docx, lxml and LibreOffice Writer.
"""

import os
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
CHANGEABLE = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}


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


def text_of(path):
    return [shown(it) for it in etree.fromstring(parts(path)["word/document.xml"]).iter(W + "p")]


def settle(path, accept):
    """The text of each paragraph when our changes are accepted, or rejected."""
    tree = etree.fromstring(parts(path)["word/document.xml"])
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
