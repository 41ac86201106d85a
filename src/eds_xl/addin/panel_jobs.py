"""Work that the panel waits for, done beside its window, which therefore never freezes.

All work is done in one thread, for what belongs to Excel may be used only in the thread that asked for it.
xlwings makes that thread known to Windows by itself.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any

Progress = Callable[[str], None]
Work = Callable[[Progress], Any]
"""What is to be done; it is given a function that says how far it is."""
After = Callable[[Any], None]

EVERY = 50
"""Milliseconds between two looks at how far the work is."""


class Jobs:
    """Does one piece of work at a time, and hands its result or its failure back to the window's thread."""

    def __init__(
        self,
        later: Callable[[int, Callable[[], None]], object],
        progress: Progress,
        busy: Callable[[bool], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Make the jobs of a window.

        Args:
            later: Calls a function in the window's thread after some milliseconds.
            progress: Shows how far the work is.
            busy: Is told when work begins and when it has ended.
            failed: Shows what went wrong.
        """
        self._later, self._progress, self._busy, self._failed = later, progress, busy, failed
        self._work: queue.SimpleQueue[Work] = queue.SimpleQueue()
        self._messages: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._worker: threading.Thread | None = None
        self.working = False

    def do(self, work: Work, then: After) -> None:
        """Do work beside the window, then hand its result on; nothing if work is going on."""
        if self.working:
            return
        self.working = True
        self._busy(True)
        if self._worker is None:
            self._worker = threading.Thread(target=self._run, daemon=True)
            self._worker.start()
        self._work.put(work)
        self._later(EVERY, lambda: self._look(then))

    def _run(self) -> None:
        while True:
            work = self._work.get()
            # Held until the next work is done: by then the window has let go of it, so that a result with
            # something of Excel's in it ends in this thread.
            outcome = _outcome(work, self._say)
            self._messages.put(outcome)

    def _say(self, words: str) -> None:
        self._messages.put(("progress", words))

    def _look(self, then: After) -> None:
        while not self._messages.empty():
            kind, content = self._messages.get()
            if kind != "progress":
                self._finish(kind, content, then)
                return
            self._progress(content)
        self._later(EVERY, lambda: self._look(then))

    def _finish(self, kind: str, content: Any, then: After) -> None:
        self.working = False
        self._busy(False)
        if kind == "failed":
            self._failed(content)
        else:
            then(content)


def _outcome(work: Work, progress: Progress) -> tuple[str, Any]:
    try:
        return "done", work(progress)
    except Exception as error:  # noqa: BLE001 - whatever it is, the window must say so and stay usable
        # Its trace holds on to what belongs to Excel, which must not be let go of in another thread.
        error.__cause__ = error.__context__ = None
        return "failed", error.with_traceback(None)
