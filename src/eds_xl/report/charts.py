"""Charts drawn as SVG: once, for every format; readable without colour, their numbers written on them.

Series are told apart by pattern, dash and marker before they are by colour. A column chart whose words
do not fit beneath its columns is drawn as bars, where they stand above.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from eds_xl.report.breaks import pieces
from eds_xl.report.chart_scale import Scale, scale_for
from eds_xl.report.glyphs import shown
from eds_xl.report.look import LOOK
from eds_xl.report.tree import Chart, clean

WIDTH = 480.0
"""Units; printed about as many points wide, so that the letters are as large as those of the text."""

_SIZE = 13.0
_LINE = 17.0
_EDGE = 4.0
_BAR = 16.0
_GAP = 10.0
_PLOT_HEIGHT = 150.0
_COLUMN_HEIGHT = 100.0
_WIDEST_COLUMN = 56.0
_LETTER = 0.56  # ems, a middling letter
_BACK, _INK, _GRID = "#FFFFFF", f"#{LOOK.text}", f"#{LOOK.line}"
_FONT = "Arial, Arimo, Liberation Sans, sans-serif"
# What fills the bars of a series, by its turn; every bar also has an outline.
_PATTERNS = (
    "",
    '<path d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke="{colour}" stroke-width="2"/>',
    '<circle cx="4" cy="4" r="1.8" fill="{colour}"/>',
    '<path d="M0 4h8M4 0v8" stroke="{colour}" stroke-width="1.4"/>',
    '<path d="M0 4h8" stroke="{colour}" stroke-width="3"/>',
)
_DASHES = ("", "8 4", "2 4", "10 3 2 3", "4 2")
_COLOURS = ("#005EB8", "#7C2855", "#006747", "#8A4B08", "#330072")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as SVG text and its size in units."""

    svg: str
    width: float
    height: float


def drawn(chart: Chart) -> Drawing:
    """Return the chart as a picture; the same chart gives the same bytes."""
    sheet = _Sheet()
    _legend(sheet, chart)
    scale = scale_for(chart)
    if chart.kind == "line":
        _lines(sheet, chart, scale)
    elif chart.kind == "column" and _columns_fit(chart):
        _columns(sheet, chart, scale)
    else:
        _bars(sheet, chart, scale)
    return sheet.finish(len(chart.series))


# --- the sheet


@dataclass(slots=True)
class _Sheet:
    """What is drawn so far, and how far down it reaches."""

    parts: list[str] = field(default_factory=list)
    bottom: float = _EDGE

    def text(self, x: float, y: float, words: str, anchor: str = "start") -> None:
        """Write a line; ``y`` is its foot."""
        placed = f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}">'
        self.parts.append(f"{placed}{escape(words)}</text>")

    def box(self, x: float, y: float, width: float, height: float, turn: int) -> None:
        size = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        colour = _colour(turn)
        self.parts.append(f'<rect {size} fill="{_fill(turn)}" stroke="{colour}" stroke-width="1.2"/>')

    def line(self, points: Iterable[tuple[float, float]], colour: str, width: float, dash: str = "") -> None:
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{_n(width)}"{dashes}/>'
        )

    def finish(self, series: int) -> Drawing:
        height = math.ceil(self.bottom + _EDGE)
        size = f'width="{_n(WIDTH)}" height="{height}" viewBox="0 0 {_n(WIDTH)} {height}"'
        patterns = "".join(_pattern(turn) for turn in range(series))
        look = f'font-family={quoteattr(_FONT)} font-size="{_n(_SIZE)}" fill="{_INK}"'
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size}><defs>{patterns}</defs>'
            f'<rect width="100%" height="100%" fill="{_BACK}"/><g {look}>{"".join(self.parts)}</g></svg>'
        )
        return Drawing(svg, WIDTH, float(height))


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _colour(turn: int) -> str:
    return _COLOURS[turn % len(_COLOURS)]


def _fill(turn: int) -> str:
    return f"url(#p{turn})" if _PATTERNS[turn % len(_PATTERNS)] else _colour(turn)


def _pattern(turn: int) -> str:
    marks = _PATTERNS[turn % len(_PATTERNS)]
    if not marks:
        return ""
    tile = f'<pattern id="p{turn}" width="8" height="8" patternUnits="userSpaceOnUse">'
    return f'{tile}<rect width="8" height="8" fill="{_BACK}"/>{marks.format(colour=_colour(turn))}</pattern>'


# --- words


def _printed(words: str) -> str:
    """Return words in one line, with only the characters every font has."""
    return "".join(map(shown, " ".join(clean(words).split())))


def _width(words: str) -> float:
    return len(words) * _SIZE * _LETTER


def _wrapped(words: str, width: float) -> list[str]:
    """Return words in lines no wider than a width; a word that is wider itself is cut."""
    longest = max(int(width / (_SIZE * _LETTER)), 1)
    lines = [""]
    for word in _printed(words).split():
        for number, piece in enumerate(pieces(word, longest)):
            joined = f"{lines[-1]}{'' if number or not lines[-1] else ' '}{piece}"
            if len(joined) <= longest:
                lines[-1] = joined
            else:
                lines.append(piece)
    return [line for line in lines if line]


# --- the legend


def _legend(sheet: _Sheet, chart: Chart) -> None:
    """Name the series, beside each other as far as they fit; a single one is named by the table."""
    if len(chart.series) < 2:
        return
    left = _EDGE
    for turn, series in enumerate(chart.series):
        lines = _wrapped(series.name, WIDTH - 45) or [f"Series {turn + 1}"]
        width = max(map(_width, lines)) + 54
        if left > _EDGE and (left + width > WIDTH or len(lines) > 1):
            left = _EDGE
            sheet.bottom += _LINE
        _sample(sheet, chart, left, turn)
        for number, line in enumerate(lines, 1):
            sheet.text(left + 38, sheet.bottom + _SIZE, line)
            if number < len(lines):
                sheet.bottom += _LINE
        left = WIDTH if len(lines) > 1 else left + width
    sheet.bottom += _LINE + _GAP


def _sample(sheet: _Sheet, chart: Chart, left: float, turn: int) -> None:
    if chart.kind != "line":
        sheet.box(left, sheet.bottom + 2, 30, 12, turn)
        return
    middle = sheet.bottom + _LINE / 2
    sheet.line(((left, middle), (left + 30, middle)), _colour(turn), 2.4, _DASHES[turn % len(_DASHES)])
    _marker(sheet, left + 15, middle, turn)


# --- bars


def _bars(sheet: _Sheet, chart: Chart, scale: Scale) -> None:
    room = max((_width(words) for words in _values_shown(chart)), default=0.0) + 8
    left, right = _EDGE, max(WIDTH - _EDGE - room, WIDTH / 2)
    zero = scale.place(0.0, left, right)
    for position, category in enumerate(chart.categories):
        for line in _wrapped(category, WIDTH - 2 * _EDGE):
            sheet.text(left, sheet.bottom + _SIZE, line)
            sheet.bottom += _LINE
        top = sheet.bottom
        for turn, series in enumerate(chart.series):
            end = zero
            value = series.values[position]
            if value is not None:
                end = scale.place(value, left, right)
                sheet.box(min(zero, end), sheet.bottom + 1, abs(end - zero), _BAR - 2, turn)
            sheet.text(max(zero, end) + 5, sheet.bottom + _SIZE, _printed(series.shown[position]))
            sheet.bottom += _BAR
        sheet.line(((zero, top - 1), (zero, sheet.bottom + 1)), _INK, 1.2)
        sheet.bottom += _GAP


# --- columns


def _slot(chart: Chart) -> float:
    return (WIDTH - 2 * _EDGE) / max(len(chart.categories), 1)


def _columns_fit(chart: Chart) -> bool:
    """Say whether every value fits over its column, and every word of a category beneath its columns."""
    several = len(chart.series) > 1
    room = min(_slot(chart) * 0.84 / len(chart.series), _WIDEST_COLUMN if several else WIDTH) + 4
    values = all(
        _width(_printed(words)) <= room
        for series in chart.series
        for value, words in zip(series.values, series.shown, strict=True)
        if value is not None
    )
    words = (word for category in chart.categories for word in _printed(category).split())
    return values and all(_width(word) <= _slot(chart) for word in words)


def _columns(sheet: _Sheet, chart: Chart, scale: Scale) -> None:
    top = sheet.bottom + _LINE
    foot = top + _COLUMN_HEIGHT
    zero = scale.place(0.0, foot, top)
    slot = _slot(chart)
    column = min(slot * 0.84 / len(chart.series), _WIDEST_COLUMN)
    for position in range(len(chart.categories)):
        start = _EDGE + slot * (position + 0.5) - column * len(chart.series) / 2
        for turn, series in enumerate(chart.series):
            end = zero
            value = series.values[position]
            if value is not None:
                end = scale.place(value, foot, top)
                sheet.box(start + turn * column + 1, min(zero, end), column - 2, abs(end - zero), turn)
            middle = start + (turn + 0.5) * column
            words = "" if value is None else _printed(series.shown[position])
            sheet.text(middle, min(zero, end) - 4, words, "middle")
    sheet.line(((_EDGE, zero), (WIDTH - _EDGE, zero)), _INK, 1.2)
    _categories_below(sheet, chart, foot, every=1)


def _categories_below(sheet: _Sheet, chart: Chart, foot: float, every: int) -> None:
    slot = _slot(chart)
    lowest = foot
    for position, category in enumerate(chart.categories):
        if position % every:
            continue
        for number, line in enumerate(_wrapped(category, slot * every), 1):
            at = foot + number * _LINE
            sheet.text(_EDGE + slot * (position + 0.5), at, line, "middle")
            lowest = max(lowest, at)
    sheet.bottom = lowest + _EDGE


# --- lines


def _lines(sheet: _Sheet, chart: Chart, scale: Scale) -> None:
    top = sheet.bottom + _LINE
    foot = top + _PLOT_HEIGHT
    for tick in scale.ticks:
        level = scale.place(tick, foot, top)
        sheet.line(((_EDGE, level), (WIDTH - _EDGE, level)), _INK if not tick else _GRID, 0.8)
    slot = _slot(chart)
    written: dict[int, list[float]] = {}
    for turn, series in enumerate(chart.series):
        points = [
            (_EDGE + slot * (position + 0.5), scale.place(value, foot, top)) if value is not None else None
            for position, value in enumerate(series.values)
        ]
        for run in _runs(points):
            sheet.line(run, _colour(turn), 2.4, _DASHES[turn % len(_DASHES)])
        for position, point in enumerate(points):
            if point is not None:
                _marker(sheet, *point, turn)
                taken = written.setdefault(position, [])
                _value_beside(sheet, chart, position, point, _printed(series.shown[position]), taken)
    longest = max((_width(word) for each in chart.categories for word in _printed(each).split()), default=0)
    # A value may stand below its point: the categories leave it a line.
    _categories_below(sheet, chart, foot + _LINE, every=max(math.ceil((longest + 6) / slot), 1))


def _value_beside(
    sheet: _Sheet, chart: Chart, position: int, point: tuple[float, float], words: str, taken: list[float]
) -> None:
    """Write a value above its point, or below; where figures would run together it stands in the table only.

    ``taken`` holds the feet of the words already written there.
    """
    crowded = max(map(_width, _values_shown(chart)), default=0.0) > _slot(chart)
    last = len(chart.categories) - 1
    if crowded and position not in (0, last):
        return
    x, y = point
    anchor = "middle" if not crowded else "end" if position else "start"
    free = (at for at in (y - 8, y + _LINE + 2) if all(abs(at - other) >= _SIZE for other in taken))
    foot = next(free, None)
    if foot is not None:
        taken.append(foot)
        sheet.text(x, foot, words, anchor)


def _runs(points: list[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    """Yield the points that follow each other without a gap."""
    run: list[tuple[float, float]] = []
    for point in (*points, None):
        if point is not None:
            run.append(point)
        elif run:
            yield run
            run = []


def _marker(sheet: _Sheet, x: float, y: float, turn: int) -> None:
    shapes = (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="4.5"/>',
        f'<rect x="{_n(x - 4)}" y="{_n(y - 4)}" width="8" height="8"/>',
        f'<path d="M{_n(x)} {_n(y - 5.5)}l5 9.5h-10z"/>',
        f'<path d="M{_n(x)} {_n(y - 6)}l6 6l-6 6l-6-6z"/>',
        f'<path d="M{_n(x - 5)} {_n(y)}h10M{_n(x)} {_n(y - 5)}v10"/>',
    )
    colour = _colour(turn)
    shape = shapes[turn % len(shapes)]
    sheet.parts.append(f'<g fill="{_BACK}" stroke="{colour}" stroke-width="2">{shape}</g>')


def _values_shown(chart: Chart) -> Iterator[str]:
    return (_printed(words) for series in chart.series for words in series.shown)
