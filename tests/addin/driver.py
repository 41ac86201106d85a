"""The panel, and whoever sits before it: real keys on a virtual screen."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eds_xl.addin import panel as panel_module
from eds_xl.addin.launcher import Open

if TYPE_CHECKING:
    from eds_xl.addin.panel import Panel

SECONDS = 60
ORDINARY_SCALE = 96 / 72
"""Dots of the screen for a point of a letter."""


class Driver:
    """The panel, and whoever sits before it."""

    def __init__(self, screen: str) -> None:
        import tkinter

        os.environ["DISPLAY"] = screen
        self.root = tkinter.Tk()
        # Tk keeps the scale of a screen for as long as the process runs: that of another test would stay.
        self.root.tk.call("tk", "scaling", ORDINARY_SCALE)
        # A dialog that nobody answers would otherwise keep the test waiting for ever.
        self.root.after(2000 * SECONDS, self.root.destroy)
        self.panel: Panel

    def start(self, excel: Open, path: Path | None = None) -> None:
        self.panel = panel_module.Panel(self.root, excel, path)
        self.root.update()
        self.root.focus_force()
        self.wait_until_ready()

    def wait(self, condition: Callable[[], object]) -> None:
        end = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < end, f"nothing happened; the panel says: {self.message}"
            self.root.update()
            time.sleep(0.01)

    def wait_until_ready(self) -> None:
        self.wait(lambda: not self.panel._jobs.working)
        self.root.update()

    def press(self, *keys: str) -> None:
        """Press keys and wait until they have arrived and their work is done."""
        for key in keys:
            arrived: list[str] = []
            # Every key ends with one that nobody uses, so that its arrival says that the others have arrived.
            # mypy cannot infer the type of a function whose argument has a default.
            bound = self.root.bind_all("<KeyRelease-F12>", lambda _, heard=arrived: heard.append("F12"))  # type: ignore[misc]
            subprocess.run(["xdotool", "key", "--clearmodifiers", key, "F12"], check=True)
            self.wait(lambda heard=arrived: heard)  # type: ignore[misc]
            self.root.unbind_all("<KeyRelease-F12>")
            assert bound
            self.wait_until_ready()

    def press_later(self, *keys: str) -> None:
        """Press keys once a dialog is open, which keeps the panel's own code waiting."""

        def press() -> None:
            for key in keys:
                time.sleep(0.7)
                subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)

        threading.Thread(target=press, daemon=True).start()

    @property
    def view(self) -> Any:
        return self.panel.view

    @property
    def message(self) -> str:
        return str(self.view.message.text.get("1.0", "end")).strip()

    @property
    def workbook(self) -> str:
        return str(self.view.workbook)

    @property
    def status(self) -> str:
        return str(self.view._status.get())

    @property
    def lines(self) -> list[tuple[str, ...]]:
        tree = self.view.findings.tree
        return [
            (str(tree.item(line, "text")).strip(), *map(str, tree.item(line, "values")))
            for line in tree.get_children()
        ]

    @property
    def summary(self) -> str:
        return str(self.view._summary.get())

    @property
    def focused(self) -> str:
        widget = self.root.focus_get()
        assert widget is not None
        return str(widget["text"]) if isinstance(widget, ttk_buttons()) else type(widget).__name__


def ttk_buttons() -> tuple[type, ...]:
    from tkinter import ttk

    return ttk.Button, ttk.Menubutton, ttk.Checkbutton
