"""What the documents cost: an example's report in each format, beside what other programs need for as much.

Run as ``python -m benchmarks.report_formats [ROUNDS]``. In one run, the best of the rounds each:

* the .docx against docxtpl rendering a template of the same headings, paragraphs and tables (its cells hold
  plain text; ours also have lists, links, captions, descriptions and repeated headings);
* the PDF against WeasyPrint making one of our web page (also PDF/UA), and against LibreOffice converting our
  .docx (which gives an untagged PDF);
* all three formats together, without and with the start of the program.

docxtpl and WeasyPrint come from requirements/benchmarks.txt; what is not installed is passed over.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import docx as python_docx

from benchmarks.side_by_side import best
from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.assessment.scoring import score
from eds_xl.report import docx, html, pdf
from eds_xl.report.standard_report import ReportOptions, standard_report
from eds_xl.report.tree import Block, Document, Section, Table, clean
from eds_xl.report.tree_text import block_texts
from eds_xl.workbook.template import build

_WIDEST = 44


def told(what: str, seconds: float, ours: float | None = None) -> None:
    """Print a time, and how many times ours it is."""
    ratio = f"{seconds / ours:8.1f} times ours" if ours else ""
    print(f"  {what:<{_WIDEST}}{seconds * 1000:8.0f} ms{ratio}")


def module(name: str) -> Any:
    """Return an optional library, or None with a word on it."""
    try:
        return import_module(name)
    except (ImportError, OSError) as problem:  # OSError: WeasyPrint without Pango
        print(f"  {name} is passed over: {problem}")
        return None


# --- docxtpl


def docxtpl_template(document: Document) -> tuple[bytes, dict[str, Any]]:
    """Return a template with the document's headings, paragraphs and tables, and what fills it in."""
    word = python_docx.Document()
    values: dict[str, Any] = {"texts": [], "tables": []}

    def add(blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Table):
                _template_table(word, values, block)
            else:
                for words in block_texts((block,)):
                    values["texts"].append(_plain(words))
                    word.add_paragraph(f"{{{{ texts[{len(values['texts']) - 1}] }}}}")

    word.add_heading(document.title, 0)
    add(document.cover)
    for level, section in _sections(document.sections):
        word.add_heading(_plain(section.title), min(level, 9))
        add(section.blocks)
    held = io.BytesIO()
    word.save(held)
    return held.getvalue(), values


def _sections(sections: Iterable[Section], level: int = 1) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield level, section
        yield from _sections(section.sections, level + 1)


def _template_table(word: Any, values: dict[str, Any], block: Table) -> None:
    number = len(values["tables"])
    values["tables"].append(
        [[_plain("\n".join(block_texts(cell.blocks))) for cell in row.cells] for row in block.rows]
    )
    made = word.add_table(rows=4, cols=len(block.columns))
    for place, column in enumerate(block.columns):
        made.cell(0, place).text = _plain(column.heading)
        made.cell(2, place).text = f"{{{{ row[{place}] }}}}"
    made.cell(1, 0).text = f"{{%tr for row in tables[{number}] %}}"
    made.cell(3, 0).text = "{%tr endfor %}"


def _plain(words: str) -> str:
    """Return words as docxtpl takes them: it would read these signs as XML."""
    return (
        clean(words)
        .replace("&", "and")
        .replace("<", "(")
        .replace(">", ")")
        .replace("{", "(")
        .replace("}", ")")
    )


# --- the comparisons


def compare(name: str, document: Document, rounds: int, folder: Path) -> None:
    """Print the times of one document and of the other programs."""
    print(f"\n{name}")
    word = best(rounds, lambda: docx.write(document))
    told("Word document, ours", word)
    docxtpl = module("docxtpl")
    if docxtpl:
        template, values = docxtpl_template(document)

        def render() -> None:
            made = docxtpl.DocxTemplate(io.BytesIO(template))
            made.render(values)
            made.save(io.BytesIO())

        told("Word document, docxtpl", best(rounds, render), word)
    set_by_us = best(rounds, lambda: pdf.write(document))
    told("PDF, ours", set_by_us)
    weasyprint = module("weasyprint")
    if weasyprint:
        page = html.write(document).decode("utf-8")
        told(
            "PDF, WeasyPrint from our web page",
            best(1, lambda: weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")),
            set_by_us,
        )
    told_libreoffice(document, folder, set_by_us)
    told("web page, ours", best(rounds, lambda: html.write(document)))


def told_libreoffice(document: Document, folder: Path, ours: float) -> None:
    """Print what LibreOffice needs to turn our .docx into a PDF, its own start included and left out."""
    program = shutil.which("soffice")
    if program is None:
        print("  LibreOffice is passed over: it is not installed")
        return
    place, empty = folder / "report.docx", folder / "empty.docx"
    place.write_bytes(docx.write(document))
    python_docx.Document().save(str(empty))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def convert(file: Path) -> None:
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
        subprocess.run(command, check=True, capture_output=True)

    start, whole = best(1, lambda: convert(empty)), best(1, lambda: convert(place))
    told("PDF, LibreOffice from our .docx", whole, ours)
    told("the same without its start", max(whole - start, 0.0), ours)


def all_formats(name: str, rounds: int, folder: Path) -> None:
    """Print what the three formats of an example cost together, within Python and from the command line."""
    assessment = example(name)
    card = score(assessment)

    def make() -> None:
        document = standard_report(assessment, card, ReportOptions())
        for writer in (docx, html, pdf):
            writer.write(document)

    print(f"\n{name}: all three formats")
    told("from the assessment", best(rounds, make))
    workbook = folder / "workbook.xlsx"
    workbook.write_bytes(build(assessment))
    command = [sys.executable, "-m", "eds_xl"]
    out = ["-o", str(folder), "--force", "--draft"]
    start = best(rounds, lambda: subprocess.run([*command, "--version"], check=True, capture_output=True))
    told("eds-xl --version", start)
    export = [*command, "export", str(workbook), *out]
    told("eds-xl export", best(rounds, lambda: subprocess.run(export, check=True, capture_output=True)))


def main() -> None:
    """Run all comparisons."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in EXAMPLES:
            assessment = example(name)
            compare(name, standard_report(assessment, score(assessment), ReportOptions()), rounds, folder)
            all_formats(name, rounds, folder)


if __name__ == "__main__":
    main()
