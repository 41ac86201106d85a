"""What an action may say to and ask of the user, whoever shows it: message boxes, the panel, a terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Protocol


class Face(Protocol):
    """Somewhere the user reads and answers."""

    def tell(self, words: str) -> None:
        """Show a result."""
        ...

    def warn(self, words: str) -> None:
        """Show what stood in the way."""
        ...

    def ask(self, question: str) -> bool:
        """Ask a question and return whether the answer is yes."""
        ...

    def progress(self, words: str) -> None:
        """Say what is being done right now."""
        ...

    def show_folder(self, folder: Path) -> None:
        """Open a folder, so that the user sees the files in it."""
        ...


class TerminalFace:
    """Prints, on systems without message boxes; answers no, for nobody is there to ask."""

    def tell(self, words: str) -> None:
        """Print a result."""
        print(words)

    def warn(self, words: str) -> None:
        """Print what stood in the way to the error output."""
        print(words, file=sys.stderr)

    def ask(self, question: str) -> bool:
        """Print the question and return False."""
        print(question, file=sys.stderr)
        return False

    def progress(self, words: str) -> None:
        """Pass over it: the result follows at once."""

    def show_folder(self, folder: Path) -> None:
        """Print where the files are."""
        print(folder)
