"""How documents say that their fiscal year runs: "our financial year starts in February", "FY27 (Feb 26 - Jan 27)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from aligner.domain.text import Document, Layer
from aligner.segment.date_atoms import MONTHS
from aligner.segment.text import fold

__all__ = ["StatedCalendar", "learn", "speaks_fiscally"]

_READ = frozenset({Layer.BODY, Layer.NOTE, Layer.FOOTNOTE})
_QUARTER = 3
_LAST_DAYS = 28
"""A year ends on the last day of a month: on the 28th at the earliest."""


@dataclass(frozen=True, slots=True)
class StatedCalendar:
    """A fiscal year as stated.

    Attributes:
        start: month (1 to 12) in which it begins.
        label_first: "FY27" begins in 2027 rather than ends in it; None when the text does not tell.
    """

    start: int
    label_first: bool | None = None


_M = r"(?:(?:the )?(?:start|beginning|end|first day|last day) of )?(?:the )?(?P<{d}>\d{{1,2}})?(?:st|nd|rd|th)?(?: of)? ?(?P<{m}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?(?: (?P<{d}b>\d{{1,2}})(?:st|nd|rd|th)?(?![\d]))?(?:,?[ -]?'?(?P<{y}>(?:20)?\d\d)(?!\d))?"
_FIRST = _M.format(d="d1", m="m1", y="y1")
_SECOND = _M.format(d="d2", m="m2", y="y2")
_YEAR = r"(?:(?:financial|fiscal|budget|accounting|reporting|business|tax) years?(?: '?(?:20)?\d\d(?!\d))?|(?<!\w)fy ?'?(?:20)?(?P<label>\d\d)(?!\d)(?:[/-]\d\d(?!\d))?|(?<!\w)fy(?!\w))"
_TO = r" ?(?:-|—|to|until|till|through|and) ?"
_FILL = r"[^.;\d]{0,48}?(?<!\w)"
"""Whatever stands between the year and its first month: two months that make a whole year are proof enough."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Match both ends of the year, its first month, and its last."""
    return (
        re.compile(rf"{_YEAR}{_FILL}{_FIRST}{_TO}{_SECOND}(?! quarter)"),
        re.compile(
            rf"{_YEAR}(?:,? which|,? that|,)? ?(?:always |here )?(?:starts?|begins?|commences?|opens?|starting|beginning|commencing)(?: date| month)?(?::| is)?(?: always| each year| every year)?(?: in| on| from| with)? (?:the month of )?{_FIRST}"
        ),
        re.compile(
            rf"(?:{_YEAR}(?:[ -]end)?(?:,? which)? ?(?:that )?(?:(?:is|covers|means) the (?:12|twelve) months (?:to|ending|ended)|ends?|ending|ended|closes?|closing|runs to|to|is|:)(?: each year| every year| always)?(?: in| on| at)?|(?<!\w)(?:year|12 months|twelve months)(?:[ -]end|[ -]end is|[ -]end:|[ -]end of| ending| ended| ends)(?: on| in| at)?) {_SECOND}"
        ),
        re.compile(
            rf"(?<![a-z0-9])q(?P<quarter>[1-4])(?: fy ?\d\d(?:\d\d)?)? ?(?:\(|=|:|means|is|runs|covers)+ ?(?:from )?{_FIRST}{_TO}{_SECOND}"
        ),
    )


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(
        r"(?:financial|fiscal|budget|accounting|reporting|business|tax) year|(?<!\w)fy|(?:year|months)[ -]end|(?<!\w)q[1-4] ?(?:[(=:]|means|is|runs|covers)"
    )


def learn(documents: Sequence[Document]) -> StatedCalendar | None:
    """Return the calendar that most statements of some documents agree on, the first of equals; None when they state none."""
    strong: Counter[int] = Counter()
    weak: Counter[int] = Counter()
    firsts: Counter[bool] = Counter()
    for text in _texts(documents):
        if not _trigger().search(text):
            continue
        for is_strong, found in _statements(text):
            (strong if is_strong else weak)[found.start] += 1
            if found.label_first is not None:
                firsts[found.label_first] += 1
    votes = strong or weak
    if not votes:
        return None
    start = votes.most_common(1)[0][0]
    return StatedCalendar(start, firsts.most_common(1)[0][0] if firsts else None)


def _texts(documents: Iterable[Document]) -> Iterator[str]:
    for document in documents:
        for text in (document.title, *(block.text for block in document.blocks if block.layer in _READ)):
            yield fold(text)


def _statements(text: str) -> Iterator[tuple[bool, StatedCalendar]]:
    """Yield calendars that a folded text states, and whether it says so outright (the end of some year may be anybody's)."""
    whole, begins, ends, quarters = _patterns()
    for match in whole.finditer(text):
        first, last = _month(match["m1"]), _month(match["m2"])
        if last % 12 + 1 == first:
            yield True, StatedCalendar(first, _label_first(match, first))
    for match in begins.finditer(text):
        yield True, StatedCalendar(_month(match["m1"]))
    for match in ends.finditer(text):
        day = match["d2"] or match["d2b"]
        if day is None or int(day) >= _LAST_DAYS:
            outright = (
                "year" in match[0] and any(word in match[0] for word in ("fiscal", "financial", "budget", "accounting")) and day is not None
            )
            yield outright, StatedCalendar(_month(match["m2"]) % 12 + 1)
    for match in quarters.finditer(text):
        first, last = _month(match["m1"]), _month(match["m2"])
        if (last - first) % 12 == _QUARTER - 1:
            yield True, StatedCalendar((first - 1 - _QUARTER * (int(match["quarter"]) - 1)) % 12 + 1)


def _month(name: str) -> int:
    return MONTHS.index(name[:3]) + 1


def _label_first(match: re.Match[str], start: int) -> bool | None:
    """Tell which of its two years the label of a fiscal year names; None when it does not say."""
    label, first, last, *others = (int(match[name]) % 100 if match[name] else None for name in ("label", "y1", "y2", "d1b", "d2b"))
    if label is None or start == 1:
        return None
    if first is None and None not in others:
        first, last = others  # "Feb 26 - Jan 27" holds years, not days
    if first is None and last is not None:
        first = last - 1
    return True if label == first else False if first is not None and label == first + 1 else None


@cache
def _fiscal_words() -> re.Pattern[str]:
    return re.compile(r"(?<![a-z])(?:fy ?'?(?:20)?\d\d(?!\d)|(?:fiscal|financial) (?:year|quarter)s?(?!\w))")


@cache
def _quarters() -> re.Pattern[str]:
    """Quarters with the year beside them: of the fiscal or of the calendar year."""
    return re.compile(
        r"(?<![a-z0-9])[qh][1-4][ ,/-]{0,2}(?:of |in )?(?:(?P<fiscal>fy|fiscal|financial|20\d\d/\d\d(?!\d))|20\d\d(?!\d)|'?2\d(?![\d%]))|(?<!\w)(?P<label>fy ?'?(?:20)?\d\d)[ ,/-]{0,2}[qh][1-4](?!\d)"
    )


def speaks_fiscally(documents: Sequence[Document]) -> bool | None:
    """Tell whether a plain "Q3" in these documents is a fiscal quarter; None when nothing tells.

    Documents that speak of fiscal years mean fiscal quarters, unless they put calendar years beside more of their quarters.
    """
    spoken, fiscal, civil = False, 0, 0
    for text in _texts(documents):
        if not any(mark in text for mark in ("fy", "fiscal", "financial", "q", "h1", "h2")):
            continue
        spoken = spoken or _fiscal_words().search(text) is not None
        for match in _quarters().finditer(text):
            named = bool(match["fiscal"] or match["label"])
            fiscal, civil = fiscal + named, civil + (not named)
    if fiscal or civil:
        return fiscal > civil
    return True if spoken else None
