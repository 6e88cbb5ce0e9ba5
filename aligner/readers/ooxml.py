"""What the three Office formats share: parts, relations and document properties."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from aligner.errors import CorruptFileError, ReadError, UnsupportedFormatError
from aligner.readers.base import Limits, Source
from aligner.readers.xmlguard import parse_xml
from aligner.readers.zipguard import Package, open_package

__all__ = ["DRAWING", "RELATION", "Office", "Relation", "clean", "is_on", "local"]

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_DATE = re.compile(r"^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:T|$)")
_OFF = frozenset({"0", "false", "off", "none"})
_INVISIBLE = str.maketrans(
    {
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
        "\u2011": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u001f": None,
        "\u001e": "-",
    }
)
# titles that programs put in by themselves
_EMPTY_TITLE = re.compile(
    r"^(microsoft (word|excel|powerpoint)\b.*|powerpoint presentation|document ?\d*|presentation ?\d*|slide ?\d*|untitled.*|book ?\d+|title|template)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another: ``kind`` is the last word of its type, ``target`` a part name (or an address if external)."""

    kind: str
    target: str
    external: bool


def clean(text: str) -> str:
    """Return text without soft hyphens and zero-width characters, with non-breaking hyphens and spaces as plain ones."""
    return text if text.isascii() else text.translate(_INVISIBLE)


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def is_on(value: str | None) -> bool:
    """Read an on/off attribute: present without a value means on."""
    return value is None or value.casefold() not in _OFF


class Office:
    """An Office file: its guarded parts, parsed on demand.

    Args:
        source: the file.
        limits: bounds for container and XML.

    Raises:
        ReadError: see ``open_package``.
    """

    def __init__(self, source: Source, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.package: Package = open_package(source, limits)

    def main(self, root_name: str, usual: str, what: str) -> str:
        """Return the name of the main part: by the package's relations, else by its usual place.

        Raises:
            CorruptFileError: there is none. UnsupportedFormatError: it is another kind of Office file.
        """
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and not relation.external:
                found = self.package.find(relation.target)
                if found is not None:
                    return found
        found = self.package.find(usual)
        if found is not None:
            return found
        if "mimetype" in self.package.names or not any(name.startswith(root_name) for name in self.package.names):
            raise UnsupportedFormatError(
                self.source.path, f"is a zip container, but not {what}", f"Save it as {what.rpartition(' ')[2]} and try again."
            )
        raise CorruptFileError(self.source.path, f"lacks its main part ({usual})", "Open it in the program that made it and save it again.")

    def check_root(self, root: etree._Element, name: str, what: str) -> None:
        """Refuse a main part of another kind.

        Raises:
            UnsupportedFormatError: the root element is not ``name``.
        """
        if local(root) != name:
            raise UnsupportedFormatError(
                self.source.path, f"is not {what} (its main part is a '{local(root)}')", "Rename it to its true format."
            )

    def xml(self, part: str) -> etree._Element:
        """Return the root of a part; names of the strict variant are turned into the usual ones.

        Raises:
            ReadError: missing, damaged or refused.
        """
        data = self.package.read(part)
        if _STRICT in data:
            data = _STRICT_NAMES.sub(_usual_name, data)
        return parse_xml(data, path=self.source.path, part=part, limits=self.limits)

    def xml_if_any(self, part: str | None) -> etree._Element | None:
        """Return the root of an optional part, or None where it is missing."""
        return self.xml(part) if part is not None and self.package.find(part) is not None else None

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Return the relations of a part (of the package itself for an empty name) by id; none when there are none."""
        folder, _, name = part.rpartition("/")
        root = self.xml_if_any(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, Relation] = {}
        for element in root if root is not None else ():
            target = element.get("Target", "")
            external = element.get("TargetMode", "").casefold() == "external"
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, target if external else _resolve(folder, target), external)
        return found

    def related(self, part: str, kind: str) -> str | None:
        """Return the first existing part that ``part`` links to by a kind of relation, or None."""
        for relation in self.relations_of(part).values():
            if relation.kind == kind and not relation.external:
                found = self.package.find(relation.target)
                if found is not None:
                    return found
        return None

    def relations_of(self, part: str) -> Mapping[str, Relation]:
        """Return the relations of a part, parsed once."""
        known = self._relations
        if part not in known:
            known[part] = self.relations(part)
        return known[part]

    @cached_property
    def _relations(self) -> dict[str, Mapping[str, Relation]]:
        return {}

    @cached_property
    def properties(self) -> tuple[str, str | None]:
        """Title and ISO date (last change, else creation) from the file's own properties; damaged properties count as none."""
        try:
            root = self.xml_if_any(self.related("", "core-properties") or "docProps/core.xml")
        except ReadError:
            return "", None
        if root is None:
            return "", None
        title = " ".join(clean(root.findtext(f"{_DUBLIN_CORE}title") or "").split())
        stamps = (root.findtext(f"{_TERMS}{name}") or "" for name in ("modified", "created"))
        dates = [found[1] for found in map(_DATE.match, stamps) if found]
        return ("" if _EMPTY_TITLE.match(title) else title), (dates[0] if dates else None)


def _usual_name(found: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/" + found[1] + b"/2006/" + found[2]


def _resolve(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    joined = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(joined).lstrip("/")
