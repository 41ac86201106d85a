"""What Word must be told about space: the widths of columns, the gap after a table."""

from __future__ import annotations

from itertools import accumulate, pairwise

from eds_xl.report.docx_xml import Element, element, name, twips
from eds_xl.report.look import LOOK

_GAP_AFTER_TABLE = 10.0


def shared_out(width: int, shares: list[float]) -> list[int]:
    """Return whole widths in proportion to the shares that add up to the width exactly."""
    ends = [0, *(round(width * reached / sum(shares)) for reached in accumulate(shares))]
    return [end - start for start, end in pairwise(ends)]


def add_after(made: list[Element], following: list[Element]) -> None:
    """Add elements, the first of them kept apart from a table: two in a row would become one in Word."""
    if made and following and made[-1].tag == name("w:tbl"):
        _separate(made, following[0])
    made.extend(following)


def keep_with_next(row: Element) -> None:
    """Keep a table's row on the page of the one that follows."""
    for properties in row.iter(name("w:pPr")):
        if properties.find(name("w:keepNext")) is None:
            style = properties.find(name("w:pStyle"))
            properties.insert(0 if style is None else properties.index(style) + 1, element("w:keepNext"))


def make_small(paragraph: Element) -> None:
    """Put a paragraph of a compact table into small letters and little space."""
    size = round(LOOK.small_size * 2)
    for run in paragraph.iter(name("w:r")):
        properties = run.find(name("w:rPr"))
        if properties is None:
            properties = element("w:rPr")
            run.insert(0, properties)
        properties.extend([element("w:sz", {"w:val": size}), element("w:szCs", {"w:val": size})])
    paragraph[0].append(element("w:spacing", {"w:after": 0, "w:line": 240, "w:lineRule": "auto"}))


def _separate(made: list[Element], first: Element) -> None:
    if first.tag == name("w:tbl"):
        made.append(element("w:p", None, element("w:pPr", None, element("w:spacing", {"w:after": 0}))))
    elif first.tag == name("w:p"):
        properties = first[0]
        spacing = element("w:spacing", {"w:before": twips(_GAP_AFTER_TABLE)})
        indent = properties.find(name("w:ind"))
        properties.insert(len(properties) if indent is None else properties.index(indent), spacing)
