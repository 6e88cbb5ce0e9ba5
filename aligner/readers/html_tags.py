"""What HTML tags mean to a reader of text."""

from __future__ import annotations

from lxml import etree

from aligner.domain.text import SpanStyle
from aligner.readers.html_parse import attribute

__all__ = ["COUNTED", "SKIPPED", "is_note_mark", "style_of"]

SKIPPED = frozenset(["script", "style", "template", "noscript", "nav", "footer", "aside", "head", "select", "datalist", "button", "math"])
COUNTED = {
    "img": "image", "picture": "image", "svg": "drawing", "canvas": "drawing", "iframe": "embedded page", "object": "embedded object",
    "embed": "embedded object", "video": "video", "audio": "audio",
}  # fmt: skip
_STYLES = {
    "b": SpanStyle.BOLD, "strong": SpanStyle.BOLD, "s": SpanStyle.STRIKE, "del": SpanStyle.STRIKE, "strike": SpanStyle.STRIKE,
    "a": SpanStyle.LINK, "ins": SpanStyle.INSERTED,
}  # fmt: skip
_BOLD_STYLES = ("font-weight:bold", "font-weight:700", "font-weight:600", "font-weight:800", "font-weight:900")


def style_of(element: etree._Element, tag: str) -> SpanStyle | None:
    """Return the style that an element gives its text, by its tag or its own style attribute."""
    found = _STYLES.get(tag)
    if found is not None or tag not in {"span", "font"}:
        return found
    style = attribute(element, "style").replace(" ", "").lower()
    if "line-through" in style:
        return SpanStyle.STRIKE
    return SpanStyle.BOLD if any(weight in style for weight in _BOLD_STYLES) else None


def is_note_mark(element: etree._Element, tag: str) -> bool:
    """Tell whether an element is the raised number that points to a footnote."""
    if tag != "sup":
        return False
    link = element.find(".//a")
    return link is not None and attribute(link, "href").startswith("#")
