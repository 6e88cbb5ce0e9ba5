"""Shares told in words: "nine in ten", "one euro in five", "half of", "every second visitor", "half as many", "a third fewer"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from aligner.lexicon import cache as lexicon_cache
from aligner.segment.number_words import number_word
from aligner.segment.phrases import listed
from aligner.segment.text import BLANK, Scan

__all__ = ["Share", "find_shares"]

_OUT_OF = r"(?:in|out of|of every|in every)"
_ROUND = (3, 4, 5, 10, 20, 50, 100, 1000)
_LARGE = {"hundred": 100.0, "thousand": 1000.0}
_FEWER = r"fewer|less|lower|smaller|cheaper|shorter|more|higher|faster|quicker|larger|bigger"


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent with its offsets.

    Attributes:
        change: the words compare ("half as many"), so that the value is a change against an earlier level.
        of: offsets of what is shared where it stands inside the words ("one euro in five").
    """

    start: int
    end: int
    value: float
    change: bool = False
    of: tuple[int, int] | None = None


@cache
def _fractions() -> re.Pattern[str]:
    small = "one|two|three|four|five|six|seven|eight|nine|ten"
    tens = r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?"
    whole = rf"(?:{small}|twenty|hundred|\d{{1,4}})"
    teens = "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<a>{teens}|{tens}(?:{small})|\d{{1,3}})(?: |-){_OUT_OF}(?: |-)(?P<b>{whole})(?![\w%]|[.,]\d))"
        rf"|(?<![\w.,-])(?P<few>{teens}|{tens}(?:{small})|\d{{1,3}}) (?P<what>[a-z][a-z'-]{{1,30}}) (?:in|out of) (?P<all>every {whole}|(?:an?|one|every) (?:hundred|thousand)|four|five|six|seven|eight|ten|twenty|100|1,?000)(?![\w%-]|[.,]\d)"
        r"|(?<![\w-])(?:(?P<n>an?|one|two|three)[ -]?)?(?P<d>half|halves|thirds?|quarters?|fifths?)(?= of (?!(?:the )?(?:19|20)\d\d|fy|the (?:year|fiscal|financial))|(?P<by> ?(?:$|[.,;:)\0|]|(?:in|by|over|from|within|compared|and|before|while|until|this|next) ))|(?P<end>$)"
        rf"|(?P<than> (?:{_FEWER})(?!\w))|(?P<as> as (?:much|many|often|long|high|large|fast|quickly|expensive|big)(?!\w))|(?P<the> (?:the|our|their|its|all) (?!year|quarter|month|week|day|night|hour|time|way|battle|story|fun|reason|point|problem|trouble|world|work|job|truth|size|same|other)[a-z]))"
        r"|(?<!\w)every (?P<nth>second|third|fourth|fifth|tenth)(?= (?P<thing>[a-z][a-z-]{2,30})(?![\w']))"
    )


_NTH = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10}
_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5}
_TIMES = frozenset(
    ["second", "minute", "hour", "shift", "night", "day", "morning", "evening", "week", "weekend", "fortnight", "sprint", "month", "quarter",
     "season", "term", "year", "time", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "meeting", "session", "release"]
)  # fmt: skip
"""What comes round: "every second week" tells how often, not how much."""
_CONSUME = frozenset(["take", "use", "need", "consume", "burn", "emit", "cost", "waste", "draw", "spend"])
"""Behind a promise these make "half the gas" a change: half of what it takes now."""


_HINTS = ("half", "halves", "third", "quarter", "fifth", "out of", "of every", "-in-", "in every", "every second", "every fo", "every te")


@cache
def _in_number() -> re.Pattern[str]:
    return re.compile(r" in (?:an? |one )?(?:two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|thousand|\d)")


def find_shares(scan: Scan) -> list[Share]:
    """Return the shares of a text in order."""
    low = scan.low
    if not any(word in low for word in _HINTS) and not (" in " in low and _in_number().search(low)):
        return []
    found = []
    for match in _fractions().finditer(low):
        share = _part(match, low) if match["d"] else _nth(match, scan) if match["nth"] else _among(match, scan)
        if share is not None:
            found.append(share)
    return found


def _amount(text: str) -> float:
    text = text.rsplit(" ", maxsplit=1)[-1].replace(",", "")
    return float(text) if text.isdigit() else float(number_word(text) or _LARGE.get(text, 0))


def _among(match: re.Match[str], scan: Scan) -> Share | None:
    """Return "nine in ten" and "one euro in five" in percent; None for "two teams in five regions"."""
    few, every = match["a"] or match["few"], match["b"] or match["all"]
    top, bottom = _amount(few), _amount(every)
    if not 0 < top < bottom:
        return None
    value = round(top / bottom * 100, 6)
    if match["a"]:
        strange = every.isdigit() and " in " in match[0] and bottom not in _ROUND
        return None if strange else Share(match.start(), match.end(), value)  # "7 in 30 regions" is no share
    following = scan.after(match.end(), 1)
    goes_on = bool(following) and following[0].low[0] != BLANK and following[0].low[0].isalnum()
    if goes_on and following[0].low not in _after_share():
        return None
    if match["what"] in _TIMES or match["what"] in listed("movement", "stop") or match["what"] in ("or", "and", "of", "more", "new"):
        return None
    return Share(match.start(), match.end(), value, of=match.span("what"))


@lexicon_cache
def _after_share() -> frozenset[str]:
    return (
        listed("movement", "stop")
        | listed("tense", "future")
        | listed("tense", "is")
        | listed("tense", "past")
        | {"of", "and", "or", "for", "on", "get", "gets", "the", "our", "there"}
    )


def _nth(match: re.Match[str], scan: Scan) -> Share | None:
    """Return "every second visitor" in percent; None for "every second week" and for "every second counts"."""
    thing = match["thing"]
    following = scan.after(match.end("thing"), 1)
    verb = bool(following) and following[0].low in _after_share()
    if thing in _TIMES or thing.endswith("s") or thing in listed("movement", "stop") or not verb:
        return None
    return Share(match.start(), match.end(), round(100 / _NTH[match["nth"]], 6), of=match.span("thing"))


def _part(match: re.Match[str], low: str) -> Share | None:
    """Return "three quarters of", "by half", "half as many", "a third fewer" in percent; None for "every quarter", "the second half"."""
    parts = _PARTS[match["d"]]
    number = {None: 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3}[match["n"]]
    plural = match["d"].endswith("s")
    before = low[max(0, match.start() - 24) : match.start()].split()
    last = before[-1] if before else ""
    if (match["by"] is not None or match["end"] is not None) and last != "by":  # nothing follows with "of"
        return None
    if match["d"] != "half" and match["n"] is None:
        return None
    if (plural and number == 1) or number >= parts or last in ("first", "second", "last", "third", "next", "this", "every", "per", "each"):
        return None
    value = round(100 * number / parts, 6)
    if match["as"] is not None:  # a third as many is two thirds fewer
        again = last == "and" or low[match.end("as") :].startswith(" again")
        return None if again else Share(match.start(), match.end("as"), round(100 - value, 6), change=True)
    if match["the"] is not None and match["d"] != "half":
        return None
    consumed = match["the"] is not None and last in _CONSUME and before[-2:-1] != [] and before[-2] in listed("tense", "future")
    return Share(match.start(), match.end(), value, change=consumed)
