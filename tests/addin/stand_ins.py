"""Stand-ins for what a test computer does not have: the Windows registry, message boxes, Excel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from eds_xl.actions.opening import open_closed
from eds_xl.addin.places import Places
from eds_xl.addin.windows import MACHINE, OWN, RegistryValue
from eds_xl.workbook.closed import ClosedBook
from eds_xl.workbook.coordinates import Place
from eds_xl.workbook.package import read_package
from eds_xl.workbook.problems import problem
from eds_xl.workbook.sheet_patch import Entry


@dataclass
class FakeRegistry:
    """A registry in memory: part, key and name to value; a key without values has an entry named "" ."""

    entries: dict[tuple[str, str, str], RegistryValue] = field(
        default_factory=lambda: {(OWN, "Software", ""): None}
    )

    def read(self, part: str, key: str, name: str) -> RegistryValue:
        wanted = (part, key.casefold(), name.casefold())
        return next(
            (value for (p, k, n), value in self.entries.items() if (p, k.casefold(), n.casefold()) == wanted),
            None,
        )

    def values(self, part: str, key: str) -> list[RegistryValue]:
        return [value for (p, k, n), value in self.entries.items() if (p, k) == (part, key) and n]

    def write(self, key: str, name: str, text: str) -> None:
        parts = key.split("\\")
        for length in range(1, len(parts) + 1):
            self.entries.setdefault((OWN, "\\".join(parts[:length]), ""), None)
        self.entries[OWN, key, name] = text

    def remove(self, key: str) -> None:
        assert not [k for _, k, _ in self.entries if k.startswith(f"{key}\\")], (
            "Windows removes no key with keys below"
        )
        for entry in [entry for entry in self.entries if entry[:2] == (OWN, key)]:
            del self.entries[entry]

    def is_empty(self, key: str) -> bool:
        ours = [entry for entry in self.entries if entry[0] == OWN and f"{entry[1]}\\".startswith(f"{key}\\")]
        return ours == [(OWN, key, "")]

    def on_machine(self, key: str, name: str, value: RegistryValue) -> None:
        self.entries[MACHINE, key, name] = value


@dataclass
class FakeFace:
    """Remembers what the user would have read, and answers as told."""

    answer: bool = True
    told: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    progressed: list[str] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    def tell(self, words: str) -> None:
        self.told.append(words)

    def warn(self, words: str) -> None:
        self.warned.append(words)

    def ask(self, question: str) -> bool:
        self.asked.append(question)
        return self.answer

    def progress(self, words: str) -> None:
        self.progressed.append(words)

    def show_folder(self, folder: Path) -> None:
        self.folders.append(folder)


class OpenWorkbook(ClosedBook):
    """A workbook that behaves as if Excel had it open: there is a selected cell, changes count at once."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, read_package(path))
        self.at: tuple[str, int, int] | None = None
        self.lies_in: Path | None = path.parent
        self.was_changed = False
        self.statuses: list[str] = []
        self.address = "https://trust.sharepoint.com/sites/EDS"

    @property
    def folder(self) -> Path | None:
        return self.lies_in

    def _commit(self, parts: Mapping[str, bytes | None], asked: Mapping[str, Mapping[Place, Entry]]) -> None:
        super()._commit(parts, asked)
        self.was_changed |= bool(parts)

    @property
    def location(self) -> str:
        return self.address if self.lies_in is None else str(self.lies_in)

    def show_status(self, words: str) -> None:
        self.statuses.append(words)

    def selected(self) -> tuple[str, int, int] | None:
        return self.at

    def select(self, sheet: str, row: int, column: int) -> None:
        assert sheet in self.sheet_names()
        self.at = (sheet, row, column)


@dataclass
class FakeExcel:
    """Excel with at most one workbook; call it to attach."""

    book: OpenWorkbook | None = None
    asked_for: list[str | None] = field(default_factory=list)

    def __call__(self, name: str | None) -> OpenWorkbook:
        self.asked_for.append(name)
        if self.book is None:
            raise problem("nothing open", name="")
        self.book.was_changed = False
        return self.book


def fake_places(folder: Path, python: Path) -> Places:
    """A user's computer with an empty registry, and no start folder yet."""
    package = folder / "eds_xl" / "addin" / "__main__.py"
    package.parent.mkdir(parents=True)
    package.touch()
    return Places(FakeRegistry(), folder / "XLSTART", python, package)


def saved(path: Path) -> ClosedBook:
    """What stands in a file now."""
    return open_closed(path)
