"""Words that are no command, option or choice: one sentence, with the word that was probably meant."""

from __future__ import annotations

import pytest

from eds_xl.cli import main

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
