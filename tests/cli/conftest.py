"""What tests of the command line share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.cli import main
from eds_xl.workbook.template import build

MSE, BLMK = EXAMPLES
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command and gives exit code, output and error output."""

    def run_command(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert code != 2 or err.count("\n") == 1
        return code, out, err

    return run_command


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The Mid and South Essex example as a workbook."""
    path = tmp_path / "Our EDS.xlsx"
    path.write_bytes(build(example(MSE)))
    return path
