"""What Typst cannot say about tables yet, added to its PDF: row headers and descriptions.

Typst tags the heading row of a table; its means for row headers are not offered to Python. The PDF it
writes holds the tags as plain objects, so the few that change are rewritten here and the list of
their places is made anew. A PDF of another make-up is left as it is: valid, with fewer marks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_CELL = re.compile(rb"/Type/StructElem/S/TD/P (\d+) 0 R")
_PARENT = re.compile(rb"/P (\d+) 0 R")
_COLOUR = re.compile(rb"/BackgroundColor\[([\d.]+) ([\d.]+) ([\d.]+)\]")
_HEADERS = re.compile(rb"/O/Table/Headers\[([^\]]*)\]")
_NAMES = re.compile(rb"(?<=/IDTree<</Names\[)[^\]]*")
_FIRST_HEADING = re.compile(rb"\(U(\d+)x0y0\)\s*(\d+) 0 R")
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_PLACES = re.compile(rb"xref\n0 (\d+)\n")
_ENTRY = 20  # bytes for each object in the list of places
_UNUSED = b"0000000000 65535 f \n"


def with_table_marks(pdf: bytes, row_headers: Collection[str], descriptions: Sequence[str]) -> bytes:
    """Return the PDF with row headers tagged as such and each table described.

    ``row_headers`` are the background colours (six hexadecimal digits) that only cells heading a row
    have; ``descriptions`` are those of the tables in reading order.
    """
    file = _read(pdf)
    if file is None:
        return pdf
    file.describe_tables(descriptions)
    file.mark_row_headers({tuple(bytes.fromhex(colour)) for colour in row_headers})
    return file.to_bytes()


def _read(pdf: bytes) -> _File | None:
    """Return the PDF as objects, or None if it is not made up as Typst makes it."""
    end = _END.search(pdf)
    places = int(end[1]) if end else 0
    head = _PLACES.match(pdf, places)
    if not end or not head:
        return None
    entries = [pdf[at : at + _ENTRY] for at in range(head.end(), head.end() + _ENTRY * int(head[1]), _ENTRY)]
    begins = sorted((int(entry[:10]), number) for number, entry in enumerate(entries) if entry[17:18] == b"n")
    ends = [at for at, _ in begins[1:]] + [places]
    objects = {number: pdf[at:until] for (at, number), until in zip(begins, ends, strict=True)}
    tree = next((number for number, held in objects.items() if _NAMES.search(held)), None)
    if tree is None:
        return None
    trailer = pdf[head.end() + _ENTRY * len(entries) : end.start()]
    return _File(pdf[: begins[0][0]], objects, trailer, tree)


@dataclass(slots=True)
class _File:
    """A PDF as numbered objects; ``tree`` is the object that lists the named tags."""

    head: bytes
    objects: dict[int, bytes]
    trailer: bytes
    tree: int

    def describe_tables(self, descriptions: Sequence[str]) -> None:
        """Put a description into each table; Typst numbers the tables in reading order."""
        headings = {
            int(found[1]): int(found[2]) for found in _FIRST_HEADING.finditer(self.objects[self.tree])
        }
        if sorted(headings) != list(range(1, len(descriptions) + 1)):
            return
        for number, words in enumerate(descriptions, 1):
            table = headings[number]
            while b"/S/Table" not in self.objects[table]:
                table = self._parent(table)
            summary = f"/A[<</O/Table/Summary<FEFF{words.encode('utf-16-be').hex().upper()}>>>"
            self.objects[table] = self.objects[table].replace(b"/A[", summary.encode("ascii"), 1)

    def mark_row_headers(self, colours: Collection[tuple[int, ...]]) -> None:
        """Tag cells of some colours as headers of their rows, and name them in the rows' other cells."""
        rows: dict[int, list[int]] = {}
        for number, held in self.objects.items():
            if _CELL.search(held):
                rows.setdefault(self._parent(number), []).append(number)
        names: list[bytes] = []
        for cells in rows.values():
            for header in [number for number in cells if self._colour(number) in colours]:
                name = b"(R%06d)" % header
                names.append(name + b"%d 0 R" % header)
                for other in set(cells) - {header}:
                    self._edit(other, _HEADERS, rb"/O/Table/Headers[\g<1>%s]" % name)
                self._edit(header, _CELL, rb"/Type/StructElem/S/TH/P \1 0 R/ID%s" % name)
                self._edit(header, _HEADERS, rb"/O/Table/Scope/Row/Headers[\1]")
        # The names are kept in order: R comes before the U of Typst's own.
        self._edit(self.tree, _NAMES, b"".join(sorted(names)) + rb"\g<0>")

    def _edit(self, number: int, what: re.Pattern[bytes], new: bytes) -> None:
        self.objects[number] = what.sub(new, self.objects[number], count=1)

    def _parent(self, number: int) -> int:
        found = _PARENT.search(self.objects[number])
        if found is None:
            raise ValueError("the tags of the PDF do not form a tree")
        return int(found[1])

    def _colour(self, number: int) -> tuple[int, ...]:
        found = _COLOUR.search(self.objects[number])
        return tuple(round(float(part) * 255) for part in found.groups()) if found else ()

    def to_bytes(self) -> bytes:
        """Return the file with the list of places made anew."""
        at, places = len(self.head), {}
        for number, held in self.objects.items():
            places[number] = at
            at += len(held)
        entries = [
            b"%010d 00000 n \n" % places[number] if number in places else _UNUSED
            for number in range(max(places) + 1)
        ]
        count = b"xref\n0 %d\n" % len(entries)
        end = b"startxref\n%d\n%%%%EOF" % at
        return b"".join([self.head, *self.objects.values(), count, *entries, self.trailer, end])
