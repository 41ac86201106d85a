"""Score: the score card as data, for other programs."""

from __future__ import annotations

from typing import Any

from eds_xl.assessment.scorecard import Scorecard
from eds_xl.standard import EDS


def score_data(card: Scorecard) -> dict[str, Any]:
    """Return the score card as plain data, ready for JSON; what is not known is null."""
    return {
        "statement": card.statement,
        "total": card.total,
        "maximum": EDS.maximum_total,
        "band": card.band.label if card.band else None,
        "explanation": card.explanation,
        "outcomes_rated": card.rated,
        "domain_1_method": card.basis or None,
        "domain_1_method_assumed": card.assumed,
        "sum_of_outcome_medians": card.outcome_medians,
        "domains": [
            {
                "domain": domain.number,
                "total": domain.total,
                "maximum": domain.maximum,
                "explanation": domain.explanation,
                "last_year": domain.last_year,
            }
            for domain in card.domains
        ],
        "services": [
            {"number": service.number, "name": service.name, "total": service.total, "counts": service.counts}
            for service in card.services
        ],
        "outcomes": [
            {
                "outcome": outcome.code,
                "rating": outcome.figure,
                "basis": outcome.basis,
                "last_year": outcome.last_year,
            }
            for outcome in card.outcomes
        ],
    }
