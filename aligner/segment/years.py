"""Bare years: "in 2027" is a date, "Vision 2030", "Act 1998", "(Smith, 2019)" and "2000 users" are not."""

from __future__ import annotations

import re

from aligner.lexicon import cache, words
from aligner.segment.context import YearHint
from aligner.segment.text import Scan, Word

__all__ = ["find_years", "year_hint"]


@cache
def _year() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?<!\d[.,/:])(?<![#§$€£:.])(?:(?<![a-z]-)|(?<=mid-)|(?<=end-)|(?<=late-)|(?<=early-))(?:19|20)\d\d(?![\w%/]|[.,:]\d|-[a-z])"
    )


@cache
def _range_follows() -> re.Pattern[str]:
    return re.compile(r" ?(?:-|—|to|through|until) ?(?:19|20)\d\d(?!\d)")


@cache
def _range_precedes() -> re.Pattern[str]:
    return re.compile(r"(?:19|20)\d\d ?(?:-|—|to|through) ?$")


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    lists = words("dates")
    return frozenset(lists["before_year"]), frozenset(lists["dated_nouns"]), frozenset(lists["counting"])


def find_years(scan: Scan) -> list[tuple[int, int]]:
    """Return the offsets of four-digit numbers that stand for a year."""
    return [match.span() for match in _year().finditer(scan.low) if _is_year(scan, match.start(), match.end())]


def _is_year(scan: Scan, start: int, end: int) -> bool:
    before, dated, counting = _lists()
    earlier, later = scan.before(start, 3), scan.after(end, 1)
    previous = earlier[-1] if earlier else None
    following = later[0] if later else None
    in_range = _range_follows().match(scan.low, end) is not None or _range_precedes().search(scan.low, max(0, start - 9), start) is not None
    if previous is not None and not in_range and _names_it(scan, earlier, before | dated):
        return False
    if " ".join(word.low for word in earlier[-2:]) in counting or (previous is not None and previous.low in counting):
        return False
    if following is None or not following.low[0].isalpha():
        return True
    introduced = previous is not None and previous.low in before
    if scan.capital(following.start):
        titled = any(word.low in dated for word in scan.after(end, 3))
        return (introduced and previous is not None and previous.low != "the") or (previous is None and titled)
    return introduced or following.low in dated or not _counted(following.low)


def _names_it(scan: Scan, earlier: list[Word], allowed: frozenset[str]) -> bool:
    """Tell whether the words before a year make it part of a name or a citation."""
    previous = earlier[-1]
    if previous.low == "of" and len(earlier) > 1 and earlier[-2].low in words("dates")["laws"]:
        return True
    if previous.low == "(" and len(earlier) > 1 and scan.low[previous.start + 5 : previous.start + 6] == ")":
        return scan.capital(earlier[-2].start)
    if previous.low in ("©", "circa", "al") or (previous.low == "." and len(earlier) > 1 and earlier[-2].low == "al"):
        return True
    if previous.low == "," and len(earlier) > 1:
        opened = len(earlier) > 2 and earlier[-3].low in ("(", ";", "&")  # noqa: PLR2004 - the third word back
        return opened and scan.capital(earlier[-2].start)
    return previous.low not in allowed and scan.capital(previous.start)


def _counted(word: str) -> bool:
    """Tell whether a word after the number looks like a plural noun that the number counts."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:fy|fiscal(?: year)?|financial year) ?'?(?:(?P<fy>(?:19|20)\d\d)|(?P<yy>\d\d))(?!\w)|(?<![\w.,/-])(?P<y>20\d\d)(?![\w%]|[.,/-]\d)"
    )


def year_hint(texts: tuple[str, ...]) -> YearHint | None:
    """Return the year set by the nearest (last) of some headings that names exactly one; None when none does."""
    for text in reversed(texts):
        found = {
            YearHint(int(match["fy"] or 2000 + int(match["yy"])), fiscal=True) if match["fy"] or match["yy"] else YearHint(int(match["y"]))
            for match in _hint().finditer(Scan.of(text).low)
        }
        if len(found) == 1:
            return found.pop()
    return None
