"""Which quantities measure something: names, versions, structure, frequencies and periods of time do not."""

from __future__ import annotations

from aligner.domain.facts import Comparator
from aligner.segment.bounds import Bound, rate_after
from aligner.segment.movement import Measured
from aligner.segment.phrases import counted_noun, listed, of_ours
from aligner.segment.promised import indicators, is_bare_year, is_due, is_duration, is_latest, is_promised, is_stretch, is_total
from aligner.segment.quantities import Quantity
from aligner.segment.text import Scan, Word

__all__ = ["is_metric"]

_OPENERS = frozenset(
    [
        "over",
        "at",
        "about",
        "approximately",
        "nearly",
        "all",
        "another",
        "some",
        "with",
        "in",
        "by",
        "only",
        "around",
        "almost",
        "up",
        "to",
        "from",
        "under",
        "below",
        "above",
        "within",
        "more",
        "less",
        "no",
        "every",
        "for",
        "between",
        "and",
        "or",
        "is",
        "are",
        "of",
        "than",
    ]
)
_LONG_TIMES = frozenset({"weeks", "months", "quarters", "years"})
_BY_THE_CLOCK = frozenset({24.0, 7.0, 365.0, 12.0, 5.0})
_TIMED = frozenset(
    [
        "turnaround",
        "response",
        "target",
        "sla",
        "wait",
        "waiting",
        "delay",
        "processing",
        "lead",
        "resolution",
        "recovery",
        "delivery",
        "limit",
        "maximum",
        "standard",
        "cycle",
    ]
)
_FEW = 10
_ZERO_NAMES = frozenset(
    ["trust", "day", "days", "tolerance", "based", "sum", "touch", "knowledge", "rating", "hour", "hours", "carbon", "emission", "click"]
)


def is_metric(scan: Scan, quantity: Quantity, measured: Measured, *, bound: Bound, tie: str, has_baseline: bool) -> bool:
    """Tell whether a quantity states a measurable amount of something."""
    if quantity.kind in ("percent", "points", "money", "change", "multiple", "size", "placeholder"):
        return _is_free(scan, quantity) and not _is_axis(scan, quantity)
    bounded = bound.comparator in (Comparator.AT_LEAST, Comparator.AT_MOST)
    if quantity.kind == "score":
        return not quantity.joined or measured.relative
    if quantity.kind == "time":
        return _is_time(scan, quantity, bounded=bounded or has_baseline or measured.direction is not None)
    if bounded and _is_bound_of_name(scan, quantity, bound):
        return False
    return _is_count(scan, quantity, measured, bound=bound, tie=tie, has_baseline=has_baseline)


def _is_free(scan: Scan, quantity: Quantity) -> bool:
    """Tell whether an amount with a clear unit is not part of a word ("4x4", "€STR")."""
    return not scan.low[quantity.end : quantity.end + 1].isalnum()


def _is_axis(scan: Scan, quantity: Quantity) -> bool:
    """Tell whether the amount stands in a row of ticks: "0% 10% 20%"."""
    if quantity.kind != "percent" or quantity.spelled:
        return False
    before, after = scan.before(quantity.start, 1), scan.after(quantity.end, 1)
    ticks = bool(before) and before[0].low == "%", bool(after) and after[0].low[0].isdigit()
    return any(ticks)


def _is_time(scan: Scan, quantity: Quantity, *, bounded: bool) -> bool:
    before = scan.before(quantity.start, 3)
    after = scan.after(quantity.end, 2)
    previous = before[-1].low if before else ""
    following = after[0].low if after else ""
    if quantity.joined:
        return following in _TIMED
    if previous == "(" and following == ")":
        return False
    if following == "from" and is_stretch(scan, quantity):
        return True
    if following in ("ago", "old", "a", "per", "each", "later", "earlier", "on", "plan", "from") and not (
        bounded and following != "ago" and quantity.low not in _BY_THE_CLOCK
    ):
        return False
    if previous in ("after", "in") and is_latest(scan, quantity):
        return True
    if (
        previous in ("every", "last", "past", "previous", "first", "for", "after", "during", "next", "another", "these", "the")
        or " ".join(word.low for word in after) == "of experience"
    ):
        return False
    if any(word.low in ("last", "past", "previous", "next", "every") for word in before):
        return False
    return bounded or quantity.unit not in _LONG_TIMES or is_duration(scan, quantity, before)


def _is_count(scan: Scan, quantity: Quantity, measured: Measured, *, bound: Bound, tie: str, has_baseline: bool) -> bool:
    bounded = bound.comparator in (Comparator.AT_LEAST, Comparator.AT_MOST)
    before = scan.before(quantity.start, 3)
    counted = counted_noun(scan, quantity.end)
    noun = scan.low[slice(*counted[1])].split()[-1] if counted else ""
    if _is_glued(scan, quantity) or _is_numbering(scan, quantity) or _is_named(scan, quantity, before):
        return False
    if noun in listed("units", "structural") or _is_reference(before, quantity.low or 0.0) or _is_year(scan, quantity, before):
        return False
    if any(word.low in ("scale", "likert") for word in before):
        return False
    if quantity.low == 0:
        return _is_zero(scan, quantity, before, measured, tie)
    rated = rate_after(scan.low, quantity.end) is not None
    if counted and not bounded and is_bare_year(scan.low[quantity.start : quantity.end], before, measured):
        return False
    if quantity.spelled and quantity.low is not None and quantity.low <= _FEW and not bounded and not has_baseline and not rated:
        return (
            _is_ordered(scan, quantity) or is_promised(scan, quantity, counted[1]) or is_total(scan, counted[1][1])
            if counted
            else measured.direction is not None and tie in ("to", "by")
        )
    if counted:
        return not quantity.fraction or quantity.scale > 1
    if quantity.low is not None and quantity.low > _FEW and of_ours().match(scan.low, quantity.end):
        return True  # "9,000 of our insured"
    if quantity.scale > 1 and scan.low[quantity.end - 1] not in "km":
        return True
    scored = any(word.low in listed("units", "scores") or word.low in indicators() for word in scan.before(quantity.start, 5))
    moved = measured.direction is not None and tie in ("to", "at", "by", "of", "from")
    due = quantity.low is not None and quantity.low > _FEW and is_due(scan, quantity, before)
    return has_baseline or scored or moved or rated or due or (bounded and (bool(bound.word) or measured.of is not None))


def _is_bound_of_name(scan: Scan, quantity: Quantity, bound: Bound) -> bool:
    """Tell whether the number that a comparator introduces is an age, a version, a year or a place rather than an amount."""
    if rate_after(scan.low, quantity.end) is not None:
        return False
    if counted_noun(scan, quantity.end) is not None:
        return False
    written = scan.low[quantity.start : quantity.end]
    if len(written) == len("2018") and written.isdigit() and written[:2] in ("19", "20"):
        return True
    before = scan.before(bound.start, 3)
    if any(word.low in listed("units", "labels") for word in (before if quantity.fraction else before[-1:])):
        return True
    if not bound.spatial:
        return False
    # "Over 65" and "under 5" name an age, "above 3" a place, unless something that can be counted or moved stands before.
    named = before and (before[-1].low[0].isalnum() or before[-1].low in "|:(")
    return not named or any(word.low in listed("units", "aged") for word in before)


def _is_glued(scan: Scan, quantity: Quantity) -> bool:
    """Tell whether the number is part of a word or name ("5G", "two-factor", "Project Zero"), or the pronoun "one"."""
    following = scan.low[quantity.end : quantity.end + 2]
    if following[:1].isalnum() or (following[:1] == "-" and following[1:].isalpha()):
        return True
    named = scan.capital(quantity.start) and bool(scan.before(quantity.start, 1))
    return quantity.spelled and (quantity.low == 1 or named)


def _is_year(scan: Scan, quantity: Quantity, before: list[Word]) -> bool:
    """Tell whether the number is the year of a name that the date parser passed over ("Act of 2018 requires")."""
    written = scan.low[quantity.start : quantity.end]
    year = len(written) == len("2018") and written.isdigit() and written[:2] in ("19", "20")
    return year and bool(before) and (before[-1].low == "of" or scan.capital(before[-1].start))


def _is_reference(before: list[Word], number: float) -> bool:
    """Tell whether the number points back to things already named ("the three agencies"), unless an action takes them as its object."""
    if not before or before[-1].low not in listed("units", "definite"):
        return False
    if before[-1].low == "all" and (len(before) == 1 or before[-2].low not in ("of", "in")) and number > _FEW:
        return False  # "all 74 stations" tells how many there are
    acts = listed("tense", "base") | listed("movement", "up") | listed("movement", "down")
    return len(before) == 1 or before[-2].low not in acts


def _is_ordered(scan: Scan, quantity: Quantity) -> bool:
    """Tell whether a small number is what an action shall yield ("open five branches"), not a passing mention ("two teams work")."""
    after = scan.after(quantity.end, 1)
    fresh = bool(after) and after[0].low in ("new", "additional", "more", "further")
    return fresh or any(
        word.low in listed("tense", "base") or word.low in listed("movement", "up") or word.low in listed("units", "yielding")
        for word in scan.before(quantity.start, 3)
    )


def _is_zero(scan: Scan, quantity: Quantity, before: list[Word], measured: Measured, tie: str) -> bool:
    after = scan.after(quantity.end, 1)
    if (before and before[-1].low in ("net", "net-", "ground", "-")) or (after and after[0].low in _ZERO_NAMES):
        return False
    named = (
        bool(after)
        and after[0].low[0].isalpha()
        and after[0].low not in listed("movement", "stop")
        and after[0].low not in ("in", "of", "on", "for", "and")
    )
    return named or (measured.direction is not None and tie in ("to", "at"))


def _is_numbering(scan: Scan, quantity: Quantity) -> bool:
    """Tell whether the number numbers the text or a note: "3.", "2.1 Title", "(4)", "[12]"."""
    low = scan.low
    opening = not low[: quantity.start].strip(" (*_-•")
    following = low[quantity.end : quantity.end + 2]
    if opening and (following[:1] in (".", ")", ":") or not following.strip()):
        return True
    if opening and quantity.fraction and scan.capital(quantity.end + 1):
        return True
    closed = following[:1] in (")", "]")
    return closed and low[quantity.start - 1 : quantity.start] in ("(", "[") and quantity.scale == 1


def _is_named(scan: Scan, quantity: Quantity, before: list[Word]) -> bool:
    """Tell whether the number belongs to the name before it: "Phase 2", "Windows 11", "No. 5"."""
    after = scan.after(quantity.end, 1)
    if after and after[0].low in ("am", "pm", "noon", "o'clock"):
        return True
    previous = before[-1] if before else None
    if previous is not None and previous.low == "." and len(before) > 1:
        previous = before[-2] if before[-2].low in listed("units", "labels") else None
    if previous is None or scan.low[previous.end : quantity.start].strip(" .") or quantity.spelled:
        return False
    if previous.low in listed("units", "labels"):
        return True
    if previous.low in listed("units", "scores") or previous.low in indicators() or not scan.capital(previous.start):
        return False
    verb = (
        previous.low in listed("tense", "base")
        or previous.low in listed("movement", "up")
        or previous.low in listed("movement", "down")
        or previous.low in listed("movement", "keep")
    )
    allowed = previous.low in _OPENERS or verb
    opening = not scan.low[: previous.start].strip(" (*_-•:\"'0123456789.|")
    return not (allowed and (opening or previous.low in _OPENERS))
