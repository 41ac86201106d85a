"""Web pages checked against WCAG 2.2 AA by axe-core, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Of the rules that are kept one element each is told, which saves most of the time.
OPTIONS = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
NARROW, WIDE = 390, 1280


def violations(browser: Any, html: str, width: int, folder: Path) -> set[str]:
    """The rules of WCAG 2.2 AA that axe-core finds broken at a width of the window."""
    from axe_playwright_python.sync_playwright import Axe

    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(file.as_uri())
    found = Axe().run(tab, options=OPTIONS)
    tab.close()
    assert found.response["passes"], "axe-core checked nothing"
    return {violation["id"] for violation in found.response["violations"]}


def width_needed(browser: Any, html: str, width: int) -> int:
    """The pixels that a page takes sideways in a window of a width."""
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.set_content(html)
    needed: int = tab.evaluate("document.documentElement.scrollWidth")
    tab.close()
    return needed
