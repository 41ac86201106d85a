"""What is replaced and what is never: the files of people who ran a command once too often."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from eds_xl.actions.demo import example
from eds_xl.backups import BACKUP_FOLDER, BACKUPS_KEPT
from eds_xl.cli import main
from eds_xl.files import DETAILS
from eds_xl.workbook.template import build
from tests.cli.conftest import MSE, Run

NAME, REPORT = "Our EDS.xlsx", "Our EDS - draft report.docx"
ON_WINDOWS = pytest.mark.skipif(os.name == "nt", reason="needs what Windows has not")


def kept(folder: Path) -> list[Path]:
    return sorted((folder / BACKUP_FOLDER).glob("*"))


# ---------------------------------------------------------------- a workbook in the way of a new one


def test_a_workbook_that_is_replaced_is_kept(run: Run, workbook: Path) -> None:
    before = workbook.read_bytes()
    code, out, _ = run("new", workbook, "--force")
    (backup,) = kept(workbook.parent)
    assert code == 0
    assert f'The former file is kept as "{backup}".' in out
    assert re.fullmatch(r"Our EDS \(before eds-xl \d{4}-\d\d-\d\d \d{6}\)\.xlsx", backup.name)
    assert backup.read_bytes() == before
    assert workbook.read_bytes() == build()
    code, out, _ = run("new", workbook, "--force", "--year", "2024/25", "--json")
    assert json.loads(out)["kept"] == [str(kept(workbook.parent)[-1])]


def test_what_is_replaced_by_the_same_is_not_kept_once_more(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        code, out, _ = run("new", tmp_path / NAME, "--force", "--json")
        assert (code, json.loads(out)["kept"]) == (0, [])
    assert kept(tmp_path) == []


def test_a_new_workbook_keeps_nothing_and_says_nothing(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("new", tmp_path / NAME, "--force")
    assert (code, "kept" in out, kept(tmp_path)) == (0, False, [])
    code, out, _ = run("new", tmp_path / "Other.xlsx", "--json")
    assert json.loads(out)["kept"] == []


@pytest.mark.parametrize("lock", ["~$Our EDS.xlsx", ".~lock.Our EDS.xlsx#"])
def test_an_open_workbook_is_not_replaced(run: Run, workbook: Path, lock: str) -> None:
    before = workbook.read_bytes()
    (workbook.parent / lock).touch()
    code, _, err = run("new", workbook, "--force")
    assert (code, workbook.read_bytes() == before) == (2, True)
    assert "is open in another program" in err
    assert f'delete the file "{lock}"' in err
    assert not (workbook.parent / BACKUP_FOLDER).exists()


def test_a_protected_workbook_is_not_replaced(run: Run, workbook: Path) -> None:
    before = workbook.read_bytes()
    workbook.chmod(0o444)
    code, _, err = run("new", workbook, "--force")
    assert (code, workbook.read_bytes() == before) == (2, True)
    assert "is write-protected" in err


def test_the_demo_keeps_what_it_replaces(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert run("demo", "-o", folder)[0] == 0
    for path in folder.iterdir():
        path.write_bytes(b"changed by somebody")
    code, out, _ = run("demo", "-o", folder, "--force", "--json")
    assert code == 0
    assert sorted(json.loads(out)["kept"]) == [str(path) for path in kept(folder)]
    assert {path.suffix for path in kept(folder)} == {".docx", ".xlsx"}


# ---------------------------------------------------------------- documents


def test_documents_that_people_edit_are_kept_and_others_not(run: Run, workbook: Path) -> None:
    words = ("export", workbook, "--to", "docx,html,pdf,md,json,csv", "--draft", "--force")
    code, out, _ = run(*words)
    assert (code, "kept" in out) == (0, False)
    report = workbook.parent / REPORT
    for made in workbook.parent.glob("Our EDS*.*"):
        if made != workbook:
            made.write_bytes(b"what somebody wrote there")
    assert report.is_file()
    code, out, _ = run(*words)
    backups_kept = kept(workbook.parent)
    assert code == 0
    assert [path.suffix for path in backups_kept] == [".docx", ".md"]
    assert {path.read_bytes() for path in backups_kept} == {b"what somebody wrote there"}
    assert all(f'The former file is kept as "{path}".' in out for path in backups_kept)
    report.write_bytes(b"what somebody wrote there")
    code, out, _ = run(*words, "--json")
    assert len(json.loads(out)["kept"]) == 1


def test_ten_former_reports_are_kept(run: Run, workbook: Path) -> None:
    made = workbook.parent / REPORT.replace(".docx", ".md")
    for number in range(BACKUPS_KEPT + 3):
        made.write_text(f"version {number}", encoding="utf-8")
        assert run("export", workbook, "--to", "md", "--draft", "--force")[0] == 0
    assert len(kept(workbook.parent)) == BACKUPS_KEPT


@pytest.mark.parametrize(
    ("name", "lock", "stops"),
    [
        ("Our EDS - report.docx", "~$r EDS - report.docx", True),
        ("Our EDS - report.docx", "~$Our EDS - report.docx", True),
        ("Our EDS - report.docx", ".~lock.Our EDS - report.docx#", True),
        ("Our EDS - report.docx", "~$ EDS - report.docx", False),
        ("eight888.docx", "~$ght888.docx", True),
        ("seven77.docx", "~$even77.docx", True),
        ("six666.docx", "~$six666.docx", True),
        ("six666.docx", "~$x666.docx", False),
        ("Our EDS - report.md", "~$r EDS - report.md", False),
        ("Our EDS - report.md", ".~lock.Our EDS - report.md#", True),
        ("Our EDS - report.pdf", ".~lock.Our EDS - report.pdf#", False),
    ],
)
def test_a_document_that_is_open_is_not_replaced(
    run: Run, workbook: Path, name: str, lock: str, stops: bool
) -> None:
    place = workbook.parent / name
    (workbook.parent / lock).touch()
    words = ("export", workbook, "--to", place.suffix[1:], "-o", place, "--draft")
    assert run(*words)[0] == 0  # nothing is replaced
    place.write_bytes(b"by hand")
    code, _, err = run(*words, "--force")
    assert code == (2 if stops else 0)
    assert (place.read_bytes() == b"by hand") is stops
    assert (f'"{name}" is open in another program.' in err) is stops


def test_an_open_document_stops_all_before_one_is_written(run: Run, workbook: Path) -> None:
    (workbook.parent / REPORT).write_bytes(b"by hand")
    (workbook.parent / f"~${REPORT[2:]}").touch()
    assert run("export", workbook, "--to", "html,docx", "--draft", "--force")[0] == 2
    assert not list(workbook.parent.glob("*.html"))


# ---------------------------------------------------------------- no folder for what is kept


def in_the_way(folder: Path, what: str) -> None:
    place = folder / BACKUP_FOLDER
    if what == "a file":
        place.write_bytes(b"something")
    else:
        place.symlink_to("nowhere")


@pytest.mark.parametrize("what", ["a file", pytest.param("a dead link", marks=ON_WINDOWS)])
@pytest.mark.parametrize(
    "words",
    [["fill", NAME], ["new", NAME, "--force"], ["export", NAME, "--to", "docx", "--draft", "--force"]],
)
def test_something_in_the_way_of_the_backups_is_named(
    run: Run, workbook: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], what: str
) -> None:
    monkeypatch.chdir(workbook.parent)
    Path(REPORT).write_bytes(b"by hand")
    in_the_way(workbook.parent, what)
    before = {path: path.read_bytes() for path in workbook.parent.iterdir() if path.is_file()}
    code, _, err = run(*words)
    assert code == 2
    assert f'cannot be saved, because "{BACKUP_FOLDER}" beside it is no folder' in err
    assert f'Rename or delete "{BACKUP_FOLDER}"' in err
    assert {path: path.read_bytes() for path in workbook.parent.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("words", [["fill", NAME], ["new", NAME, "--force"]])
@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_of_backups_that_may_not_be_written_in_is_named(
    run: Run, workbook: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], number: int
) -> None:
    monkeypatch.chdir(workbook.parent)
    folder, real = workbook.parent / BACKUP_FOLDER, os.open
    folder.mkdir()

    def refusing(path: str | Path, *rest: int) -> int:
        if Path(path).absolute().parent == folder:
            raise OSError(number, "no")
        return real(path, *rest)

    before = workbook.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("os.open", refusing)
        code, _, err = run(*words)
    assert (code, workbook.read_bytes() == before) == (2, True)
    assert f'the former one cannot be kept in "{BACKUP_FOLDER}"' in err
    assert "Make sure that you may write in that folder" in err
    assert run(*words)[0] == 0


def test_a_workbook_changed_while_it_is_replaced_is_left(
    run: Run, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def meanwhile(handle: int) -> None:
        workbook.write_bytes(b"saved by somebody else")
        real(handle)

    monkeypatch.setattr("os.fsync", meanwhile)
    code, _, err = run("new", workbook, "--force")
    assert (code, workbook.read_bytes()) == (2, b"saved by somebody else")
    assert "was changed by somebody else" in err


# ---------------------------------------------------------------- what is no ordinary file, links


@pytest.mark.parametrize(
    "words",
    [
        ["check", NAME, "--html", "{}.html", "--force"],
        ["export", NAME, "--to", "docx", "-o", "{}.docx", "--draft", "--force"],
        ["export", NAME, "--to", "json", "-o", "{}.json", "--force"],
        ["new", "{}.xlsx", "--force"],
        ["check", NAME, "--details", "{}"],
    ],
)
@pytest.mark.parametrize("what", [pytest.param("pipe", marks=ON_WINDOWS), "folder"])
def test_only_an_ordinary_file_is_replaced(
    run: Run, workbook: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], what: str
) -> None:
    monkeypatch.chdir(workbook.parent)
    words = [word.format(what) for word in words]
    place = Path(next(word for word in words if word.startswith(what)))
    if what == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()
    code, _, err = run(*words)
    kind = stat.S_ISFIFO if what == "pipe" else stat.S_ISDIR
    assert kind(place.lstat().st_mode)
    if what == "folder" and words[0] == "export":  # whatever it is called, documents go into it
        assert (code, len(list(place.iterdir()))) == (0, 1)
        return
    assert code == 2
    if "--details" in words:
        assert "is already there and is not replaced" in err
    elif what == "pipe":
        assert "is a device or a pipe, not an ordinary file" in err
    else:
        assert "is a folder" in err


@ON_WINDOWS
@pytest.mark.parametrize("ending", ["docx", "html"])
def test_a_replaced_link_does_not_lend_its_permissions(run: Run, workbook: Path, ending: str) -> None:
    program, usual = workbook.parent / "program", workbook.parent / "usual"
    program.write_bytes(b"#!")
    program.chmod(0o755)
    usual.touch()
    place = workbook.parent / f"report.{ending}"
    place.symlink_to(program)
    assert run("export", workbook, "--to", ending, "-o", place, "--draft", "--force")[0] == 0
    assert not place.is_symlink()
    assert place.stat().st_mode == usual.stat().st_mode
    assert (program.read_bytes(), stat.S_IMODE(program.stat().st_mode)) == (b"#!", 0o755)
    assert kept(workbook.parent) == []


@pytest.mark.parametrize("name", ["list.xlsx", "list", "list.docx", "html"])
def test_the_page_of_findings_is_called_like_a_page(run: Run, workbook: Path, name: str) -> None:
    place = workbook.parent / name
    place.write_bytes(b"precious")
    code, out, err = run("check", workbook, "--html", place, "--force", "--write")
    assert (code, out, place.read_bytes()) == (2, "", b"precious")
    assert "is no name for a web page: give one that ends in .html" in err
    assert not (workbook.parent / BACKUP_FOLDER).exists()


@pytest.mark.parametrize("name", ["list.htm", "LIST.HTML"])
def test_both_endings_of_pages_will_do(run: Run, workbook: Path, name: str) -> None:
    assert run("check", workbook, "--html", workbook.parent / name)[0] == 0
    assert (workbook.parent / name).read_bytes().startswith(b"<!DOCTYPE html>")


# ---------------------------------------------------------------- --details


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken inside")

    monkeypatch.setattr("eds_xl.actions.opening.read", fail)


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("what", ["the workbook", "a file", pytest.param("a dead link", marks=ON_WINDOWS)])
def test_details_replace_nothing(run: Run, workbook: Path, what: str) -> None:
    place = workbook if what == "the workbook" else workbook.parent / DETAILS
    if what == "a file":
        place.write_bytes(b"precious")
    elif what == "a dead link":
        place.symlink_to(workbook.parent / "nowhere")
    before = place.read_bytes() if place.exists() else None
    code, out, err = run("check", workbook, "--details", place)
    assert (code, out) == (2, "")
    assert "is already there and is not replaced" in err
    assert f'such as "{DETAILS}"' in err
    assert (place.read_bytes() if place.exists() else None) == before
    assert not (workbook.parent / "nowhere").exists()


def test_details_are_refused_before_anything_is_done(run: Run, workbook: Path) -> None:
    before = workbook.read_bytes()
    code, _, err = run("fill", workbook, "--details", workbook.parent / "missing" / DETAILS)
    assert (code, workbook.read_bytes() == before) == (2, True)
    assert "does not exist: create it first" in err


@pytest.mark.usefixtures("broken")
def test_the_advised_name_is_one_that_works(
    run: Run, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workbook.parent)
    _, _, err = run("check", NAME)
    (advised,) = re.findall(r'--details "([^"]+)"', err)
    code, _, err = run("check", NAME, "--details", advised)
    assert code == 2
    assert f'The details are in "{advised}".' in err
    assert "broken inside" in Path(advised).read_text(encoding="utf-8")


@pytest.mark.usefixtures("broken")
def test_a_file_that_comes_meanwhile_is_not_replaced_by_details(
    run: Run, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = workbook.parent / DETAILS

    def fail(*_: object) -> None:
        place.write_bytes(b"precious")
        raise RuntimeError("broken inside")

    monkeypatch.setattr("eds_xl.actions.opening.read", fail)
    code, _, err = run("check", workbook, "--details", place)
    assert (code, place.read_bytes()) == (2, b"precious")
    assert "cannot be written" in err


def test_where_nothing_goes_wrong_there_are_no_details(run: Run, workbook: Path) -> None:
    assert run("check", workbook, "--details", workbook.parent / DETAILS)[0] == 0
    assert [path.name for path in workbook.parent.iterdir()] == [NAME]


# ---------------------------------------------------------------- nowhere to say it


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs the device that is always full")  # noqa: PTH110
@pytest.mark.parametrize("words", [["check"], ["score", "--json"], ["check", "--details", DETAILS]])
def test_an_answer_that_cannot_be_written_is_one_sentence(workbook: Path, words: list[str]) -> None:
    before = workbook.read_bytes()
    words = [str(workbook.parent / word) if word == DETAILS else word for word in words]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "eds_xl", words[0], str(workbook), *words[1:]],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("eds-xl: The answer cannot be written to where it is sent")
    assert done.stderr.count("\n") == 1
    assert [path.name for path in workbook.parent.iterdir()] == [NAME]
    assert workbook.read_bytes() == before


def test_a_reader_who_has_gone_is_told_nothing_on_windows_either(
    workbook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Gone(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(sys, "stdout", Gone())
    assert main(["check", str(workbook)]) == 2
    assert capsys.readouterr().err == ""


def test_a_reader_who_has_gone_is_told_nothing(workbook: Path) -> None:
    began, ends = os.pipe()
    os.close(began)
    done = subprocess.run(
        [sys.executable, "-m", "eds_xl", "check", str(workbook)],
        stdout=ends,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(ends)
    assert (done.returncode, done.stderr) == (2, b"")


@ON_WINDOWS
@pytest.mark.parametrize("words", [["new", NAME], ["check", NAME], ["export", NAME]])
def test_a_folder_that_is_gone_is_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    code, out, err = run(*words)
    monkeypatch.chdir(tmp_path)
    assert (code, out) == (2, "")
    assert "The folder that this window is in is not there any more" in err


# ---------------------------------------------------------------- data


@pytest.mark.parametrize(("formats", "code"), [("json", 0), ("csv,json", 0), ("md,json", 1), ("md", 1)])
def test_errors_stop_documents_and_not_data(run: Run, tmp_path: Path, formats: str, code: int) -> None:
    path = tmp_path / NAME
    path.write_bytes(build(replace(example(MSE), ratings=())))
    given, out, _ = run("export", path, "--to", formats)
    assert given == code
    assert ("was not made" in out) is (code == 1)
    made = {entry.suffix[1:] for entry in tmp_path.iterdir()} - {"xlsx"}
    assert made == (set(formats.split(",")) if code == 0 else set())
