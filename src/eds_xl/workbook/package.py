"""A workbook file as a package of parts: safe opening, parts as bytes or XML, changed parts in memory.

Nothing here knows sheets or cells. Every problem with the file is a :class:`WorkbookProblem`.
"""

from __future__ import annotations

import contextlib
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from eds_xl.workbook.container import MAX_TREE_BYTES, MAX_XML_BYTES, open_container, read_file, too_large
from eds_xl.workbook.problems import WorkbookProblem, problem
from eds_xl.workbook.zip_writing import PackedPart, carried_over, packed_anew, unpacked, zip_of

CONTENT_TYPES = "[Content_Types].xml"

_SPREADSHEET = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
)
# Words in the main part's content type, and what the user is told such a file is.
_OTHER_DOCUMENTS = (
    ("wordprocessingml", "a Word document"),
    ("ms-word", "a Word document"),
    ("presentationml", "a PowerPoint presentation"),
    ("ms-powerpoint", "a PowerPoint presentation"),
    ("ms-excel.addin", "an Excel add-in"),
)
_BINARY_WORKBOOK = "ms-excel.sheet.binary"
_OPENDOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"

_DOCTYPE = "<!DOCTYPE"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another: its id, the last word of its type, and the part it leads to."""

    identity: str
    kind: str
    target: str


class Package:
    """The parts of one workbook file, with changes kept in memory until they are written."""

    def __init__(self, name: str, data: bytes) -> None:
        """Open the bytes of a file as a package.

        Args:
            name: The file's name, for messages.
            data: Its bytes.

        Raises:
            WorkbookProblem: If they are not those of a sound .xlsx or .xlsm file within the limits.
        """
        self.name = name
        self.data = data
        self._container = open_container(name, data)
        self._infos = {info.filename: info for info in self._container.infolist()}
        self._by_lower_case = {part.lower(): part for part in self._infos}
        self._links: dict[str, tuple[Relationship, ...]] = {}
        self._changed: dict[str, bytes] = {}
        self._dropped: set[str] = set()
        self.main = self._main_part()

    # Reading

    def part_names(self) -> list[str]:
        """Return the names of the parts in the order of the file, dropped ones left out."""
        return [part for part in self._infos if part not in self._dropped]

    def find(self, part: str) -> str | None:
        """Return a part's name as the file spells it (names do not depend on case), or None."""
        found = part if part in self._infos else self._by_lower_case.get(part.lower())
        return None if found in self._dropped else found

    def read(self, part: str) -> bytes:
        """Return a part's present bytes.

        Raises:
            WorkbookProblem: CON-007 if it is missing or damaged.
        """
        found = self.find(part)
        if found is None:
            raise self.damaged()
        if found in self._changed:
            return self._changed[found]
        with self.sound():
            return unpacked(carried_over(self.data, self._infos[found]))

    def tree(self, part: str) -> etree._Element:
        """Return a part as XML: no document type, no entities, nothing fetched.

        Raises:
            WorkbookProblem: CON-007 if it is missing or not well formed, CON-009 if it is too large.
        """
        return self.parsed(self.xml(part))

    def parsed(self, data: bytes) -> etree._Element:
        """Return bytes of a part as XML; raises WorkbookProblem (CON-007, CON-009) as :meth:`tree` does."""
        if len(data) > MAX_TREE_BYTES:
            raise self._too_large(len(data))
        with self.sound():
            root = etree.fromstring(data, _PARSER)
            self._refuse_doctype(root)
        return root

    def xml(self, part: str) -> bytes:
        """Return a part's bytes if they may be parsed as XML.

        Raises:
            WorkbookProblem: CON-007 if it is missing or has a document type, CON-009 if it is too large.
        """
        found = self.find(part)
        if found is not None and self._infos[found].file_size > MAX_XML_BYTES:
            raise self._too_large(self._infos[found].file_size)
        data = self.read(part)
        # Refused before parsing: a document type is the way to entities, and no workbook has one.
        wide = b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff")
        encodings = ("utf-16-le", "utf-16-be") if wide else ("utf-8",)
        if any(_DOCTYPE.encode(encoding) in data for encoding in encodings):
            raise self.damaged()
        return data

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """Return where a part leads to inside the package; "" for the package itself.

        Raises:
            WorkbookProblem: CON-007 if the list of relationships is damaged.
        """
        if part not in self._links:
            rels = relationships_part(part)
            self._links[part] = () if self.find(rels) is None else tuple(_links_inside(part, self.tree(rels)))
        return self._links[part]

    def related(self, part: str, kind: str) -> str | None:
        """Return the first part of a kind that a part leads to and that exists, or None."""
        for link in self.relationships(part):
            if link.kind == kind and (found := self.find(link.target)) is not None:
                return found
        return None

    @contextlib.contextmanager
    def sound(self) -> Iterator[None]:
        """Turn what goes wrong with unsound content inside (bad XML, bad numbers) into CON-007."""
        try:
            yield
        except (ValueError, etree.LxmlError) as error:
            raise self.damaged() from error

    def damaged(self) -> WorkbookProblem:
        """Return the problem that the file is damaged."""
        return problem("damaged", name=self.name)

    # Changing

    @property
    def changed(self) -> bool:
        """Whether anything differs from the file."""
        return bool(self._changed or self._dropped)

    def differs(self, part: str) -> bool:
        """Return whether a part was changed or dropped."""
        return part in self._changed or part in self._dropped

    def change(self, parts: Mapping[str, bytes | None]) -> None:
        """Give parts new bytes, or with None drop them; takes effect in memory only.

        Raises:
            KeyError: If the package has no such part; nothing was changed then.
        """
        for part in parts:
            if part not in self._infos:
                raise KeyError(part)
        self._changed.update({part: data for part, data in parts.items() if data is not None})
        self._dropped.update(part for part, data in parts.items() if data is None)
        self._links.clear()

    def packed(self, part: str) -> PackedPart:
        """Return a part as it lies in a file: unchanged ones byte for byte as they were.

        Raises:
            WorkbookProblem: CON-007 if it does not lie where the file says.
        """
        info = self._infos[part]
        if part in self._changed:
            return packed_anew(self._changed[part], info)
        with self.sound():
            return carried_over(self.data, info)

    def to_bytes(self) -> bytes:
        """Return the package as a file: every part in its order, with its date and compression.

        Raises:
            WorkbookProblem: CON-007 if a part does not lie where the file says.
        """
        return zip_of(map(self.packed, self.part_names()), self._container.comment)

    # Inside

    def _too_large(self, size: int) -> WorkbookProblem:
        return too_large(self.name, f"one sheet or list of it has {size // 1024**2:,} MB")

    def _main_part(self) -> str:
        if self.find(CONTENT_TYPES) is None:
            kind = "opendocument" if self._is_opendocument() else "not a workbook"
            raise problem(kind, name=self.name)
        main = self.related("", "officeDocument")
        if main is None:
            raise problem("not a workbook", name=self.name)
        content_type = self._content_type(main)
        if content_type in _SPREADSHEET:
            return main
        if _BINARY_WORKBOOK in content_type:
            raise problem("binary excel", name=self.name)
        for word, what in _OTHER_DOCUMENTS:
            if word in content_type:
                raise problem("other document", name=self.name, what=what)
        raise problem("not a workbook", name=self.name)

    def _is_opendocument(self) -> bool:
        return self.find("mimetype") is not None and self.read("mimetype").startswith(_OPENDOCUMENT)

    def _content_type(self, part: str) -> str:
        types = self.tree(CONTENT_TYPES)
        for override in types.iterfind("{*}Override"):
            if override.get("PartName", "").lstrip("/").lower() == part.lower():
                return override.get("ContentType", "")
        extension = part.rpartition(".")[2].lower()
        for default in types.iterfind("{*}Default"):
            if default.get("Extension", "").lower() == extension:
                return default.get("ContentType", "")
        return ""

    def _refuse_doctype(self, root: etree._Element) -> None:
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged()


def read_package(path: Path) -> Package:
    """Read a workbook file into memory as a package; the file is closed again at once.

    Raises:
        WorkbookProblem: CON-001 to CON-009.
    """
    data = read_file(path)
    return Package(path.name, data)


def relationships_part(part: str) -> str:
    """Return the name of the part that lists a part's relationships; "" is the package itself."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def to_xml(root: etree._Element) -> bytes:
    """Return XML as the bytes of a part."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def _links_inside(part: str, links: etree._Element) -> Iterator[Relationship]:
    for link in links.iterfind("{*}Relationship"):
        if link.get("TargetMode") != "External":
            target = _resolve(part, link.get("Target", ""))
            yield Relationship(link.get("Id", ""), link.get("Type", "").rpartition("/")[2], target)


def _resolve(part: str, target: str) -> str:
    """Return the part that a relationship's target names, absolute or relative to the part's folder."""
    joined = posixpath.join(posixpath.dirname(part), target.replace("\\", "/"))
    return posixpath.normpath(joined).lstrip("/")
