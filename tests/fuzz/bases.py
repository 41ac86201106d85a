"""The sound workbooks that mutations start from."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.workbook.template import build
from tests.builders import complete_assessment
from tests.conftest import find_tool
from tests.everything import everything_workbook
from tests.workbook.closed_samples import resaved_by_libreoffice


def quick_bases() -> list[bytes]:
    """Return what every run starts from: an empty workbook, a complete one, one with foreign things in it."""
    return [build(), build(complete_assessment()), everything_workbook(complete_assessment())]


def all_bases(folder: Path) -> Iterator[bytes]:
    """Yield also the published examples, and workbooks as other programs save them."""
    yield from quick_bases()
    yield from (build(example(name)) for name in EXAMPLES)
    plain = build(complete_assessment())
    yield _resaved_by_openpyxl(plain)
    soffice = find_tool("soffice")
    if soffice is not None:
        source, out = folder / "base.xlsx", folder / "resaved"
        out.mkdir()
        source.write_bytes(plain)
        yield resaved_by_libreoffice(soffice, source, out).read_bytes()


def _resaved_by_openpyxl(data: bytes) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book, target = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
        book.save(target)
    return target.getvalue()
