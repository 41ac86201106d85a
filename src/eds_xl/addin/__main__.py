"""Run by the add-in's buttons as ``pythonw -I -m eds_xl.addin ACTION``."""

from __future__ import annotations

import sys

from eds_xl.addin.start import button

if __name__ == "__main__":
    sys.exit(button())
