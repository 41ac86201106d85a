"""Cells gathered into rectangles: asking Excel for one block costs hardly more than asking for one cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eds_xl.workbook.coordinates import Box, Place


def rectangles(places: Iterable[Place]) -> list[Box]:
    """Return rectangles that cover the places, each once and nothing else, from the top left.

    Runs down a column are joined with equal runs beside them: entries stand in columns.
    """
    runs: dict[tuple[int, int], list[int]] = {}
    for column, top, bottom in _runs(places):
        runs.setdefault((top, bottom), []).append(column)
    found = []
    for (top, bottom), columns in runs.items():
        found += [(top, left, bottom, right) for left, right in _stretches(columns)]
    return sorted(found)


def _runs(places: Iterable[Place]) -> Iterator[tuple[int, int, int]]:
    """Yield column, first and last row of each run down a column, by column."""
    by_column: dict[int, list[int]] = {}
    for row, column in set(places):
        by_column.setdefault(column, []).append(row)
    for column in sorted(by_column):
        for top, bottom in _stretches(sorted(by_column[column])):
            yield column, top, bottom


def _stretches(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each stretch of numbers that follow each other."""
    start = numbers[0]
    for here, after in zip(numbers, [*numbers[1:], None], strict=True):
        if after != here + 1:
            yield start, here
            start = after or 0


def halves(box: Box) -> tuple[Box, Box]:
    """Return the two halves of a rectangle of at least two cells, cut across its longer side."""
    top, left, bottom, right = box
    if bottom - top >= right - left:
        middle = (top + bottom) // 2
        return (top, left, middle, right), (middle + 1, left, bottom, right)
    middle = (left + right) // 2
    return (top, left, bottom, middle), (top, middle + 1, bottom, right)


def cells_of(box: Box) -> Iterator[Place]:
    """Yield the cells of a rectangle, row by row."""
    top, left, bottom, right = box
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
