"""Export from the command line: documents, layouts, formats, styles of one's own, and what stops each."""

from __future__ import annotations

import csv
import io
import json
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings

from eds_xl.actions.demo import EXAMPLES, example
from eds_xl.actions.pictures_beside import LARGEST_PICTURE
from eds_xl.assessment.model import Action, Assessment, BoardPaper, Evidence, Figure, ReportLayout
from eds_xl.assessment.scoring import score
from eds_xl.assessment.tidy_csv import HEADINGS, harmless, to_csv
from eds_xl.cli import main
from eds_xl.cli.arguments import VARIANT_NAMES
from eds_xl.report.options import VARIANTS
from eds_xl.workbook.sheets import FORMS
from eds_xl.workbook.template import build
from tests.report.sample import png
from tests.strategies import assessments

MSE, BLMK = EXAMPLES
Run = Callable[..., tuple[int, str, str]]
FORM_OF_LAYOUT = next(form for _, form in FORMS if form.key == "Layout")
PAPER = BoardPaper(board="Integrated Care Board", meeting_date="14 March 2024", action_required="Approve")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs export on a workbook and gives exit code, output and error output."""

    def export(workbook: Path, *words: object) -> tuple[int, str, str]:
        code = main(["export", str(workbook), *(str(word) for word in words)])
        out, err = capsys.readouterr()
        return code, out, err

    return export


def saved(folder: Path, assessment: Assessment) -> Path:
    path = folder / "Our EDS.xlsx"
    path.write_bytes(build(assessment))
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return saved(tmp_path, replace(example(MSE), board_paper=PAPER))


def one_sentence(err: str) -> bool:
    return err.startswith("eds-xl: ") and err.count("\n") == 1 and "Traceback" not in err


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("report", "report"),
        ("action-plan", "action plan"),
        ("board-paper", "board paper"),
        ("board-pack", "board pack"),
        ("scorecard", "scorecard"),
    ],
)
def test_each_document_has_a_file_name_of_its_own(
    run: Run, workbook: Path, document: str, words: str
) -> None:
    assert run(workbook, "--document", document, "--to", "html,md", "--draft")[0] == 0
    for ending in ("html", "md"):
        assert (workbook.parent / f"Our EDS - draft {words}.{ending}").is_file()


def test_an_error_stops_only_the_documents_that_print_the_entry(run: Run, tmp_path: Path) -> None:
    base = example(MSE)
    no_plan = saved(tmp_path, replace(base, actions=(), board_paper=PAPER))
    for document, code in (
        ("action-plan", 1),
        ("report", 1),
        ("board-pack", 1),
        ("board-paper", 0),
        ("scorecard", 0),
    ):
        assert run(no_plan, "--document", document, "--to", "md")[0] == code, document
    unrated = replace(base, ratings=base.ratings[:-1], board_paper=PAPER)
    path = saved(tmp_path, unrated)
    for document, code in (("scorecard", 1), ("board-paper", 1), ("action-plan", 0)):
        assert run(path, "--document", document, "--to", "md", "--force")[0] == code, document


def test_a_document_that_is_stopped_is_called_by_its_name(run: Run, tmp_path: Path) -> None:
    path = saved(tmp_path, replace(example(MSE), ratings=()))
    code, out, err = run(path, "--document", "board-paper", "--to", "md")
    assert code == 1
    assert "The board paper was not made" in out
    assert "a board paper that is marked as a draft" in err
    assert run(path, "--document", "board-paper", "--to", "md", "--draft")[0] == 0


def test_json_says_which_document_was_made(run: Run, workbook: Path) -> None:
    code, out, _ = run(workbook, "--document", "scorecard", "--to", "html", "--json")
    data = json.loads(out)
    assert (code, data["document"], data["draft"]) == (0, "scorecard", False)
    assert data["made"] == [str(workbook.parent / "Our EDS - scorecard.html")]


# --- layouts


def test_layouts_are_chosen_by_name(run: Run, workbook: Path) -> None:
    place = workbook.parent / "x.md"
    assert (
        run(workbook, "--to", "md", "-o", place, "--without", "domain-column, score-table", "--draft")[0] == 0
    )
    text = place.read_text(encoding="utf-8")
    assert "| Domain | Outcome |" not in text
    assert "Ratings and totals" not in text
    assert run(workbook, "--to", "md", "-o", place, "--with", "by-domain", "--draft", "--force")[0] == 0
    assert place.read_text(encoding="utf-8").count("EDS Action Plan") > 3


@pytest.mark.parametrize(
    ("layout", "words", "by_domain", "domain_column"),
    [
        (ReportLayout(), (), False, True),
        (ReportLayout(by_domain="Yes", domain_column="No"), (), True, False),
        (ReportLayout(by_domain="Yes", domain_column="No"), ("--without", "by-domain"), False, False),
        (ReportLayout(by_domain="Yes", domain_column="No"), ("--with", "domain-column"), True, True),
        (ReportLayout(by_domain="Perhaps"), (), False, True),
    ],
)
def test_the_command_line_goes_before_the_organisation_sheet(
    run: Run,
    tmp_path: Path,
    layout: ReportLayout,
    words: tuple[str, ...],
    by_domain: bool,
    domain_column: bool,
) -> None:
    path = saved(tmp_path, replace(example(MSE), layout=layout))
    place = tmp_path / "x.md"
    assert run(path, "--to", "md", "-o", place, *words, "--draft")[0] == 0
    text = place.read_text(encoding="utf-8")
    assert (text.count("EDS Action Plan") > 3) is by_domain
    assert ("| Domain | Outcome |" in text) is domain_column


def test_a_new_workbook_shows_the_usual_layout() -> None:
    usual = {entry.attribute: entry.default for entry in FORM_OF_LAYOUT.entries}
    assert usual == {v.attribute: "Yes" if v.by_default else "No" for v in VARIANTS.values()}
    assert set(VARIANTS) == set(VARIANT_NAMES)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--with", "everything"], 'There is no layout "everything": choose from analysis,'),
        (["--with", "By domain"], 'There is no layout "by domain": did you mean "by-domain"?'),
        (["--with", ","], "No layout was named"),
        (["--with", "analysis", "--without", "Analysis"], "both with and without"),
        (["--to", "odt"], 'There is no format "odt": choose from docx,'),
        (["--to", "docx,pfd"], 'There is no format "pfd": did you mean "pdf"?'),
        (["--style-from", "nowhere.docx"], "cannot be read"),
        (["--style-from", "nowhere.docx", "--to", "pdf"], "is about the Word document"),
        (["--to", "html", "-o", "b.docx"], 'The name "b.docx" does not fit the format html'),
        (["--to", "html", "-o", "b.docx"], "give a name that ends in .html, or a folder that is there"),
        (["--to", "json", "-o", "a.xlsx"], 'The name "a.xlsx" does not fit the format json'),
        (["--to", "json,csv", "-o", "missing 2024.25"], "does not exist: create it first"),
        (["--to", "docx,html", "-o", "b.docx"], '"b.docx" is one file, but 2 formats were asked for'),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    run: Run, workbook: Path, words: list[str], said: str
) -> None:
    code, out, err = run(workbook, *words)
    assert (code, out) == (2, "")
    assert said in err
    assert one_sentence(err)


# --- styles of one's own


def test_the_word_document_takes_the_styles_of_another(run: Run, workbook: Path) -> None:
    own = docx.Document()
    own.styles["Heading 1"].font.name = "Georgia"
    own.add_paragraph("Text that must not be taken over")
    place = workbook.parent / "our-template.docx"
    own.save(str(place))
    out = workbook.parent / "styled.docx"
    assert run(workbook, "--to", "docx", "--style-from", place, "-o", out, "--draft")[0] == 0
    made = docx.Document(str(out))
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert not any("must not be taken" in paragraph.text for paragraph in made.paragraphs)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", None])
def test_a_file_that_is_no_word_document_lends_no_styles(
    run: Run, workbook: Path, content: bytes | None
) -> None:
    place = workbook.parent / "our-template.docx"
    place.write_bytes(workbook.read_bytes() if content is None else content)
    code, _, err = run(workbook, "--to", "docx", "--style-from", place, "--draft")
    assert code == 2
    assert "not a Word document" in err
    assert one_sentence(err)


def test_a_protected_document_that_lends_no_styles_is_named(run: Run, workbook: Path) -> None:
    """As Office writes one: a compound file, with an entry of its directory for the encrypted package."""
    entry = "EncryptedPackage".encode("utf-16-le").ljust(128, b"\0")
    place = workbook.parent / "our-template.docx"
    place.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry)
    code, out, err = run(workbook, "--to", "docx", "--style-from", place, "--draft")
    assert (code, out) == (2, "")
    assert '"our-template.docx" is protected by a password or a sensitivity label' in err
    assert one_sentence(err)


# --- pictures


def with_picture(folder: Path, name: str) -> Path:
    figure = Figure("F1", "A path", show_as="Picture", picture_file=name, alternative="Four steps")
    base = example(MSE)
    cited = replace(base.evidence[0], figure="F1")
    return saved(folder, replace(base, figures=(figure,), evidence=(cited, *base.evidence[1:])))


@pytest.mark.parametrize("file", ["path.png", "Path.PNG"])
def test_a_picture_beside_the_workbook_is_shown(run: Run, tmp_path: Path, file: str) -> None:
    path = with_picture(tmp_path, "path.png")
    (tmp_path / file).write_bytes(png())
    page = tmp_path / "page.html"
    code, out, _ = run(path, "--to", "html", "-o", page, "--draft")
    assert (code, "Advice" in out) == (0, False)
    assert 'alt="Four steps"' in page.read_text(encoding="utf-8")


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


def with_size(picture: bytes, width: int, height: int) -> bytes:
    """A PNG whose header claims another size, with the checksum that belongs to it."""
    header = b"IHDR" + struct.pack(">II", width, height) + picture[24:29]
    return picture[:12] + header + struct.pack(">I", zlib.crc32(header)) + picture[33:]


TOO_MANY_PIXELS = with_size(png(), 60_000, 60_000)
_AT = png().index(b"IDAT")
UNPACKED = png()[: _AT - 4] + _chunk(b"IDAT", b"no picture at all") + _chunk(b"IEND", b"")
"""A PNG of whole chunks whose picture cannot be unpacked."""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("path.png", None, "is not there"),
        ("path.png", b"", "is damaged or is not a PNG or JPEG picture"),
        ("path.png", png()[:-20], "is damaged or is not a PNG or JPEG picture"),
        ("path.gif", b"GIF89a" + bytes(40), "is damaged or is not a PNG or JPEG picture"),
        ("path.png", bytes(LARGEST_PICTURE + 1), "is larger than 20 MB"),
        ("path.png", UNPACKED, "is damaged or is not a PNG or JPEG picture"),
        ("path.png", TOO_MANY_PIXELS, "is too large, with 60,000 by 60,000 pixels"),
        ("pictures/path.png", None, "is named with a folder"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_left_out_and_pointed_out(
    run: Run,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    name: str,
    content: bytes | None,
    said: str,
) -> None:
    path = with_picture(tmp_path, name)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, err = run(path, "--to", "docx,html,pdf,md", "-o", tmp_path, "--draft")
    words = " ".join(out.split())
    assert (code, err) == (0, "")
    assert words.count("Advice: Figures, cell E") == 1
    assert f'The picture "{name}" is left out, because it {said}' in words
    for made in tmp_path.glob("*draft report.md"):
        assert f"The picture {name} is not included." in made.read_text(encoding="utf-8")
    code, out, _ = run(path, "--to", "html", "-o", tmp_path / "again.html", "--draft", "--json")
    advice = json.loads(out)["advice"]
    assert (code, len(advice), said in advice[0]) == (0, 1, True)
    assert main(["check", str(path)]) == 0
    found = " ".join(capsys.readouterr().out.split())
    assert ("[FIG-005]" in found, f"because it {said}" in found) == ((content is not None,) * 2)


def test_a_document_without_figures_has_no_advice_on_pictures(run: Run, tmp_path: Path) -> None:
    path = with_picture(tmp_path, "path.png")
    code, out, _ = run(path, "--document", "scorecard", "--to", "html,pdf", "--draft")
    assert (code, "Advice" in out) == (0, False)


def test_a_paper_without_a_meeting_is_made_and_says_so(run: Run, tmp_path: Path) -> None:
    path = saved(tmp_path, example(MSE))
    code, out, _ = run(path, "--document", "board-paper", "--to", "html,md", "--json")
    assert (code, len(json.loads(out)["advice"])) == (0, 1)
    code, out, _ = run(path, "--document", "report", "--to", "html", "--json")
    assert json.loads(out)["advice"] == []


def test_characters_that_a_pdf_can_only_name_are_pointed_out_with_their_cell(
    run: Run, tmp_path: Path
) -> None:
    base = example(MSE)
    first = replace(base.evidence[0], evidence="Well received \U0001f600, \u0633")
    path = saved(tmp_path, replace(base, evidence=(first, *base.evidence[1:])))
    code, out, _ = run(path, "--to", "pdf,html", "--draft")
    words = " ".join(out.split())
    assert code == 0
    assert "2 characters are printed in the PDF by name" in words
    assert "[arabic letter seen] (first in Domain 1, cell B" in words
    assert "[grinning face] (first in Domain 1, cell B" in words
    assert out.isascii()  # an old console cannot show the characters themselves
    code, out, _ = run(path, "--to", "html", "--draft", "--force")
    assert (code, "Advice" in out) == (0, False)


# --- CSV


def lines(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_csv_is_one_tidy_file_that_excel_opens_as_text(run: Run, workbook: Path) -> None:
    assert run(workbook, "--to", "csv", "--draft")[0] == 0
    data = (workbook.parent / "Our EDS.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = lines(data.decode("utf-8-sig"))
    assert tuple(rows[0]) == HEADINGS
    assert {len(row) for row in rows} == {5}
    assert ["score", "1", "", "total", "19"] in rows
    assert ["organisation", "1", "", "name", "Mid and South Essex Integrated Care Board"] in rows
    evidence = [row for row in rows if row[0] == "evidence" and row[3] == "evidence"]
    assert len(evidence) == len(example(MSE).evidence)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_in_a_csv_is_taken_for_a_formula(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    assert harmless("1+1") == "1+1"
    assessment = replace(
        Assessment(),
        evidence=(Evidence(1, "1A", f"{start}cmd", ref=f"{start}E1"),),
        actions=(Action("1A", f"x\n{start}y"),),
    )
    values = [value for row in lines(to_csv(assessment, score(assessment))) for value in row]
    assert f"'{start}cmd" in values
    assert not [value for value in values if value.startswith(start)]


@given(assessments())
@settings(max_examples=25)
def test_any_assessment_makes_a_csv_without_formulas(assessment: Assessment) -> None:
    rows = lines(to_csv(assessment, score(assessment)))
    assert {len(row) for row in rows} == {5}
    assert not [value for row in rows for value in row if value[:1] in ("=", "+", "-", "@", "\t", "\r")]
