"""Outputs are written whole or not at all, and each refusal is one sentence."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from eds_xl import files
from eds_xl.files import OutputProblem, write_whole


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SWAP_PAUSE", 0)


def refused(path: Path, *, force: bool = False) -> str:
    """The sentence that writing gives; nothing is left behind."""
    beside = set(path.parent.iterdir()) if path.parent.is_dir() else set()
    with pytest.raises(OutputProblem) as caught:
        write_whole(path, b"new", force=force)
    sentence = str(caught.value)
    assert (set(path.parent.iterdir()) if path.parent.is_dir() else set()) == beside
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0
    assert "Errno" not in sentence
    return sentence


def test_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    write_whole(path, b"whole", force=False)
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in the folder")
def test_a_new_file_has_the_usual_permissions_and_a_replaced_one_its_own(tmp_path: Path) -> None:
    usual, path = tmp_path / "usual", tmp_path / "report.docx"
    usual.write_bytes(b"")
    write_whole(path, b"whole", force=False)
    assert path.stat().st_mode == usual.stat().st_mode
    path.chmod(0o640)
    write_whole(path, b"again", force=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_an_existing_file_is_kept_without_force(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(b"old")
    assert '"report.docx" already exists' in refused(path)
    assert path.read_bytes() == b"old"
    write_whole(path, b"new", force=True)
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_is_no_file(tmp_path: Path, force: bool) -> None:
    (tmp_path / "out").mkdir()
    assert "is a folder" in refused(tmp_path / "out", force=force)


def test_a_missing_folder(tmp_path: Path) -> None:
    assert "does not exist" in refused(tmp_path / "missing" / "report.docx")
    (tmp_path / "file").write_bytes(b"x")
    assert "does not exist" in refused(tmp_path / "file" / "report.docx")


@pytest.mark.skipif(os.name == "nt", reason="needs a right that few have on Windows")
def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    precious, link = tmp_path / "precious", tmp_path / "report.docx"
    precious.write_bytes(b"precious")
    link.symlink_to(precious)
    assert "already exists" in refused(link)
    write_whole(link, b"new", force=True)
    assert precious.read_bytes() == b"precious"
    assert not link.is_symlink()
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nowhere")
    assert "already exists" in refused(dangling)


@pytest.mark.parametrize(
    ("step", "error", "words"),
    [
        ("os.open", PermissionError(errno.EACCES, "no"), "may not be allowed"),
        ("os.open", OSError(errno.ENAMETOOLONG, "long"), "try another name"),
        ("os.open", OSError(errno.EROFS, "read only"), "cannot be written"),
        ("os.fsync", OSError(errno.ENOSPC, "full"), "not enough room"),
        ("pathlib.Path.replace", PermissionError(errno.EACCES, "open"), "open in another program"),
    ],
)
def test_what_fails_leaves_the_former_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: OSError, words: str
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(step, fail)
    assert words in refused(path, force=True)
    assert path.read_bytes() == b"old"


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    assert "cannot be written" in refused(tmp_path / ("n" * 300))
