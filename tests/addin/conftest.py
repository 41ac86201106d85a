"""A virtual screen with the panel on it."""

from __future__ import annotations

import gc
import importlib.util
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.addin.driver import Driver


@pytest.fixture(scope="session")
def screen(requires: Callable[[str], Path]) -> Iterator[str]:
    """A virtual screen of its own."""
    if importlib.util.find_spec("_tkinter") is None:
        requires("python3-tk")
    requires("xdotool")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            str(requires("xvfb")),
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            "1280x900x24",
            "-nolisten",
            "tcp",
        ],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as answer:
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture
def driver(screen: str) -> Iterator[Driver]:
    from tkinter import TclError

    driver = Driver(screen)
    yield driver
    with suppress(TclError):  # closed already
        driver.root.destroy()
    # What is left of a window must be cleared away in this thread, not whenever another happens to collect.
    del driver
    gc.collect()
