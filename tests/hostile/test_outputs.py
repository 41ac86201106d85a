"""Pictures that are none, outputs that are links, texts that could take for ever."""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from eds_xl.assessment.model import Evidence, Figure
from eds_xl.cli import main
from eds_xl.report import pdf
from eds_xl.workbook.template import build
from tests.builders import complete_assessment
from tests.hostile.limited import MOST_MEGABYTES, Ended, run_limited
from tests.workbook.closed_samples import png

NAME = "Our EDS.xlsx"
MOST_SECONDS = 20
SECRET = "root:x:0:0:"  # noqa: S105 - what /etc/passwd begins with


def export(folder: Path, *words: str) -> Ended:
    """Export a draft into a folder of its own; it ends by itself and says nothing of Python."""
    (folder / "out").mkdir()
    ended = run_limited("export", NAME, "--draft", "-o", "out", *words, folder=folder)
    print(f"\n{ended.code}, {ended.seconds:.1f} s, {ended.megabytes:.0f} MB {ended.err.strip()}")
    assert ended.code in (0, 2), ended
    assert "Traceback" not in ended.err
    assert "did not foresee" not in ended.err
    assert ended.seconds < MOST_SECONDS
    assert ended.megabytes < MOST_MEGABYTES
    if ended.code == 2:
        assert ended.refused()
    return ended


# ---------------------------------------------------------------- pictures


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def enormous_png() -> bytes:
    """A few kilobytes that say they are a picture of 60,000 by 60,000 pixels, and unpack to gigabytes."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    packer = zlib.compressobj(9)
    piece = packer.compress(b"\0" * 1024**2) + packer.flush(zlib.Z_FULL_FLUSH)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", piece + piece[2:] * 4)
        + chunk(b"IEND", b"")
    )


def long_png() -> bytes:
    header = struct.pack(">IIBBBBB", 1, 2**31 - 1, 1, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


PICTURES = {
    "a sound one": png(),
    "nothing": b"",
    "text": b"not a picture",
    "a web page": b"<html><script>alert(1)</script></html>",
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a program": b"MZ" + bytes(1000),
    "half of one": png()[:-12],
    "one with a wrong checksum": png().replace(b"IDAT", b"IDAU"),
    "a jpeg without end": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50),
    "a jpeg of empty segments": b"\xff\xd8\xff\xe0\x00\x00" + b"\xff\xe0\x00\x00" * 1000 + b"\xff\xd9",
    "only the first bytes": b"\x89PNG\r\n\x1a\n",
    "one without pixels": b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"IEND", b""),
    "one of 60,000 by 60,000 pixels": enormous_png(),
    "one that is two billion pixels high": long_png(),
    "a gif": b"GIF89a" + bytes(20),
    "one that goes on as a page": png() + b"<script>alert(1)</script>",
}


def workbook_with_pictures(folder: Path, *names: str) -> None:
    """Make a workbook with a figure for each picture, each cited by a row of evidence."""
    assessment = complete_assessment()
    figures = tuple(
        Figure(f"P{number}", "A picture", show_as="Picture", picture_file=name, alternative="What it shows")
        for number, name in enumerate(names)
    )
    evidence = tuple(
        Evidence(3, "3C", "See the figure", figure=figure.ref, ref=f"E9{number:02}")
        for number, figure in enumerate(figures)
    )
    made = replace(
        assessment, figures=(*assessment.figures, *figures), evidence=(*assessment.evidence, *evidence)
    )
    (folder / NAME).write_bytes(build(made))


@pytest.mark.parametrize("what", PICTURES)
def test_pictures_that_are_none(what: str, tmp_path: Path) -> None:
    workbook_with_pictures(tmp_path, "picture.png")
    (tmp_path / "picture.png").write_bytes(PICTURES[what])
    ended = export(tmp_path, "--to", "html,pdf")
    page = tmp_path / "out" / "Our EDS - draft report.html"
    if ended.code == 0:
        assert "<script" not in page.read_text(encoding="utf-8")
    assert (ended.code == 0) or "picture" in ended.err


ASTRAY = (
    "../secret.png", "/etc/passwd", "..\\secret.png", "C:\\secret.png", "\\\\127.0.0.1\\share\\x.png", "folder/x.png",
    "x" * 300 + ".png", "nul\0.png", ".", "..", "CON", "a folder", "a pipe", "=1+1", "~", "$HOME", "%TEMP%",
)  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="needs named pipes")
def test_pictures_with_names_that_lead_astray(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    (folder / "a folder").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(png())
    os.mkfifo(folder / "a pipe")
    workbook_with_pictures(folder, *ASTRAY)
    assert export(folder, "--to", "html").code == 0
    page = (folder / "out" / "Our EDS - draft report.html").read_text(encoding="utf-8")
    assert SECRET not in page
    assert "data:image/png" not in page


# ---------------------------------------------------------------- outputs


@pytest.mark.skipif(os.name == "nt", reason="needs a right that few have on Windows")
@pytest.mark.parametrize(
    "words", [["new", "link.xlsx"], ["export", NAME, "--draft", "--to", "json", "-o", "link.json"]]
)
def test_links_as_outputs_are_replaced_and_never_followed(words: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    (folder / NAME).write_bytes(build(complete_assessment()))
    link = folder / words[-1]
    link.symlink_to(precious)
    assert run_limited(*words, folder=folder).refused("already")
    assert run_limited(*words, "--force", folder=folder).code == 0
    assert precious.read_bytes() == b"precious"
    assert not link.is_symlink()
    dangling = folder / f"dangling{link.suffix}"
    dangling.symlink_to(tmp_path / "elsewhere")
    words[-1] = dangling.name
    assert run_limited(*words, folder=folder).refused("already")
    assert not (tmp_path / "elsewhere").exists()


# ---------------------------------------------------------------- texts that could take for ever

SLOW = {
    "brackets": "(" * 32_767,
    "square brackets": "[" * 32_767,
    "links begun": "[a](" * 8_000,
    "stars": "*" * 32_767,
    "stars and words": "*a" * 16_000,
    "underscores": "_a " * 10_000,
    "bars": "| " * 16_000,
    "tables": "| a | b |\n" * 3_000,
    "one long word": "a" * 32_767,
    "addresses begun": "http://" * 4_600,
    "addresses": "https://a.b/c " * 2_300,
    "e-mail begun": "a@" * 16_000,
    "e-mail with dots": "a." * 16_000 + "@",
    "blanks": " a" * 16_000,
    "line feeds": "a\n" * 16_000,
    "bullets": "- \n" * 10_000,
    "nested bullets": "".join(f"{' ' * (n % 60)}- x\n" for n in range(800)),
    "numbers": "1" * 32_767,
    "numbers and dots": "1." * 16_000,
    "dates begun": "1 January " * 3_000,
    "months": "January-" * 4_000,
    "outcomes": "1A " * 10_000,
    "capitals": "A&" * 16_000,
    "percentages": "1.1% " * 6_500,
    "quotes": "\"'" * 16_000,
    "combining marks": "a\u0301" * 16_000,
    "surrogate pairs": "\U0001f600" * 16_000,
    "right to left": "\u05d0 " * 16_000,
}


@pytest.mark.parametrize("number", range(4))
def test_no_text_takes_for_ever(number: int, tmp_path: Path) -> None:
    texts = list(SLOW.values())[number::4]
    assessment = complete_assessment()
    evidence = tuple(
        replace(row, evidence=text[:32_767], analysis=text[:9_000])
        for row, text in zip(assessment.evidence, texts, strict=False)
    )
    made = replace(assessment, evidence=(*evidence, *assessment.evidence[len(evidence) :]))
    (tmp_path / NAME).write_bytes(build(made))
    assert export(tmp_path, "--to", "docx,html,md,csv").code == 0


def test_a_long_name_above_many_rows_of_a_pdf(tmp_path: Path) -> None:
    assessment = complete_assessment()
    service, *others = assessment.services
    rows = tuple(Evidence(1, "1A", f"words {number}", service=service.number) for number in range(3_000))
    made = replace(assessment, services=(replace(service, name="S" * 30_000), *others), evidence=rows)
    (tmp_path / NAME).write_bytes(build(made))
    assert export(tmp_path, "--to", "pdf").code == 0


@pytest.mark.parametrize(("limit", "value"), [("MAX_ROWS", 20), ("MAX_CHARACTERS", 2_000)])
def test_a_report_too_long_for_a_pdf_is_refused(
    limit: str,
    value: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(pdf, limit, value)
    path = tmp_path / NAME
    path.write_bytes(build(complete_assessment()))
    assert main(["export", str(path), "--to", "pdf"]) == 2
    assert "save that as a PDF" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [path]
