"""The export command: which document, in which formats and layout, and where it goes."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eds_xl.assessment.finding import Finding
from eds_xl.cli.arguments import DATA_FORMAT_NAMES, DOCUMENT_NAMES, FORMAT_NAMES, VARIANT_NAMES, choose_from
from eds_xl.cli.printing import (
    DONE,
    ERRORS_FOUND,
    finding_data,
    finding_lines,
    kept_line,
    say,
    say_json,
    say_problem,
    wrapped,
)
from eds_xl.files import OutputProblem

if TYPE_CHECKING:
    from eds_xl.actions.export import Choices

LARGEST_STYLE_DOCUMENT = 50 * 1024**2
"""Bytes of a document to take styles from."""

_ENDING = re.compile(r"\.[a-z]\w{0,4}", re.IGNORECASE)


def export_command(options: argparse.Namespace) -> int:
    """Make the document that was asked for, or say why not; return the exit code.

    Raises:
        OutputProblem: Something asked for does not exist, or a file cannot be written.
    """
    from eds_xl.actions.check import find
    from eds_xl.actions.export import blocking
    from eds_xl.actions.opening import open_closed, read_workbook

    formats = _chosen("format", options.to, FORMAT_NAMES)
    if options.style_from and "docx" not in formats:
        raise OutputProblem("--style-from is about the Word document: add docx to --to, or leave it out.")
    targets = {name: _target(options, name, len(formats)) for name in formats}
    choices = _choices(options)
    opened = read_workbook(open_closed(options.workbook))
    findings = find(opened)
    stopping = blocking(findings, options.document, formats)
    if stopping and not options.draft:
        return _refuse(options, stopping)
    refuse_existing(targets.values(), force=options.force)
    from eds_xl.actions.export import ensure_replaceable, export, save
    from eds_xl.report.problem import DocumentProblem

    ensure_replaceable(targets)
    written, kept = [], []
    advice: dict[str, None] = {}
    try:
        for exported in export(opened, findings, formats, draft=options.draft, choices=choices):
            target = targets[exported.format]
            former = save(exported, target, force=options.force)
            written.append(str(target))
            kept += [str(former)] if former else []
            advice |= dict.fromkeys(exported.advice)
            if not options.json:
                say(f"Made {target}", *kept_line(former))
    except DocumentProblem as problem:
        raise OutputProblem(str(problem)) from problem
    if options.json:
        say_json(
            "export",
            file=str(options.workbook),
            document=options.document,
            draft=options.draft,
            made=written,
            kept=kept,
            advice=list(advice),
        )
    else:
        say(*(wrapped(f"Advice: {sentence}", "        ", "") for sentence in advice))
    return DONE


def _choices(options: argparse.Namespace) -> Choices:
    from eds_xl.actions.export import Choices

    wanted = _chosen("layout", options.wanted, VARIANT_NAMES) if options.wanted else []
    unwanted = _chosen("layout", options.unwanted, VARIANT_NAMES) if options.unwanted else []
    both = [name for name in wanted if name in unwanted]
    if both:
        raise OutputProblem(f'"{both[0]}" was asked for both with and without: choose one.')
    return Choices(options.document, tuple(wanted), tuple(unwanted), _style_document(options.style_from))


def _style_document(place: Path | None) -> bytes | None:
    if place is None:
        return None
    try:
        if place.exists() and not place.is_file():  # a pipe or a device might never end
            raise OutputProblem(f'"{place.name}" is no file to take styles from.')
        if place.stat().st_size > LARGEST_STYLE_DOCUMENT:
            raise OutputProblem(
                f'"{place.name}" is too large to take styles from: empty it of text and pictures.'
            )
        data = place.read_bytes()
    except OSError as error:
        raise OutputProblem(
            f'"{place}" to take the styles from cannot be read: check its name and folder, and close it in Word.'
        ) from error
    from eds_xl.workbook.container import is_encrypted

    if is_encrypted(data):
        raise OutputProblem(
            f'"{place.name}" is protected by a password or a sensitivity label, so that no styles can be taken '
            "from it: remove the protection in Word, or name another document."
        )
    return data


def _chosen(what: str, words: str, known: Iterable[str]) -> list[str]:
    """Return names separated by commas, each once."""
    names = [word.strip().casefold() for word in words.split(",") if word.strip()]
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        wrong = f'There is no {what} "{unknown[0]}"' if unknown else f"No {what} was named"
        raise OutputProblem(f"{wrong}: {choose_from(unknown[0] if unknown else '', known)}")
    return list(dict.fromkeys(names))


def _refuse(options: argparse.Namespace, stopping: Sequence[Finding]) -> int:
    if options.json:
        say_json(
            "export",
            file=str(options.workbook),
            document=options.document,
            made=[],
            findings=[finding_data(found) for found in stopping],
        )
        return ERRORS_FOUND
    words = DOCUMENT_NAMES[options.document]
    say(f"The {words} was not made, because it would be incomplete or wrong:", *finding_lines(stopping), "")
    say_problem(f"Mend these in the workbook, or use --draft to make a {words} that is marked as a draft.")
    return ERRORS_FOUND


def _target(options: argparse.Namespace, name: str, count: int) -> Path:
    """Return where a document goes: beside the workbook, in the folder named, or the very file named."""
    place: Path | None = options.output
    is_folder = place is not None and os.path.isdir(place)  # noqa: PTH112 - Path.is_dir() fails for too long names
    if place is not None and not is_folder and place.suffix.casefold() == f".{name}":
        if count > 1:
            raise OutputProblem(
                f'"{place.name}" is one file, but {count} formats were asked for: name a folder.'
            )
        return place
    if place is not None and not is_folder and _ENDING.fullmatch(place.suffix):
        raise OutputProblem(
            f'The name "{place.name}" does not fit the format {name}: give a name that ends in .{name}, '
            "or a folder that is there."
        )
    folder = options.workbook.parent if place is None else place
    kind = f"{'draft ' if options.draft else ''}{DOCUMENT_NAMES[options.document]}"
    ending = f".{name}" if name in DATA_FORMAT_NAMES else f" - {kind}.{name}"
    return Path(folder) / f"{options.workbook.stem}{ending}"


def refuse_existing(targets: Iterable[Path], *, force: bool) -> None:
    """Say at once which file is in the way, before the first of several is written."""
    for target in targets:
        if os.path.lexists(target) and not force:  # Path.exists() fails for names that are too long
            raise OutputProblem(
                f'"{target}" is already there: use --force to replace it, or -o to write elsewhere.'
            )
