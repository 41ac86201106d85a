"""LibreOffice as a second spreadsheet program: recalculates, re-saves and prints, in a profile of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_SECONDS = 300


def convert(soffice: Path, files: Sequence[Path], folder: Path, to: str = "xlsx") -> list[Path]:
    """Open files in LibreOffice, recalculate everything and save them in a format; return the new files."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    out = folder / "converted"
    subprocess.run(
        [
            str(soffice),
            f"-env:UserInstallation={profile.resolve().as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(out),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=_SECONDS,
    )
    made = [out / f"{file.stem}.{to.partition(':')[0]}" for file in files]
    missing = [file.name for file in made if not file.is_file()]
    assert not missing, f"LibreOffice did not make {missing}"
    return made
