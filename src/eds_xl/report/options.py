"""What can be chosen for a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What the report needs besides the assessment.

    ``draft`` marks the report as a draft and prints ``missing`` (sentences of what is missing or wrong)
    first. ``pictures`` maps the file names of pictures to their bytes.
    """

    draft: bool = False
    missing: tuple[str, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
