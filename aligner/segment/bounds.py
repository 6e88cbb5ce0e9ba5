"""How the words around a number bound it: "at least 400", "below 20 a year", "99% or more"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from aligner.domain.facts import Comparator, Direction
from aligner.segment.quantities import Quantity
from aligner.segment.text import Scan

__all__ = ["ABOUT", "AT_LEAST", "AT_MOST", "Bound", "bound_of", "moved_by_bound", "rate_after"]

_LOOK_BACK = 40

AT_LEAST = (
    r"at least|no less than|not less than|no fewer than|not fewer than|(?:a )?minimum(?: of)?|min\.?|more than|over|above|greater than|higher than|better than|longer than|exceed(?:s|ing)?|"
    r"in excess of|upwards of|no lower than|≥|>=|>|=>"
)
AT_MOST = (
    r"at most|no more than|not more than|no greater than|no longer than|no higher than|not exceed(?:ing)?|not to exceed|up to|(?:a )?maximum(?: of)?|max\.?|under|below|less than|fewer than|"
    r"lower than|shorter than|within|inside|≤|<=|<|=<"
)
ABOUT = (
    r"about|around|approximately|approx\.?|circa|ca\.?|c\.|roughly|nearly|almost|some|~|≈|an estimated|close to|an average of|on average"
)
_SPATIAL = frozenset({"over", "above", "under", "below", "up to", "within", "inside"})
"""Comparators that also speak of ages and places."""
_BRINGING = frozenset(
    [
        "bring",
        "brings",
        "bringing",
        "get",
        "gets",
        "getting",
        "push",
        "pushes",
        "pushing",
        "drive",
        "drives",
        "driving",
        "take",
        "takes",
        "taking",
        "pull",
        "move",
    ]
)


@cache
def _comparator() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:(?P<most>{AT_MOST})|(?P<least>{AT_LEAST})|(?P<about>{ABOUT})) ?(?:an? |the )?$")


@cache
def _suffix() -> re.Pattern[str]:
    return re.compile(
        r" ?(?P<least>\+(?! ?\d)|(?:or|and) (?:more|above|higher|over|better|greater)(?!\w))| (?P<most>(?:or|and) (?:less|fewer|below|lower|under|sooner|earlier)(?!\w)|at (?:the )?(?:very )?(?:latest|most)(?!\w))"
    )


@cache
def _rate() -> re.Pattern[str]:
    time = "second|minute|hour|shift|night|day|week|fortnight|sprint|month|quarter|season|year"
    return re.compile(
        rf"(?: (?:an?|each|every) (?:calendar |working |financial |fiscal )?(?:{time})|(?: per | ?/ ?)(?:calendar |working |financial |fiscal )?(?:{time}|head|person|site|customer|user|patient|pupil|student|employee|member|team|1,000|100)"
        r"| per annum| (?:daily|weekly|monthly|quarterly|annually|yearly)| p\.?a\.?)(?![\w-])"
    )


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparator and where its words begin.

    Attributes:
        denied: a denial turned it round ("never fall below 95%").
        word: the comparator as written, or an empty string.
    """

    comparator: Comparator
    start: int
    denied: bool = False
    word: str = ""

    @property
    def spatial(self) -> bool:
        """Whether the comparator may speak of an age or a place as well ("over 65")."""
        return self.word in _SPATIAL


def bound_of(scan: Scan, target: Quantity) -> Bound:
    """Return how the value bounds the metric."""
    low = scan.low
    after = _suffix().match(low, target.end)
    if after:
        return Bound(Comparator.AT_LEAST if after["least"] else Comparator.AT_MOST, target.start)
    match = _comparator().search(low, max(0, target.start - _LOOK_BACK), target.start)
    if match is None or (match["most"] in ("within", "inside") and target.kind != "time") or target.kind == "change":
        return Bound(Comparator.EXACT, target.start)
    if match["about"]:
        return Bound(Comparator.ABOUT, match.start())
    word = match["most"] or match["least"]
    denied = not word.startswith(("no ", "not ")) and _is_denied(scan, match.start())
    at_most = (match["most"] is not None) is not denied
    return Bound(Comparator.AT_MOST if at_most else Comparator.AT_LEAST, match.start(), denied, word)


def _is_denied(scan: Scan, offset: int) -> bool:
    """Tell whether a denial stands shortly before the offset in the same sentence."""
    for found in reversed(scan.before(offset, 9)):
        if found.low in ".!?|;" and scan.low[found.end : found.end + 1] == " ":
            return False
        if _is_denial(found.low):
            return True
    return False


def _is_denial(word: str) -> bool:
    return word in ("no", "not", "never", "nobody", "none", "cannot") or word.endswith("n't")


def moved_by_bound(scan: Scan, bound: Bound) -> Direction | None:
    """Return where "bring it below" and "push it over" move a measure; None when no such verb governs the bound."""
    if (
        not bound.spatial
        or bound.word in ("up to", "within", "inside")
        or not any(word.low in _BRINGING for word in scan.before(bound.start, 6))
    ):
        return None
    return Direction.DECREASE if bound.word in ("below", "under") else Direction.INCREASE


def rate_after(low: str, end: int) -> int | None:
    """Return where the rate behind a number ends ("a year", "per week"); None when none follows directly."""
    match = _rate().match(low, end)
    return match.end() if match else None
