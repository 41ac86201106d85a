"""A LibreOffice process of our own, and UNO, the bridge to it."""

from __future__ import annotations

import atexit
import builtins
import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.engines.calls import EngineError

# Debian puts the bridge where only the system's own Python looks.
_SYSTEM_PACKAGES = "/usr/lib/python3/dist-packages"
_SECONDS = 60
_FAILED = -2147352567

# No lock files (a run that was killed would block the next), no recovery, formulas always worked out anew.
_SETTINGS = {
    ("org.openoffice.Office.Common/Misc", "UseLocking"): "false",
    ("org.openoffice.Office.Common/Misc", "UseDocumentSystemFileLocking"): "false",
    ("org.openoffice.Office.Common/Misc", "UseDocumentOOoLockFile"): "false",
    ("org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode"): "0",
    ("org.openoffice.Office.Recovery/RecoveryInfo", "Enabled"): "false",
    ("org.openoffice.Office.Recovery/AutoSave", "Enabled"): "false",
}


def import_uno() -> ModuleType | None:
    """Return the bridge, or None if this Python cannot load it."""
    if "uno" in sys.modules:
        return sys.modules["uno"]
    sys.path.append(_SYSTEM_PACKAGES)
    usual_import = builtins.__import__
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module("uno")
    except ImportError:
        return None
    finally:
        sys.path.remove(_SYSTEM_PACKAGES)
        # The bridge would have a say in every import from now on.
        builtins.__import__ = usual_import


class Office:
    """One private LibreOffice without windows: a profile and a pipe of its own."""

    def __init__(self) -> None:
        """Start it and wait until it answers; raises EngineError if it does not."""
        self.uno: Any = import_uno()
        self._folder = Path(tempfile.mkdtemp(prefix="eds-xl-office-"))
        _write_profile(self._folder)
        pipe = f"edsxl{uuid.uuid4().hex}"
        command = ["soffice", "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        command += [f"-env:UserInstallation={self._folder.as_uri()}"]
        command += [f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext"]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        atexit.register(self.stop)
        self.context = self._connect(pipe)
        self.desktop = self.service("com.sun.star.frame.Desktop")

    @property
    def pid(self) -> int:
        return self._process.pid

    def service(self, name: str) -> Any:
        """Return a service of the office."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def setting(self, name: str, value: Any) -> Any:
        """Return a property for loading or storing."""
        made = self.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        made.Name, made.Value = name, value
        return made

    def stop(self) -> None:
        """End the process, which was started as the leader of a group of its own, and remove its profile."""
        atexit.unregister(self.stop)
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _connect(self, pipe: str) -> Any:
        here = self.uno.getComponentContext()
        resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
        nothing_yet = self.uno.getClass("com.sun.star.connection.NoConnectException")
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            try:
                return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            except nothing_yet:
                time.sleep(0.05)
        self.stop()
        raise EngineError("LibreOffice did not start", _FAILED)


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for (path, name), value in _SETTINGS.items()
    )
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        encoding="utf-8",
    )
