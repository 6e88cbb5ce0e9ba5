"""The characters of Word paragraphs, each with the element that holds it, and runs cut between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from aligner.readers.docx_numbering import bullet
from aligner.readers.docx_styles import WORD
from aligner.readers.ooxml import clean

__all__ = ["Mark", "Spelt", "box_run", "covering", "enclosing", "first_run", "last_run", "marks_of"]

_RUN, _TEXT, _PARAGRAPH = f"{WORD}r", f"{WORD}t", f"{WORD}p"
_PROPERTIES, _BOX = f"{WORD}rPr", f"{WORD}txbxContent"
_GONE = frozenset(f"{WORD}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "tcPr"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SEPARATOR = "|"  # between the cells of a row's text; no cell holds it there


@dataclass(frozen=True, slots=True)
class Mark:
    """A visible character: the element that holds it, and its index in that element's text (0 for a symbol)."""

    char: str
    element: etree._Element
    index: int


@dataclass(frozen=True, slots=True)
class Spelt:
    """The first and the last character of a quote."""

    first: Mark
    last: Mark


def marks_of(element: etree._Element) -> Iterator[Mark]:
    """Yield the characters of a paragraph or cell that a person sees, without white space, in reading order; text boxes apart."""
    in_run = element.tag == _RUN
    for child in element:
        tag = child.tag
        if tag in _GONE or tag in (_BOX, _FALLBACK, f"{WORD}tbl"):
            continue
        if in_run and tag == _TEXT:
            for index, char in enumerate(child.text or ""):
                shown = clean(char)
                if shown and not shown.isspace():
                    yield Mark(shown, child, index)
        elif in_run and tag == f"{WORD}noBreakHyphen":
            yield Mark("-", child, 0)
        elif in_run and tag == f"{WORD}sym":
            yield from (Mark(char, child, 0) for char in _symbol(child) if not char.isspace())
        else:
            yield from marks_of(child)


def box_run(element: etree._Element) -> etree._Element | None:
    """Return the run that a text box hangs on, if the element is within one: Word allows no comment inside the box."""
    boxes = list(element.iterancestors(_BOX))
    return next(boxes[-1].iterancestors(_RUN), None) if boxes else None


def _symbol(element: etree._Element) -> str:
    try:
        return bullet(chr(int(element.get(f"{WORD}char", ""), 16)))
    except (ValueError, OverflowError):
        return ""


def covering(marks: Sequence[Mark], whole: str, start: int, end: int) -> Spelt | None:
    """Find characters ``start`` to ``end`` (exclusive) of a block's text among the characters of its elements.

    Where the elements hold more than the block (hidden or struck-through text), the quote alone is looked for, and at last
    the whole element stands for it; None only where there is no character at all.
    """
    if not marks:
        return None
    spelt = "".join(mark.char for mark in marks)
    before, quote, text = (_letters(part, spelt) for part in (whole[:start], whole[start:end], whole))
    if not quote:
        return None
    at = spelt.find(text)
    first = at + len(before) if at >= 0 else spelt.find(quote)
    if first < 0:
        return Spelt(marks[0], marks[-1])
    return Spelt(marks[first], marks[first + len(quote) - 1])


def _letters(text: str, spelt: str) -> str:
    """A text without white space and, where the elements hold none, without the separators of a row."""
    joined = "".join(text.split())
    return joined if _SEPARATOR in spelt else joined.replace(_SEPARATOR, "")


def first_run(mark: Mark) -> etree._Element:
    """Return a run that begins with this character, cutting the run that holds it."""
    run = next(mark.element.iterancestors(_RUN))
    child = enclosing(mark.element, _RUN)
    if child is mark.element and child.tag == _TEXT and mark.index:
        child = _cut_text(child, mark.index)
    previous = child.getprevious()
    if previous is None or previous.tag == _PROPERTIES:
        return run
    return _cut_run(run, child)


def last_run(mark: Mark) -> etree._Element:
    """Return a run that ends with this character, cutting the run that holds it."""
    run = next(mark.element.iterancestors(_RUN))
    child = enclosing(mark.element, _RUN)
    if child is mark.element and child.tag == _TEXT and mark.index + 1 < len(child.text or ""):
        _cut_text(child, mark.index + 1)
    following = child.getnext()
    if following is not None:
        _cut_run(run, following)
    return run


def enclosing(element: etree._Element, tag: str) -> etree._Element:
    """Return the child, around an element or itself, of the nearest ancestor of a name."""
    while (parent := element.getparent()) is not None and parent.tag != tag:
        element = parent
    return element


def _cut_text(element: etree._Element, index: int) -> etree._Element:
    """Move a text from ``index`` on into an element of its own, and return that."""
    text = element.text or ""
    rest = element.makeelement(_TEXT, {_SPACE: "preserve"})
    element.text, rest.text = text[:index], text[index:]
    element.set(_SPACE, "preserve")
    element.addnext(rest)
    return rest


def _cut_run(run: etree._Element, child: etree._Element) -> etree._Element:
    """Move a run's children from ``child`` on into a run of their own with the same properties, and return that."""
    rest = run.makeelement(_RUN, {str(key): str(value) for key, value in run.attrib.items()})
    properties = run.find(_PROPERTIES)
    if properties is not None:
        rest.append(deepcopy(properties))
    for moved in (child, *child.itersiblings()):
        rest.append(moved)
    run.addnext(rest)
    return rest
