"""What a stranger must not find in the repository: traces of somebody's computer, unfinished merges."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A letter in brackets keeps the patterns from finding this file.
UNWANTED = {
    "a path of one computer": r"(?<![\w.~-])/(?:[w]ork|[r]oot|[t]mp|[h]ome/\w+|[U]sers/\w+)/",
    "a path of one Windows user": r"\b[A-Z]:\\+[U]sers\\+(?!Public)\w",
    "a host of a package index": (
        r"py[p]i\.org|python[h]osted\.org|npm[j]s\.(?:org|com)|npm[m]irror\.com|deb\.debi[a]n\.org"
        r"|[r]egistry\.[a-z]+\.(?:org|com)"
    ),
    "an option naming a package index": r"^\s*--(?:(?:extra-)?inde[x]-url|find-link[s]|truste[d]-host)\b",
    "a mark of an unfinished merge": r"^(?:<{7}|>{7}|\|{7})(?: |$)",
}


def tracked_texts() -> dict[str, str]:
    """The tracked text files by name; a file with a null byte is not text."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)
    texts = {}
    for name in listed.stdout.decode("utf-8").split("\0"):
        place = ROOT / name
        # A file deleted but not yet committed, or a link, has no text to look at.
        if name and place.is_file() and not place.is_symlink():
            content = place.read_bytes()
            if b"\0" not in content:
                texts[name] = content.decode("utf-8", errors="replace")
    return texts


def found_in(text: str, pattern: str) -> list[str]:
    """The lines a pattern is found in, each with its number."""
    search = re.compile(pattern).search
    return [f"{number}: {line.strip()}" for number, line in enumerate(text.splitlines(), 1) if search(line)]


@pytest.mark.parametrize("what", UNWANTED)
def test_no_tracked_text_holds(what: str) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so it cannot be known which files are tracked")
    lines = [
        f"{name}:{line}" for name, text in tracked_texts().items() for line in found_in(text, UNWANTED[what])
    ]
    assert not lines


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a path of one computer", 'open("/' + 'work/main/a.xlsx")'),
        ("a path of one computer", "cd /" + "home/someone/eds-xl"),
        ("a path of one Windows user", "C:" + r"\Users\someone\a.xlsx"),
        ("a path of one Windows user", "'C:" + r"\\Users\\someone'"),
        ("a host of a package index", "https://files.python" + "hosted.org/x.whl"),
        ("an option naming a package index", "--" + "extra-index-url x"),
        ("a mark of an unfinished merge", "<" * 7 + " main"),
    ],
)
def test_the_patterns_find_what_they_should(what: str, line: str) -> None:
    assert found_in(line, UNWANTED[what])


@pytest.mark.parametrize(
    "line",
    ["https://www.example.org/home/news/eds/", "docs/tmp/plan.md", "./home/pages/index.html"],
)
def test_the_patterns_leave_web_addresses_and_folders_alone(line: str) -> None:
    assert not [what for what, pattern in UNWANTED.items() if found_in(line, pattern)]
