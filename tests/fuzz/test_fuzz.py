"""Files nobody made on purpose: whatever is in them, a sentence or a result, never a traceback."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.bases import quick_bases
from tests.fuzz.exercise import exercise
from tests.fuzz.mutations import mutated

REGRESSIONS = Path(__file__).parent / "regressions"

bases = cache(quick_bases)


def test_what_once_failed_and_the_sound_ones_do_not_fail(tmp_path: Path) -> None:
    kept = [path.read_bytes() for path in sorted(REGRESSIONS.glob("*.xlsx"))]
    for data in (*bases(), *kept):
        exercise(data, tmp_path, export=True)


# No shrinking: an input is kept whole as a regression file, and the test command must stay quick.
@settings(
    max_examples=25,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(number=st.integers(0, 2**32))
def test_no_mutation_gets_more_than_a_sentence_out_of_the_commands(number: int, tmp_path: Path) -> None:
    chance = Random(number)
    exercise(mutated(chance.choice(bases()), chance), tmp_path)
