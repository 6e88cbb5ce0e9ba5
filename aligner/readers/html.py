"""Reads HTML pages."""

from __future__ import annotations

import re

from lxml import etree

from aligner.domain.text import Document
from aligner.errors import EmptyDocumentError, LimitError
from aligner.readers.base import Limits, Source
from aligner.readers.html_parse import attribute, decoded_html, parse_html
from aligner.readers.html_walk import Walker
from aligner.readers.sink import Sink
from aligner.readers.template_tags import front_matter, without_tags

__all__ = ["read"]

_PAGE = re.compile(r"<(?:!doctype|html)\b", re.IGNORECASE)
_MAIN_SHARE = 0.3  # a main element with less of the page's text is not its content


def read(source: Source, limits: Limits) -> Document:
    """Read a page; a block's place is its ordinal and the line of its element.

    Scripts, navigation, footers and asides are left out; what is hidden or deleted is kept apart; ``main`` or the only
    ``article`` is preferred to the whole page.

    Raises:
        EmptyDocumentError: nothing is left of the page.
        LimitError: too many blocks or cells.
    """
    text, lossy = decoded_html(source.data)
    matter = front_matter(text)
    if matter.stop or not _PAGE.search(text):  # a page that a generator completes
        text = "\n" * matter.stop + without_tags("\n".join(text.split("\n")[matter.stop :]))
    parsed = parse_html(text)
    root = parsed.root
    if root is None:
        raise EmptyDocumentError(source.path, "holds no text", "Check that it is the right file.")
    sink = Sink(source, limits, ordinals=True)
    Walker(sink).walk(_content(root))
    if parsed.cut:
        if not sink.blocks:
            raise LimitError(source.path, "nests its elements too deeply", "Save it anew from a browser or a word processor.")
        sink.skip("text nested too deeply")
    if lossy:
        sink.skip("undecodable characters", text.count("\ufffd"))
    title = root.find(".//title")
    named = "".join(map(str, title.itertext())) if title is not None else ""
    return sink.document("html", title=matter.title or named, date=matter.date or _stated_date(root))


def _content(root: etree._Element) -> etree._Element:
    """Return the element that holds the page's own text."""
    body = root.find(".//body")
    page = body if body is not None else root
    for tag in ("main", "article"):
        found = list(page.iter(tag))
        if len(found) == 1 and _length(found[0]) >= _MAIN_SHARE * _length(page):
            return found[0]
    return page


def _length(element: etree._Element) -> int:
    return sum(len(text) for text in element.itertext())


def _stated_date(root: etree._Element) -> str | None:
    for meta in root.iter("meta"):
        name = attribute(meta, "name").lower() or attribute(meta, "property").lower()
        found = re.match(r"\d{4}-\d{2}-\d{2}", attribute(meta, "content"))
        if found and name in {
            "date",
            "dcterms.date",
            "dcterms.modified",
            "dcterms.issued",
            "article:published_time",
            "article:modified_time",
        }:
            return found.group()
    return None
