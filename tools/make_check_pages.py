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

## Accepting a finding

A warning or advice that is right as it stands can be accepted: on the Checks sheet, say why under "Accepted because"
and who says so under "Accepted by", and check again. It stays on the list as accepted, no longer counts and no longer
marks its cell. When the entry changes, it comes back. Errors cannot be accepted.

## Settings

"Smallest number to publish" on the Organisation sheet is the number from which people may be counted in a published
text; 0 switches these checks off. Nothing is read from outside the workbook, except whether the picture files it names
lie beside it.

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
            f"> {_with_slots(listing.message)}",
            f"What to do: {_with_slots(listing.next_step)}",
            f"Why: {listing.why}",
        )
    )


def _with_slots(sentence: str) -> str:
    """Return a sentence with the names of what is filled in; additions for further rows are left out."""
    return re.sub(r"\{(\w+)\}", r"*(\1)*", sentence.replace("{more}", ""))


if __name__ == "__main__":
    PLACE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (PLACE / name).write_text(text, encoding="utf-8", newline="\n")
        print(PLACE.name + "/" + name)
