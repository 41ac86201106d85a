"""Build the pictures of the README, pages of the examples' documents side by side: docs/pictures/*.png.

Needs pdftoppm and pdftotext (Debian: poppler-utils), chromium, and the development packages (playwright).
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.assessment.model import Assessment, BoardPaper
from eds_xl.assessment.scoring import score
from eds_xl.assessment.words import FOR_APPROVAL
from eds_xl.report.documents import DOCUMENTS
from eds_xl.report.options import ReportOptions
from eds_xl.report.pdf import write

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
_FIRST, _SECOND = EXAMPLES


@dataclass(frozen=True, slots=True)
class Page:
    """A page to show: the first of a document that holds some words."""

    document: str
    words: str


PICTURES = {
    "report.png": (
        _FIRST,
        (
            Page("report", "EDS Reporting Template"),
            Page("report", "Evidence and ratings, Domain 1"),
            Page("report", "Ratings and totals"),
        ),
    ),
    "documents.png": (
        _SECOND,
        (
            Page("board-paper", "The meeting"),
            Page("action-plan", "Action plan, Domain 1"),
            Page("scorecard", "Ratings and totals"),
        ),
    ),
}
"""By file name: the example, and the pages side by side."""

_MEETING = BoardPaper(
    board="Integrated Care Board",
    part="Part I (public)",
    meeting_date="22 March 2024",
    agenda_number="7.1",
    action_required="Approve",
)
_DPI = 110
_HEIGHT = 470
_WIDTH = 1480
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_STYLE = f"""
body {{ margin: 0; padding: 24px; background: #E8EDEE; display: inline-flex; gap: 24px }}
img {{ height: {_HEIGHT}px; background: white; box-shadow: 0 1px 5px #768692 }}
"""


def main() -> None:
    """Make the documents, pick the pages and write the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (which, pages) in PICTURES.items():
        assessment = on_its_way_to_the_board(example(which)) if which == _SECOND else example(which)
        with TemporaryDirectory() as folder:
            shown = [picture_of_page(assessment, page, Path(folder)) for page in pages]
        (FOLDER / name).write_bytes(side_by_side(shown))


def on_its_way_to_the_board(assessment: Assessment) -> Assessment:
    """Return an example as it was before its board met: the meeting's details are ours."""
    organisation = replace(assessment.organisation, stage=FOR_APPROVAL, date_authorised="", published="")
    return replace(assessment, organisation=organisation, board_paper=_MEETING)


def picture_of_page(assessment: Assessment, page: Page, folder: Path) -> bytes:
    """Return the picture of a page; raises StopIteration if the document has no such page."""
    file = folder / f"{page.document}.pdf"
    made = DOCUMENTS[page.document].make(assessment, score(assessment), ReportOptions())
    file.write_bytes(write(made))
    texts = run("pdftotext", "-layout", str(file), "-").decode("utf-8").split("\f")
    return picture_of(file, next(number for number, text in enumerate(texts, 1) if page.words in text))


def picture_of(report: Path, page: int) -> bytes:
    """Return one page of a PDF as a PNG picture."""
    return run("pdftoppm", "-png", "-r", str(_DPI), "-f", str(page), "-l", str(page), str(report))


def run(*command: str) -> bytes:
    """Run a program and return what it prints; raises CalledProcessError if it fails."""
    return subprocess.run(command, check=True, capture_output=True).stdout


def side_by_side(pages: list[bytes]) -> bytes:
    """Return pictures beside each other as one PNG picture."""
    sources = [base64.b64encode(page).decode("ascii") for page in pages]
    images = "".join(f'<img alt="" src="data:image/png;base64,{source}">' for source in sources)
    chromium = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if chromium is None:
        sys.exit("chromium is not installed")
    with sync_playwright() as play:
        # The sandbox cannot be had as root, which containers often are.
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
        tab.set_content(f"<!DOCTYPE html><style>{_STYLE}</style><body>{images}</body>")
        picture = tab.locator("body").screenshot()
        browser.close()
    return picture


if __name__ == "__main__":
    main()
