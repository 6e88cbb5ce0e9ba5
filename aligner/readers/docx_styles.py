"""What a Word style means: heading level, list, boldness, hiding; inherited along the chain of styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from aligner.readers.ooxml import is_on

__all__ = ["WORD", "RunLook", "Style", "Styles", "outline_level", "run_look", "shade", "word_value"]

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{WORD}val"
_BODY_OUTLINE = 9
_LONGEST_CHAIN = 30
_HEADING = re.compile(r"^heading\s*([1-9])$")
_LIST = re.compile(r"^list (bullet|number)( [2-5])?$")


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run looks; None where nothing is said, so that a wider setting counts. ``size`` is in half points."""

    bold: bool | None = None
    strike: bool | None = None
    hidden: bool | None = None
    size: int | None = None
    underline: bool | None = None

    def over(self, wider: RunLook) -> RunLook:
        """Return this look with the gaps filled from a wider one."""
        return RunLook(*(wide if own is None else own for own, wide in zip(self._values(), wider._values(), strict=True)))  # type: ignore[arg-type]

    def _values(self) -> tuple[bool | int | None, ...]:
        return (self.bold, self.strike, self.hidden, self.size, self.underline)


PLAIN = RunLook()


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits.

    Attributes:
        name: the built-in English name where there is one, lower case.
        heading: heading level from 1, or 0. title: it is the document title's style. contents: it belongs to a table of contents.
        numbering: id of its list, or None. level: its list level, or None where only the list itself can tell.
        listed: "bullet" or "number" where the name alone says that it is a list.
    """

    name: str = ""
    heading: int = 0
    title: bool = False
    contents: bool = False
    caption: bool = False
    numbering: str | None = None
    level: int | None = None
    listed: str = ""
    look: RunLook = PLAIN


def word_value(parent: etree._Element | None, name: str) -> str | None:
    """Return the value of a property element such as ``<w:ilvl w:val="1"/>``, or None."""
    found = parent.find(f"{WORD}{name}") if parent is not None else None
    return None if found is None else found.get(_VAL)


def outline_level(properties: etree._Element | None) -> int | None:
    """Return the heading level that paragraph properties state: 1 to 9, 0 for body text, None when they say nothing."""
    value = word_value(properties, "outlineLvl")
    if value is None or not value.isdecimal():
        return None
    return 0 if int(value) >= _BODY_OUTLINE else int(value) + 1


def run_look(properties: etree._Element | None) -> RunLook:
    """Return what run properties state themselves."""
    if properties is None or not len(properties):
        return PLAIN
    bold = strike = hidden = size = underline = None
    for element in properties:
        tag = element.tag
        if tag == _BOLD:
            bold = is_on(element.get(_VAL))
        elif tag in _STRIKES:
            strike = is_on(element.get(_VAL))
        elif tag == _VANISH:
            hidden = is_on(element.get(_VAL))
        elif tag == _UNDERLINE:
            underline = element.get(_VAL, "none") != "none"
        elif tag == _SIZE:
            value = element.get(_VAL, "")
            size = int(value) if value.isdecimal() and len(value) <= len("9999") else None
    return RunLook(bold, strike, hidden, size, underline)


_BOLD, _VANISH, _SIZE, _UNDERLINE = f"{WORD}b", f"{WORD}vanish", f"{WORD}sz", f"{WORD}u"
_STRIKES = (f"{WORD}strike", f"{WORD}dstrike")


def shade(properties: etree._Element | None) -> str:
    """Return the colour that cell properties fill the cell with, or an empty string where it stays white."""
    found = properties.find(f"{WORD}shd") if properties is not None else None
    fill = "" if found is None else (found.get(f"{WORD}fill") or "").casefold()
    return "" if fill in ("auto", "ffffff") else fill


class Styles:
    """The styles of a document.

    Args:
        root: of the styles part, or None when there is none.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default = ""
        self.defaults = PLAIN
        if root is None:
            return
        for element in root.iterchildren(f"{WORD}style"):
            ident = element.get(f"{WORD}styleId", "")
            self._elements[ident] = element
            if element.get(f"{WORD}type") == "paragraph" and is_on(element.get(f"{WORD}default", "0")):
                self._default = ident
        self.defaults = run_look(root.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr"))

    def get(self, ident: str | None) -> Style:
        """Return a style by id; the default paragraph style for None; an empty style for an unknown id (judged by the id itself)."""
        key = self._default if ident is None else ident
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def draws_first_row(self, ident: str | None) -> bool:
        """Tell whether a table style makes the first row bold or shades it."""
        for step in self._chain(ident):
            for part in self._elements[step].iterchildren(f"{WORD}tblStylePr"):
                if part.get(f"{WORD}type") == "firstRow" and (run_look(part.find(f"{WORD}rPr")).bold or shade(part.find(f"{WORD}tcPr"))):
                    return True
        return False

    def _chain(self, ident: str | None) -> list[str]:
        """A style and those it is based on."""
        chain: list[str] = []
        at = ident
        while at is not None and at in self._elements and at not in chain and len(chain) < _LONGEST_CHAIN:
            chain.append(at)
            at = word_value(self._elements[at], "basedOn")
        return chain

    def _resolve(self, ident: str) -> Style:
        chain = self._chain(ident)
        style = Style() if chain else _named(Style(), ident.casefold().replace("heading", "heading "))
        for step in reversed(chain):
            style = _inherit(style, self._elements[step])
        return style


def _inherit(base: Style, element: etree._Element) -> Style:
    name = (word_value(element, "name") or "").casefold()
    properties = element.find(f"{WORD}pPr")
    style = _named(base, name)
    level = outline_level(properties)
    if level is not None and not style.title:
        style = replace(style, heading=level)
    numbering = properties.find(f"{WORD}numPr") if properties is not None else None
    if numbering is not None:
        stated = word_value(numbering, "ilvl")
        style = replace(
            style,
            numbering=word_value(numbering, "numId") or style.numbering,
            level=int(stated) if stated is not None and stated.isdecimal() else style.level,
        )
    return replace(style, look=run_look(element.find(f"{WORD}rPr")).over(base.look))


def _named(base: Style, name: str) -> Style:
    """What the name of a style alone tells; a name that tells nothing keeps what is inherited."""
    heading = _HEADING.match(name)
    listed = _LIST.match(name)
    return replace(
        base,
        name=name,
        heading=int(heading[1]) if heading else (1 if name == "title" else base.heading),
        title=base.title or name == "title",
        contents=base.contents or name.startswith(("toc ", "table of figures", "index ")),
        caption=base.caption or name == "caption",
        listed=listed[1] if listed else base.listed,
        level=int(listed[2]) - 1 if listed and listed[2] else base.level,
    )
