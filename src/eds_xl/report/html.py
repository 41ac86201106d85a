"""The report tree as one self-contained, accessible web page: no script, nothing loaded from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from eds_xl.report.charts import drawn
from eds_xl.report.columns import column_widths
from eds_xl.report.look import LOOK
from eds_xl.report.pictures import measure
from eds_xl.report.rows import is_kept_whole, is_short
from eds_xl.report.tree import (
    Block,
    Cell,
    Chart,
    Contents,
    Document,
    ListBlock,
    Paragraph,
    Picture,
    Row,
    Section,
    Span,
    Table,
    alternative_text,
    clean,
    link_target,
    table_description,
    walk_sections,
)

Node = etree._Element

_STYLES = Path(__file__).with_name("styles") / "report.css"
_DEEPEST_HEADING = 6
_TABLE_WIDTH = 640.0  # points, at a middling width of the window
# An anchor holds no underscore, so this can never be the anchor of a section.
_MAIN = "the_report"
# After these the source goes on in a new line.
_ENDS_A_LINE = frozenset({
    "head", "meta", "title", "style", "header", "nav", "main", "section", "footer", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr",
})  # fmt: skip
_COLOURS = (
    "text", "muted", "heading", "link", "table_head", "table_head_text", "row_header", "total", "callout",
    "line", "focus",
)  # fmt: skip


def write(document: Document) -> bytes:
    """Return the document as one HTML file in UTF-8; the same document gives the same bytes.

    Raises:
        DocumentProblem: a picture is no picture; the message says which.
    """
    page = _Page(document)
    body = _node("body", None, *page.parts())
    styles = _look_as_variables() + _STYLES.read_text(encoding="utf-8") + page.width_rules()
    html = _node("html", {"lang": document.language}, _head(document, styles), body)
    return etree.tostring(html, method="html", encoding="utf-8", doctype="<!DOCTYPE html>") + b"\n"


def _head(document: Document, styles: str) -> Node:
    digest = base64.b64encode(hashlib.sha256(styles.encode("utf-8")).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    described = {"description": document.subject, "keywords": ", ".join(document.keywords)}
    return _node(
        "head",
        None,
        _node("meta", {"charset": "utf-8"}),
        _node("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        _node("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        _node("meta", {"name": "referrer", "content": "no-referrer"}),
        _node("title", None, document.title),
        *(_node("meta", {"name": name, "content": words}) for name, words in described.items() if words),
        _node("style", None, styles),
    )


def _look_as_variables() -> str:
    """Return the colours and sizes for the style sheet, the sizes in proportion to the browser's own."""
    values = {name: f"#{getattr(LOOK, name)}" for name in _COLOURS}
    sizes = {"table": LOOK.table_size, "small": LOOK.small_size, "lead": LOOK.lead_size}
    sizes |= {"title": LOOK.title_size, "subtitle": LOOK.subtitle_size}
    sizes |= {f"h{level}": size for level, size in enumerate(LOOK.heading_sizes, 2)}
    values |= {f"{name}-size": f"{size / LOOK.font_size:.3f}rem" for name, size in sizes.items()}
    values |= {
        "line-height": f"{LOOK.line_height + 0.2:.2f}",
        "font": f'{LOOK.font}, Arimo, "Liberation Sans", sans-serif',
    }
    return (
        ":root{" + ";".join(f"--{name.replace('_', '-')}:{value}" for name, value in values.items()) + "}\n"
    )


@dataclass(slots=True)
class _Page:
    """Turns a document into elements, and remembers which widths the style sheet must know."""

    document: Document
    _anchors: set[str] = field(init=False)
    _widths: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._anchors = {section.anchor for _, section in walk_sections(self.document.sections)}

    def parts(self) -> Iterator[Node]:
        """Yield what stands in the page's body."""
        document = self.document
        yield _node("a", {"class": "skip", "href": f"#{_MAIN}"}, "Skip to the report")
        if document.header:
            yield _node("header", None, _node("p", None, *_lines(document.header)))
        main = _node("main", {"id": _MAIN, "tabindex": "-1"}, _node("h1", None, *_lines(document.title)))
        if document.subtitle:
            main.append(_node("p", {"class": "subtitle"}, *_lines(document.subtitle)))
        main.extend(self._blocks(document.cover, 1))
        main.extend([self._section(section, 2) for section in document.sections])
        yield main
        if document.footer:
            yield _node("footer", None, _node("p", None, *_lines(document.footer)))

    def width_rules(self) -> str:
        """Return a rule for each width used: style attributes would need a weaker security policy."""
        return "".join(f".w{width}{{width:{width}%}}\n" for width in sorted(self._widths))

    def _width(self, share: float) -> str:
        width = min(max(round(share * 100), 1), 100)
        self._widths.add(width)
        return f"w{width}"

    def _section(self, section: Section, level: int) -> Node:
        classes = [name for name in ("new_page", "landscape") if getattr(section, name)]
        made = _node("section", {"class": " ".join(classes).replace("_", "-")} if classes else None)
        heading = f"h{min(level, _DEEPEST_HEADING)}"
        made.append(_node(heading, {"id": section.anchor}, *_lines(section.title)))
        made.extend(self._blocks(section.blocks, level))
        made.extend([self._section(inner, level + 1) for inner in section.sections])
        return made

    def _blocks(self, blocks: Iterable[Block], level: int) -> list[Node]:
        """Return the elements of some blocks; ``level`` is that of the heading they stand under."""
        return [self._block(block, level) for block in blocks]

    def _block(self, block: Block, level: int) -> Node:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case ListBlock():
                return self._list(block, level)
            case Table():
                return self._table(block, level)
            case Picture():
                return self._picture(block)
            case Chart():
                return self._chart(block)
            case Contents():
                return self._contents(block, level)

    def _paragraph(self, block: Paragraph) -> Node:
        attributes = {"class": block.role} if block.role != "normal" else None
        return _node("p", attributes, *self._spans(block.spans))

    def _spans(self, spans: Iterable[Span]) -> Iterator[Node | str]:
        for span in spans:
            content: list[Node | str] = list(_lines(span.text))
            if span.italic:
                content = [_node("em", None, *content)]
            if span.bold:
                content = [_node("strong", None, *content)]
            target = span.link if span.link[1:] in self._anchors else link_target(span.link)
            if target:
                content = [_node("a", {"href": target}, *content)]
            yield from content

    def _list(self, block: ListBlock, level: int) -> Node:
        attributes = {}
        if block.numbered and block.letters:
            attributes["class"] = "letters"
        if block.numbered and block.start != 1:
            attributes["start"] = str(block.start)
        items = [_node("li", None, *self._blocks(item, level)) for item in block.items]
        return _node("ol" if block.numbered else "ul", attributes, *items)

    # --- tables

    def _table(self, block: Table, level: int) -> Node:
        widths = column_widths(block, _TABLE_WIDTH)
        columns = [_node("col", {"class": self._width(width / _TABLE_WIDTH)}) for width in widths]
        # The heading of an empty corner would be read out as nothing at all.
        headings = [
            _node("th", {"scope": "col"}, *_lines(column.heading)) if column.heading else _node("td")
            for column in block.columns
        ]
        attributes = {} if block.title else {"aria-label": table_description(block)}
        classes = " ".join(
            word for word, true in (("short", is_kept_whole(block)), ("compact", block.compact)) if true
        )
        if classes:
            attributes["class"] = classes
        described = _node("span", {"class": "hidden"}, f" {table_description(block)}")
        return _node(
            "table",
            attributes,
            _node("caption", None, *_lines(block.title), described) if block.title else None,
            _node("colgroup", None, *columns),
            _node("thead", None, _node("tr", None, *headings)),
            _node("tbody", None, *(self._row(row, block, level) for row in block.rows)),
        )

    def _row(self, row: Row, table: Table, level: int) -> Node:
        # On a narrow screen each cell shows its column's heading; beside a row header one needs none.
        plain = len(row.cells) == 2 and row.cells[0].header
        cells = [
            self._cell(cell, "" if plain else column.heading, level)
            for cell, column in zip(row.cells, table.columns, strict=True)
        ]
        kinds = {"total": row.total, "short": is_short(row, table)}
        classes = " ".join(name for name, true in kinds.items() if true)
        return _node("tr", {"class": classes} if classes else None, *cells)

    def _cell(self, cell: Cell, label: str, level: int) -> Node:
        content = self._blocks(cell.blocks, level)
        if cell.header:
            return _node("th", {"scope": "row"}, *content)
        return _node("td", {"data-label": label} if label and content else None, *content)

    # --- pictures and contents

    def _picture(self, block: Picture) -> Node:
        facts = measure(block)
        source = f"data:{facts.media_type};base64,{base64.b64encode(block.data).decode('ascii')}"
        size = {"width": str(facts.width), "height": str(facts.height)}
        picture = _node("img", {"src": source, "alt": alternative_text(block)} | size)
        caption = _node("figcaption", None, *_lines(block.caption)) if block.caption else None
        return _node("figure", {"class": self._width(block.width)}, picture, caption)

    def _chart(self, block: Chart) -> Node:
        drawing = drawn(block)
        source = f"data:image/svg+xml;base64,{base64.b64encode(drawing.svg.encode('utf-8')).decode('ascii')}"
        size = {"width": f"{drawing.width:.0f}", "height": f"{drawing.height:.0f}"}
        picture = _node("img", {"src": source, "alt": alternative_text(block)} | size)
        caption = _node("figcaption", None, *_lines(block.caption)) if block.caption else None
        return _node("figure", {"class": "chart wide" if block.wide else "chart"}, picture, caption)

    def _contents(self, block: Contents, level: int) -> Node:
        heading = f"h{min(level + 1, _DEEPEST_HEADING)}"
        entries = self._entries(self.document.sections, block.depth)
        label = {"aria-label": block.title} | ({"class": "new-page"} if block.new_page else {})
        return _node("nav", label, _node(heading, None, block.title), entries)

    def _entries(self, sections: tuple[Section, ...], depth: int) -> Node | None:
        if not sections or depth < 1:
            return None
        entries = [
            _node(
                "li",
                None,
                _node("a", {"href": f"#{section.anchor}"}, section.title),
                self._entries(section.sections, depth - 1),
            )
            for section in sections
        ]
        return _node("ul", None, *entries)


def _lines(words: str) -> Iterator[Node | str]:
    """Yield text with its line feeds as line breaks."""
    for number, line in enumerate(clean(words).split("\n")):
        if number:
            yield _node("br")
        yield line


def _node(tag: str, attributes: dict[str, str] | None = None, *children: Node | str | None) -> Node:
    """Return an element; children are elements or text (escaped when written), None is left out."""
    made = etree.Element(tag)
    for key, value in (attributes or {}).items():
        made.set(key, clean(value))
    for child in children:
        if isinstance(child, str):
            _append_text(made, clean(child))
        elif child is not None:
            made.append(child)
    if tag in _ENDS_A_LINE:
        made.tail = "\n"
    return made


def _append_text(parent: Node, words: str) -> None:
    # Not by the number of children, which lxml counts one by one each time.
    last = next(parent.iterchildren(reversed=True), None)
    if last is not None:
        last.tail = (last.tail or "") + words
    else:
        parent.text = (parent.text or "") + words
