"""The calls that reach a spreadsheet program: counted, and turned away while it is busy."""

from __future__ import annotations

from collections import Counter

from xlwings import XlwingsError

CALL_REJECTED = -2147418111

READS = ("read values", "read formulas", "read format", "list names")
WRITES = ("write values", "write formulas", "write format")


class EngineError(XlwingsError):
    """What a spreadsheet program says no with: the part of pywintypes.com_error."""

    def __init__(self, words: str, hresult: int) -> None:
        super().__init__(words)
        self.hresult = hresult
        self.excepinfo = None


class Calls:
    """The calls made to one program, in order; ``busy`` of the next are turned away."""

    def __init__(self) -> None:
        self.made: list[tuple[str, str]] = []
        self.busy = 0
        self.refuse = ""

    def record(self, kind: str, where: str = "") -> None:
        """Note a call; raises EngineError while the program is busy or if this kind is to be refused."""
        if self.busy > 0:
            self.busy -= 1
            raise EngineError("a cell is being edited", CALL_REJECTED)
        if self.refuse and kind.startswith(self.refuse):
            raise EngineError("no", -2147352567)
        self.made.append((kind, where))

    def forget(self) -> None:
        """Begin to count anew."""
        self.made.clear()

    def count(self, *kinds: str) -> int:
        """Return how many calls of these kinds were made."""
        counted = Counter(kind for kind, _ in self.made)
        return sum(counted[kind] for kind in kinds)

    def where(self, kind: str) -> list[str]:
        """Return what the calls of a kind were about."""
        return [where for made, where in self.made if made == kind]
