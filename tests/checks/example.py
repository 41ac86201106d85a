"""What an example of a finding is made of."""

from __future__ import annotations

from dataclasses import dataclass

from tests.checks.drafts import Make


@dataclass(frozen=True)
class Example:
    """What the finding of a code looks like: its cell key or place, words of its message, a near miss.

    ``also`` are the codes of findings that cannot but come with it, after it.
    """

    code: str
    wrong: Make
    at: str
    says: str
    near: Make
    also: tuple[str, ...] = ()
