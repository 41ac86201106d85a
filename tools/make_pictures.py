"""Build the picture of the README, pages of the demo's report side by side: docs/pictures/report.png.

Needs pdftoppm and pdftotext (Debian: poppler-utils), chromium, and the development packages (playwright).
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from eds_xl.actions.demo import DEMO, example
from eds_xl.assessment.scoring import score
from eds_xl.report.pdf import write
from eds_xl.report.standard_report import ReportOptions, standard_report

PICTURE = Path(__file__).parent.parent / "docs" / "pictures" / "report.png"
PAGES = (
    "EDS Reporting Template",
    "Evidence and ratings, Domain 1",
    "Ratings and totals",
)
"""The pages to show: the first that holds these words."""

_DPI = 110
_HEIGHT = 470
_WIDTH = 1480
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_STYLE = f"""
body {{ margin: 0; padding: 24px; background: #E8EDEE; display: inline-flex; gap: 24px }}
img {{ height: {_HEIGHT}px; background: white; box-shadow: 0 1px 5px #768692 }}
"""


def main() -> None:
    """Make the report, pick the pages and write the picture."""
    assessment = example(DEMO)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.pdf"
        report.write_bytes(write(standard_report(assessment, score(assessment), ReportOptions())))
        pages = [picture_of(report, number) for number in page_numbers(report)]
    PICTURE.write_bytes(side_by_side(pages))


def page_numbers(report: Path) -> list[int]:
    """Return the numbers of the pages to show; raises StopIteration if the report has no such page."""
    pages = run("pdftotext", "-layout", str(report), "-").decode("utf-8").split("\f")
    return [next(n for n, page in enumerate(pages, 1) if words in page) for words in PAGES]


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
