"""What our .docx must keep that Microsoft's validator does not look at: accessibility, privacy, order."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"
CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
HEADING = re.compile(r"heading (\d)")

Element = etree._Element


@dataclass(frozen=True)
class Word:
    """The parts of a .docx that the rules read."""

    archive: zipfile.ZipFile
    body: Element
    styles: Element
    numbering: Element
    core: Element

    def style_names(self) -> dict[str, str]:
        """Style ids with their names."""
        found = {}
        for style in self.styles.iter(f"{W}style"):
            named = style.find(f"{W}name")
            assert named is not None
            found[style.get(f"{W}styleId", "")] = named.get(f"{W}val", "")
        return found


def lint(data: bytes) -> list[str]:
    """Return what is wrong with a .docx, one line a fault; an empty list if nothing is."""
    archive = zipfile.ZipFile(io.BytesIO(data))

    def part(name: str) -> Element:
        return etree.fromstring(archive.read(name))

    word = Word(
        archive,
        part("word/document.xml"),
        part("word/styles.xml"),
        part("word/numbering.xml"),
        part("docProps/core.xml"),
    )
    return [fault for rule in RULES for fault in rule(word)]


def text_of(element: Element) -> str:
    """The text of all runs in an element."""
    return "".join(run.text or "" for run in element.iter(f"{W}t"))


def properties(word: Word) -> Iterator[str]:
    """A title, no person's name, a language for all text."""
    if not (word.core.findtext(f"{DC}title") or "").strip():
        yield "no title property"
    for name in (f"{DC}creator", f"{CP}lastModifiedBy"):
        if word.core.findtext(name):
            yield "a person's name in the properties"
    languages = [lang.get(f"{W}val") for lang in word.styles.iterfind(f"{W}docDefaults//{W}lang")]
    if languages != ["en-GB"]:
        yield "no default language"


def zip_dates(word: Word) -> Iterator[str]:
    """One date for all parts, from the document and not from the clock."""
    if len({info.date_time for info in word.archive.infolist()}) > 1:
        yield "parts of different dates"


def headings(word: Word) -> Iterator[str]:
    """No level left out, no empty heading."""
    names, last = word.style_names(), 0
    for paragraph in word.body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        found = HEADING.fullmatch(names.get(style.get(f"{W}val", ""), "")) if style is not None else None
        if not found:
            continue
        if int(found[1]) > last + 1:
            yield f"heading level {found[1]} after {last}"
        if not text_of(paragraph).strip():
            yield "an empty heading"
        last = int(found[1])


def tables(word: Word) -> Iterator[str]:
    """A heading row on every page, a name and a description, no merged cells, as many cells as columns."""
    for table in word.body.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        marks = [row.find(f"{W}trPr/{W}tblHeader") for row in rows]
        if not marks or marks[0] is None or marks[0].attrib or any(mark is not None for mark in marks[1:]):
            yield "a table without exactly one heading row"
        for tag in ("tblCaption", "tblDescription"):
            given = table.find(f"{W}tblPr/{W}{tag}")
            if given is None or not given.get(f"{W}val", "").strip():
                yield f"a table without {tag}"
        if any(True for _ in table.iter(f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge")):
            yield "merged cells"
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        if any(len(row.findall(f"{W}tc")) != columns for row in rows):
            yield "a row with more or fewer cells than columns"
        following = table.getnext()
        if following is not None and following.tag == f"{W}tbl":
            yield "two tables in a row, which Word takes for one"
    for cell in word.body.iter(f"{W}tc"):
        if not len(cell) or cell[-1].tag != f"{W}p":
            yield "a cell that does not end with a paragraph"


def pictures(word: Word) -> Iterator[str]:
    """An alternative text and a number of its own for each picture."""
    marks = list(word.body.iter(f"{WP}docPr"))
    if any(not mark.get("descr", "").strip() for mark in marks):
        yield "a picture without alternative text"
    if len({mark.get("id") for mark in marks}) < len(marks):
        yield "two pictures of one number"


def spacing(word: Word) -> Iterator[str]:
    """No empty paragraph, but where Word cannot do without."""
    for paragraph in word.body.iter(f"{W}p"):
        if text_of(paragraph).strip() or any(
            True for _ in paragraph.iter(f"{W}drawing", f"{W}sectPr", f"{W}fldChar")
        ):
            continue
        before, after = paragraph.getprevious(), paragraph.getnext()
        parent = paragraph.getparent()
        in_cell = parent is not None and parent.tag == f"{W}tc"
        ends_cell = in_cell and after is None and (before is None or before.tag in (f"{W}tcPr", f"{W}tbl"))
        between = before is not None and after is not None and before.tag == after.tag == f"{W}tbl"
        if not ends_cell and not between:
            yield "an empty paragraph"


def references(word: Word) -> Iterator[str]:
    """Styles, lists, bookmarks and links that are there."""
    ids = set(word.style_names())
    for mark in word.body.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
        if mark.get(f"{W}val") not in ids:
            yield f"an unknown style: {mark.get(f'{W}val')}"
    lists = {num.get(f"{W}numId") for num in word.numbering.iter(f"{W}num")}
    if any(mark.get(f"{W}val") not in lists for mark in word.body.iter(f"{W}numId")):
        yield "an unknown list"
    bookmarks = [mark.get(f"{W}name") for mark in word.body.iter(f"{W}bookmarkStart")]
    numbers = [mark.get(f"{W}id") for mark in word.body.iter(f"{W}bookmarkStart")]
    if len(set(bookmarks)) < len(bookmarks) or len(set(numbers)) < len(numbers):
        yield "a bookmark twice"
    for link in word.body.iter(f"{W}hyperlink"):
        anchor = link.get(f"{W}anchor")
        if anchor is not None and anchor not in bookmarks:
            yield "a link to nowhere"
        if not text_of(link).strip():
            yield "a link without text"


def addresses(word: Word) -> Iterator[str]:
    """Nothing outside the file but web and e-mail links that a reader may follow."""
    known = set()
    for name in word.archive.namelist():
        if not name.endswith(".rels"):
            continue
        for relation in etree.fromstring(word.archive.read(name)):
            if name == "word/_rels/document.xml.rels":
                known.add(relation.get("Id"))
            if relation.get("TargetMode") != "External":
                continue
            is_link = relation.get("Type", "").endswith("/hyperlink")
            if not is_link or not re.match(r"(?:https?://|mailto:)", relation.get("Target", "")):
                yield f"something outside the file: {relation.get('Target')}"
    used = {mark.get(key) for mark in word.body.iter() for key in (f"{R}id", f"{R}embed") if mark.get(key)}
    if used - known:
        yield "a relationship that does not exist"


RULES: tuple[Callable[[Word], Iterator[str]], ...] = (
    properties,
    zip_dates,
    headings,
    tables,
    pictures,
    spacing,
    references,
    addresses,
)
