"""The command line as its users meet it: results, exit codes, one sentence for everything that goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from eds_xl.actions.demo import example
from eds_xl.assessment.model import Assessment, DomainOne
from eds_xl.cli import main
from eds_xl.workbook.closed import open_book
from eds_xl.workbook.reading import read
from eds_xl.workbook.rows import fresh_assessment
from eds_xl.workbook.template import build
from tests.cli.conftest import BLMK, MSE, Run


def stored(path: Path) -> Assessment:
    return read(open_book(path)).assessment


# ---------------------------------------------------------------- new


def test_new_makes_an_empty_workbook(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "New.xlsx"
    code, said, _ = run("new", out, "--year", "2024/25", "--organisation", "North Trust")
    assert code == 0
    assert "Open it in Excel" in said
    assert stored(out) == fresh_assessment("2024/25", "North Trust")


@pytest.mark.parametrize(
    ("year", "written"),
    [
        ("24/25", "2024/25"),
        ("2024-25", "2024/25"),
        ("2024–25", "2024/25"),
        (" 2024 / 2025 ", "2024/25"),
        ("", ""),
    ],
)
def test_new_writes_a_year_in_the_usual_form(run: Run, tmp_path: Path, year: str, written: str) -> None:
    out = tmp_path / "New.xlsx"
    assert run("new", out, "--year", year)[0] == 0
    assert stored(out).organisation.reporting_year == written
    assert "ORG-012" not in run("check", out)[1]


# One year alone can be the earlier or the later of the two, and a month is no year.
@pytest.mark.parametrize("year", ["banana", "2025/27", "25", "2024", "2024/26", "25/24", "February 2025"])
def test_new_refuses_a_year_that_is_none(
    run: Run, tmp_path: Path, year: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "New.xlsx"
    with pytest.raises(SystemExit) as left:
        run("new", out, "--year", year)
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith(
        f'eds-xl: "{year}" is no reporting year: write it like 2024/25.'
    )
    assert not out.exists()


def test_new_from_json_and_export_to_json_are_inverse(run: Run, tmp_path: Path, workbook: Path) -> None:
    assert run("export", workbook, "--to", "json", "--draft")[0] == 0
    data = workbook.with_suffix(".json")
    copy = tmp_path / "Copy.xlsx"
    assert run("new", copy, "--from", data)[0] == 0
    assert stored(copy) == stored(workbook)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not JSON"),
        ("[]", 'does not say "format"'),
        ("\ud800", "it is not written in UTF-8"),
        ('{"format": "eds-xl assessment", "version": 2}', "newer"),
        ('{"format": "eds-xl assessment", "version": 1, "ratings": [{"outcome": "9Z"}]}', '"ratings"'),
        ('{"format": "eds-xl assessment", "version": 1, "organisation": {"name": true}}', '"name"'),
    ],
)
def test_new_from_something_else_says_what_is_wrong(
    run: Run, tmp_path: Path, content: str, words: str
) -> None:
    (tmp_path / "data.json").write_text(content, encoding="utf-8", errors="surrogatepass")
    code, _, err = run("new", tmp_path / "New.xlsx", "--from", tmp_path / "data.json")
    assert code == 2
    assert words in err
    assert not (tmp_path / "New.xlsx").exists()


def test_new_from_a_workbook_says_what_it_takes(run: Run, tmp_path: Path, workbook: Path) -> None:
    code, _, err = run("new", tmp_path / "New.xlsx", "--from", workbook)
    assert code == 2
    assert "it is an Excel workbook" in err
    assert "Use a file made by eds-xl export --to json" in err
    assert not (tmp_path / "New.xlsx").exists()


def test_new_does_not_replace_a_file_unless_told_to(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "New.xlsx"
    out.write_text("precious", encoding="utf-8")
    code, _, err = run("new", out)
    assert (code, out.read_text(encoding="utf-8")) == (2, "precious")
    assert "already exists" in err
    assert run("new", out, "--force")[0] == 0


@pytest.mark.parametrize("out", ["missing folder/New.xlsx", "New.docx", "."])
def test_new_says_where_it_cannot_write(run: Run, tmp_path: Path, out: str) -> None:
    code, said, err = run("new", tmp_path / out)
    assert (code, said) == (2, "")
    assert one_sentence(err)


# ---------------------------------------------------------------- score


def test_score_says_how_each_total_was_reached(run: Run, workbook: Path) -> None:
    code, said, _ = run("score", workbook)
    assert code == 0
    words = " ".join(said.split())
    assert "EDS Organisation Rating: 19 – Developing" in words
    assert "Domain 1 counts 8, the sum of the agreed ratings: 2 + 2 + 2 + 2." in words
    assert "8 + 6 + 5 = 19 out of 33." in words


def test_score_as_json(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "BLMK.xlsx"
    path.write_bytes(build(example(BLMK)))
    code, said, _ = run("score", path, "--json")
    data = json.loads(said)
    assert code == 0
    assert (data["total"], data["band"], data["version"]) == (10, "Developing", 1)
    assert [domain["total"] for domain in data["domains"]] == [5, 3, 2]
    assert data["domains"][1]["last_year"] == 4
    assert data["services"][0]["counts"] is True


# ---------------------------------------------------------------- fill


def test_fill_records_the_score_and_says_each_change(run: Run, workbook: Path) -> None:
    code, said, _ = run("fill", workbook)
    assert code == 0
    assert "EDS Organisation Rating: 19 – Developing" in said
    assert "Score card, B" in said
    recorded = stored(workbook).recorded
    assert (recorded.statement, recorded.total, recorded.domain_1) == ("19 – Developing", "19", "8")
    backups = list((workbook.parent / "eds-xl backups").iterdir())
    assert len(backups) == 1


def test_fill_a_second_time_changes_nothing(run: Run, workbook: Path) -> None:
    run("fill", workbook)
    before = workbook.read_bytes()
    code, said, _ = run("fill", workbook)
    assert code == 0
    assert "Nothing had to be changed." in said
    assert workbook.read_bytes() == before


def test_fill_changes_only_what_it_says(run: Run, workbook: Path) -> None:
    before = stored(workbook)
    assert run("fill", workbook)[0] == 0
    after = stored(workbook)
    assert replace(after, recorded=before.recorded) == before


def test_fill_mends_ratings_refs_outcomes_and_formulas(run: Run, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book["Domain 2"]
    table = sheet.tables["EDS_Evidence2"].ref
    first_row = int("".join(filter(str.isdigit, table.split(":")[0]))) + 1
    sheet[f"A{first_row + 1}"] = None
    sheet[f"M{first_row + 1}"] = None
    sheet["C9"] = "2/Achieving"
    book["Score card"]["C19"] = 99
    book.save(workbook)
    code, said, _ = run("fill", workbook)
    assert code == 0
    assert 'Turned "2/Achieving" for outcome 2A into the number 2.' in said
    assert "Wrote the outcome 2A, as in the row above, which this row continues." in said
    assert "Gave this row the Ref E" in said
    assert "Score card, C19: Put back the formula" in said
    after = open_book(workbook)
    assert after.grid("Score card").value(19, 3) == 6
    assert after.formulas("Score card")[19, 3].startswith("IF(COUNT(")


def test_fill_without_a_total_records_none(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "Half.xlsx"
    path.write_bytes(build(replace(example(MSE), domain_1=DomainOne("One service"))))
    assert run("fill", path)[0] == 0
    recorded = stored(path).recorded
    assert recorded.statement == "Not yet rated: 7 of 11 outcomes rated"
    assert (recorded.total, recorded.band) == ("", "")


# ---------------------------------------------------------------- bad input


def one_sentence(err: str) -> bool:
    """Whether the error output is one line in plain words."""
    assert "Traceback" not in err
    assert "None" not in err
    assert err.startswith("eds-xl: ")
    return err.count("\n") == 1


def make_not_ours(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Sheet1").write(0, 0, "Something else")
    book.close()


def make_newer(path: Path) -> None:
    plain = path.with_name("plain.xlsx")
    plain.write_bytes(build())
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "docProps/custom.xml":
                data = data.replace(b">1<", b">99<")
            target.writestr(item, data)


BAD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "There is no file"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "xls": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "xls"),
    "text": (lambda path: path.write_text("name,rating", encoding="utf-8"), "is not an Excel workbook"),
    "cut short": (lambda path: path.write_bytes(build()[:5000]), "damaged"),
    "not ours": (make_not_ours, "not an EDS workbook"),
    "newer": (make_newer, "newer template"),
}


@pytest.mark.parametrize("command", ["score", "check", "fill", "export"])
@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_use_is_refused_in_one_sentence(
    run: Run, tmp_path: Path, command: str, name: str
) -> None:
    make, words = BAD_FILES[name]
    path = tmp_path / "Bad.xlsx"
    make(path)
    before = sorted(file.name for file in tmp_path.iterdir())
    code, said, err = run(command, path)
    assert (code, said) == (2, "")
    assert one_sentence(err)
    assert words in err
    assert sorted(file.name for file in tmp_path.iterdir()) == before


@pytest.mark.parametrize("lock", ["~$Our EDS.xlsx", ".~lock.Our EDS.xlsx#"])
def test_a_workbook_open_elsewhere_is_not_changed(run: Run, workbook: Path, lock: str) -> None:
    (workbook.parent / lock).write_bytes(b"")
    before = workbook.read_bytes()
    code, _, err = run("fill", workbook)
    assert code == 2
    assert one_sentence(err)
    assert "is open in another program" in err
    assert workbook.read_bytes() == before
    assert run("score", workbook)[0] == 0


def test_something_unforeseen_is_a_sentence_and_the_details_are_kept_on_request(
    run: Run, workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken inside")

    monkeypatch.setattr("eds_xl.actions.opening.read", fail)
    code, _, err = run("score", workbook)
    assert code == 2
    assert one_sentence(err)
    assert "broken inside" not in err
    details = tmp_path / "details.txt"
    assert run("score", workbook, "--details", details)[0] == 2
    assert "broken inside" in details.read_text(encoding="utf-8")


# ---------------------------------------------------------------- what is loaded


HEAVY = ("pandas", "xlwings", "docx", "typst", "openpyxl", "xlsxwriter", "numpy")
# What would slow the start of commands that read or write entries and neither check nor print them.
NOT_FOR_ENTRIES = ("traceback", "statistics", "importlib.resources", "hashlib", "eds_xl.assessment.blocks")


@pytest.mark.parametrize(
    ("command", "needless"),
    [("score", HEAVY + NOT_FOR_ENTRIES), ("check", HEAVY), ("fill", HEAVY + NOT_FOR_ENTRIES)],
)
def test_a_command_loads_only_what_it_needs(workbook: Path, command: str, needless: tuple[str, ...]) -> None:
    script = (
        "import sys\n"
        "from eds_xl.cli import main\n"
        f"main([{command!r}, {str(workbook)!r}])\n"
        f"print('loaded', [name for name in {needless!r} if name in sys.modules])\n"
    )
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        encoding="utf-8",
    )
    assert done.stdout.splitlines()[-1] == "loaded []"


def test_a_console_of_few_characters_is_no_obstacle(workbook: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "eds_xl", "score", str(workbook)],
        capture_output=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0
    assert b"19 ? Developing" in done.stdout


def test_the_page_of_findings_never_takes_the_place_of_the_workbook(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = workbook.rename(workbook.with_suffix(".html"))  # strange, and yet a workbook
    before = workbook.read_bytes()
    assert main(["check", str(workbook), "--html", str(workbook), "--force"]) == 2
    assert "is the workbook itself" in capsys.readouterr().err
    assert workbook.read_bytes() == before


@pytest.mark.parametrize("name", ["", ".", "x" * 5_000])
def test_what_can_be_no_file_is_refused_in_one_sentence(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", name]) == 2
    said = capsys.readouterr().err
    assert "did not foresee" not in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_json_is_the_same_on_every_console(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "Café → plan.xlsx"
    path.write_bytes(build(fresh_assessment()))
    done = subprocess.run(
        [sys.executable, "-m", "eds_xl", "check", path, "--json"],
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.stdout.isascii()
    assert json.loads(done.stdout)["file"] == str(path)
