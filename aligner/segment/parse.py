"""All parsed values of one text."""

from __future__ import annotations

from functools import cached_property

from aligner.domain.facts import DateSpan, Facts, Tense
from aligner.segment.context import Context
from aligner.segment.dates import find_dates
from aligner.segment.metrics import find_metrics
from aligner.segment.owners import find_owners
from aligner.segment.polarity import polarity_of
from aligner.segment.tense import tense_of
from aligner.segment.text import Scan

__all__ = ["parse"]


def parse(text: str, context: Context) -> Facts:
    """Return the values stated in a text; never raises, linear in the length of the text; each sort is looked for when first asked."""
    return Facts.later(_Parts(text, context))


class _Parts:
    """What one text states, found by sort."""

    def __init__(self, text: str, context: Context) -> None:
        self._text, self._context = text, context

    @cached_property
    def _scan(self) -> Scan:
        return Scan.of(self._text)

    @cached_property
    def _dates(self) -> tuple[DateSpan, ...]:
        return find_dates(self._scan, self._context)

    def part(self, name: str) -> object:
        """Return the values of one field of ``Facts``."""
        match name:
            case "dates":
                return self._dates
            case "metrics":
                return find_metrics(self._scan.without([(span.start_offset, span.end_offset) for span in self._dates]), self._context)
            case "owners":
                return find_owners(self._scan)
            case "polarity":
                return polarity_of(self._scan)
            case _:
                # Dates are looked for only where no verb tells: they take longer.
                found = tense_of(self._scan, ())
                return tense_of(self._scan, self._dates) if found is Tense.NONE else found
