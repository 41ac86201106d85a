"""What the check finds in the two examples, and why each of it is so in the published report."""

from __future__ import annotations

from pathlib import Path

import pytest

from eds_xl.actions.check import find
from eds_xl.actions.demo import DEMO, EXAMPLES, example
from eds_xl.actions.export import blocking
from eds_xl.actions.opening import open_closed, read_workbook
from eds_xl.assessment.finding import Finding
from eds_xl.workbook.template import build

Expected = dict[tuple[str, str], str]
"""By code and cell key: why the finding is right."""

MSE: Expected = {
    ("DAT-002", "Organisation||Month and year published"): "the report for 2023/24 says March 2024",
    ("ACT-005", "DomainDetails|Domain 1|Years active"): 'the plan of every domain says "Year(s) active: 0"',
    ("DAT-001", "DomainDetails|Domain 1|Authorisation date"): (
        "the plans say July 2023, half a year before the assessment they follow from was completed"
    ),
    ("DAT-003", "Events|G002|Date or period"): (
        "the ICB session is dated February 2023, the patients' session January 2024: most likely a slip of the year"
    ),
    ("ROW-001", "Events|G003|Date or period"): "the virtual reviews of Domains 2 and 3 have no date",
    ("ACT-006", "PreviousActions|P009|Update"): "six actions have a status and nothing else",
    ("WRI-008", "Evidence1|E007|Link"): "the name of a file is printed instead of an address",
    ("WRI-008", "Evidence1|E012|Link"): "the name of a file is printed instead of an address",
    ("ORG-011", "Reviewers||Reviewers"): "trade unions took part; no independent evaluator or peer is named",
    ("ACT-002", "Actions|A001|Owners"): "the action plan has no column for owners",
    ("ORG-015", "Questionnaire|1|Service 1"): "the report does not answer the questions on engagement",
    ("WRI-003", "PreviousActions|P005|Update"): "LCP stands in the text, but not in the report's glossary",
    ("EVI-008", "Evidence1|E006|Date or period"): "a report of 2022",
    ("WRI-003", "Evidence1|E011|Evidence"): (
        "SHARPS (a programme), and VCFE and EQIA, which are VCSFE and EHIIA elsewhere in the report"
    ),
    (
        "EVI-008",
        "Evidence1|E012|Date or period",
    ): "figures of November 2022 in a report completed in February 2024",
    ("WRI-003", "Evidence2|E025|Evidence"): "DSE (display screen equipment) is not in the glossary",
    (
        "EVI-008",
        "Evidence2|E026|Date or period",
    ): "the staff survey of 2021; that of 2022 came out in March 2023",
    ("EVI-008", "Evidence3|E032|Date or period"): "last year's evidence, kept above the update of this year",
    ("WRI-003", "Actions|A009|Action"): "the AD of Transformation is not in the glossary",
}
BLMK: Expected = {
    (
        "PRI-001",
        "Evidence2|E030|Analysis",
    ): '"one person this year compared to four people last year", on violence',
    ("DAT-002", "Organisation||Month and year published"): "the report for 2022/23 says February 2024",
    (
        "ORG-011",
        "Organisation||Revision date",
    ): "its cell is empty in the report",
    ("DAT-003", "Events|G004|Date or period"): "January 2023 in a report completed in January 2024",
    ("SCO-014", "DomainOne||Method"): "maternity alone was assessed",
    ("EVI-005", "Ratings1|1D|Owners"): "the owner's cell of 1D is empty",
    ("ACT-002", "Actions|A010|Owners"): "the plans of Domain 2 name no owners",
    ("ACT-002", "Actions|A055|Objective"): "the rows for 3C have actions without an objective",
    ("WRI-003", "DomainDetails|Domain 1|Plan lead"): "OD stands in a role and nowhere in full",
    ("ORG-015", "Questionnaire|1|Service 1"): "the report does not answer the questions on engagement",
    (
        "WRI-003",
        "Evidence1|E006|Evidence",
    ): "MBRRACE, DBS and CQC; HOPE and SANDS are names, but look like any other",
    ("WRI-003", "Evidence2|E025|Analysis"): "DSE and WRES are not explained; the report has no glossary",
    (
        "EVI-009",
        "Evidence2|E027|Date or period",
    ): "staff survey figures of this year and last, without the years",
    ("WRI-003", "Evidence3|E043|Evidence"): "WDES, HR and SRO are not explained",
    ("WRI-003", "Figures|F3|Column 3"): "the headings of the table of papers are abbreviations",
    ("WRI-003", "Actions|A010|Action"): "ESR (electronic staff record) is not explained",
}


@pytest.mark.parametrize(
    ("name", "expected"), list(zip(EXAMPLES, (MSE, BLMK), strict=True)), ids=list(EXAMPLES)
)
def test_this_is_found_and_nothing_else(name: str, expected: Expected, tmp_path: Path) -> None:
    findings = found_in(name, tmp_path)
    places = [(finding.code, finding.source.key if finding.source else "") for finding in findings]
    assert places == list(expected)
    assert all(finding.is_open for finding in findings)


def test_nothing_stops_the_report_of_the_demo(tmp_path: Path) -> None:
    assert blocking(found_in(DEMO, tmp_path)) == []


def found_in(name: str, folder: Path) -> tuple[Finding, ...]:
    path = folder / "example.xlsx"
    path.write_bytes(build(example(name)))
    return find(read_workbook(open_closed(path)))
