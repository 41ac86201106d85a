"""Saving: at every moment the user has the former workbook or the new one, whole, and knows which."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from eds_xl import backups, files
from eds_xl.backups import BACKUP_FOLDER, BACKUPS_KEPT
from eds_xl.files import OutputProblem
from eds_xl.workbook import readback
from eds_xl.workbook.book import Change
from eds_xl.workbook.closed import ClosedBook, open_book
from eds_xl.workbook.package import Package
from eds_xl.workbook.problems import WorkbookProblem
from tests.workbook.closed_samples import PACKAGE, edit_parts, small_workbook

NAME = "EDS return 2024.xlsx"
PICTURE = "xl/media/image1.png"
MOMENT = datetime(2026, 11, 24, 10, 15)  # noqa: DTZ001 – the user's own clock


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SWAP_PAUSE", 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f><v>1</v></c></row>'
    return edit_parts(
        small_workbook(tmp_path / NAME, f"<sheetData>{rows}</sheetData>"), {PICTURE: b"a picture"}
    )


def changed_book(path: Path, value: float = 2.0) -> ClosedBook:
    book = open_book(path)
    book.apply([Change("Sheet1", 1, 1, value)])
    return book


def refused(book: ClosedBook) -> WorkbookProblem:
    """The problem that saving gives; the file is then as it was and nothing is left beside it."""
    before, beside = book.path.read_bytes(), set(book.path.parent.rglob("*"))
    with pytest.raises(WorkbookProblem) as caught:
        book.save()
    assert book.path.read_bytes() == before
    assert set(book.path.parent.rglob("*")) == beside
    assert NAME in caught.value.message
    return caught.value


# In place


def test_the_former_version_is_kept(path: Path) -> None:
    before = path.read_bytes()
    backup = changed_book(path).save()
    assert backup is not None
    assert backup.parent == path.parent / BACKUP_FOLDER
    assert re.fullmatch(r"EDS return 2024 \(before eds-xl \d{4}-\d\d-\d\d \d{6}\)\.xlsx", backup.name)
    assert backup.read_bytes() == before
    assert open_book(backup).grid("Sheet1").value(1, 1) == 1.0
    assert open_book(path).grid("Sheet1").value(1, 1) == 2.0
    assert set(path.parent.iterdir()) == {path, backup.parent}


def at_each_call(*moments: datetime) -> type[datetime]:
    """A clock that shows these moments, one after the other."""
    left = iter(moments)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return next(left)

    return Clock


def test_only_the_last_versions_are_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number_of_saves = BACKUPS_KEPT + 3
    moments = [MOMENT + timedelta(minutes=30 * number) for number in range(number_of_saves)]
    monkeypatch.setattr(backups, "datetime", at_each_call(*moments))
    folder = path.parent / BACKUP_FOLDER
    folder.mkdir()
    others = [
        folder / "EDS return 2024 (before the board).xlsx",
        folder / "EDS return (before eds-xl x).xlsx",
    ]
    others.append(
        folder / "EDS return 2024 (before eds-xl 2020-01-01 000000) (before eds-xl 2020-01-01 000000).xlsx"
    )
    for other in others:
        other.write_bytes(b"kept")
    book = open_book(path)
    saved = []
    for number in range(number_of_saves):
        book.apply([Change("Sheet1", 1, 1, float(number + 5))])
        saved.append(book.save())
    assert set(folder.iterdir()) == {*saved[-BACKUPS_KEPT:], *others}


def test_backups_of_one_second_keep_their_order(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "datetime", at_each_call(MOMENT, MOMENT, MOMENT))
    book = open_book(path)
    names = []
    for number in range(3):
        book.apply([Change("Sheet1", 1, 1, float(number + 5))])
        backup = book.save()
        assert backup is not None
        names.append(backup.name)
    assert names[0] == "EDS return 2024 (before eds-xl 2026-11-24 101500).xlsx"
    assert names == sorted(set(names))


def test_where_nothing_changed_nothing_is_written(path: Path) -> None:
    before = path.stat()
    book = open_book(path)
    assert book.save() is None
    book.apply([Change("Sheet1", 1, 1, 1.0), Change("Sheet1", 1, 2, 1.0, "A1"), Change("Sheet1", 7, 7, None)])
    assert book.save() is None
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert list(path.parent.iterdir()) == [path]


def test_a_saved_book_goes_on(path: Path) -> None:
    book = changed_book(path, 2.0)
    book.save()
    assert book.save() is None
    book.apply([Change("Sheet1", 1, 1, 3.0)])
    book.save()
    assert open_book(path).grid("Sheet1").value(1, 1) == 3.0


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in the folder")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_stay_and_backups_have_them_too(path: Path, mode: int) -> None:
    path.chmod(mode)
    backup = changed_book(path).save()
    assert backup is not None
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert stat.S_IMODE(backup.stat().st_mode) == mode


@pytest.mark.skipif(os.name == "nt", reason="needs a right that few have on Windows")
def test_a_link_is_followed(path: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.xlsx"
    link.symlink_to(path)
    backup = changed_book(link).save()
    assert link.is_symlink()
    assert open_book(path).grid("Sheet1").value(1, 1) == 2.0
    assert backup is not None
    assert backup.parent == path.parent / BACKUP_FOLDER


# What stops a save


@pytest.mark.parametrize("lock", ["~${}", ".~lock.{}#"])
def test_a_workbook_open_in_another_program(path: Path, lock: str) -> None:
    beside = path.with_name(lock.format(NAME))
    beside.write_bytes(b"somebody")
    problem = refused(changed_book(path))
    assert problem.code == "CON-012"
    assert beside.name in problem.next_step
    assert open_book(path).grid("Sheet1").value(1, 1) == 1.0  # reading is fine
    beside.unlink()
    assert changed_book(path).save() is not None


@pytest.mark.parametrize("sign", ["relationship", "part"])
def test_a_signed_workbook_is_read_but_not_changed(path: Path, tmp_path: Path, sign: str) -> None:
    origin = f"{PACKAGE}/relationships/digital-signature/origin"
    link = f'<Relationship Id="rId8" Type="{origin}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    if sign == "relationship":
        edit_parts(path, {"_rels/.rels": lambda text: text.replace("</Relationships>", link)})
    else:
        edit_parts(path, {"_xmlsignatures/origin.sigs": ""})
    book = open_book(path)
    assert book.grid("Sheet1").value(1, 1) == 1.0
    book.save(tmp_path / "copy.xlsx")  # as it is
    assert (tmp_path / "copy.xlsx").read_bytes() == path.read_bytes()
    book.apply([Change("Sheet1", 1, 1, 2.0)])
    assert refused(book).code == "CON-010"
    with pytest.raises(WorkbookProblem) as caught:
        book.save(tmp_path / "changed.xlsx")
    assert caught.value.code == "CON-010"
    assert not (tmp_path / "changed.xlsx").exists()


def test_a_write_protected_workbook(path: Path) -> None:
    path.chmod(0o444)
    problem = refused(changed_book(path))
    assert problem.code == "CON-011"
    assert "write-protected" in problem.message


def test_somebody_else_saved_meanwhile(path: Path) -> None:
    book, other = changed_book(path, 2.0), changed_book(path, 3.0)
    other.save()
    assert refused(book).code == "CON-012"
    assert open_book(path).grid("Sheet1").value(1, 1) == 3.0


def test_the_file_was_taken_away_meanwhile(path: Path) -> None:
    book = changed_book(path)
    path.unlink()
    with pytest.raises(WorkbookProblem) as caught:
        book.save()
    assert caught.value.code == "CON-012"
    assert list(path.parent.iterdir()) == []


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("step", "error", "code", "words"),
    [
        ("os.fsync", OSError(errno.ENOSPC, "full"), "CON-011", "not enough room"),
        ("os.fsync", OSError(errno.EIO, "broken"), "CON-011", "cannot be saved"),
        ("os.open", PermissionError(errno.EACCES, "no"), "CON-011", "cannot be saved"),
        ("pathlib.Path.replace", PermissionError(errno.EACCES, "held"), "CON-011", "cannot be saved"),
        ("pathlib.Path.replace", OSError(errno.EXDEV, "what"), "CON-011", "cannot be saved"),
        ("pathlib.Path.mkdir", PermissionError(errno.EACCES, "no"), "CON-011", "cannot be saved"),
        ("os.fsync", KeyboardInterrupt(), "", ""),
    ],
)
def test_whatever_fails_the_file_is_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: Exception, code: str, words: str
) -> None:
    book = changed_book(path)
    monkeypatch.setattr(step, failing(error))
    if code:
        problem = refused(book)
        assert problem.code == code
        assert words in problem.message
    else:
        with pytest.raises(KeyboardInterrupt):
            book.save()
        assert list(path.parent.iterdir()) == [path]
    monkeypatch.undo()
    monkeypatch.setattr(files, "SWAP_PAUSE", 0)
    assert book.save() is not None
    assert open_book(path).grid("Sheet1").value(1, 1) == 2.0


def test_a_drive_without_permissions_is_no_obstacle(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "chmod", failing(PermissionError(errno.EPERM, "what?")))
    assert changed_book(path).save() is not None
    assert open_book(path).grid("Sheet1").value(1, 1) == 2.0


def test_the_longest_names(tmp_path: Path) -> None:
    path = small_workbook(tmp_path / f"{'n' * 250}.xlsx", "<sheetData/>")
    book = changed_book(path)
    with pytest.raises(WorkbookProblem) as caught:
        book.save()
    assert caught.value.code == "CON-011"  # there is no room in the name for when it was kept
    assert open_book(path).grid("Sheet1").values == {}


def test_a_file_held_for_a_moment_is_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tries = Path.replace, []

    def held_twice(self: Path, target: Path) -> Path:
        if target == path:
            tries.append(target)
            if len(tries) < 3:
                raise PermissionError(errno.EACCES, "scanned")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held_twice)
    changed_book(path).save()
    assert len(tries) == 3
    assert open_book(path).grid("Sheet1").value(1, 1) == 2.0


def of_windows(number: int, kind: int = errno.EINVAL) -> OSError:
    """An error as Windows numbers it."""
    error = OSError(kind, "Windows")
    error.winerror = number  # type: ignore[attr-defined,unused-ignore]
    return error


@pytest.mark.parametrize(
    "error",
    [
        of_windows(5, errno.EACCES),  # access denied: open in Excel, or held by a scanner
        of_windows(32, errno.EACCES),  # sharing violation
        of_windows(33, errno.EACCES),  # a part of it is locked
        of_windows(1224),  # mapped into a program's memory
        of_windows(391),  # OneDrive is working on it
    ],
    ids=lambda error: str(error.winerror),
)
@pytest.mark.parametrize("times", [1, 100])
def test_what_windows_and_onedrive_say_of_a_held_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, times: int
) -> None:
    real, left = Path.replace, [times]

    def held(self: Path, target: Path) -> Path:
        if target == path and left[0]:
            left[0] -= 1
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    if times == 1:
        assert changed_book(path).save() is not None
        assert open_book(path).grid("Sheet1").value(1, 1) == 2.0
    else:
        problem = refused(changed_book(path))
        assert problem.code == "CON-012"
        assert "open in another program" in problem.message


def test_a_file_locked_against_reading_while_it_is_saved(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, real = changed_book(path), Path.read_bytes

    def locked(self: Path) -> bytes:
        if self == path:
            raise of_windows(32, errno.EACCES) if os.name == "nt" else PermissionError(errno.EACCES, "locked")
        return real(self)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", locked)
        with pytest.raises(WorkbookProblem) as caught:
            book.save()
    assert caught.value.code == "CON-012"
    assert open_book(path).grid("Sheet1").value(1, 1) == 1.0


def test_a_file_held_for_long_is_reported_and_leaves_no_backup(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target == path:
            raise PermissionError(errno.EACCES, "open in Excel")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    problem = refused(changed_book(path))
    assert problem.code == "CON-012"
    assert not (path.parent / BACKUP_FOLDER).exists()


def test_a_name_too_long_for_a_backup_is_refused_and_leaves_no_folder(path: Path) -> None:
    longest = path.rename(path.with_name(f"{'x' * 250}.xlsx"))
    book = changed_book(longest)
    with pytest.raises(WorkbookProblem) as caught:
        book.save()
    assert caught.value.code == "CON-011"
    assert "its name is too long for the copy" in str(caught.value)
    assert [entry.name for entry in longest.parent.iterdir()] == [longest.name]


def test_an_interrupt_right_after_the_swap_leaves_the_copy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former, real = path.read_bytes(), Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        done = real(self, target)
        if target == path:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        changed_book(path).save()
    assert open_book(path).grid("Sheet1").value(1, 1) == 2.0
    assert [kept.read_bytes() for kept in (path.parent / BACKUP_FOLDER).iterdir()] == [former]


def test_a_scanner_that_holds_the_new_file_for_a_moment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, left = Path.read_bytes, [2]

    def held(self: Path) -> bytes:
        if self.suffix == ".tmp" and left[0]:
            left[0] -= 1
            raise of_windows(32, errno.EACCES)
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", held)
    assert changed_book(path).save() is not None
    assert left == [0]


def test_a_folder_of_backups_that_was_there_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path.parent / BACKUP_FOLDER).mkdir()
    monkeypatch.setattr(backups, "_replace", failing(OSError(errno.EIO, "broken")))
    assert refused(changed_book(path)).code == "CON-011"
    assert list((path.parent / BACKUP_FOLDER).iterdir()) == []


def test_a_file_from_outside_stays_marked_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows keeps the mark in a stream named like this, for which a file of that name stands in here."""
    mark, marked = b"[ZoneTransfer]\r\nZoneId=3\r\n", []
    path.with_name(f"{NAME}:Zone.Identifier").write_bytes(mark)
    real = Path.replace

    def noting(self: Path, target: Path) -> Path:
        stream = self.with_name(f"{self.name}:Zone.Identifier")
        marked.append(stream.read_bytes())
        stream.unlink()
        return real(self, target)

    monkeypatch.setattr(files, "_HAS_STREAMS", True)
    monkeypatch.setattr(Path, "replace", noting)
    changed_book(path).save()
    assert marked == [mark, mark]  # of the backup and of the workbook


def test_a_file_of_ones_own_gets_no_mark(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_HAS_STREAMS", True)
    changed_book(path).save()
    assert not [entry for entry in path.parent.rglob("*") if "Zone" in entry.name]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-40],
        lambda data: data.replace(b"sheet1.xml", b"sheet2.xml"),
        lambda data: b"",
    ],
)
def test_what_does_not_read_back_is_not_swapped_in(
    path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[bytes], bytes]
) -> None:
    book = changed_book(path)
    sound = Package.to_bytes
    monkeypatch.setattr(Package, "to_bytes", lambda self: spoil(sound(self)))
    problem = refused(book)
    assert problem.code == "CON-011"
    assert "read back" in problem.message


def test_reading_back_looks_at_cells_and_at_the_parts_left_alone(path: Path) -> None:
    book, other = changed_book(path), changed_book(path, 9.0)
    data = book._package.to_bytes()

    def check(data: bytes, asked: readback.Asked) -> None:
        readback.check_readback(data, book._package, book._contents, asked)

    check(data, book._asked)
    with pytest.raises(WorkbookProblem):
        check(other._package.to_bytes(), book._asked)
    with pytest.raises(WorkbookProblem):
        check(data, other._asked)
    spoilt = path.with_name("spoilt.xlsx")
    spoilt.write_bytes(data)
    edit_parts(spoilt, {PICTURE: b"another picture"})
    with pytest.raises(WorkbookProblem):
        check(spoilt.read_bytes(), book._asked)


# Elsewhere


def test_saving_as_a_new_file_leaves_the_old_one(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    target = tmp_path / "new.xlsx"
    assert changed_book(path).save(target) is None
    assert open_book(target).grid("Sheet1").value(1, 1) == 2.0
    assert path.read_bytes() == before
    assert set(tmp_path.iterdir()) == {path, target}
    with pytest.raises(OutputProblem, match="already exists"):
        changed_book(path).save(target)
    changed_book(path, 5.0).save(target, force=True)
    assert open_book(target).grid("Sheet1").value(1, 1) == 5.0


def test_saving_on_itself_is_saving_in_place(path: Path) -> None:
    assert changed_book(path).save(path.parent / "." / NAME) is not None
    assert open_book(path).grid("Sheet1").value(1, 1) == 2.0
