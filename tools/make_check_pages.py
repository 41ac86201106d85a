"""Make the pages in docs/checks: one a family of findings, from the catalogue of the checks."""

from __future__ import annotations

import re
from pathlib import Path

from eds_xl.checks import CATALOGUE, FAMILIES, Family, Listing

PLACE = Path(__file__).resolve().parent.parent / "docs" / "checks"

_SEVERITIES = {"error": "Error", "warning": "Warning", "advice": "Advice"}
_INDEX = """\
# What the checks can find

`eds-xl check` looks at a workbook as a careful reviewer would. Each finding has a code; these pages say of each code
what it means, what to do and why it matters. They are made from the catalogue in the program by
`tools/make_check_pages.py`.

{families}

## How serious a finding is

- **Error**: the report would be incomplete or wrong. An error stops the documents that print the entry, unless they are
  made as a draft.
- **Warning**: probably a mistake. Nothing is stopped.
- **Advice**: could be better.

A new check is a warning or advice in its first release and may become an error in the next: an update never stops a
report that was finished.

## In which order they are listed

Errors first, then warnings, then advice. Among equals, what is about the workbook itself comes first, because it may
explain the rest; then privacy, because publishing harms a person; then the order of the sheets and rows. So the first
line is what to do next. Those that were accepted stand last.

## On the Checks sheet

"Where" is a link: to the box, the sheet or the cell of a table. It still leads to the cell after rows or columns were
inserted before it. After a table was sorted or a sheet renamed, check again: each check makes the links anew.
The list can be sorted and filtered; the next check puts it into order again. The last three columns are for the
program.

## Accepting a finding

A warning or advice that is right as it stands can be accepted: on the Checks sheet, say why under "Accepted because"
and who says so under "Accepted by", and check again. It stays on the list as accepted, no longer counts and no longer
marks its cell. Errors cannot be accepted.

It comes back when the entry changes, when what it is compared with changes (such as the other date), and when a finding
on several rows is about more rows than before. Inserting rows, sorting and the Refs that `fill` writes change nothing.
Rows without a Ref are known by their text until then.

## Settings

"Smallest number to publish" on the Organisation sheet is the number from which people may be counted in a published
text; 0 switches these checks off. What is required follows from the stage and, for ratings, from how Domain 1 is
scored; sheets that are said not to be used this year ask for nothing, but what stands on them is printed and looked
at. Nothing is read from outside the workbook, except the picture files it names, if they lie beside it.

## How far the checks of language can be trusted

They go by patterns and lists of words, so they miss things and are sometimes wrong. They were tried on the words of
three published reports (some 18,000 words, not made with this program), and every hit was judged by hand:

| check | hits | rightly | wrongly |
|---|---|---|---|
| abbreviations that nothing explains (WRI-003) | 41 | 36 | 5 |
| small numbers of people (PRI-001) | 2 | 2 | 0 |
| placeholders left in (WRI-001) | 0 | 0 | 0 |

Of the five, two are names of programmes and three are words that were cut in two when the text was taken from a PDF.

On invented texts of other services, full of what is hard to tell, about one hit in ten of the first and one in four
of the second was wrong, so these are advice and a warning, and can be accepted. Nothing replaces reading the text
before it is published: a small number said in other words ("the only Deaf patient") is not found.

Codes CON-001 to CON-029 are about files that cannot be opened or changed at all; their messages say everything.
"""


def pages() -> dict[str, str]:
    """Return the text of each page by its file name."""
    made = {f"{family.page}.md": _page(family) for family in FAMILIES.values()}
    lines = [f"- [{family.title}]({family.page}.md): {family.about}" for family in FAMILIES.values()]
    return {"README.md": _INDEX.format(families="\n".join(lines)), **made}


def _page(family: Family) -> str:
    listings = [listing for listing in CATALOGUE.values() if listing.code.startswith(family.code)]
    parts = [f"# {family.title}", family.about, "[All families](README.md)", *map(_entry, listings)]
    return "\n\n".join(parts) + "\n"


def _entry(listing: Listing) -> str:
    stopped = f" It stops: {', '.join(listing.blocks).replace('-', ' ')}." if listing.blocks else ""
    return "\n\n".join(
        (
            f"## {listing.code}",
            f"**{listing.title}.** {_SEVERITIES[listing.severity.value]}, since version {listing.since}.{stopped}",
            f"> {listing.example or _with_slots(listing.message)}",
            f"What to do: {_with_slots(listing.next_step)}",
            f"Why: {listing.why}",
        )
    )


def _with_slots(sentence: str) -> str:
    """Return a sentence with the names of what is filled in; additions that are not always there are left out."""
    return re.sub(r"\{(\w+)\}", r"*(\1)*", re.sub(r"\{more\}|\{instead\}", "", sentence))


if __name__ == "__main__":
    PLACE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (PLACE / name).write_text(text, encoding="utf-8", newline="\n")
        print(PLACE.name + "/" + name)
