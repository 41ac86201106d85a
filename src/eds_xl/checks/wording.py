"""Words that messages share: entries in quotes, lists of things, repeated rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from string import ascii_uppercase, digits
from typing import TypeVar

from eds_xl.assessment.place import Placed, Source

_LONGEST_QUOTE = 60
_PAIR = 2
_ALIKE_ENOUGH = 0.75
_BEGINNING, _FEW = 4, 2  # letters of a word that may be any other, unless there are few to choose from
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

Item = TypeVar("Item")


def quoted(entry: object) -> str:
    """Return an entry as it can be quoted within a sentence: on one line, cut where it is long."""
    words = " ".join(str(entry).split())
    return words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1].rstrip()}…"


def listed(items: Sequence[str], most: int = 6, last: str = "and") -> str:
    """Return things in a row: "1A, 1B and 1C"; beyond ``most``, how many more there are.

    ``last`` is the word before the last of them.
    """
    shown = list(items[:most])
    if len(items) > most:
        shown.append(f"{len(items) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def choices(words: Iterable[str], most: int = 6) -> str:
    """Return what one can choose from, as it is written there: '"Yes" or "No"'."""
    return listed([f'"{word}"' for word in words], most, "or")


def likely(entry: str, offered: Sequence[str]) -> str:
    """Return which of the words offered is probably meant by another one; "" if there is none, or several."""
    words = entry.casefold()
    is_enough = len(words) >= _BEGINNING or len(offered) <= _FEW
    begun = [word for word in offered if is_enough and word.casefold().startswith(words)]
    longer = [
        word for word in offered if re.match(rf"{re.escape(word.casefold())}(?! and\b| *[,;&/])\W", words)
    ]
    found = begun or longer
    if not found and len(entry) <= _LONGEST_QUOTE:
        from difflib import get_close_matches  # here: few entries need it

        by_words = {word.casefold(): word for word in offered}
        found = [by_words[word] for word in get_close_matches(words, by_words, 2, _ALIKE_ENOUGH)]
    return found[0] if len(found) == 1 else ""


def instead(entry: str, offered: Sequence[str]) -> str:
    """Return the words between "Choose" and "from the list" that name what is probably meant; else ""."""
    meant = likely(entry, offered)
    return f'"{meant}" or something else ' if meant else ""


def outcomes(codes: Sequence[str]) -> str:
    """Return outcomes in words: "outcome 1A", "outcomes 1A and 1B"."""
    return f"{'outcome' if len(codes) == 1 else 'outcomes'} {listed(codes, 11)}"


def rows(numbers: Sequence[int]) -> str:
    """Return rows of a sheet, given in order, in words: "row 12", "rows 12, 15 to 20 and 24"."""
    return f"{'row' if len(numbers) == 1 else 'rows'} {listed(_spans(numbers))}"


def cells(sources: Iterable[Source]) -> str:
    """Return cells of one column in words: "D12", "D12, D15 to D20 and D24"."""
    places = sorted((int(name.lstrip(ascii_uppercase)), name) for name in (source.cell for source in sources))
    column = places[0][1].rstrip(digits)
    return listed(_spans([row for row, _ in places], column))


def _spans(numbers: Sequence[int], column: str = "") -> list[str]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [span for run in runs for span in _span([f"{column}{number}" for number in run])]


def _span(run: Sequence[str]) -> list[str]:
    return [f"{run[0]} to {run[-1]}"] if len(run) > _PAIR else list(run)


def count(number: int, thing: str) -> str:
    """Return how many there are of something: "one row", "12 rows"."""
    words = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{words} {thing if number == 1 else thing + 's'}"


def in_more_rows(number: int) -> str:
    """Return the addition to a message about an entry that stands in several rows; "" for one."""
    return "" if number == 1 else f" (here and in {count(number - 1, 'more row')})"


def marks(records: Iterable[Placed]) -> str:
    """Return what tells a group of rows from any other: an acceptance of it must not cover more of them."""
    return " ".join(place.row_words.mark for record in records if (place := record.place) and place.row_words)


def by_entry(items: Iterable[Item], entry: Callable[[Item], str]) -> Iterator[tuple[str, list[Item]]]:
    """Yield items by what was entered in them, each entry once and not blank, in order of appearance."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(entry(item), []).append(item)
    return ((words, group) for words, group in groups.items() if words)


def first_letter_up(words: str) -> str:
    """Return words as they begin a sentence."""
    return words[:1].upper() + words[1:]
