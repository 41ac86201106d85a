"""The report's own words for ratings and for what is missing, and text of users made to fit a line or a list.

Some phrases stand for what is missing, always the same: a rating is "Not yet rated", an entry that the
official template asks for is "Not stated", and "–" fills a table cell for which there is nothing to say.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from eds_xl.assessment.blocks import Block, ListBlock, Paragraph, Span, clean
from eds_xl.assessment.links import read_spans
from eds_xl.assessment.model import RatingEntry
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.ratings import value_of
from eds_xl.standard import rating_label

NOT_YET_RATED = "Not yet rated"
NOT_STATED = "Not stated"
NOT_YET_AUTHORISED = "Not yet authorised"
NOTHING = "–"
AS_ABOVE = "As above"

Blocks = tuple[Block, ...]

_UNSEEN = {"Cf", "Mn", "Me", "Zs", "Zl", "Zp"}


def one_line(text: str) -> str:
    """Return a text fit for a heading or a table's title: no line feeds, no control characters.

    Text in which there is nothing to see (only marks that steer other characters) is no text.
    """
    words = " ".join(clean(text).split())
    return words if words.isascii() or any(map(_is_seen, words)) else ""


def _is_seen(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind not in _UNSEEN


def plain(words: str, *, bold: bool = False, role: str = "normal") -> Blocks:
    """Return one paragraph of plain words."""
    return (Paragraph((Span(words, bold=bold),), role),)


def labelled(label: str, text: str) -> Blocks:
    """Return a text that begins with a bold label: "Reason for rating: ..."; () for a blank text."""
    blocks = read_prose(text)
    if not blocks:
        return ()
    lead = Span(f"{label}: ", bold=True)
    if isinstance(blocks[0], Paragraph):
        return (Paragraph((lead, *blocks[0].spans), blocks[0].role), *blocks[1:])
    return (Paragraph((Span(f"{label}:", bold=True),)), *blocks)


def entry_lines(text: str) -> tuple[str, ...]:
    """Return the lines of an entry that holds one thing a line, without the blank ones."""
    return tuple(line.strip() for line in clean(text).split("\n") if line.strip())


def distinct_lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the lines of some entries, each once, in order of appearance."""
    return tuple(dict.fromkeys(line for text in texts for line in entry_lines(text)))


def bullets(items: Iterable[str]) -> Blocks:
    """Return a list of short texts, or one paragraph if there is only one; () for none."""
    paragraphs = [Paragraph(read_spans(item)) for item in items]
    if len(paragraphs) < 2:
        return tuple(paragraphs)
    return (ListBlock(tuple((paragraph,) for paragraph in paragraphs)),)


def line_list(text: str) -> Blocks:
    """Return an entry that holds one thing a line as a list; text with a structure of its own keeps it."""
    blocks = read_prose(text)
    is_lines = len(blocks) == 1 and isinstance(blocks[0], Paragraph)
    return bullets(entry_lines(text)) if is_lines else blocks


def rating_words(value: int | None) -> str:
    """Return a rating from 0 to 3 with its label ("2 – Achieving"), or that there is none yet."""
    return NOT_YET_RATED if value is None else f"{value} – {rating_label(value)}"


def total_words(total: int | None, maximum: int) -> str:
    """Return a total with the highest it can be ("8 out of 12"), or that there is none yet."""
    return NOT_YET_RATED if total is None else f"{total} out of {maximum}"


def last_year_words(entry: RatingEntry) -> str:
    """Return last year's rating in words; an entry that is no rating ("n/a") as it was written."""
    value = value_of(entry)
    if value is not None:
        return rating_words(value)
    return NOTHING if entry is None else one_line(str(entry))
