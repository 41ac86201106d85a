"""Workbooks made to do harm: bounded time and memory, one clear sentence or a harmless result."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hostile import amplified, files
from tests.hostile.files import SECRET, sound
from tests.hostile.limited import MOST_MEGABYTES, SECONDS, Ended, run_limited
from tests.workbook.closed_samples import parts_of

NAME = "From outside.xlsx"
MOST_SECONDS = 20
"""What a refusal or a result may take at most, in processor time; the limit set stops it only later."""

Make = Callable[[], bytes]

# Refused, with these words of the sentence.
REFUSED: dict[str, tuple[Make, str]] = {
    "a zip bomb": (files.zip_bomb, "several hundred times its size"),
    "a zip bomb of many parts": (files.zip_bomb_of_many_parts, "too large"),
    "a zip bomb of overlapping parts": (files.zip_bomb_of_overlapping_parts, "too large"),
    "a million parts": (files.a_million_parts, "parts"),
    "thousands of sheets": (files.thousands_of_sheets, "4,015 sheets"),
    "one text in many cells": (files.one_text_in_many_cells, "4,000,000 characters"),
    "one formula in many cells": (files.one_formula_in_many_cells, "formula"),
    "a hundred thousand lines": (files.a_hundred_thousand_lines, "100,000 lines"),
    "more rows than any return": (files.more_rows_than_any_return, "10,000 rows"),
    "more than half a million filled cells": (files.more_than_half_a_million_filled_cells, "filled in"),
    "strings of gigabytes": (lambda: files.strings_of_gigabytes(2 * 1024**3), "too large"),
    "strings of gigabytes that say they are few": (lambda: files.strings_of_gigabytes(1_000), "damaged"),
    "deep nesting in the book": (files.deep_nesting_in_the_book, "damaged"),
    "entity expansion": (files.entity_expansion, "damaged"),
    "entity expansion in the book": (files.entity_expansion_in_the_book, "damaged"),
    "quadratic expansion": (files.quadratic_expansion, "damaged"),
    "a document type in UTF-16": (files.a_document_type_in_utf_16, "damaged"),
    "a part that is a link": (files.a_part_that_is_a_link, "damaged"),
    "formulas without results": (amplified.formulas_without_results, "filled in"),
    "long formulas without results": (amplified.long_formulas_without_results, "4,000,000 characters"),
    "a sheet with a long name": (amplified.a_sheet_with_a_long_name, "more than 255 characters"),
    "millions of elements": (amplified.millions_of_elements, "has 15 MB"),
    "an attribute of thirty megabytes": (files.an_attribute_of_thirty_megabytes, ""),
}

# Read as if nothing were, or refused: what counts is that it ends, and soon.
BOUNDED: dict[str, Make] = {
    "a million blank styled rows": files.a_million_blank_styled_rows,
    "a million blank styled cells": files.a_million_blank_styled_cells,
    "a text of sixty megabytes": files.a_text_of_sixty_megabytes,
    "a million texts": files.a_million_texts,
    "a text of a million runs": files.a_text_of_a_million_runs,
    "deep nesting in a sheet": files.deep_nesting_in_a_sheet,
    "deep nesting in the strings": files.deep_nesting_in_the_strings,
    "half a million attributes": files.a_million_attributes,
    "half a million names": files.a_million_names,
    "tables to the last row": amplified.tables_to_the_last_row,
    "tables to the last row without headings": amplified.tables_to_the_last_row_without_headings,
    "number formats of brackets": amplified.number_formats_of_brackets,
    "formulas of brackets": amplified.formulas_of_brackets,
    "a name for a sheet that never ends": amplified.a_name_for_a_sheet_that_never_ends,
    "as many elements as are taken apart": lambda: amplified.millions_of_elements("a<b/>", megabytes=8),
}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder to work in, beside which nothing may appear."""
    place = tmp_path / "inside" / "work"
    place.mkdir(parents=True)
    yield place
    assert [path.name for path in tmp_path.rglob("*") if "escaped" in path.name] == []
    assert list(tmp_path.iterdir()) == [tmp_path / "inside"]


def run_on(data: bytes, folder: Path, *words: str) -> Ended:
    """Run a command on a file; it ends by itself, within the limits, and says nothing of Python."""
    path = folder / NAME
    path.write_bytes(data)
    ended = run_limited(words[0], path, *words[1:], folder=folder)
    print(f"\n{words[0]}: {ended.code}, {ended.seconds:.1f} s, {ended.megabytes:.0f} MB {ended.err.strip()}")
    assert ended.code in (0, 1, 2), ended
    assert "Traceback" not in ended.err
    assert "did not foresee" not in ended.err
    assert "not enough memory" not in ended.err
    assert ended.seconds < MOST_SECONDS < SECONDS
    assert ended.megabytes < MOST_MEGABYTES
    return ended


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_one_sentence(what: str, folder: Path) -> None:
    make, words = REFUSED[what]
    data = make()
    assert run_on(data, folder, "fill").refused(words)
    assert (folder / NAME).read_bytes() == data
    assert [path.name for path in folder.iterdir()] == [NAME]


@pytest.mark.parametrize("what", BOUNDED)
def test_it_ends_soon(what: str, folder: Path) -> None:
    data = BOUNDED[what]()
    ended = run_on(data, folder, "fill")  # which reads all that check reads
    if ended.code == 2:
        assert ended.refused()
        assert (folder / NAME).read_bytes() == data


def test_a_findings_table_to_the_last_row(folder: Path) -> None:
    assert run_on(amplified.a_findings_table_to_the_last_row(), folder, "check", "--write").code in (0, 1)


def test_cells_far_apart(folder: Path) -> None:
    ended = run_on(amplified.cells_far_apart(), folder, "check")
    assert ended.code == 0
    assert "warnings" in ended.out
    assert ended.seconds < MOST_SECONDS / 4  # comparing each cell with each other takes more


def test_links_over_many_cells(folder: Path) -> None:
    ended = run_on(amplified.links_over_many_cells(), folder, "export", "--draft", "--to", "md")
    assert ended.code == 0
    assert ended.megabytes < MOST_MEGABYTES / 2  # keeping an address for each cell takes more than all of it


def test_a_huge_sheet_is_read_but_not_taken_apart_to_be_changed(folder: Path) -> None:
    data = files.a_huge_sheet_to_be_changed()
    assert run_on(data, folder, "check").code == 0
    assert run_on(data, folder, "fill").refused("too large")
    assert (folder / NAME).read_bytes() == data


@pytest.mark.parametrize("make", [files.an_external_entity, files.an_external_document_type])
def test_external_entities_are_refused(make: Callable[[str], bytes], folder: Path) -> None:
    secret = folder / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    ended = run_on(make(secret.as_uri()), folder, "check", "--json")
    assert ended.refused("damaged")
    assert SECRET not in ended.out + ended.err


def test_inclusions_are_not_followed(folder: Path) -> None:
    secret = folder / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    ended = run_on(files.an_inclusion(secret.as_uri()), folder, "export", "--to", "json", "--draft")
    assert SECRET not in ended.out + ended.err
    made = (folder / NAME).with_suffix(".json")
    assert not made.exists() or SECRET not in made.read_text(encoding="utf-8")


def test_paths_that_lead_out_of_the_package_lead_nowhere(folder: Path) -> None:
    data = files.paths_out_of_the_package()
    assert run_on(data, folder, "fill").code in (0, 2)
    ended = run_on(data, folder, "check", "--json")
    assert "root:" not in ended.out


@functools.cache
def with_connections() -> bytes:
    return files.external_links_and_connections("http://127.0.0.1:9/eds")


def test_strings_outside_the_package_are_not_fetched(folder: Path) -> None:
    secret = folder / "secret.xml"
    secret.write_text(f"<sst><si><t>{SECRET}</t></si></sst>", encoding="utf-8")
    ended = run_on(files.strings_outside_the_package(secret.as_uri()), folder, "check", "--json")
    assert ended.refused("damaged")


def test_external_links_and_connections_are_kept_and_never_followed(
    folder: Path, requires: Callable[[str], Path]
) -> None:
    assert run_on(with_connections(), folder, "fill").code == 0
    assert run_on(with_connections(), folder, "check").code == 0
    network = calls_to_the_network(requires("strace"), folder)
    assert network == []
    for part in (
        "xl/externalLinks/externalLink1.xml",
        "xl/externalLinks/externalLink2.xml",
        "xl/connections.xml",
    ):
        assert parts_of(folder / NAME)[part] == parts_of(with_connections())[part]


def calls_to_the_network(strace: Path, folder: Path) -> list[str]:
    """The system calls of check, fill and export that have to do with a network, or that start a program."""
    from tests.hostile.system_calls import traced

    calls = []
    for words in (["check", NAME], ["fill", NAME], ["export", NAME, "--draft", "--to", "docx,html,pdf"]):
        points = traced(strace, folder, words, "%network,openat,execve")
        calls += [str(point) for point in points if point.name not in ("openat", "open")]
    return calls


def test_the_sound_workbook_is_read_within_a_fraction_of_the_limits(folder: Path) -> None:
    ended = run_on(sound(), folder, "check")
    assert ended.code == 0
    assert ended.megabytes < 150
