"""What Excel says when it cannot be asked just now, in the words the user reads.

A cell being edited, an open dialog or a long calculation makes Excel turn every call away. That often
passes, so each call is tried again for a while.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

from eds_xl.workbook.live_xlwings import load_xlwings
from eds_xl.workbook.problems import WorkbookProblem, problem

PATIENCE = 4.0
"""Seconds for which a call is tried again."""

_PAUSE = 0.2

_BUSY = frozenset(
    {
        -2147418111,  # RPC_E_CALL_REJECTED
        -2147417846,  # RPC_E_SERVERCALL_RETRYLATER
        -2147417845,  # RPC_E_SERVERCALL_REJECTED
        -2146777998,  # VBA_E_IGNORE: a cell is being edited
    }
)
_GONE = frozenset(
    {
        -2147417848,  # RPC_E_DISCONNECTED
        -2147023174,  # RPC_S_SERVER_UNAVAILABLE
        -2147023170,  # RPC_S_CALL_FAILED
    }
)

_Result = TypeVar("_Result")


def patiently(work: Callable[[], _Result], *, name: str, doing: str, seconds: float | None = None) -> _Result:
    """Return what a call to Excel gives, tried again while Excel is busy.

    Args:
        work: The call; it may be made several times.
        name: The workbook's name, for messages.
        doing: What it is for, in words that follow "Excel would not".
        seconds: For how long to try; :data:`PATIENCE` if not given.

    Raises:
        WorkbookProblem: CON-013 if Excel stays busy, CON-018 if it says no or is gone.
    """
    end = time.monotonic() + (PATIENCE if seconds is None else seconds)
    while True:
        try:
            return work()
        except excel_errors() as error:
            if not is_busy(error):
                raise _refusal(error, name, doing) from error
            if time.monotonic() >= end:
                raise problem("busy", name=name) from error
        time.sleep(_PAUSE)


def excel_errors() -> tuple[type[Exception], ...]:
    """Return the exceptions by which Excel and xlwings say that something was not to be had."""
    refused: type[Exception] = load_xlwings().XlwingsError
    windows = windows_part()
    if windows is None:
        return (refused,)
    # AttributeError is how the Windows bridge reports some calls that Excel turned away.
    return (refused, windows.pywintypes.com_error, windows.ExcelBusyError, AttributeError)


def windows_part() -> Any:
    """Return the module in which xlwings talks to Excel on Windows; None on other systems."""
    return sys.modules.get("xlwings._xlwindows")


def is_busy(error: Exception) -> bool:
    """Return whether an error means that Excel may well answer a little later."""
    named = type(error).__name__ in ("ExcelBusyError", "AttributeError")
    return named or not _BUSY.isdisjoint(_codes(error))


def _codes(error: Exception) -> set[int]:
    """The error numbers of a call: of the bridge, and of Excel behind it."""
    details = getattr(error, "excepinfo", None) or ()
    return {code for code in (getattr(error, "hresult", None), *details[-1:]) if isinstance(code, int)}


def _refusal(error: Exception, name: str, doing: str) -> WorkbookProblem:
    if not _GONE.isdisjoint(_codes(error)):
        return problem("gone", name=name)
    return problem("refused", name=name, doing=doing)
