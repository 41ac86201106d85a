"""A document with everything in it that a report may hold, ordinary and odd."""

from __future__ import annotations

import struct
import zlib
from datetime import date

from eds_xl.assessment.prose import read_prose
from eds_xl.report.tree import (
    Block,
    Cell,
    Column,
    Contents,
    Document,
    ListBlock,
    Paragraph,
    Picture,
    Row,
    Section,
    Span,
    Table,
    cell,
    text,
)

EMOJI = "\N{GRINNING FACE}"
ARABIC = "\N{ARABIC LETTER SEEN}\N{ARABIC LETTER LAM}"
LONG_WORD = "https://www.example.nhs.uk/about/" + "a-very-long-address-without-a-break-" * 4 + "end"
ODD = (
    f"Odd <b>&amp; 'signs' \"here\"; tab\there; bell\x07; emoji {EMOJI}; Arabic {ARABIC}; café e\u0301; "
    "no\u00a0break; soft\u00adhyphen; zero\u200bwidth; minus \u2212 5 \u2264 6; arrow \u2192; "
    "]]> -- %s {0} #let $x$ *y* _z_ @w"
)
SENTENCE = "The service met staff networks, carers and community partners and wrote down what they said. "
EVIDENCE = (SENTENCE * 400)[:30_000]
PASTED = """Survey of spring, led with partners:

• Twelve groups took part
   – two of them online
   – one by telephone
• Interpreters were booked
1. Ask
2. Listen
3. Act

Group\tReplies\tSatisfied
Women\t120\t81%
Men\t98\t79%

See www.example.nhs.uk/eds or write to equality@example.nhs.uk."""


def png(width: int = 320, height: int = 160) -> bytes:
    """A picture: blue bars on white."""
    rows = b"".join(
        b"\0"
        + b"".join(b"\x00\x5e\xb8" if (x // 32) % 2 and y > x // 3 else b"\xff\xff\xff" for x in range(width))
        for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


PICTURE = Picture(png(), "image/png", "Bars that grow from left to right", "Replies by month", 0.6)


def details() -> Table:
    """Row headers, a link, a list and an empty cell."""
    rows = (
        ("Name of organisation", (text("Example Health and Care Trust"),)),
        ("Level", (ListBlock(((text("Individual organisation"),), (text("Partnership"),))),)),
        ("Web address", (Paragraph((Span("www.example.nhs.uk", link="https://www.example.nhs.uk"),)),)),
        ("Long address", (Paragraph((Span(LONG_WORD, link=LONG_WORD),)),)),
        ("Revision date", ()),
    )
    return Table(
        "Details of the organisation",
        (Column("Detail", 1), Column("Entry", 2.5)),
        tuple(Row((cell(name, header=True), Cell(blocks))) for name, blocks in rows),
        "What was asked on the left, the answer on the right.",
    )


def ratings() -> Table:
    """Many rows, a total row, a heading cell without words."""
    rows = [
        Row((cell(f"1{letter}", header=True), cell("2 – Achieving"), cell(SENTENCE)))
        for letter in "ABCD" * 12
    ]
    total = Row((cell("Total", header=True), cell("8"), cell("The middle of three totals")), total=True)
    return Table("Ratings", (Column(""), Column("Rating", 1.5), Column("Reason", 5)), (*rows, total))


def evidence() -> Table:
    """Cells longer than a page, with lists, a small table and a picture in them."""
    columns = (Column("Outcome", 1.2), Column("Evidence", 5), Column("Rating", 1), Column("Owner", 1.2))
    rows = (
        Row((cell("1A"), Cell(read_prose(PASTED)), cell("2"), cell("Service lead"))),
        Row((cell("1B"), Cell(read_prose(EVIDENCE)), cell("1"), cell("Equality lead"))),
        Row((cell("1C"), Cell((text(ODD), PICTURE)), cell("3"), cell(""))),
    )
    return Table("Evidence and ratings of Domain 1", columns, rows)


def sample() -> Document:
    """The document with everything."""
    nested = ListBlock(
        (
            (text("First"), ListBlock(((text("inner a"),), (text("inner b"),)), numbered=True, letters=True)),
            (text("Second"), text("goes on in a second paragraph")),
            (text("Third"), ListBlock(((text("bullet in number"), ListBlock(((text("third level"),),))),))),
        ),
        numbered=True,
        start=3,
    )
    mixed = Paragraph(
        (
            Span("Plain, "),
            Span("bold, ", bold=True),
            Span("italic, ", italic=True),
            Span("both\nafter a break, ", bold=True, italic=True),
            Span("to the ratings", link="#ratings"),
            Span(", nowhere", link="#missing"),
            Span(", script", link="javascript:alert(1)"),
            Span(", e-mail", link="mailto:equality@example.nhs.uk"),
        )
    )
    cover: tuple[Block, ...] = (
        text("What the trust found out about itself", role="lead"),
        text("Draft: two outcomes are not yet rated.", role="callout"),
        text("Classification: Official", role="note"),
        details(),
        Contents("Contents", 2),
    )
    return Document(
        title="Equality report & findings <2024/25>",
        subtitle="Example Health and Care Trust",
        cover=cover,
        sections=(
            Section(
                "Introduction",
                "introduction",
                (mixed, nested, *read_prose(PASTED), PICTURE),
                (
                    Section(
                        "How we worked",
                        "how",
                        (text(SENTENCE * 3),),
                        (Section("Deeper", "deeper", (text(ODD),)),),
                    ),
                    Section(
                        "Tables in a row", "tables", (*read_prose("a\tb\nc\td\n\ne\tf\ng\th"), text("End."))
                    ),
                ),
                new_page=True,
            ),
            Section("Ratings", "ratings", (ratings(), text("After the table.")), new_page=True),
            Section("Domain 1", "domain-1", (text(SENTENCE), evidence()), landscape=True),
            Section(f"Closing {EMOJI}", "closing", (text(SENTENCE, role="callout"), text("The end."))),
        ),
        header="Draft · Equality report 2024/25",
        footer="Example Health and Care Trust · Official",
        created=date(2025, 2, 28),
        subject="Equality Delivery System",
        keywords=("equality", "NHS"),
        draft=True,
    )


def long_report(outcomes: int = 11) -> Document:
    """About forty pages of ordinary report, to time the writers with."""
    rows = tuple(
        Row(
            (
                cell(f"{number}"),
                Cell(read_prose(f"{PASTED}\n\n{SENTENCE * 70}")),
                cell("2 – Achieving"),
                cell("Service lead"),
            )
        )
        for number in range(outcomes * 3)
    )
    columns = (Column("Outcome", 1.2), Column("Evidence", 5), Column("Rating", 1), Column("Owner", 1.2))
    sections = tuple(
        Section(
            f"Domain {number}",
            f"domain-{number}",
            (Table("Evidence", columns, rows[number::3]),),
            new_page=True,
        )
        for number in range(3)
    )
    return Document(
        "Report", "Trust", (Contents("Contents"),), sections, "Header", "Footer", date(2025, 2, 28)
    )
