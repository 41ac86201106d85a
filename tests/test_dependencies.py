"""Whatever is installed is what the lock files name, byte for byte; none of it is known to contradict the rest.

Whether a release is known to be vulnerable cannot be told without the network: that is a step of releasing
(docs/developer-guide.md).
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib

import pytest

from tests.conftest import ROOT

LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "dev")}
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
PINNED = re.compile(r"([\w.-]+)==([\w.!+-]+)(?: ; .+)?")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def plain(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str) -> dict[str, tuple[str, int]]:
    """The release that a lock file names for each package, and how many files of it by their hashes."""
    text = LOCKS[lock].read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found = {}
    for entry in entries:
        requirement, *_ = entry.split(" --hash=")
        pinned = PINNED.fullmatch(requirement.strip())
        assert pinned is not None, f"not pinned: {requirement}"
        found[plain(pinned[1])] = (pinned[2], len(HASH.findall(entry)))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_and_every_file_of_it_by_a_hash(lock: str) -> None:
    packages = locked(lock)
    assert len(packages) > 10
    assert [name for name, (_, hashes) in packages.items() if not hashes] == []
    text = LOCKS[lock].read_text(encoding="utf-8")
    assert not re.search(
        r"^\s*(?:-e|--index-url|--extra-index-url|--find-links|git\+|https?:)", text, re.MULTILINE
    )


def test_the_locks_agree_and_hold_all_that_is_asked_for() -> None:
    run, dev = locked("run"), locked("dev")
    assert {name: dev.get(name) for name in run} == run
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    names = {plain(re.split(r"[\s<>=;!~\[]", words)[0]) for words in asked if "win32" not in words}
    assert names <= set(dev), names - set(dev)


def test_what_is_installed_is_what_is_locked() -> None:
    """An installation that was made by hand would test something else than what the locks give."""
    installed = {plain(name): release for name, release in _installed()}
    wrong = {
        name: (release, installed[name])
        for name, (release, _) in locked("dev").items()
        if name in installed and installed[name] != release
    }
    assert wrong == {}
    assert set(locked("run")) <= set(installed)


def _installed() -> list[tuple[str, str]]:
    return [(found.metadata["Name"], found.version) for found in importlib.metadata.distributions()]


def test_nothing_that_is_installed_contradicts_another() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert said.returncode == 0, said.stdout


def test_installing_takes_only_files_whose_hash_is_known() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line for line in makefile.splitlines() if "$(PIP) install" in line]
    assert len(installs) == 3
    for line in installs:
        assert "--require-hashes" in line or "--no-index" in line, line
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "npm ci --ignore-scripts" in script


def test_every_package_of_node_has_a_hash() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [
        name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")
    ] == []
