"""What stands behind ``.api`` in Excel, in the shape Excel has it: as much as ``live_native.py`` uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

from tests.engines.calls import EngineError

_WRONG_PASSWORD = -2146827284


@dataclass(frozen=True, slots=True)
class Allowances:
    """What a protected sheet still allows, in the order of Excel's Protect."""

    AllowFormattingCells: bool = False
    AllowFormattingColumns: bool = False
    AllowFormattingRows: bool = False
    AllowInsertingColumns: bool = False
    AllowInsertingRows: bool = False
    AllowInsertingHyperlinks: bool = False
    AllowDeletingColumns: bool = False
    AllowDeletingRows: bool = False
    AllowSorting: bool = False
    AllowFiltering: bool = False
    AllowUsingPivotTables: bool = False


@dataclass(frozen=True, slots=True)
class Protection:
    """How a sheet is protected."""

    drawings: bool = True
    scenarios: bool = True
    allowances: Allowances = field(default_factory=Allowances)


class Lock(Protocol):
    """A sheet's protection, as the program behind an engine keeps it."""

    def state(self) -> Protection | None:
        """How the sheet is protected; None if it is not."""
        ...

    def take_off(self, password: str) -> bool:
        """Take the protection off; whether the password was right."""
        ...

    def put_on(self, protection: Protection) -> None:
        """Protect the sheet, without a password."""
        ...


class NativeSheet:
    """A worksheet as Excel shows it behind ``.api``."""

    EnableSelection = 0

    def __init__(self, lock: Lock, calls: Any, name: str) -> None:
        self._lock, self._calls, self._name = lock, calls, name

    @property
    def _state(self) -> Protection:
        return self._lock.state() or Protection()

    @property
    def ProtectContents(self) -> bool:  # noqa: N802 - Excel's name
        return self._lock.state() is not None

    @property
    def ProtectDrawingObjects(self) -> bool:  # noqa: N802 - Excel's name
        return self._state.drawings

    @property
    def ProtectScenarios(self) -> bool:  # noqa: N802 - Excel's name
        return self._state.scenarios

    @property
    def Protection(self) -> Allowances:  # noqa: N802 - Excel's name
        return self._state.allowances

    def Unprotect(self, password: str) -> None:  # noqa: N802 - Excel's name
        self._calls.record("unprotect", self._name)
        if not self._lock.take_off(password):
            raise EngineError("the password is wrong", _WRONG_PASSWORD)

    def Protect(  # noqa: N802 - Excel's name
        self, password: str, drawings: bool, contents: bool, scenarios: bool, only: bool, *allowed: bool
    ) -> None:
        self._calls.record("protect", self._name)
        assert (password, contents, only, len(allowed)) == ("", True, False, len(fields(Allowances)))
        self._lock.put_on(Protection(drawings, scenarios, Allowances(*allowed)))


class NativeBook:
    """A workbook as Excel shows it behind ``.api``."""

    def __init__(self, path: str, read_only: bool, save_copy: Callable[[Path], None], calls: Any) -> None:
        self.Path, self.ReadOnly = path, read_only
        self._save_copy, self._calls = save_copy, calls

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802 - Excel's name
        self._calls.record("save copy", path)
        self._save_copy(Path(path))


class NativeApp:
    """Excel itself, as it shows behind ``.api``."""

    def __init__(self, books: Any) -> None:
        self._books = books
        self.AutoCorrect = SimpleNamespace(AutoExpandListRange=True, AutoFillFormulasInLists=True)
        self.ProtectedViewWindows = SimpleNamespace(Count=0)

    @property
    def ActiveWorkbook(self) -> Any:  # noqa: N802 - Excel's name
        self._books.app.calls.record("active workbook")
        return self._books.active
