"""From bytes to an element tree without network, entities or unbounded depth."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree, html

from aligner.readers.text_decode import clean, decode

__all__ = ["Event", "Parsed", "advance", "attribute", "decoded_html", "events", "is_hidden", "parse_html", "source_line", "tag_of"]

_CHARSET = re.compile(
    rb"<(?:meta\b[^>]{0,300}?charset\s*=|\?xml\b[^>]{0,100}?encoding\s*=)\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
_HEAD = 4096
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\b(?:[^\[>]*\[.*?\]\s*|[^>]*)>", re.IGNORECASE | re.DOTALL)
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$))", re.IGNORECASE)


class Event(NamedTuple):
    """A step through a tree: ``what`` is "start", "end" or "text"; text belongs to the element that it stands in."""

    what: str
    element: etree._Element
    text: str


def decoded_html(data: bytes) -> tuple[str, bool]:
    """Return cleaned text and whether bytes were lost; the encoding named in the head counts only if the bytes agree."""
    named = _CHARSET.search(data[:_HEAD])
    decoded = decode(data, named.group(1).decode("ascii") if named else None)
    return clean(decoded.text), decoded.lossy


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree, or None when nothing is left of the text; ``cut`` when the parser gave up at its depth limit."""

    root: etree._Element | None
    cut: bool = False


def parse_html(text: str) -> Parsed:
    """Parse cleaned text.

    Line numbers stay those of ``text``. The document type with all its entities is removed before parsing.
    """
    text = _DOCTYPE.sub(lambda found: "\n" * found.group().count("\n"), text, count=1)
    text = _DECLARATION.sub(lambda found: "\n" * found.group().count("\n"), text)
    if not text.strip():
        return Parsed(None)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    return Parsed(root, any("depth" in entry.message.lower() for entry in parser.error_log))


def events(root: etree._Element) -> Generator[Event, bool | None, None]:
    """Walk a tree without recursion; ``send(True)`` after the start of an element skips its content and its end."""
    stack: list[tuple[etree._Element, Iterator[etree._Element]]] = []
    element: etree._Element | None = root
    while True:
        done = None
        if element is not None:
            if (yield Event("start", element, "")):
                done = element
            else:
                if element.text:
                    yield Event("text", element, element.text)
                stack.append((element, iter(element)))
        else:
            done = stack.pop()[0]
            yield Event("end", done, "")
        if not stack:
            return
        if done is not None and done.tail:
            yield Event("text", stack[-1][0], done.tail)
        element = next(stack[-1][1], None)


def advance(walk: Generator[Event, bool | None, None], *, skip: bool) -> Event | None:
    """Return the next event, or None after the last."""
    try:
        return walk.send(skip or None)
    except StopIteration:
        return None


def source_line(element: etree._Element) -> int:
    """Return the line on which an element begins, from 1."""
    line = element.sourceline
    return line if isinstance(line, int) else 1


def tag_of(element: etree._Element) -> str:
    """Return the lower-case tag without namespace; an empty string for anything but an element."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower() if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute's value, or an empty string."""
    return str(element.get(name) or "")


def is_hidden(element: etree._Element) -> bool:
    """Tell whether a browser would not show the element (as far as its own attributes say)."""
    return element.get("hidden") is not None or bool(_HIDING.search(attribute(element, "style")))
