"""The quick way to read shared strings gives what the parser alone gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eds_xl.workbook import strings_xml
from eds_xl.workbook.strings_xml import read_strings
from tests.workbook.closed_samples import MAIN

HEADS = st.sampled_from(
    [
        "<sst>",
        f'<sst xmlns="{MAIN}" count="3" uniqueCount="3">',
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<sst>',
        '<?xml version="1.0" encoding="ISO-8859-1"?><sst>',
        "<?xml version='1.0' encoding = 'ISO-8859-1'?><sst>",
        f'<?xml version="1.0"{" " * 200}encoding="ISO-8859-1"?><sst>',
        "<!-- <sst> --><sst>",
        '<!DOCTYPE sst [<!ENTITY e "x">]><sst>',
        '<x:sst xmlns:x="urn:x">',
        "<sst/>",
        "",
    ]
)
ITEMS = st.sampled_from(
    [
        "<si><t>plain</t></si>",
        "<si><t></t></si>",
        '<si><t xml:space="preserve"> caf\u00e9 \U0001f600\n</t></si>',
        "<si><t>&amp;lt; &lt;b&gt; &quot;&apos;_x0041_</t></si>",
        "<si><t>&#10;</t></si>",
        "<si><t>&e;</t></si>",
        "<si><t>a\r\nb</t></si>",
        "<si><t>\x07</t></si>",
        "<si><t/></si>",
        "<si/>",
        "<si><r><t>rich </t></r><r><t>text</t></r></si>",
        "<si><t>word</t><rPh><t>aid</t></rPh></si>",
        "<!-- <si><t>not this</t></si> -->",
        "<si><t><![CDATA[<si><t>x</t></si>]]></t></si>",
        "<si><t>open",
        "stray",
        "\n",
    ]
)
TAILS = st.sampled_from(["</sst>", "</sst>\n", "", "</sst></sst>", "</sst><!-- end -->", "</x:sst>"])


def read(data: bytes) -> list[str] | None:
    try:
        return read_strings(data)
    except ValueError:
        return None


@given(HEADS, st.lists(ITEMS, max_size=5), TAILS)
def test_both_ways_agree(head: str, items: list[str], tail: str) -> None:
    data = (head + "".join(items) + tail).encode()
    quick = read(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strings_xml, "_plain_strings", lambda data: None)
        assert quick == read(data)


def test_plain_strings_need_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(strings_xml, "_Strings")
    assert read_strings(b"<sst><si><t>one</t></si><si><t>t&amp;o</t></si></sst>") == ["one", "t&o"]
