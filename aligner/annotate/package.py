"""A package being rewritten: parts replaced or added, everything else carried over byte for byte."""

from __future__ import annotations

import io
import itertools
import posixpath
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from aligner.annotate.quotes import Note
from aligner.errors import UnsupportedFormatError
from aligner.readers.ooxml import Office

__all__ = ["OFFICE", "Rewrite", "new_root", "xml_bytes"]

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can state


def xml_bytes(root: etree._Element) -> bytes:
    """Return a part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def new_root(tag: str, prefix: str | None = None) -> etree._Element:
    """Return the root of a new part whose namespace has a prefix, or none."""
    names: Any = {prefix: tag[1:].partition("}")[0]}
    return etree.Element(tag, nsmap=names)


@dataclass(slots=True)
class Rewrite:
    """An open Office file and what shall differ in its copy.

    Attributes:
        notes: what to write beside which quote, in the order of the findings.
    """

    office: Office
    notes: Sequence[Note]
    _changed: dict[str, bytes] = field(default_factory=dict)
    _roots: dict[str, etree._Element] = field(default_factory=dict)

    @property
    def date(self) -> str | None:
        """The document's own date as a time stamp, for comments: no clock is read. None where the file states none."""
        stated = self.office.properties[1]
        return f"{stated}T00:00:00Z" if stated else None

    def refuse_strict(self, main: str) -> None:
        """Refuse the strict variant of the format, whose parts have other names for everything.

        Raises:
            UnsupportedFormatError: the main part is of that variant.
        """
        if _STRICT in self.office.package.read(main):
            reason = "is in the strict variant of its format, which cannot be annotated"
            raise UnsupportedFormatError(self.office.source.path, reason, "Save it in the usual variant and try again.")

    def put(self, part: str, data: bytes) -> None:
        """Replace or add a part."""
        self._changed[self.office.package.find(part) or part] = data

    def free(self, pattern: str, *, bare: bool = False) -> str:
        """Return the first free part name of a pattern such as ``xl/comments{}.xml``, numbered from 1; ``bare`` tries none first."""
        numbers = itertools.chain([""] if bare else [], map(str, itertools.count(1)))
        names = (pattern.format(number) for number in numbers)
        return next(name for name in names if name not in self._changed and self.office.package.find(name) is None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Link one part to another by a kind of relation; return the relation's id."""
        folder, _, name = part.rpartition("/")
        root = self._root(posixpath.join(folder, "_rels", f"{name}.rels"), "Relationships", _RELATIONS)
        taken = {element.get("Id", "") for element in root}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        kind = kind if kind.startswith("http") else f"{OFFICE}/{kind}"
        shown = posixpath.relpath(target, folder or ".")
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", {"Id": f"rId{number}", "Type": kind, "Target": shown})
        return f"rId{number}"

    def declare(self, part: str, content_type: str) -> None:
        """State the content type of an added part."""
        root = self._root(_TYPES_PART, "Types", _TYPES)
        etree.SubElement(root, f"{{{_TYPES}}}Override", {"PartName": f"/{part}", "ContentType": content_type})

    def declare_ending(self, ending: str, content_type: str) -> None:
        """State the content type of all parts with an ending, unless it is stated."""
        root = self._root(_TYPES_PART, "Types", _TYPES)
        if not any(element.get("Extension", "").casefold() == ending for element in root):
            root.insert(0, root.makeelement(f"{{{_TYPES}}}Default", {"Extension": ending, "ContentType": content_type}))

    def _root(self, part: str, name: str, namespace: str) -> etree._Element:
        """A small XML part that is changed in several steps; it is made if there is none."""
        part = self.office.package.find(part) or part
        if part not in self._roots:
            found = self.office.xml_if_any(part)
            self._roots[part] = found if found is not None else new_root(f"{{{namespace}}}{name}")
        return self._roots[part]

    def packed(self) -> bytes:
        """Return the copy: parts in their order, added ones last; equal inputs give equal bytes."""
        changed = {**{part: xml_bytes(root) for part, root in self._roots.items()}, **self._changed}
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.office.source.data)) as before, zipfile.ZipFile(buffer, "w") as after:
            written: set[str] = set()
            for info in before.infolist():
                name = info.filename.replace("\\", "/").lstrip("/")
                if info.is_dir():
                    after.writestr(info, b"")
                elif name not in written and self.office.package.find(name) is not None:
                    method = zipfile.ZIP_DEFLATED if name in changed else info.compress_type
                    after.writestr(info, changed[name] if name in changed else self.office.package.read(name), method)
                    written.add(name)
            for name, data in changed.items():
                if name not in written:
                    entry = zipfile.ZipInfo(name, _EPOCH)
                    entry.create_system = 3
                    entry.external_attr = 0o600 << 16
                    after.writestr(entry, data, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()
