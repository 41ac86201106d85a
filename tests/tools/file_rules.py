"""The lint's rules about the file as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from tests.tools.lint_registry import rule
from tests.tools.xlsx_file import XlsxFile

_MAIN_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
_UNWANTED_PARTS = (
    "vbaProject",
    "/activeX/",
    "/externalLinks/",
    "/embeddings/",
    "/ctrlProps/",
    "connections.xml",
)


@rule
def content_type(file: XlsxFile) -> Iterator[str]:
    """The main part is of the type its file name promises."""
    types = {
        item.get("PartName", "")[1:]: item.get("ContentType") for item in file.xml("[Content_Types].xml")
    }
    expected = _MAIN_TYPES.get(file.file_name.rpartition(".")[2])
    if types.get(file.main_part) != expected:
        yield f"{file.file_name} is of the type {types.get(file.main_part)}"


@rule
def parts(file: XlsxFile) -> Iterator[str]:
    """Relationships lead to parts that are there; no macros, controls, connections, linked files."""
    for part in ("", *file.parts):
        if not part.endswith(".rels"):
            targets = (item.target for item in file.relations(part).values() if not item.external)
            yield from (f"{part} needs {target}" for target in targets if target not in file.parts)
    yield from (
        f"{part} is not wanted" for part in file.parts if any(word in f"/{part}" for word in _UNWANTED_PARTS)
    )


@rule
def properties(file: XlsxFile) -> Iterator[str]:
    """The document has a title, a subject and a language, and names no author."""
    core = file.xml("docProps/core.xml") if "docProps/core.xml" in file.parts else None
    said = {} if core is None else {str(item.tag).rpartition("}")[2]: item.text for item in core}
    yield from (
        f"the document has no {name}" for name in ("title", "subject", "language") if not said.get(name)
    )
    yield from (f"{name} is {said[name]}" for name in ("creator", "lastModifiedBy") if said.get(name))
