"""What the tests of documents share: the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Requires = Callable[[str], Path]


@pytest.fixture(scope="session")
def browser(requires: Requires) -> Iterator[Any]:
    chromium = requires("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        # The sandbox cannot be had as root, which containers often are.
        running = play.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        yield running
        running.close()
