"""The progress table on Start: how many required entries of each sheet are done, and how many are to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import singledispatch

from eds_xl.assessment.words import NO, STAGES
from eds_xl.standard import DOMAINS
from eds_xl.workbook.calculated.cell import Calculated, State
from eds_xl.workbook.calculated.formula import (
    both,
    chosen,
    column,
    either,
    field_cell,
    look_up,
    table_cell,
    text,
)
from eds_xl.workbook.calculated.score_places import METHOD_IS_THREE
from eds_xl.workbook.requirements import (
    ColumnTerm,
    EvidenceTerm,
    FieldTerm,
    OwnerTerm,
    RatingsTerm,
    RowsTerm,
    ServiceNamesTerm,
    Term,
    is_used,
    terms,
)
from eds_xl.workbook.sheets import SHEETS, START
from eds_xl.workbook.sheets.score_card import TOTALS
from eds_xl.workbook.sheets.start import PROGRESS, SHEET_USES, WHOLE
from eds_xl.workbook.spec import Sheet

NOT_USED, COMPLETE, INCOMPLETE = "Not used", "Complete", "Incomplete"

Counts = tuple[str, str]
"""Two formulas: what counts what is done, and what is to do."""


@singledispatch
def counting(term: Term) -> Counts:
    """Return the formulas that count a term; raises TypeError for a kind of term that has none."""
    raise TypeError(f"no formula counts {type(term).__name__}")


@counting.register
def _(term: FieldTerm) -> Counts:
    cell = f"TRIM({field_cell(term.form.key, term.entry.attribute)})"
    later = STAGES[STAGES.index(term.entry.required) :]
    stage = field_cell("Organisation", "stage")
    needed = [] if later == STAGES else [either(f"{stage}={text(name)}" for name in later)]
    filled, blank = both([*needed, f'{cell}<>""']), both([*needed, f'{cell}=""'])
    return f"IF({filled},1,0)", f"IF({blank},1,0)"


@counting.register
def _(term: ServiceNamesTerm) -> Counts:
    named = f"COUNTIF({column('EDS_Services', 'name')},{text('?*')})"
    needed = f"IF({METHOD_IS_THREE},3,1)"
    return f"MIN({needed},{named})", f"({needed}-MIN({needed},{named}))"


@counting.register
def _(term: RatingsTerm) -> Counts:
    domain = DOMAINS[term.domain - 1]
    rated = table_cell(TOTALS, "rated", domain.name)
    return rated, f"({len(domain.outcomes)}-{rated})"


@counting.register
def _(term: EvidenceTerm) -> Counts:
    return _is_there(f"{_rows_of(term.outcome.domain, term.outcome.code, 'evidence')}>0")


@counting.register
def _(term: OwnerTerm) -> Counts:
    domain, code = term.outcome.domain, term.outcome.code
    own = f'IFERROR(TRIM({look_up(f"EDS_Ratings{domain}", "owners", text(code))})<>"",FALSE)'
    return _is_there(either((own, f"{_rows_of(domain, code, 'owners')}>0")))


@counting.register
def _(term: RowsTerm) -> Counts:
    return _is_there(f"COUNTIF({column(term.table.name, term.table.lead)},{text('?*')})>0")


@counting.register
def _(term: ColumnTerm) -> Counts:
    name = term.table.name
    begun = f"{column(name, term.beside)},{text('?*')}"
    there = f"{begun},{column(name, term.entry.attribute)},{text('?*')}"
    all_rows, done = f"COUNTIFS({begun})", f"COUNTIFS({there})"
    if term.may_be_blank:
        # Taken away rather than left out by "<>": programs do not agree whether "<>" counts blanks.
        attribute, value = term.may_be_blank
        exempt = f"{column(name, attribute)},{text(value)}"
        all_rows += f"-COUNTIFS({begun},{exempt})"
        done += f"-COUNTIFS({there},{exempt})"
    return f"({done})", f"({all_rows}-({done}))"


def _rows_of(domain: int, code: str, attribute: str) -> str:
    table = f"EDS_Evidence{domain}"
    return f"COUNTIFS({column(table, 'outcome')},{text(code)},{column(table, attribute)},{text('?*')})"


def _is_there(condition: str) -> Counts:
    return f"IF({condition},1,0)", f"IF({condition},0,1)"


def progress_cells() -> Iterator[Calculated]:
    """Yield the formula cells of the progress table."""
    shown = [sheet for sheet in SHEETS if sheet.title in _shown_titles()]
    for sheet in shown:
        done, to_do = _count_formulas(sheet)
        unused = _unused(sheet)
        yield _cell("done", sheet.title, chosen(unused, done), _counter(sheet, 0))
        yield _cell("to_do", sheet.title, chosen(unused, to_do), _counter(sheet, 1))
        state = chosen(((condition, text(NOT_USED)) for condition, _ in unused), _state_formula(sheet.title))
        yield _cell("state", sheet.title, state, _stater(sheet))
        if any(terms(sheet)):
            yield _cell("first", sheet.title, _first_formula(sheet), _first_finder(sheet))
    titles = [sheet.title for sheet in shown]
    for position, attribute in enumerate(("done", "to_do")):
        cells = _sum_formula(attribute, titles)
        yield _cell(attribute, WHOLE, cells, _whole_counter(shown, position))
    yield _cell("state", WHOLE, _state_formula(WHOLE), _whole_stater(shown))


def _shown_titles() -> list[str]:
    table = next(table for table in START.tables() if table.name == PROGRESS)
    return [str(row[0]) for row in table.given if row[0] != WHOLE]


def _sum_formula(attribute: str, titles: list[str]) -> str:
    first, last = (table_cell(PROGRESS, attribute, title) for title in (titles[0], titles[-1]))
    return f"SUM({first}:{last.split('!')[1]})"


def _cell(attribute: str, title: str, formula: str, value: Callable[[State], str | float]) -> Calculated:
    return Calculated(PROGRESS, attribute, title, formula, value)


def _count_formulas(sheet: Sheet) -> Counts:
    pairs = [counting(term) for term in terms(sheet)]
    if not pairs:
        return "0", "0"
    return "+".join(done for done, _ in pairs), "+".join(to_do for _, to_do in pairs)


def _unused(sheet: Sheet) -> list[tuple[str, str]]:
    return [(f"{table_cell(SHEET_USES, 'used', sheet.title)}={text(NO)}", "0")] if sheet.optional else []


def _state_formula(title: str) -> str:
    return f"IF({table_cell(PROGRESS, 'to_do', title)}=0,{text(COMPLETE)},{text(INCOMPLETE)})"


def _first_formula(sheet: Sheet) -> str:
    """Return the formula of a link to the first entry that is missing; nothing where none is."""
    missing = [(f"{counting(term)[1]}>0", term) for term in terms(sheet)]
    target = chosen(((condition, text("#" + term.target)) for condition, term in missing), text("#"))
    words = chosen(((condition, text(term.words)) for condition, term in missing), '""')
    return f'IF({table_cell(PROGRESS, "to_do", sheet.title)}=0,"",HYPERLINK({target},{words}))'


def _first_finder(sheet: Sheet) -> Callable[[State], str]:
    def first(state: State) -> str:
        if not is_used(state.assessment, sheet):
            return ""
        missing = (term.words for term in terms(sheet) if term.count(state.assessment, state.card)[1])
        return next(missing, "")

    return first


def counts(state: State, sheet: Sheet) -> tuple[int, int]:
    """Return how many required entries of a sheet are done and to do; none of a sheet that is not used."""
    return state.once(("counts", sheet.title), lambda: _counts(state, sheet))


def _counts(state: State, sheet: Sheet) -> tuple[int, int]:
    if not is_used(state.assessment, sheet):
        return 0, 0
    pairs = [term.count(state.assessment, state.card) for term in terms(sheet)]
    return sum(done for done, _ in pairs), sum(to_do for _, to_do in pairs)


def _counter(sheet: Sheet, position: int) -> Callable[[State], float]:
    return lambda state: counts(state, sheet)[position]


def _stater(sheet: Sheet) -> Callable[[State], str]:
    def state_of(state: State) -> str:
        if not is_used(state.assessment, sheet):
            return NOT_USED
        return COMPLETE if counts(state, sheet)[1] == 0 else INCOMPLETE

    return state_of


def _whole_counter(sheets: list[Sheet], position: int) -> Callable[[State], float]:
    return lambda state: sum(counts(state, sheet)[position] for sheet in sheets)


def _whole_stater(sheets: list[Sheet]) -> Callable[[State], str]:
    return lambda state: INCOMPLETE if any(counts(state, sheet)[1] for sheet in sheets) else COMPLETE
