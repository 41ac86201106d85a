"""What XlsxWriter cannot say: the document's language, and rows that grow as people type."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

_LANGUAGE = b"<dc:language>en-GB</dc:language>"


def finish(workbook: bytes) -> bytes:
    """Return the workbook with its language set and its row heights free to grow; same input, same bytes."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as finished,
    ):
        for item in source.infolist():
            finished.writestr(item, _finished(item.filename, source.read(item)), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _finished(part: str, content: bytes) -> bytes:
    if part == "docProps/core.xml":
        return content.replace(b"</cp:coreProperties>", _LANGUAGE + b"</cp:coreProperties>")
    if part.startswith("xl/worksheets/sheet"):
        return re.sub(rb' customHeight="1"(?=[^>]*>)', b"", content)
    return content
