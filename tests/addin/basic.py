"""Running macros in LibreOffice: Visual Basic text put into a document's own library, and called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.engines.libreoffice_office import Office

_RUN_MACROS = 4
_SCRIPT = "vnd.sun.star.script:Standard.{}?language=Basic&location=document"


class Basic:
    """A document with macros in it."""

    def __init__(self, document: Any) -> None:
        self._provider = document.getScriptProvider()

    def call(self, function: str, *arguments: str) -> str:
        """Call a function ("Module.Function") and return its text.

        An error that a macro does not catch ends it without a word, so a function must give an answer.
        """
        try:
            answer, _, _ = self._provider.getScript(_SCRIPT.format(function)).invoke(arguments, (), ())
        except Exception as error:  # noqa: BLE001 - errors that come over the bridge cannot be raised again
            raise AssertionError(f"{function}: {error}") from None
        assert isinstance(answer, str)
        assert answer, f"{function} ended without an answer"
        return answer


@contextmanager
def basic(modules: Mapping[str, str], workbook: Path | None = None) -> Iterator[Basic]:
    """Start LibreOffice with a document that has these modules: a workbook, or an empty one."""
    office = Office()
    try:
        may_run = office.setting("MacroExecutionMode", _RUN_MACROS)
        place = workbook.as_uri() if workbook else "private:factory/scalc"
        document = office.desktop.loadComponentFromURL(place, "_blank", 0, (may_run,))
        libraries = document.BasicLibraries
        libraries.VBACompatibilityMode = True
        library = libraries.getByName("Standard")
        for name, text in modules.items():
            library.insertByName(name, _for_libreoffice(text))
        yield Basic(document)
    finally:
        office.stop()


def _for_libreoffice(text: str) -> str:
    lines = [line for line in text.splitlines() if not line.startswith("Attribute ")]
    return "\n".join(("Option VBASupport 1", *lines))
