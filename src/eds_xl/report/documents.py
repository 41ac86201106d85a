"""The documents that can be made: how each is called, what makes it, which findings stop it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from eds_xl.assessment.model import Assessment
from eds_xl.assessment.scorecard import Scorecard
from eds_xl.report.action_plan_document import action_plan_document
from eds_xl.report.board_pack import board_pack
from eds_xl.report.board_paper import board_paper
from eds_xl.report.options import ReportOptions
from eds_xl.report.scorecard_page import scorecard_page
from eds_xl.report.standard_report import standard_report
from eds_xl.report.tree import Document


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document: the name it is asked for by and called by in sentences, and what makes it.

    ``stopped_as`` names the documents of the catalogue of findings that it contains.
    """

    name: str
    words: str
    make: Callable[[Assessment, Scorecard, ReportOptions], Document]
    stopped_as: tuple[str, ...]


DOCUMENTS: Mapping[str, DocumentKind] = {
    kind.name: kind
    for kind in (
        DocumentKind("report", "report", standard_report, ("report",)),
        DocumentKind("action-plan", "action plan", action_plan_document, ("action-plan",)),
        DocumentKind("board-paper", "board paper", board_paper, ("board-paper",)),
        DocumentKind("board-pack", "board pack", board_pack, ("report", "board-paper")),
        DocumentKind("scorecard", "scorecard", scorecard_page, ("scorecard",)),
    )
}
"""The documents by name."""
