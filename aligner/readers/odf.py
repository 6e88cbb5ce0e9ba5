"""What the three OpenDocument formats share: guarded parts, styles, text with its looks, cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from aligner.domain.text import SpanStyle
from aligner.errors import CorruptFileError, EncryptedFileError, ReadError
from aligner.readers.base import Limits, Source
from aligner.readers.colours import colour_name
from aligner.readers.ooxml import clean
from aligner.readers.runs import Runs
from aligner.readers.xmlguard import parse_xml
from aligner.readers.zipguard import Package, is_zip, open_package

__all__ = ["DRAW", "OFFICE", "STYLE", "TABLE", "TEXT", "Look", "Odf", "Pieces", "number"]

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TABLE, TEXT = f"{_NAMES}office:1.0}}", f"{_NAMES}style:1.0}}", f"{_NAMES}table:1.0}}", f"{_NAMES}text:1.0}}"
DRAW = f"{_NAMES}drawing:1.0}}"
_FORMAT = f"{_NAMES}xsl-fo-compatible:1.0}}"
_META = f"{_NAMES}meta:1.0}}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_DATE = re.compile(r"^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:T|$)")
_POINTS = re.compile(r"^(\d{1,3}(?:\.\d{1,4})?)pt$")
_LONGEST_CHAIN = 20  # styles that derive from each other
_MOST_SPACES = 100
_NOTES, _COMMENTS = f"{TEXT}note", (f"{OFFICE}annotation", f"{OFFICE}annotation-end")
_APART = frozenset({_NOTES, *_COMMENTS, f"{DRAW}frame", f"{DRAW}g", f"{DRAW}custom-shape", f"{TEXT}ruby-text", f"{TEXT}tracked-changes"})


def number(value: str | None, default: int = 0, most: int = 1_000_000) -> int:
    """Return a whole number from an attribute, at most ``most``."""
    return min(int(value[:9]), most) if value is not None and value.isdecimal() else default


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says, its ancestors included; None where none of them says it.

    Attributes:
        names: its own name and those of its ancestors, as shown, in lower case.
        outline: the outline level that makes its paragraphs headings.
        background: name of a cell's background. display: False for a hidden sheet.
        size: font size in half points, 0 when not stated.
    """

    names: tuple[str, ...] = ()
    bold: bool | None = None
    strike: bool | None = None
    hidden: bool | None = None
    outline: int | None = None
    background: str = ""
    display: bool = True
    size: int = 0

    @property
    def spans(self) -> tuple[SpanStyle, ...]:
        """The looks that carry meaning."""
        return tuple(style for holds, style in ((self.bold, SpanStyle.BOLD), (self.strike, SpanStyle.STRIKE)) if holds)


_PLAIN = Look()


class Odf:
    """An OpenDocument file, packed or flat.

    Args:
        source: the file. limits: bounds for container and XML.

    Raises:
        ReadError: see ``open_package`` and ``parse_xml``.
    """

    def __init__(self, source: Source, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self._package: Package | None = None
        if is_zip(source.data[:4]) or b"PK\x05\x06" in source.data[-66_000:]:
            self._package = open_package(source, limits)
            self._refuse_encryption(self._package)
            self.root = self._part("content.xml")
        else:
            self.root = parse_xml(source.data, path=source.path, part="document", limits=limits)
        self._looks: dict[tuple[str, str], Look] = {}

    def _refuse_encryption(self, package: Package) -> None:
        manifest = package.find("META-INF/manifest.xml")
        if manifest is not None and b"encryption-data" in package.read(manifest):
            raise EncryptedFileError(self.source.path, "is protected by a password", "Remove the protection, save it and try again.")

    def _part(self, name: str) -> etree._Element:
        assert self._package is not None
        return parse_xml(self._package.read(name), path=self.source.path, part=name, limits=self.limits)

    def _optional(self, name: str) -> etree._Element | None:
        """The root of another part; of the file itself where it is flat."""
        if self._package is None:
            return self.root
        return self._part(name) if self._package.find(name) is not None else None

    def body(self, kind: str) -> etree._Element:
        """Return the content element of a kind of document ("text", "spreadsheet", "presentation").

        Raises:
            CorruptFileError: there is none.
        """
        found = self.root.find(f"{OFFICE}body/{OFFICE}{kind}")
        if found is None:
            raise CorruptFileError(
                self.source.path, "lacks the content that its kind should have", "Open it in LibreOffice and save it again."
            )
        return found

    @cached_property
    def properties(self) -> tuple[str, str | None]:
        """Title and ISO date (last change, else creation); damaged properties count as none."""
        try:
            root = self._optional("meta.xml")
        except ReadError:
            return "", None
        meta = root.find(f"{OFFICE}meta") if root is not None else None
        if meta is None:
            return "", None
        stamps = (meta.findtext(name) or "" for name in (f"{_DUBLIN_CORE}date", f"{_META}creation-date"))
        dates = [found[1] for found in map(_DATE.match, stamps) if found]
        return " ".join(clean(meta.findtext(f"{_DUBLIN_CORE}title") or "").split()), dates[0] if dates else None

    @cached_property
    def _styles(self) -> dict[tuple[str, str], etree._Element]:
        """All styles by family and name; those of the content win."""
        found: dict[tuple[str, str], etree._Element] = {}
        try:
            shared = self._optional("styles.xml")
        except ReadError:
            shared = None
        for root in (shared, self.root):
            for holder in (f"{OFFICE}styles", f"{OFFICE}automatic-styles"):
                for style in root.iterfind(f"{holder}/{STYLE}style") if root is not None else ():
                    found[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = style
        return found

    @cached_property
    def list_styles(self) -> dict[str, etree._Element]:
        """List styles by name."""
        shared = None if self._package is None else self._optional("styles.xml")
        styles = (style for root in (shared, self.root) if root is not None for style in root.iter(f"{TEXT}list-style"))
        return {style.get(f"{STYLE}name", ""): style for style in styles}

    def look(self, family: str, name: str | None) -> Look:
        """Return what a style says; plain for none or an unknown one."""
        if not name:
            return _PLAIN
        known = self._looks.get((family, name))
        if known is None:
            known = self._looks[family, name] = self._resolve(family, name)
        return known

    def _resolve(self, family: str, name: str) -> Look:
        chain: list[etree._Element] = []
        while name and len(chain) < _LONGEST_CHAIN:
            style = self._styles.get((family, name))
            if style is None:
                break
            chain.append(style)
            name = style.get(f"{STYLE}parent-style-name", "")
        names = tuple(
            (style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name") or "").replace("_20_", " ").casefold() for style in chain
        )
        outlines = (style.get(f"{STYLE}default-outline-level") for style in chain)
        weight = _first(chain, "text", f"{_FORMAT}font-weight")
        line = _first(chain, "text", f"{STYLE}text-line-through-style") or _first(chain, "text", f"{STYLE}text-line-through-type")
        shown = _first(chain, "text", f"{TEXT}display")
        return Look(
            names,
            None if weight is None else weight == "bold" or number(weight) >= 600,  # noqa: PLR2004 - semi-bold
            None if line is None else line != "none",
            None if shown is None else shown == "none",
            next((number(level, 0, 9) for level in outlines if level), None),
            colour_name(_first(chain, "table-cell", f"{_FORMAT}background-color") or ""),
            (_first(chain, "table", f"{TABLE}display") or "true") != "false",
            _half_points(_first(chain, "text", f"{_FORMAT}font-size")),
        )


def _first(chain: list[etree._Element], kind: str, name: str) -> str | None:
    for style in chain:
        properties = style.find(f"{STYLE}{kind}-properties")
        value = properties.get(name) if properties is not None else None
        if value is not None:
            return value
    return None


class Pieces:
    """Reads the text of paragraphs; what belongs elsewhere (notes, comments, frames) is handed back.

    Args:
        odf: the open file. unread: counts what was not read.
    """

    def __init__(self, odf: Odf, unread: Counter[str]) -> None:
        self._odf = odf
        self._unread = unread

    def read(self, paragraph: etree._Element, runs: Runs) -> list[etree._Element]:
        """Add a paragraph's text to ``runs`` and return the elements in it that hold text of their own."""
        apart: list[etree._Element] = []
        base = self._odf.look("paragraph", paragraph.get(f"{TEXT}style-name"))
        for text, owner, styles in self._walk(paragraph, base.spans, apart):
            if owner is None:
                runs.add(clean(text), styles)
            elif owner.tag == f"{TEXT}line-break":
                runs.line_break()
            elif owner.tag == f"{TEXT}s":
                runs.add(" " * number(owner.get(f"{TEXT}c"), 1, _MOST_SPACES), styles)
            elif owner.tag == f"{TEXT}tab":
                runs.add("\t", styles)
        return apart

    def _walk(
        self, root: etree._Element, styles: tuple[SpanStyle, ...], apart: list[etree._Element]
    ) -> Iterator[tuple[str, etree._Element | None, tuple[SpanStyle, ...]]]:
        """Yield texts (with None) and the elements that stand for white space, in order."""
        if root.text:
            yield root.text, None, styles
        for child in root:
            tag = child.tag
            if tag in _APART:
                apart.append(child)
            elif tag in {f"{TEXT}line-break", f"{TEXT}s", f"{TEXT}tab"}:
                yield "", child, styles
            elif tag != f"{TEXT}hidden-text":
                yield from self._walk(child, self._styled(child, styles), apart)
            if child.tail:
                yield child.tail, None, styles

    def _styled(self, element: etree._Element, styles: tuple[SpanStyle, ...]) -> tuple[SpanStyle, ...]:
        if element.tag == f"{TEXT}a" or element.get(_LINK):
            return (*styles, SpanStyle.LINK)
        if element.tag != f"{TEXT}span":
            return styles
        look = self._odf.look("text", element.get(f"{TEXT}style-name"))
        kept = set(styles)
        for said, style in ((look.bold, SpanStyle.BOLD), (look.strike, SpanStyle.STRIKE)):
            if said is not None:
                (kept.add if said else kept.discard)(style)
        return tuple(sorted(kept))


def _half_points(size: str | None) -> int:
    found = _POINTS.match(size or "")
    return round(2 * float(found[1])) if found else 0
