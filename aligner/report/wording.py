"""Small pieces of plain English that every output shares."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.domain.facts import DateSpan, Metric
from aligner.domain.goals import Alignment, Level, State, Support, WorkClass
from aligner.domain.links import Strength
from aligner.domain.text import Unread

__all__ = [
    "ALIGNMENT",
    "LEVEL",
    "STATE",
    "STRENGTH",
    "SUPPORT",
    "WORK_CLASS",
    "count",
    "date",
    "day",
    "goal_measure",
    "listing",
    "names",
    "percent",
    "printable",
    "shorten",
    "unread",
]

SUPPORT = {
    Support.SUPPORTED: "Supported",
    Support.PARTIAL: "Partly supported",
    Support.UNSUPPORTED: "No live work",
    Support.UNCLEAR: "Cannot tell",
}
ALIGNMENT = {
    Alignment.ALIGNED: "Serves a goal",
    Alignment.ORPHANED: "Serves no goal",
    Alignment.EXEMPT: "Exempt",
    Alignment.UNCLEAR: "Cannot tell",
}
STATE = {
    State.NOT_STARTED: "Not started",
    State.ON_TRACK: "On track",
    State.AT_RISK: "At risk",
    State.OFF_TRACK: "Off track",
    State.BLOCKED: "Blocked",
    State.ON_HOLD: "On hold",
    State.DONE: "Done",
    State.CANCELLED: "Cancelled",
    State.UNKNOWN: "Not stated",
}
WORK_CLASS = {
    WorkClass.CHANGE: "Change",
    WorkClass.RUN: "Running the business",
    WorkClass.COMPLIANCE: "Compliance",
    WorkClass.SECURITY_UPKEEP: "Security upkeep",
    WorkClass.DEBT: "Technical debt",
    WorkClass.ENABLER: "Enabler",
}
LEVEL = {Level.THEME: "Theme", Level.GOAL: "Goal", Level.OBJECTIVE: "Objective", Level.KEY_RESULT: "Key result"}
STRENGTH = {Strength.DIRECT: "direct", Strength.INDIRECT: "indirect"}

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Control characters could move a terminal's cursor, and direction overrides could show a quote in another order than written.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_MANY = 3


def count(number: int, one: str, many: str = "") -> str:
    """Return the number with its noun: ``1 goal``, ``3 goals``, ``no goals``."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number or 'no'} {noun}"


def listing(parts: Sequence[str]) -> str:
    """Return ``a``, ``a and b`` or ``a, b and c``; an empty string for nothing."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def names(parts: Sequence[str], many: str) -> str:
    """Return a listing of up to three names, or how many there are (``the 7 <many>``)."""
    return listing(parts) if len(parts) <= _MANY else f"the {len(parts)} {many}"


def unread(parts: Sequence[Unread]) -> str:
    """Return what was not read, with how often: ``1 chart and 2 images``."""
    return listing([count(part.count, part.what, part.what if part.what.endswith("s") else "") for part in parts])


def printable(text: str) -> str:
    """Return the text on one line, without control characters and direction overrides."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def shorten(text: str, limit: int) -> str:
    """Return at most ``limit`` characters on one line, cut between words and ended with an ellipsis when cut."""
    text = printable(text)
    if len(text) <= limit:
        return text
    head = text[: max(limit - 1, 0)]
    if not text[len(head) : len(head) + 1].isspace() and " " in head:
        whole = head.rsplit(None, 1)[0]
        # A single very long word would otherwise cost most of the line.
        head = whole if len(whole) * 2 > limit else head
    return head.rstrip(" ,;:-\u2013\u2014(") + "…"


def percent(probability: float) -> str:
    """Return a probability in [0, 1] as a whole percentage that never rounds up to certainty."""
    return f"{min(int(probability * 100 + 0.5), 99) if probability < 1 else 100}%"


def day(iso: str | None) -> str:
    """Return an ISO date as ``31 Dec 2027``; anything else unchanged, None as an empty string."""
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", iso or "")
    if match is None or not 1 <= int(match[2]) <= len(_MONTHS):
        return iso or ""
    return f"{int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}"


def date(span: DateSpan | None) -> str:
    """Return a stated date with the last day it allows, ``by the end of 2027 (31 Dec 2027)``; empty for None."""
    if span is None:
        return ""
    last = day(span.end)
    return f"{span.text} ({last})" if last and span.text not in {last, span.end} else span.text


def goal_measure(metric: Metric | None) -> tuple[str, str]:
    """Return what a metric measures and the target as written; empty strings where nothing is stated."""
    if metric is None:
        return "", ""
    moves = f" ({metric.direction.value})" if metric.direction else ""
    return metric.of or "", f"{metric.text}{moves}"
