"""What a sentence states: numbers, dates, owners, polarity and tense, as parsed values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, Self

__all__ = ["Comparator", "DateSpan", "Direction", "Facts", "Metric", "Owner", "OwnerKind", "Parts", "Polarity", "Tense"]


class Direction(StrEnum):
    """Where a metric should move."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"


class Comparator(StrEnum):
    """How a stated value bounds the metric."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Metric:
    """A quantity stated in a text.

    Attributes:
        text: the exact substring ("25%", "from 12 to 8 days").
        start: code-point offset of ``text`` in the annotated text; ``end`` is exclusive.
        value: the target (or only) value in ``unit``; thousands, millions and billions expanded. None for a placeholder ("TBD%").
        unit: normalised: "%", "percentage points", "EUR", "USD", "GBP", "days", "hours", "minutes", "seconds", "months", "years", "x" (multiple), "score",
            or the counted noun in the singular ("branch"); None when bare.
        of: what is measured, as a phrase from the text ("operating cost per customer"); None when not found.
        direction: wanted movement, None when not stated.
        baseline: the "from" value in the same unit, or None.
        comparator: how the value bounds the metric.
        relative: the value is a change against the baseline ("reduce by 25%"), not a level ("reach 25%").
    """

    text: str
    start: int
    end: int
    value: float | None
    unit: str | None = None
    of: str | None = None
    direction: Direction | None = None
    baseline: float | None = None
    comparator: Comparator = Comparator.EXACT
    relative: bool = False


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date or interval stated in a text; vague dates are intervals.

    Attributes:
        text: the exact substring ("by the end of 2027", "Q3 FY26").
        start_offset: code-point offset of ``text`` in the annotated text; ``end_offset`` is exclusive.
        start: first possible day, ISO 8601, or None for an open start ("by 2027").
        end: last possible day, ISO 8601, or None when it cannot be told (unknown year, relative to an unknown date).
        deadline: introduced as a limit ("by", "before", "no later than", "within", "until", "target date").
    """

    text: str
    start_offset: int
    end_offset: int
    start: str | None
    end: str | None
    deadline: bool = False


class OwnerKind(StrEnum):
    """What sort of owner a text names; ``NOBODY`` is a placeholder such as "TBC" or "the business"."""

    ROLE = "role"
    PERSON = "person"
    UNIT = "unit"
    HANDLE = "handle"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Owner:
    """Someone said to carry the work: exact substring with code-point offsets, end exclusive."""

    text: str
    start: int
    end: int
    kind: OwnerKind


class Polarity(StrEnum):
    """Whether the text affirms or denies what it speaks of."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Tense(StrEnum):
    """When the text places what it speaks of."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    IMPERATIVE = "imperative"
    NONE = "none"


_FIELDS = ("metrics", "dates", "owners", "polarity", "tense")


class Parts(Protocol):
    """Finds the parsed values of one text when they are asked for."""

    def part(self, name: str) -> object:
        """Return the value of the field of ``Facts`` with this name; the same each time."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All parsed values of one text; offsets count code points of that text."""

    metrics: tuple[Metric, ...] = ()
    dates: tuple[DateSpan, ...] = ()
    owners: tuple[Owner, ...] = ()
    polarity: Polarity = Polarity.POSITIVE
    tense: Tense = Tense.NONE
    _parts: Parts | None = field(default=None, init=False, repr=False, compare=False)

    @classmethod
    def later(cls, parts: Parts) -> Self:
        """Return facts whose fields are found when they are first read, for most texts are cut out and never asked what they state."""
        made = object.__new__(cls)
        object.__setattr__(made, "_parts", parts)
        return made

    def __getattr__(self, name: str) -> object:
        """Find a field that was left for later; only such a one has no value of its own."""
        if name not in _FIELDS or self._parts is None:
            message = f"Facts has no field '{name}'"
            raise AttributeError(message)
        found = self._parts.part(name)
        object.__setattr__(self, name, found)
        return found

    def __getstate__(self) -> tuple[object, ...]:
        """Return the values by position, all of them found, for ``pickle`` and ``copy``."""
        return self.metrics, self.dates, self.owners, self.polarity, self.tense

    def __setstate__(self, state: tuple[object, ...]) -> None:
        """Take the values that ``__getstate__`` gave."""
        for name, value in zip(_FIELDS, state, strict=True):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_parts", None)
