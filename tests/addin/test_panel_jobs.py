"""The thread beside the panel's window: what belongs to Excel is used and let go of in it alone."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable

from eds_xl.addin.panel_jobs import Jobs, Progress

SECONDS = 20


class OfExcel:
    """Stands for something of Excel's; notes the thread in which it ends."""

    def __init__(self, ended: list[threading.Thread]) -> None:
        weakref.finalize(self, lambda: ended.append(threading.current_thread()))


class Window:
    """What a window does for its jobs: call back later."""

    def __init__(self) -> None:
        self.later: list[Callable[[], None]] = []
        self.failures: list[str] = []
        self.jobs = Jobs(
            lambda _, act: self.later.append(act),
            lambda _: None,
            lambda _: None,
            lambda error: self.failures.append(str(error)),
        )

    def do(self, work: Callable[[Progress], object], then: Callable[[object], None] = lambda _: None) -> None:
        """Do work and wait until it is done."""
        self.jobs.do(work, then)
        end = time.monotonic() + SECONDS
        while self.jobs.working:
            assert time.monotonic() < end
            self.later.pop()()


def test_a_result_ends_in_the_thread_that_made_it() -> None:
    ended: list[threading.Thread] = []
    window = Window()
    window.do(lambda _: OfExcel(ended))
    assert ended == [], "the window may still be asking the user about it"
    window.do(lambda _: None)
    (thread,) = ended
    assert thread is not threading.current_thread()


def test_what_work_is_done_on_ends_in_the_thread_of_the_work() -> None:
    """As a plan of documents does: it is made by one piece of work, and the next carries it out."""
    ended: list[threading.Thread] = []
    window = Window()

    def go_on(plan: object) -> None:
        window.jobs.do(lambda _: f"{plan} is carried out", lambda _: None)

    window.do(lambda _: OfExcel(ended), go_on)
    window.do(lambda _: None)
    (thread,) = ended
    assert thread is not threading.current_thread()


def test_what_failed_work_held_ends_in_its_thread() -> None:
    ended: list[threading.Thread] = []
    window = Window()

    def fail(_: Progress) -> None:
        held = OfExcel(ended)
        raise ValueError(f"it failed with {type(held).__name__}")

    window.do(fail)
    assert window.failures == ["it failed with OfExcel"]
    (thread,) = ended
    assert thread is not threading.current_thread()
