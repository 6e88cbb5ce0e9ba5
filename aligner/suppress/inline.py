"""Markers in documents: ``aligner: ignore vague-goal until 2027-03-31 because the board agreed``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from aligner.domain.gaps import GapKind, Suppression
from aligner.domain.markers import MARK
from aligner.domain.text import Document, Layer, Locator
from aligner.errors import ConfigError

__all__ = ["Marker", "markers"]

_FORM = re.compile(
    r"aligner:\s*ignore\s+(?P<kinds>[a-z-]+(?:\s*,\s*[a-z-]+)*)"
    r"(?:,?\s+until\s+(?P<until>\d{4}-\d{2}-\d{2}))?(?:,?\s+because:?\s+(?P<reason>.+?))?\s*[.\]]*\s*$",
    re.IGNORECASE,
)
_KINDS = {kind.value: kind for kind in GapKind}
_ADDRESS = re.compile(r"[A-Z]+(\d+)")
_NO_REASON = "no reason given"


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as read.

    Attributes:
        kinds: the kinds of findings it accepts; None for all.
        place: the block, row or slide that it is about; fields that are None do not matter.
        suppression: reason, last day and origin.
    """

    kinds: frozenset[GapKind] | None
    place: Locator
    suppression: Suppression

    def covers(self, place: Locator) -> bool:
        """Tell whether a quote stands in what the marker is about; of a table, its row counts."""
        own = self.place
        fields = ("file", "page", "slide", "sheet", "paragraph", "line")
        if any(getattr(own, name) is not None and getattr(own, name) != getattr(place, name) for name in fields):
            return False
        row = _row(own)
        return row is None or row == _row(place)


def markers(document: Document) -> Iterator[Marker]:
    """Yield the markers of a document.

    Raises:
        ConfigError: a marker names an unknown kind, or a day that does not exist; the message names the place.
    """
    for block in document.blocks:
        found = MARK.search(block.text) if block.layer is Layer.COMMENT else None
        if found is not None:
            yield _marker(found.group(), block.locator)


def _marker(text: str, place: Locator) -> Marker:
    address = _ADDRESS.match(place.cell or "")
    about = Locator(place.file, place.paragraph, place.page, place.slide, place.sheet, address.group() if address else None, place.line)
    origin = f"{about.file}, {about.describe()}"
    form = _FORM.match(text)
    if form is None:
        message = f"{origin}: cannot read the marker '{text.strip()}'; write 'aligner: ignore KIND until 2027-03-31 because REASON'"
        raise ConfigError(message)
    names = [name.strip().lower() for name in form["kinds"].split(",")]
    unknown = [name for name in names if name not in {*_KINDS, "all"}]
    if unknown:
        message = f"{origin}: the marker names an unknown kind of finding '{unknown[0]}'; known are all, {', '.join(_KINDS)}"
        raise ConfigError(message)
    kinds = None if "all" in names else frozenset(_KINDS[name] for name in names)
    return Marker(kinds, about, Suppression(form["reason"] or _NO_REASON, _day(form["until"], origin), origin))


def _day(text: str | None, origin: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError as error:
        message = f"{origin}: the marker's day {text} does not exist"
        raise ConfigError(message) from error


def _row(place: Locator) -> str | None:
    found = _ADDRESS.match(place.cell or "")
    return found[1] if found else None
