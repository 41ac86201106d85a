"""The committed template and examples are what the code makes: their parts are compared, not their archives."""

from __future__ import annotations

import io
import zipfile

import pytest

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.assessment.model import Assessment
from eds_xl.workbook.template import build
from tools.make_examples import FOLDER
from tools.make_template import TEMPLATE


def parts(workbook: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_template_is_what_the_spec_gives() -> None:
    assert parts(TEMPLATE.read_bytes()) == parts(build()), "run: make template"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_what_their_data_give(name: str) -> None:
    assert parts((FOLDER / EXAMPLES[name]).read_bytes()) == parts(build(example(name))), "run: make examples"


def test_another_assessment_gives_other_parts() -> None:
    assert parts(build(Assessment())) != parts(build())
