"""The organisation's own paragraphs, section by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eds_xl.assessment.model import Assessment, ReportText
from eds_xl.assessment.prose import read_prose
from eds_xl.assessment.words import SECTIONS, same
from eds_xl.report.tree import Section
from eds_xl.report.wording import Blocks, one_line


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """What the organisation wrote for a section: ``blocks`` without a heading, then ``sections`` with one."""

    blocks: Blocks = ()
    sections: tuple[Section, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is any."""
        return bool(self.blocks or self.sections)


def own_texts(assessment: Assessment, section: str, anchor: str) -> OwnTexts:
    """Return the texts written for a section named in ``words.SECTIONS``; ``anchor`` begins their anchors."""
    return _arranged((text for text in assessment.texts if same(text.section, section)), section, anchor)


def other_texts(assessment: Assessment) -> tuple[Section, ...]:
    """Return the texts written for no section of the report, so that none is lost; () if there are none."""
    others = [text for text in assessment.texts if not any(same(text.section, known) for known in SECTIONS)]
    own = _arranged(others, "", "further-information")
    if not own:
        return ()
    return (Section("Further information", "further-information", own.blocks, own.sections, new_page=True),)


def _arranged(texts: Iterable[ReportText], section: str, anchor: str) -> OwnTexts:
    """Put texts under their headings; one without a heading stays under the heading above it."""
    groups: list[tuple[str, list[Blocks]]] = [("", [])]
    for heading, blocks in _headed(texts, section):
        if heading:
            groups.append((heading, []))
        groups[-1][1].append(blocks)
    sections = (
        Section(heading, f"{anchor}-own-{number}", tuple(block for part in parts for block in part))
        for number, (heading, parts) in enumerate(groups)
        if number
    )
    return OwnTexts(tuple(block for part in groups[0][1] for block in part), tuple(sections))


def _headed(texts: Iterable[ReportText], section: str) -> Iterator[tuple[str, Blocks]]:
    """Yield each text with its heading, which names the domain unless it stands in that domain's section."""
    for text in texts:
        blocks, heading = read_prose(text.text), one_line(text.heading)
        if not blocks and not heading:
            continue
        domain = "" if same(text.domain, section) else one_line(text.domain)
        other_section = "" if section else one_line(text.section)
        yield ": ".join(part for part in (other_section, domain, heading) if part), blocks
