"""Run as ``python -m eds_xl``."""

from __future__ import annotations

import sys

from eds_xl.cli import main

if __name__ == "__main__":
    sys.exit(main())
