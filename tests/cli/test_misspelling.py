"""Words that are no command, option or choice: one sentence, with the word that was probably meant."""

from __future__ import annotations

import pytest

from eds_xl.cli import main
from eds_xl.cli.arguments import _parser

SLIPS = [
    (["exprot", "a.xlsx"], 'There is no command "exprot": did you mean "export"?', "eds-xl --help"),
    (["help"], 'There is no command "help": choose from new, check, score,', "eds-xl --help"),
    (
        ["export", "a.xlsx", "--document", "Board pack"],
        'There is no document "Board pack": did you mean "board-pack"?',
        "eds-xl export --help",
    ),
    (
        ["export", "a.xlsx", "--document", "minutes"],
        'There is no document "minutes": choose from report, action-plan, board-paper, board-pack, scorecard.',
        "eds-xl export --help",
    ),
    (
        ["export", "a.xlsx", "--docment=report"],
        'There is no option "--docment": did you mean "--document"?',
        "eds-xl export --help",
    ),
    (
        ["score", "a.xlsx", "--quietly"],
        'There is no option "--quietly": choose from --json, --details.',
        "eds-xl score",
    ),
    (["--json", "check", "a.xlsx"], 'Write "--json" after the name of the command', "eds-xl check --help"),
    (["check", "Our", "EDS.xlsx"], '"EDS.xlsx" is too much here: a name with spaces', "eds-xl check --help"),
    (["addin", "instal"], 'There is no "instal": did you mean "install"?', "eds-xl addin --help"),
]


@pytest.mark.parametrize(("words", "said", "helped"), SLIPS)
def test_a_slip_is_answered_with_what_was_probably_meant(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str, helped: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    out, err = capsys.readouterr()
    assert (left.value.code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"eds-xl: {said}")
    assert f"({helped}" in err


COMMANDS = _parser().commands.choices
TAKING = [
    (command, option)
    for command, parser in COMMANDS.items()
    for action in parser._actions
    for option in action.option_strings
    if action.nargs is None
]
ALONE = [
    (command, option)
    for command, parser in COMMANDS.items()
    for action in parser._actions
    for option in action.option_strings
    if action.nargs == 0 and option not in ("-h", "--help") and option.startswith("--")
]
ADDRESS = "https://trust.sharepoint.com/sites/EDI/Our%20EDS.xlsx"
PLACES = [
    [command, *(["a.xlsx"] if command in ("new", "check", "export") else []), option, ADDRESS]
    for command, option in TAKING
    if option in ("--details", "--from", "--html", "-o", "--output", "--style-from")
] + [[command, ADDRESS] for command in ("new", "check", "score", "fill", "export", "panel")]


def test_there_are_options_to_look_at() -> None:
    assert {("new", "--year"), ("export", "-o"), ("check", "--details")} <= set(TAKING)
    assert {("new", "--force"), ("check", "--write")} <= set(ALONE)
    assert len(PLACES) > len(COMMANDS)


@pytest.mark.parametrize(("command", "option"), TAKING)
def test_an_option_with_nothing_after_it_is_named(
    capsys: pytest.CaptureFixture[str], command: str, option: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, option])
    err = capsys.readouterr().err
    assert (left.value.code, err.count("\n")) == (2, 1)
    named = "--output" if option == "-o" else option
    assert err.startswith(f'eds-xl: Something is missing after "{named}": write what belongs there')
    assert f"(eds-xl {command} --help shows how.)" in err


@pytest.mark.parametrize(("command", "option"), ALONE)
def test_an_option_that_takes_nothing_is_named(
    capsys: pytest.CaptureFixture[str], command: str, option: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, f"{option}=yes"])
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith(f'eds-xl: Nothing belongs after "{option}".')


@pytest.mark.parametrize("words", PLACES, ids=" ".join)
def test_a_web_address_is_no_place(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f'eds-xl: "{ADDRESS}" is a web address')
    assert "name the copy that OneDrive or SharePoint has synchronised to this computer" in err
