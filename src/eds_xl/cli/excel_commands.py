"""The commands of the Excel side: the add-in, the panel, and the doctor."""

from __future__ import annotations

import argparse

from eds_xl.cli.printing import say, say_json, wrapped
from eds_xl.files import OutputProblem

_DONE, _TO_DO = 0, 1


def addin(options: argparse.Namespace) -> int:
    """Install or remove the add-in, or say how it stands; 1 if something is left to do."""
    from eds_xl.addin.install import install, remove, status, status_lines
    from eds_xl.addin.places import places

    here = places()
    if options.what == "remove":
        remove(here)
    elif options.what == "install":
        install(here)
    found = status(here)
    if options.json:
        say_json(
            "addin",
            done=options.what,
            installed=found.installed,
            same=found.same,
            connected=found.connected,
            file=str(here.addin),
        )
    elif options.what == "remove":
        say("The add-in and its settings are removed. Excel shows no EDS tab when it is next opened.")
    else:
        say(*map(wrapped, status_lines(found, here)))
    return _DONE if options.what == "remove" or found.ready else _TO_DO


def panel(options: argparse.Namespace) -> int:
    """Show the panel until its window is closed."""
    from eds_xl.addin.panel import show

    show(options.workbook)
    if options.json:
        say_json("panel")
    return _DONE


def doctor(options: argparse.Namespace) -> int:
    """Say how everything stands that the Excel side needs; 1 if something needs looking at."""
    from eds_xl.addin.doctor import State, examine
    from eds_xl.addin.places import places
    from eds_xl.workbook.live import open_live

    try:
        here = places()
    except OutputProblem:
        here = None
    lines = list(examine(here, open_live))
    if options.json:
        seen = [
            {
                "topic": line.topic,
                "state": line.state.name.lower(),
                "words": line.words,
                "next_step": line.next_step,
            }
            for line in lines
        ]
        say_json("doctor", seen=seen)
    else:
        for line in lines:
            words = f"{line.topic}: {line.words.rstrip('.')}." + (
                f" {line.next_step}" if line.next_step else ""
            )
            say(wrapped(words, " " * 6, f"{line.state.value:<6}"))
    return _TO_DO if any(line.state is State.ATTENTION for line in lines) else _DONE
