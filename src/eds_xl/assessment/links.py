"""Web and e-mail addresses: finding them in text, and saying which may become a link.

Only http, https and mailto ever become links: a received workbook must not plant a link to a file,
a script or a network share in a published report.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from eds_xl.assessment.blocks import Span

_EMAIL = r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
_IN_TEXT = re.compile(
    # The look-behinds let a match start only where a word starts, which also keeps long words fast.
    rf"""(?<![\w.@/-])(?:https?://|mailto:|www\.(?=[\w-]+\.\w))[^\s<>"“”|]+"""
    rf"""|(?<![A-Za-z0-9._%+'@-]){_EMAIL}""",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'\"’‘”“»*_…"
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?")
_SAFE = "/%:@!$&'()*+,;=~-._?"
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def link_target(address: str) -> str:
    """Return the address as a link may carry it (percent-encoded), or "" when it must stay plain text.

    "www." and bare e-mail addresses are completed with "https://" and "mailto:".
    """
    address = address.strip()
    if address[:4].lower() == "www.":
        address = "https://" + address
    elif re.fullmatch(_EMAIL, address):
        address = "mailto:" + address
    try:
        parts = urlsplit(address)
    except ValueError:  # such as an unclosed "[" where a host should be
        return ""
    if parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc):
        start = f"{parts.scheme}://{parts.netloc}"
    elif parts.scheme == "mailto" and re.fullmatch(_EMAIL, parts.path):
        start = "mailto:"
    else:
        return ""
    query = f"?{_encoded(parts.query)}" if parts.query else ""
    fragment = f"#{_encoded(parts.fragment)}" if parts.fragment else ""
    return start + _encoded(parts.path) + query + fragment


def read_spans(text: str) -> tuple[Span, ...]:
    """Return the text as spans, each address in it as a linked span; the text itself is unchanged."""
    spans: list[Span] = []
    done = 0
    for match in _IN_TEXT.finditer(text):
        address = _without_trailing_punctuation(match.group())
        target = link_target(address)
        if not target:
            continue
        if match.start() > done:
            spans.append(Span(text[done : match.start()]))
        spans.append(Span(address, link=target))
        done = match.start() + len(address)
    if done < len(text):
        spans.append(Span(text[done:]))
    return tuple(spans)


def _without_trailing_punctuation(address: str) -> str:
    """Leave out the end of the sentence; a closing bracket stays if it was opened in the address."""
    while address:
        last = address[-1]
        opening = _BRACKETS.get(last)
        unopened = opening is not None and address.count(last) > address.count(opening)
        if last not in _TRAILING and not unopened:
            break
        address = address[:-1]
    return address


def _encoded(part: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", part), safe=_SAFE)
