"""Reading large XML parts in one pass, without building a tree: memory stays bounded whatever the file holds.

The parser is the standard library's expat. It fetches nothing, and a document type, the way to entities,
is refused where it begins.
"""

from __future__ import annotations

from xml.parsers import expat

_BUFFER = 65_536


def new_parser() -> expat.XMLParserType:
    """Return a parser that hands over text in large pieces and raises ValueError at a document type."""
    parser = expat.ParserCreate()
    parser.buffer_size = _BUFFER
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def parse(parser: expat.XMLParserType, data: bytes) -> None:
    """Run a parser over a whole part.

    Raises:
        ValueError: If it is not well formed, or if what calls it makes does not fit together.
    """
    try:
        parser.Parse(data, True)
    # An unknown encoding is a LookupError; so is content that stands where its element should not be.
    except (expat.ExpatError, LookupError) as error:
        raise ValueError(str(error)) from error


def prefix_of(root_name: str) -> str:
    """Return what stands before every name of the same vocabulary: "" or, for "x:worksheet", "x:"."""
    before, colon, _ = root_name.rpartition(":")
    return before + colon


def _refuse(name: str, _system: str | None, _public: str | None, _internal: bool) -> None:
    raise ValueError(f"a document type: {name!r}")
