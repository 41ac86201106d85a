"""A workbook as full as real ones get: all sheets of an example, with evidence of 60,000 words."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle
from random import Random

from eds_xl.actions.demo import DEMO, example
from eds_xl.assessment.model import Assessment, Evidence
from eds_xl.standard import OUTCOMES

WORDS = 60_000
_SENTENCES_EACH, _SHORTEST_SENTENCE = 12, 40


def full_assessment() -> Assessment:
    """Return the example with evidence of 60,000 words: its own sentences, in another order in each row.

    The rows are spread over all outcomes and have what rows have: owners, date, origin, groups, Ref.
    """
    base, random = example(DEMO), Random(1)  # noqa: S311 - the order of sentences, no secret
    whole = [words for row in base.evidence for words in row.evidence.split(". ")]
    sentences = [words for words in whole if len(words) > _SHORTEST_SENTENCE]
    rows: list[Evidence] = []
    written = 0
    for outcome in cycle(OUTCOMES):
        text = ". ".join(random.sample(sentences, _SENTENCES_EACH))
        rows.append(
            Evidence(
                outcome.domain,
                outcome.code,
                text,
                owners="Service lead",
                date="2023/24",
                origin="Survey",
                groups="Age; Disability",
                ref=f"E{len(rows) + 1:03}",
            )
        )
        written += len(text.split())
        if written >= WORDS:
            break
    return replace(base, evidence=tuple(sorted(rows, key=lambda row: row.domain)))
