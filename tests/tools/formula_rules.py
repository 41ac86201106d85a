"""The lint's rules about formulas: what Excel refuses, or works out differently from every stand-in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from eds_xl.workbook.coordinates import parse_box
from tests.tools.formula_reading import Token, Unreadable, read_formula
from tests.tools.lint_registry import rule
from tests.tools.xlsx_file import Formula, XlsxFile

MOST_FORMULA, MOST_DEPTH, MOST_CONSTANT = 8_192, 64, 255


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Right in Excel from 2010 on, in LibreOffice and in IronCalc.
SAFE = _words("""
    ADDRESS AND CHOOSE COLUMN COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS HYPERLINK IF IFERROR INDEX INDIRECT
    ISBLANK ISNUMBER ISTEXT LEFT MATCH MAX MEDIAN MIN NOT OR ROUND ROW SUM SUMIF SUMIFS SUMPRODUCT TEXT TRIM
    VLOOKUP
""")
# Later than Excel 2010: a file must write them with a prefix, or Excel shows #NAME?.
NEW = _words("""
    ARRAYTOTEXT BYCOL BYROW CHOOSECOLS CHOOSEROWS CONCAT DROP EXPAND FILTER FORMULATEXT HSTACK IFNA IFS
    ISFORMULA LAMBDA LET MAXIFS MINIFS NUMBERVALUE RANDARRAY SEQUENCE SHEET SHEETS SORT SORTBY SWITCH TAKE
    TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW UNICHAR UNICODE UNIQUE VALUETOTEXT VSTACK WRAPCOLS
    WRAPROWS XLOOKUP XMATCH XOR
""")
# Which arguments (from 0) may be an area; every other wants one value.
_ALL = range(255)
_AREAS: dict[str, range | tuple[int, ...]] = {
    **dict.fromkeys(("SUM", "AND", "OR", "MEDIAN", "MIN", "MAX", "COUNT", "COUNTA", "SUMPRODUCT"), _ALL),
    **dict.fromkeys(("COUNTBLANK", "COUNTIF", "INDEX"), (0,)),
    **dict.fromkeys(("MATCH", "VLOOKUP"), (1,)),
    "COUNTIFS": range(0, 255, 2),
    "SUMIF": (0, 2),
    "SUMIFS": (0, *range(1, 255, 2)),
}
_CONSTANTS = ("TRUE", "FALSE")


@cache
def _read(formula: str) -> tuple[Token, ...] | str:
    """Return the words of a formula, or what cannot be understood of it."""
    try:
        return tuple(read_formula(formula))
    except Unreadable as found:
        return str(found)


@lru_cache(maxsize=1)
def _tokens(file: XlsxFile) -> list[tuple[Formula, Token]]:
    """Return the words of all formulas that can be read; kept, because most rules ask for them."""
    read = ((formula, _read(formula.text)) for formula in file.formulas)
    return [(formula, token) for formula, words in read if isinstance(words, tuple) for token in words]


@rule
def formula_syntax(file: XlsxFile) -> Iterator[str]:
    """Brackets and quotes balance, and a formula is written without its equals sign."""
    for formula in file.formulas:
        words = _read(formula.text)
        if isinstance(words, str):
            yield f"{formula.where}: {words}"
        elif not words or words[0].text == "=":
            yield f"{formula.where}: {formula.text!r} is no formula"


@rule
def formula_sizes(file: XlsxFile) -> Iterator[str]:
    """A formula has under 8,192 characters, 64 levels and no text constant of over 255 characters."""
    for formula in file.formulas:
        if len(formula.text) >= MOST_FORMULA:
            yield f"{formula.where} has {len(formula.text)} characters"
    for formula, token in _tokens(file):
        if token.depth >= MOST_DEPTH:
            yield f"{formula.where} is nested too deeply at {token.text}"
        if token.kind == "text" and len(token.text[1:-1].replace('""', '"')) > MOST_CONSTANT:
            yield f"{formula.where} has a text of over {MOST_CONSTANT} characters"


@rule
def unprefixed_functions(file: XlsxFile) -> Iterator[str]:
    """Functions later than Excel 2010 have their prefix in the file."""
    for formula, token in _tokens(file):
        if token.kind == "function" and token.text in NEW:
            yield f"{formula.where} uses {token.text} without _xlfn."


@rule
def safe_functions(file: XlsxFile) -> Iterator[str]:
    """Only functions that every Excel from 2010 on, LibreOffice and IronCalc work out alike."""
    for formula, token in _tokens(file):
        if token.kind == "function" and token.text not in SAFE | NEW:
            yield f"{formula.where} uses {token.text}"


@rule
def one_value(file: XlsxFile) -> Iterator[str]:
    """No function gets an area where it wants one value: SUMPRODUCT(IF(area>0,1,0)) is wrong in Excel."""
    areas = _area_names(file)
    for formula, token in _tokens(file):
        if token.kind != "reference" or not _is_area(token.text, areas):
            continue
        # In a validation the area is the list; columns of tables in formats are another rule's.
        if formula.kind not in ("cell", "format") or (formula.kind == "format" and "[" in token.text):
            continue
        if not token.alone or token.argument not in _AREAS.get(token.function, ()):
            yield f"{formula.where}: {token.function} takes the area {token.text} as one value"


def _area_names(file: XlsxFile) -> frozenset[str]:
    names = (name.name for name in file.names if ":" in name.refers_to)
    return frozenset({*names, *(table.name for table in file.tables)})


def _is_area(reference: str, areas: frozenset[str]) -> bool:
    name, bracket, inside = reference.partition("[")
    if bracket:
        return "#This Row" not in inside and not inside.startswith("@")
    return ":" in name or name in areas


@rule
def array_formulas(file: XlsxFile) -> Iterator[str]:
    """No array formulas: people cannot edit them, and patching one cell breaks its neighbours."""
    for sheet in file.sheets:
        for address, cell in sheet.cells.items():
            formula = cell.find("{*}f")
            if formula is not None and (formula.get("t") in ("array", "dataTable") or cell.get("cm")):
                yield f"{sheet.name}!{address} holds an array formula"


@rule
def table_references(file: XlsxFile) -> Iterator[str]:
    """Formulas name tables and columns that exist; short forms of "this row" break LibreOffice."""
    columns = {table.name.casefold(): {name.casefold() for name in table.columns} for table in file.tables}
    for formula, token in _tokens(file):
        table, bracket, inside = token.text.partition("[")
        if token.kind != "reference" or not bracket or formula.kind in ("validation", "format"):
            continue
        wanted = inside.removesuffix("]").replace("[#This Row],", "").strip("[]")
        if wanted.startswith("@") or not table:
            yield f"{formula.where} writes {token.text} in short"
        elif wanted.casefold() not in columns.get(table.casefold(), set()):
            yield f"{formula.where}: there is no {token.text}"


@rule
def tables_in_rules(file: XlsxFile) -> Iterator[str]:
    """Validations and conditional formats name no table columns: Excel refuses the file."""
    for formula, token in _tokens(file):
        if formula.kind in ("validation", "format") and token.kind == "reference" and "[" in token.text:
            yield f"{formula.where} reads {token.text}"


@rule
def known_names(file: XlsxFile) -> Iterator[str]:
    """Formulas use names and sheets that exist; a drop-down's name is looked at by another rule."""
    known = {name.name.casefold() for name in file.names} | {table.name.casefold() for table in file.tables}
    titles = {sheet.name.casefold() for sheet in file.sheets}
    for formula, token in _tokens(file):
        if token.kind != "reference" or "[" in token.text or formula.kind in ("name", "validation"):
            continue
        sheet, _, place = token.text.rpartition("!")
        if sheet and sheet.strip("'").replace("''", "'").casefold() not in titles:
            yield f"{formula.where}: there is no sheet {sheet}"
        is_place = ":" in place or parse_box(place.upper()) is not None
        if not is_place and place.upper() not in _CONSTANTS and place.casefold() not in known:
            yield f"{formula.where}: there is no {token.text}"
