"""What can be typed: the commands, their options and the help that teaches them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from eds_xl import __version__
from eds_xl.files import DETAILS, OutputProblem

_DESCRIPTION = """\
NHS Equality Delivery System 2022: a workbook to fill in, a checker, and the standard report.

The usual way:
  eds-xl new "Our EDS.xlsx" --year 2024/25 --organisation "Our Trust"    make the workbook
  eds-xl check "Our EDS.xlsx"                                            what is missing or looks wrong
  eds-xl fill "Our EDS.xlsx"                                             record the totals and the band
  eds-xl export "Our EDS.xlsx"                                           the report as Word, web page and PDF
"""
_ENDING = """\
Everything happens on this computer; nothing is sent anywhere. Close the workbook in Excel before "fill"
and "check --write". Exit code: 0 done, 1 errors were found, 2 it could not be done.
"eds-xl demo" makes a filled example to look at.
"""
# Named here too, so that the help need not load what makes the documents; a test compares.
DATA_FORMAT_NAMES = ("json", "csv")
FORMAT_NAMES = ("docx", "html", "pdf", "md", *DATA_FORMAT_NAMES)
DOCUMENT_NAMES = {
    "report": "report",
    "action-plan": "action plan",
    "board-paper": "board paper",
    "board-pack": "board pack",
    "scorecard": "scorecard",
}
VARIANT_NAMES = (
    "analysis",
    "action-owners",
    "domain-column",
    "last-year",
    "score-table",
    "service-tables",
    "by-domain",
)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what was asked for; says in a sentence what makes no sense and leaves with code 2.

    Raises:
        OutputProblem: If a web address was given where a file or folder belongs.
    """
    parser = _parser()
    commands = parser.commands.choices
    options, beyond = parser.parse_known_args(arguments)
    if beyond:
        # Asked of the command: only it knows which of its options was meant, and has the help on them.
        commands[options.command].error(f"unrecognized arguments: {' '.join(beyond)}")
    return options


def choose_from(word: str, names: Iterable[str]) -> str:
    """Return the end of a sentence on a word that is none of the names: the one it resembles, or all of them."""
    from difflib import get_close_matches  # here: who types no mistake need not wait for it

    names = list(names)
    alike = get_close_matches(word.casefold().replace(" ", "-").replace("_", "-"), names, n=1)
    return f'did you mean "{alike[0]}"?' if alike else f"choose from {', '.join(names)}."


class _Parser(argparse.ArgumentParser):
    """A parser that speaks to people who do not know command lines."""

    commands: _Commands[_Parser]

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and what to do, and leave with code 2."""
        self.exit(2, f"eds-xl: {self._in_plain_words(message)} ({self.prog} --help shows how.)\n")

    def _in_plain_words(self, message: str) -> str:
        if match := _NO_OPTION.search(message):
            word, names = match[1], _OPTION.findall(self.format_usage())
            if word in names:
                return f'Write "{word}" after the name of the command, not before it.'
            return f'There is no option "{word}": {choose_from(word, names)}'
        if match := _NO_CHOICE.search(message):
            what, word, names = _CHOICES.get(match[1], ""), match[2], _NAME.findall(match[3])
            return f'There is no {what}"{word}": {choose_from(word, names)}'
        found = ((pattern.search(message), words) for pattern, words in _IN_PLAIN_WORDS)
        return next((match.expand(words) for match, words in found if match), f"{message}.")


_NO_OPTION = re.compile(r"unrecognized arguments: (-[^\s=]+)")
_OPTION = re.compile(r"--[a-z-]+")
_NO_CHOICE = re.compile(r"argument (\S+): invalid choice: '([^']*)' \(choose from (.*)\)")
_NAME = re.compile(r"[a-z-]+")
_CHOICES = {"COMMAND": "command ", "--document": "document "}
_WEB_ADDRESS = re.compile(r"https?:", re.IGNORECASE)
_IN_PLAIN_WORDS = (
    (re.compile(r"required: COMMAND"), "Say what to do, such as new, check, score, fill or export."),
    (re.compile(r"required: (?:FILE|OUT)"), "Name the workbook; put a name with spaces in quotation marks."),
    (
        re.compile(r"unrecognized arguments: (.*)"),
        r'"\1" is too much here: a name with spaces needs quotation marks, and only one file can be named.',
    ),
    (
        re.compile(r"argument (?:-\w/)?(--[a-z-]+): expected one argument"),
        r'Something is missing after "\1": write what belongs there, in quotation marks if it has spaces.',
    ),
    (re.compile(r"argument (?:-\w/)?(--[a-z-]+): ignored explicit argument"), r'Nothing belongs after "\1".'),
    (re.compile(r"argument --year: (.*)"), r"\1"),
)
_Commands = argparse._SubParsersAction


def _parser() -> _Parser:
    parser = _Parser(
        prog="eds-xl",
        description=_DESCRIPTION,
        epilog=_ENDING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"eds-xl {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parser.commands = commands
    _add_new(commands)
    _add_check(commands)
    _add_score(commands)
    _add_fill(commands)
    _add_export(commands)
    _add_demo(commands)
    _add_addin(commands)
    _add_panel(commands)
    _add_doctor(commands)
    return parser


def _year(words: str) -> str:
    """Return a reporting year in the usual form; refuses what is none, for the whole workbook follows it."""
    # Here, because its patterns would slow the start of every command.
    from eds_xl.assessment.periods import two_years

    year = two_years(words)
    if words and not year:
        raise argparse.ArgumentTypeError(f'"{words}" is no reporting year: write it like 2024/25.')
    return year


def _place(words: str) -> Path:
    """Return the place of a file or folder; raises OutputProblem for a web address."""
    if _WEB_ADDRESS.match(words):
        raise OutputProblem(
            f'"{words}" is a web address, and eds-xl never goes online: name the copy that OneDrive or '
            "SharePoint has synchronised to this computer."
        )
    return Path(words)


def _command(commands: _Commands[_Parser], name: str, short: str, long: str) -> _Parser:
    command = commands.add_parser(name, help=short, description=long)
    command.add_argument("--json", action="store_true", help="print the result as JSON, for other programs")
    command.add_argument(
        "--details",
        type=_place,
        metavar="FILE",
        help=f'if something unforeseen happens, write what it was to FILE, a new file such as "{DETAILS}"',
    )
    return command


def _workbook(command: argparse.ArgumentParser) -> None:
    command.add_argument("workbook", type=_place, metavar="FILE", help="the EDS workbook (.xlsx)")


def _force(command: argparse.ArgumentParser) -> None:
    command.add_argument("--force", action="store_true", help="replace files that are already there")


def _add_new(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "new",
        "make a new workbook",
        "Make a new EDS workbook, empty or filled from an assessment in JSON (see export --to json).",
    )
    command.add_argument("out", type=_place, metavar="OUT.xlsx", help="the workbook to make")
    command.add_argument("--year", type=_year, default="", help='the reporting year, such as "2024/25"')
    command.add_argument("--organisation", default="", metavar="NAME", help="the organisation's full name")
    command.add_argument(
        "--from", type=_place, dest="source", metavar="JSON", help="fill it from this assessment"
    )
    _force(command)


def _add_check(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "check",
        "list what is missing or looks wrong",
        "List what is missing or looks wrong, with sheet and cell and what to do about it. "
        "Changes nothing, unless --write is given.",
    )
    _workbook(command)
    command.add_argument(
        "--write",
        action="store_true",
        help="also put the list on the workbook's Checks sheet and highlight the cells (a backup is kept)",
    )
    command.add_argument(
        "--html",
        type=_place,
        metavar="OUT",
        help="also write the list as a web page, to send to a contributor",
    )
    _force(command)


def _add_score(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "score",
        "show the totals and the band, and how they were reached",
        "Show the totals and the band, and how each was reached. "
        "Worked out afresh from the ratings; changes nothing.",
    )
    _workbook(command)


def _add_fill(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "fill",
        "record totals and band in the workbook, and tidy it",
        "Record totals, band and statement on the Score card; give rows their Refs; write outcome codes on "
        "rows that continue another; turn ratings typed as words into numbers; restore formulas. "
        "Lists each change and keeps a backup of the former file.",
    )
    _workbook(command)


def _add_export(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "export",
        "make the report and other documents as Word, web page and PDF",
        "Make the standard report or another document. If the check finds errors in what it prints, it stops "
        "and says why; --draft makes it all the same, marked as a draft, with what is missing listed first.",
    )
    _workbook(command)
    command.add_argument(
        "--document",
        choices=tuple(DOCUMENT_NAMES),
        default="report",
        metavar="DOCUMENT",
        help=f"one of {', '.join(DOCUMENT_NAMES)} (default: report); a board pack is paper and report in one",
    )
    command.add_argument(
        "--to",
        default="docx,html,pdf",
        metavar="FORMATS",
        help=f"one or more of {', '.join(FORMAT_NAMES)}, separated by commas (default: docx,html,pdf)",
    )
    command.add_argument(
        "-o",
        "--output",
        type=_place,
        metavar="PLACE",
        help="the folder to write to, or a file name if there is one format (default: beside the workbook)",
    )
    command.add_argument(
        "--with",
        dest="wanted",
        default="",
        metavar="LAYOUTS",
        help=f"what to add to the layout chosen on the Organisation sheet: one or more of "
        f"{', '.join(VARIANT_NAMES)}, separated by commas",
    )
    command.add_argument(
        "--without",
        dest="unwanted",
        default="",
        metavar="LAYOUTS",
        help="what to leave out of it, by the same names (without its column, the analysis stands below the "
        "evidence)",
    )
    command.add_argument(
        "--style-from",
        type=_place,
        metavar="DOCX",
        help="take fonts, colours, header and footer of the Word document from this one",
    )
    command.add_argument(
        "--draft", action="store_true", help="make it even if something is missing, marked as a draft"
    )
    _force(command)


def _add_demo(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "demo",
        "make, check and export an example",
        "Make an example workbook from a real published result, check it, score it and export the report.",
    )
    command.add_argument(
        "-o",
        "--output",
        type=_place,
        default=Path("demo"),
        metavar="FOLDER",
        help="where to (default: ./demo)",
    )
    _force(command)


def _add_addin(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "addin",
        "install or remove the EDS tab in Excel",
        "Install the add-in that gives Excel its EDS tab, for this user and without administrator rights; "
        "say how it stands; or remove it again completely. Windows only; close Excel first.",
    )
    command.add_argument("what", choices=("install", "status", "remove"))


def _add_panel(commands: _Commands[_Parser]) -> None:
    command = _command(
        commands,
        "panel",
        "show the buttons in a window beside Excel",
        "Show a small window that checks, fills and exports the workbook in front in Excel, or a closed one. "
        "For computers on which Excel may not run macros or start other programs.",
    )
    command.add_argument(
        "workbook",
        type=_place,
        nargs="?",
        metavar="FILE",
        help="a closed workbook (default: the one in Excel)",
    )


def _add_doctor(commands: _Commands[_Parser]) -> None:
    _command(
        commands,
        "doctor",
        "say what is in the way of the Excel side",
        "Look at all that the add-in and the panel need, and say of each how it stands and what to do.",
    )
