"""The report tree as a Word document (.docx): real headings, lists, tables and links, and no author."""

from __future__ import annotations

from eds_xl.report.docx_body import Body
from eds_xl.report.docx_frame import Flow, Frame
from eds_xl.report.docx_package import open_package, package_bytes
from eds_xl.report.tree import Document, Span


def write(document: Document, style_from: bytes | None = None) -> bytes:
    """Return the document as a .docx; the same document gives the same bytes.

    ``style_from`` is another .docx whose styles, page set-up, headers and footers are used; where it
    has no style for something, ours is added. Our header and footer lines are added below its own.

    Raises:
        DocumentProblem: a picture is no picture, or ``style_from`` is no .docx; the message says which.
    """
    package = open_package(document, style_from)
    frame = Frame(package, document)
    body = Body(package, document.sections, frame.page_height)
    flow = Flow(body, frame)
    flow.add([body.paragraph("Title", (Span(document.title),))])
    if document.subtitle:
        flow.add([body.paragraph("Subtitle", (Span(document.subtitle),))])
    flow.add_blocks(document.cover)
    for section in document.sections:
        flow.add_section(section, 1, landscape=False)
    flow.finish(package.word.element.body)
    return package_bytes(package.word, document.created)
