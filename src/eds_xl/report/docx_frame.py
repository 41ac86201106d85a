"""What stands around the text of a .docx: page set-up, header, footer, changes of orientation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field

from docx.opc.part import XmlPart

from eds_xl.report.docx_body import Body, Place
from eds_xl.report.docx_package import Package
from eds_xl.report.docx_xml import Element, element, name, run, val
from eds_xl.report.tree import Block, Document, Section

_A4 = (11906, 16838)


class Frame:
    """The page set-up of a document, with our lines in its header and footer."""

    def __init__(self, package: Package, document: Document) -> None:
        """Take the package's page set-up and put the document's header and footer line into it."""
        self._package = package
        self._section = package.section
        header, footer = self._parts("header"), self._parts("footer")
        for part in header:
            part.element.append(self._line("Header", document.header))
        for part in footer:
            part.element.append(self._footer_line(document.footer, landscape=False))
        # A footer of our own has its page number at the right edge, which differs between orientations.
        self._wide_footer = ""
        if len(footer) == 1 and len(footer[0].element) == 1:
            part, self._wide_footer = self._new_part("footer")
            part.element.append(self._footer_line(document.footer, landscape=True))

    def text_width(self, *, landscape: bool) -> int:
        """Return the width between the margins, in twentieths of a point."""
        margins = self._section.find(name("w:pgMar"))
        taken = (
            [abs(int(margins.get(name(side), 0))) for side in ("w:left", "w:right")]
            if margins is not None
            else []
        )
        return max(_size(self._section)[landscape] - sum(taken), _A4[0] // 4)

    @property
    def page_height(self) -> int:
        """The shorter of the heights a page may have, in twentieths of a point."""
        return min(_size(self._section))

    def section(self, *, landscape: bool) -> Element:
        """Return the properties of a section in one orientation."""
        made = deepcopy(self._section)
        if not landscape:
            return made
        narrow, long = _size(made)
        page = made.find(name("w:pgSz"))
        if page is None:
            page = element("w:pgSz")
            made.insert(len(_references(made)), page)
        for key, value in (("w:w", long), ("w:h", narrow), ("w:orient", "landscape")):
            page.set(name(key), str(value))
        for reference in made.findall(name("w:footerReference")):
            if self._wide_footer:
                reference.set(name("r:id"), self._wide_footer)
        return made

    # --- headers and footers

    def _parts(self, kind: str) -> list[XmlPart]:
        """Return the parts that hold a reference document's headers (or footers), or a new one."""
        word = self._package.word.part
        there = [
            word.related_parts[reference.get(name("r:id"))]
            for reference in self._section.findall(name(f"w:{kind}Reference"))
        ]
        if there:
            return there
        part, relation = self._new_part(kind)
        reference = element(f"w:{kind}Reference", {"w:type": "default", "r:id": relation})
        self._section.insert(len(_references(self._section)), reference)
        return [part]

    def _new_part(self, kind: str) -> tuple[XmlPart, str]:
        word = self._package.word.part
        add: Callable[[], tuple[XmlPart, str]] = (
            word.add_header_part if kind == "header" else word.add_footer_part
        )
        part, relation = add()
        for child in list(part.element):
            part.element.remove(child)
        return part, relation

    def _line(self, style: str, words: str, *more: Element) -> Element:
        properties = element("w:pPr", None, val("w:pStyle", self._package.styles[style]), *more)
        return element("w:p", None, properties, run(words))

    def _footer_line(self, words: str, *, landscape: bool) -> Element:
        stop = element("w:tab", {"w:val": "right", "w:pos": self.text_width(landscape=landscape)})
        line = self._line("Footer", words, element("w:tabs", None, stop))
        line.extend([run("\tPage "), _counter("PAGE"), run(" of "), _counter("NUMPAGES")])
        return line


@dataclass(slots=True)
class Flow:
    """The content in reading order, broken into sections where the orientation changes."""

    body: Body
    frame: Frame
    _elements: list[Element] = field(default_factory=list)
    _landscape: bool = False

    def add(self, elements: Iterable[Element]) -> None:
        """Add elements as they are."""
        self._elements.extend(elements)

    def add_blocks(self, blocks: Iterable[Block]) -> None:
        """Add blocks in the width of the page."""
        self.add(self.body.blocks(blocks, Place(self.frame.text_width(landscape=self._landscape))))

    def add_section(self, section: Section, level: int, *, landscape: bool) -> None:
        """Add a section with all that stands under it; ``landscape`` is its parent's orientation."""
        landscape = landscape or section.landscape
        turned = self._turn(landscape)
        heading = self.body.heading(level, section)
        if section.new_page and not turned and self._elements:
            heading[0].append(element("w:pageBreakBefore"))
        if section.new_page or turned:
            heading[0].append(element("w:spacing", {"w:before": 0}))
        self.add([heading])
        self.add_blocks(section.blocks)
        for inner in section.sections:
            self.add_section(inner, level + 1, landscape=landscape)

    def finish(self, body: Element) -> None:
        """Put everything into the document's body."""
        body.extend([*self._elements, self.frame.section(landscape=self._landscape)])

    def _turn(self, landscape: bool) -> bool:
        """Turn the page if the orientation changes; return whether it did."""
        if landscape == self._landscape:
            return False
        if self._elements:
            ending = self.frame.section(landscape=self._landscape)
            # The last paragraph of a section carries its page set-up; a table cannot.
            if self._elements[-1].tag != name("w:p"):
                self._elements.append(_lowest_paragraph())
            self._elements[-1][0].append(ending)
        self._landscape = landscape
        return bool(self._elements)


def _lowest_paragraph() -> Element:
    """Return a paragraph so low that it fits below a table that ends with its page: a page of its own is blank."""
    spacing: dict[str, str | int] = {"w:before": 0, "w:after": 0, "w:line": 20, "w:lineRule": "exact"}
    return element("w:p", None, element("w:pPr", None, element("w:spacing", spacing)))


def _size(section: Element) -> tuple[int, int]:
    """Return the page's shorter and longer side, which are width and height in portrait."""
    page = section.find(name("w:pgSz"))
    if page is None:
        return _A4
    sides = sorted(
        int(page.get(name(key), default)) for key, default in zip(("w:w", "w:h"), _A4, strict=True)
    )
    return sides[0], sides[1]


def _references(section: Element) -> list[Element]:
    return [child for child in section if child.tag in (name("w:headerReference"), name("w:footerReference"))]


def _counter(instruction: str) -> Element:
    return element("w:fldSimple", {"w:instr": f" {instruction} "}, run("1"))
