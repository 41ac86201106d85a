from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eds_xl.assessment.blocks import Block, ListBlock, Paragraph, Table, clean
from eds_xl.assessment.links import link_target
from eds_xl.assessment.prose import read_prose

Shape = str | list["Shape"] | tuple["Shape", ...] | dict[str, "Shape"]


def shape(block: Block) -> Shape:
    """A block as plain data: text, [bullets], {"start": ...} for numbers, rows of a table as tuples."""
    if isinstance(block, Paragraph):
        return "".join(span.text for span in block.spans)
    if isinstance(block, ListBlock):
        items: list[Shape] = [shape(item[0]) if len(item) == 1 else shapes(item) for item in block.items]
        if not block.numbered:
            return items
        return {("a" if block.letters else "1") + f"+{block.start - 1}": items}
    assert isinstance(block, Table)
    rows: list[Shape] = [tuple(column.heading for column in block.columns)]
    rows += [tuple(" ".join(words(cell.blocks)) for cell in row.cells) for row in block.rows]
    return tuple(rows)


def shapes(blocks: tuple[Block, ...]) -> list[Shape]:
    return [shape(block) for block in blocks]


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield "".join(span.text for span in block.spans)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from texts(item)
        elif isinstance(block, Table):
            yield from (column.heading for column in block.columns)
            for row in block.rows:
                for cell in row.cells:
                    yield from texts(cell.blocks)


def words(blocks: tuple[Block, ...]) -> list[str]:
    return [word for text in texts(blocks) for word in text.split()]


def links(text: str) -> list[tuple[str, str]]:
    (block,) = read_prose(text)
    assert isinstance(block, Paragraph)
    return [(span.text, span.link) for span in block.spans if span.link]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n \u00a0", []),
        ("one\ntwo\n\nthree", ["one\ntwo", "three"]),
        ("one\r\n\r\ntwo\rthree\vfour", ["one", "two\nthree\nfour"]),
        ("a\x00b\x07c\ufffed", ["abcd"]),
        ("Said:\n• a\n•b\nNext:\n- c", ["Said:", ["a", "b"], "Next:", ["c"]]),
        ("• a\n\n• b", [["a", "b"]]),
        ("•\ta\no\tb\no\tc\n•\td", [[["a", ["b", "c"]], "d"]]),
        ("- a\n  - b\n    - c\n- d", [[["a", [["b", ["c"]]]], "d"]]),
        ("\uf0b7 a\n\uf0a7 b", [[["a", ["b"]]]]),
        ("• a\n  more\n\n  again", [[["a\nmore", "again"]]]),
        ("1. a\n2. b\n10. c", [{"1+0": ["a", "b"]}, "10. c"]),
        ("1) a\n\n2) b", [{"1+0": ["a", "b"]}]),
        ("(1) a\n(2) b", [{"1+0": ["a", "b"]}]),
        ("a) x\nb) y", [{"a+0": ["x", "y"]}]),
        ("(a) x\n(b) y", [{"a+0": ["x", "y"]}]),
        ("3. c\n4. d", [{"1+2": ["c", "d"]}]),
        ("1. a\n2. b\n1. c\n2. d", [{"1+0": ["a", "b"]}, {"1+0": ["c", "d"]}]),
        ("1. a\n• x\n• y\n2. b", [{"1+0": [["a", ["x", "y"]], "b"]}]),
        ("1. a\n  a) x\n  b) y\n2. b", [{"1+0": [["a", {"a+0": ["x", "y"]}], "b"]}]),
        ("1. only one", ["1. only one"]),
        ("1. Heading\ntext\n2. Heading\ntext", ["1. Heading\ntext\n2. Heading\ntext"]),
        ("1.5 million\n2.5 million", ["1.5 million\n2.5 million"]),
        ("2 A\n-5%\n–", ["2 A\n-5%\n–"]),
        ("of all\nother", ["of all\nother"]),
        (
            "\tWhite\tBME\nQ1\t1%\t2%\nQ2\t\t3%",
            [(("", "White", "BME"), ("Q1", "1%", "2%"), ("Q2", "", "3%"))],
        ),
        ("| a | b |\n| c | d |", [(("a", "b"), ("c", "d"))]),
        ("see\na\tb\nc\td\nend", ["see", (("a", "b"), ("c", "d")), "end"]),
        ("\tindented\n\tlines", ["indented\nlines"]),
        ("a\tb", ["a\tb"]),
        ("a\tb\nc\td\te", ["a\tb\nc\td\te"]),
    ],
)
def test_structure(text: str, expected: list[Shape]) -> None:
    assert shapes(read_prose(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://a.nhs.uk/x.", [("https://a.nhs.uk/x", "https://a.nhs.uk/x")]),
        ("(www.a.nhs.uk/b_(c)),", [("www.a.nhs.uk/b_(c)", "https://www.a.nhs.uk/b_(c)")]),
        ("<http://a.uk/?q=1&r=2>!", [("http://a.uk/?q=1&r=2", "http://a.uk/?q=1&r=2")]),
        ("e-mail eds.lead@a.nhs.uk;", [("eds.lead@a.nhs.uk", "mailto:eds.lead@a.nhs.uk")]),
        ("mailto:a@b.uk?subject=x", [("mailto:a@b.uk?subject=x", "mailto:a@b.uk?subject=x")]),
        ("https://a.uk/caf\u00e9 %", [("https://a.uk/caf\u00e9", "https://a.uk/caf%C3%A9")]),
        ("https://a.uk/100%", [("https://a.uk/100%", "https://a.uk/100%25")]),
        ("javascript:alert(1) file:///c:/x ftp://a.uk //a.uk c:\\x", []),
        ("https://[oops http://user@a.uk https:// www.x", []),
        ("staff@work", []),
    ],
)
def test_only_real_addresses_become_links(text: str, expected: list[tuple[str, str]]) -> None:
    assert links(text) == expected


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " data:text/html,x",
        "file://server/share",
        "vbscript:x",
        "",
    ],
)
def test_nothing_else_may_ever_become_a_link(address: str) -> None:
    assert link_target(address) == ""


MARKS = (
    "",
    "",
    "",
    "• ",
    "o ",
    "o\t",
    "- ",
    "▪",
    "\uf0b7\t",
    "1. ",
    "2. ",
    "3. ",
    "1) ",
    "2) ",
    "(1) ",
    "(2) ",
    "a) ",
    "b) ",
)


@st.composite
def pasted(draw: st.DrawFn) -> str:
    """Lines as people paste them, each word of it numbered, so that none can be lost unseen."""
    lines, number = [], 0
    for _ in range(draw(st.integers(0, 14))):
        count = draw(st.integers(0, 3))
        separator = draw(st.sampled_from((" ", "\t", " | ")))
        body = separator.join(f"w{number + step}" for step in range(count))
        number += count
        indent = draw(st.sampled_from(("", "", "  ", "    ", "\t", "         ")))
        lines.append(indent + draw(st.sampled_from(MARKS)) + body)
    return draw(st.sampled_from(("\n", "\r\n"))).join(lines)


def numbered_items(blocks: tuple[Block, ...]) -> Iterator[tuple[int, str]]:
    for block in blocks:
        if isinstance(block, ListBlock):
            for number, item in enumerate(block.items, block.start):
                if block.numbered:
                    yield number, words(item[:1])[0]
                yield from numbered_items(item)


@given(pasted())
@settings(max_examples=600, deadline=None)
def test_no_word_is_lost_and_each_number_stays_its_own(text: str) -> None:
    blocks = read_prose(text)
    assert re.findall(r"w\d+", " ".join(words(blocks))) == re.findall(r"w\d+", text)
    for number, first_word in numbered_items(blocks):
        mark = re.search(rf"(\w)\)?\.?\)?\s*{first_word}\b", text)
        assert mark is not None
        assert number == ("_abc".index(mark[1]) if mark[1] in "abc" else int(mark[1]))


@given(st.text(max_size=300))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_keeps_its_words(text: str) -> None:
    def long_words(of: str) -> list[str]:
        return [word for word in re.findall(r"[^\W\d_]+", of) if len(word) > 1]

    blocks = read_prose(text)
    assert long_words(" ".join(texts(blocks))) == long_words(clean(text))
    assert all(line.strip() for line in texts(blocks) if line)


@given(st.lists(st.sampled_from(["• x", " • x", "  1. y", "   2. y", "    - z", "text"]), max_size=60))
def test_nesting_has_a_bound(lines: list[str]) -> None:
    def depth(blocks: tuple[Block, ...]) -> int:
        inner = [depth(item) for block in blocks if isinstance(block, ListBlock) for item in block.items]
        return 1 + max(inner) if inner else 0

    steps = [" " * number + "• deep" for number in range(40)]
    assert depth(read_prose("\n".join(lines + steps))) <= 9


@pytest.mark.parametrize(
    "text",
    ["a" * 32767, "a@" * 16000, "www." * 8000, "(" * 32767, "https://a.uk/" + ")" * 32000, "1. a\n" * 6000],
)
def test_a_full_cell_is_read(text: str) -> None:
    """A pattern that tries every way to match would not come back from these."""
    assert read_prose(text)
