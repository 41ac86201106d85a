"""Work that the panel waits for, without its window freezing where that can be avoided.

A closed file is worked on beside the window. Excel must be spoken to from one thread only, the window's own:
work on the workbook in Excel therefore happens there, and the window answers again when it is done.
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
        self._messages: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self.working = False

    def here(self, work: Work, then: After) -> None:
        """Do work in the window's own thread, then hand its result on; nothing if work is going on."""
        if self.working:
            return
        self._begin()
        # The window shows that it is working before it stops answering.
        self._later(1, lambda: self._finish(*_outcome(work, self._progress), then))

    def beside(self, work: Work, then: After) -> None:
        """Do work in a thread of its own, then hand its result on; nothing if work is going on."""
        if self.working:
            return
        self._begin()
        threading.Thread(target=self._run, args=(work,), daemon=True).start()
        self._later(EVERY, lambda: self._look(then))

    def _run(self, work: Work) -> None:
        self._messages.put(_outcome(work, lambda words: self._messages.put(("progress", words))))

    def _look(self, then: After) -> None:
        while not self._messages.empty():
            kind, content = self._messages.get()
            if kind != "progress":
                self._finish(kind, content, then)
                return
            self._progress(content)
        self._later(EVERY, lambda: self._look(then))

    def _begin(self) -> None:
        self.working = True
        self._busy(True)

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
        return "failed", error
