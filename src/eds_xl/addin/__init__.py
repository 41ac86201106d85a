"""The Excel side: what the add-in's buttons start, the panel beside Excel, installing, finding obstacles.

Whatever only Windows has (its registry, its message boxes) is asked for through ``windows.py``.
"""

from __future__ import annotations
