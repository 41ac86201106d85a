from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from eds_xl.report.html import write
from eds_xl.report.tree import Document, Section, Table, text
from tests.report.sample import sample
from tests.report.web_check import NARROW, WIDE, violations, width_needed

Requires = Callable[[str], Path]


# Faults planted in a good page, and what must be found of them.
FAULTS = {
    "picture without words": ('alt="Bars', 'data-alt="Bars', "image-alt"),
    "pale text": (".note {", ".note { opacity: 0.5;", "color-contrast"),
    "no language": ('<html lang="en-GB">', "<html>", "html-has-lang"),
    "a list in pieces": ("<li>", "<dd>", "list"),
}


@pytest.fixture(scope="module")
def page() -> str:
    return write(sample()).decode("utf-8")


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_wcag_is_kept(browser: Any, page: str, width: int, tmp_path: Path) -> None:
    assert violations(browser, page, width, tmp_path) == set()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(browser: Any, page: str, fault: str, tmp_path: Path) -> None:
    old, new, rule = FAULTS[fault]
    assert old in page
    # The policy would keep the planted style out.
    without_policy = page.replace("Content-Security-Policy", "X-Nothing").replace(old, new, 1)
    assert rule in violations(browser, without_policy, WIDE, tmp_path)


@pytest.mark.parametrize("width", [320, NARROW, 800, WIDE])
def test_nothing_needs_scrolling_sideways(browser: Any, page: str, width: int) -> None:
    assert width_needed(browser, page, width) <= width


def test_the_policy_lets_our_style_in_and_no_other(browser: Any, page: str, tmp_path: Path) -> None:
    messages: list[str] = []
    requests: list[str] = []
    tab = browser.new_page()
    tab.on("console", lambda message: messages.append(message.text))
    tab.on("request", lambda request: requests.append(request.url))
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf-8")
    tab.goto(file.as_uri())
    assert messages == []
    assert [url for url in requests if not url.startswith("data:")] == [file.as_uri()]
    planted = (
        '<style>h1{color:red}</style><script>document.title="x"</script>'
        '<img src="https://example.org/x.png" alt="x">'
    )
    file.write_text(page.replace("</main>", planted + "</main>"), encoding="utf-8")
    tab.goto(file.as_uri())
    assert len([message for message in messages if "Content Security Policy" in message]) == 3
    assert tab.title() == sample().title
    tab.close()


def test_the_keyboard_reaches_the_report(browser: Any, page: str) -> None:
    tab = browser.new_page(viewport={"width": WIDE, "height": 800})
    tab.set_content(page)
    tab.keyboard.press("Tab")
    skip = tab.evaluate(
        "[document.activeElement.textContent, document.activeElement.getBoundingClientRect().top]"
    )
    assert skip[0] == "Skip to the report"
    assert skip[1] >= 0, "the link is not seen when it has the focus"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.tagName") == "MAIN"
    tab.keyboard.press("Tab")
    outline = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    tab.close()


def test_html_validate_finds_nothing(requires: Requires, page: str, tmp_path: Path) -> None:
    tool = requires("html-validate")

    def faults(html: str) -> list[str]:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        run = subprocess.run(
            ["node", tool, "--formatter", "json", file], capture_output=True, cwd=tmp_path, check=False
        )
        return [message["ruleId"] for result in json.loads(run.stdout) for message in result["messages"]]

    requires("node")
    assert faults(page) == []
    assert "wcag/h37" in faults(page.replace('alt="Bars', 'data-alt="Bars', 1))


def test_the_checker_of_the_w3c_finds_nothing(requires: Requires, page: str, tmp_path: Path) -> None:
    java, jar = requires("java"), requires("vnu")

    def faults(html: str) -> str:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        run = subprocess.run([java, "-jar", jar, "--errors-only", file], capture_output=True, check=False)
        return run.stderr.decode("utf-8")

    assert faults(page) == ""
    assert "duplicate" in faults(page.replace('id="how"', 'id="ratings"', 1)).lower()


def parsed(page: bytes) -> Any:
    return etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))


def test_text_is_text_and_never_markup() -> None:
    hostile = "</style><script>alert(1)</script><img src=x onerror=alert(1)>\" onload='x' &lt;"
    base = sample()
    table = Table(hostile, base.cover[3].columns, base.cover[3].rows, hostile)  # type: ignore[union-attr]
    document = Document(
        hostile,
        hostile,
        (text(hostile), table),
        (Section(hostile, "a", (text(hostile),)),),
        hostile,
        hostile,
        base.created,
        subject=hostile,
    )
    root = parsed(write(document))
    assert root.xpath("//script | //img | //@onload | //@onerror") == []
    assert root.findtext("head/title") == hostile
    assert len(root.xpath("//style")) == 1


def test_only_web_addresses_mail_and_own_anchors_are_links(page: str) -> None:
    root = parsed(page.encode())
    targets = {str(target).partition(":")[0].partition("#")[0] for target in root.xpath("//a/@href")}
    assert targets == {"https", "mailto", ""}
    ids = set(root.xpath("//@id"))
    assert {str(link)[1:] for link in root.xpath("//a[starts-with(@href, '#')]/@href")} <= ids


def test_the_page_has_its_landmarks_and_headings(page: str) -> None:
    root = parsed(page.encode())
    assert [child.tag for child in root.find("body")] == ["a", "header", "main", "footer"]
    assert [len(root.findall(f".//{tag}")) for tag in ("h1", "nav", "main")] == [1, 1, 1]
    levels = [
        int(heading.tag[1]) for heading in root.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    headers = root.xpath("//table[caption[starts-with(., 'Details')]]//th/@scope")
    assert headers == ["col", "col", "row", "row", "row", "row", "row"]


def test_the_web_page_needs_neither_word_nor_typst() -> None:
    program = "import sys, eds_xl.report.html; print({'docx', 'typst', 'openpyxl'} & set(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert run.stdout.strip() == "set()"
