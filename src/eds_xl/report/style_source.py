"""The Word document whose styles are taken comes from outside: unpacked only as far as such a document can be large."""

from __future__ import annotations

import io
import zipfile
import zlib

from eds_xl.report.problem import DocumentProblem

MAX_PARTS = 1_000
"""Parts of the document."""

MAX_BYTES = 64 * 1024**2
"""Unpacked size of all of its parts."""

MAX_XML_BYTES = 16 * 1024**2
"""Unpacked size of those of its parts that are XML, which need many times their size in memory."""

_XML = (".xml", ".rels")


def bounded(style_from: bytes) -> bytes:
    """Return a document that holds the same parts, each of which is as long as the package says.

    Raises:
        DocumentProblem: it is no .docx, or larger than the limits.
    """
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(style_from)) as source, zipfile.ZipFile(target, "w") as out:
            _refuse_too_large(source.infolist())
            for info in source.infolist():
                out.writestr(info.filename, _content(source, info))
    # What zipfile lets through for a mangled file; encrypted parts are a RuntimeError.
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
    ) as error:
        if isinstance(error, DocumentProblem):
            raise
        raise no_word_document() from error
    return target.getvalue()


def no_word_document() -> DocumentProblem:
    """Return the problem that the document is none."""
    return DocumentProblem("The document to take the styles from is not a Word document (.docx).")


def _refuse_too_large(parts: list[zipfile.ZipInfo]) -> None:
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith(_XML))
    if len(parts) > MAX_PARTS or xml > MAX_XML_BYTES or sum(part.file_size for part in parts) > MAX_BYTES:
        raise DocumentProblem(
            "The document to take the styles from is too large: empty it of text and pictures."
        )


def _content(source: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with source.open(info) as stream:
        content = stream.read(info.file_size + 1)  # never read(), which unpacks more than the package says
    if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
        raise zipfile.BadZipFile(info.filename)
    return content
