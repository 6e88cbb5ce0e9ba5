"""Dates and intervals with what introduces them: "by the end of 2027", "from April 2014", "Q1-Q3 2026", "within 18 months"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from aligner.domain.facts import DateSpan
from aligner.lexicon import cache, words
from aligner.segment.context import Context, usable_day
from aligner.segment.date_atoms import Atom, find_atoms
from aligner.segment.evidence import day_first as day_first_in
from aligner.segment.periods import Calendar, Grain, Period, bounds, edge
from aligner.segment.relative import find_limits
from aligner.segment.text import Scan, has_digit
from aligner.segment.years import find_years

__all__ = ["find_dates", "parse_date_cell"]

_LOOK_BACK = 48
"""Longest introduction ("no later than the end of the ...") in characters."""

_EPOCH = date(1899, 12, 30)
_SERIALS = (36526, 73050)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One or two atoms (a range) that make one interval."""

    first: Atom
    last: Atom

    @property
    def start(self) -> int:
        return self.first.start

    @property
    def end(self) -> int:
        return self.last.end


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(r" ?(-|—|to|through|thru|until|till|up to|and|&|/|->|→) ?(?:the )?")


@cache
def _modifier() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|(?<![\w]))(?:the )?(early|mid|middle of|late|(?:first|second|latter|1st|2nd) half of|end of|end-of|end|close of|start of|beginning of|(?:first|last) (?:day|week)s? of)"
        r"(?: ?- ?| )(?:in )?(?:the )?$"
    )


_LIMIT = (
    r"by(?: or before)?|no later than|not later than|on or before|before|prior to|ahead of|in advance of|until|till|due(?: date)?(?: is)?(?: by| on| in|:)?"
    r"|deadline(?: is| of|:)?|target(?: completion)?(?: date)?(?: is| of|:)|(?:complete|completed|completion|deliver|delivered|delivery|finish|live|launch)(?: date)?:"
)
_OPEN = r"from|since|starting(?: in| from| on| with)?|beginning(?: in| from| on| with)?|commencing(?: in| on)?|effective(?: from)?|as from|after|following"


@cache
def _introduction() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:(?P<limit>{_LIMIT})|(?P<open>{_OPEN})|(?P<plain>in|during|on|for|over|throughout|as of|as at|between)) (?:the )?$"
    )


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(r" (?:at the latest|or earlier|or sooner|deadline)(?!\w)")


def find_dates(scan: Scan, context: Context) -> tuple[DateSpan, ...]:
    """Return the dates of a text in order; the stretches do not overlap."""
    if context.day_first is None:
        context = replace(context, day_first=day_first_in([scan.low]))
    limits = find_limits(scan, context)
    taken = [(limit.start, limit.end) for limit in limits]
    rest = scan.without(taken) if taken else scan
    found = [DateSpan(scan.text[limit.start : limit.end], limit.start, limit.end, *_iso(limit.span), deadline=True) for limit in limits]
    pieces = _pieces(rest, context)
    previous_end = 0
    for piece in pieces:
        span = _span(rest, piece, context, previous_end)
        if span is not None:
            found.append(span)
            previous_end = span.end_offset
    return tuple(sorted(found, key=lambda span: span.start_offset))


def _iso(span: tuple[date, date] | None) -> tuple[str | None, str | None]:
    return (span[0].isoformat(), span[1].isoformat()) if span else (None, None)


def _atoms(scan: Scan, context: Context) -> list[Atom]:
    atoms = find_atoms(scan, context)
    rest = scan.without([(atom.start, atom.end) for atom in atoms]) if atoms else scan
    if not has_digit(rest.low):
        return atoms
    years = [Atom(start, end, Period(Grain.YEAR, int(scan.low[start:end]))) for start, end in find_years(rest)]
    return sorted((*atoms, *years), key=lambda atom: atom.start)


def _pieces(scan: Scan, context: Context) -> list[_Piece]:
    """Join ranges and give parts of a list the year that only its last member names ("Q1, Q2 and Q3 2026")."""
    atoms = _atoms(scan, context)
    for index in range(len(atoms) - 2, -1, -1):
        atom, following = atoms[index], atoms[index + 1]
        gap = scan.low[atom.end : following.start].strip()
        if _lacks_year(atom) and gap in (",", "&", "and", "or", "to", "-", "/", "—", "through", "until", ", and"):
            atoms[index] = replace(atom, period=_inherit(atom.period, following.period, forward=False), weak=False)
    pieces: list[_Piece] = []
    for atom in atoms:
        before = pieces[-1] if pieces else None
        if before is not None and before.first is before.last and _joins(scan, before.last, atom):
            if _lacks_year(atom) and before.last.period.dated:
                atom = replace(atom, period=_inherit(atom.period, before.last.period, forward=True), weak=False)  # noqa: PLW2901
            pieces[-1] = _Piece(before.first, atom)
        else:
            pieces.append(_Piece(atom, atom))
    return [piece for piece in pieces if not piece.first.weak or _stands_alone(scan, piece)]


def _lacks_year(atom: Atom) -> bool:
    return not atom.period.dated and atom.period.shift is None


def _inherit(period: Period, other: Period, *, forward: bool) -> Period:
    """Give a period the year of its neighbour; the year turns where the months run backwards ("Nov 2026 - Feb")."""
    if other.year is None:
        return period
    order = {Grain.DAY: period.part, Grain.MONTH: period.part, Grain.QUARTER: period.part, Grain.HALF: period.part}.get(period.grain, 0)
    turned = period.grain is other.grain and (order < other.part if forward else order > other.part)
    year = other.year + ((1 if forward else -1) if turned else 0)
    return replace(period, year=year, calendar=other.calendar if period.grain is not Grain.DAY else Calendar.CIVIL)


def _joins(scan: Scan, first: Atom, second: Atom) -> bool:
    match = _joint().fullmatch(scan.low, first.end, second.start)
    if match is None or second.period.shift is not None or first.period.shift is not None:
        return False
    if match[1] in ("and", "&", "/"):
        between = scan.low[max(0, first.start - len("between the ")) : first.start].rstrip().endswith(("between", "between the"))
        neighbours = first.period.grain is second.period.grain and first.period.grain not in (Grain.DAY, Grain.FIXED)
        return between or (neighbours and second.period.part - first.period.part in (0, 1))
    return True


def _stands_alone(scan: Scan, piece: _Piece) -> bool:
    """Tell whether a bare month, season or half is meant as a date: after a preposition, or as the whole text."""
    if piece.first is not piece.last and piece.first.period.grain is piece.last.period.grain:
        return True
    whole = scan.low.strip(" :.*_()[]")
    if whole == scan.low[piece.start : piece.end].strip(" ."):
        return True
    earlier = scan.before(piece.start, 2)
    introduced = bool(earlier) and earlier[-1].low in words("dates")["before_month"]
    if piece.first.period.grain is Grain.SEASON and introduced:
        return earlier[-1].low in ("by", "in", "this", "next", "until", "before", "late", "early", "mid") or earlier[-1].low == "of"
    return introduced


def _span(scan: Scan, piece: _Piece, context: Context, floor: int) -> DateSpan | None:
    """Return the date with its introduction; ``floor`` is where the previous date ends."""
    low, start, end = scan.low, piece.start, piece.end
    text_of_atom = low[piece.first.start : piece.first.end]
    part = (
        "end"
        if text_of_atom.startswith(("eo", "year-end", "year end", "ye ", "calendar year-end", "calendar year end"))
        and not text_of_atom.startswith("year-end break")
        else ""
    )
    match = _modifier().search(low, max(floor, start - _LOOK_BACK), start)
    if match:
        part, start = _edge_name(match[1]), match.start() + (4 if match[0].startswith("the ") else 0)
    intro = _introduction().search(low, max(floor, start - _LOOK_BACK), start)
    closing = _closing().match(low, end)
    kind = intro.lastgroup if intro else None
    word = intro[kind].strip(":") if intro and kind else ""
    if intro and (kind in ("limit", "open") or (word == "between" and piece.first is not piece.last)):
        start = intro.start()
    deadline = kind == "limit" or bool(closing) or (part == "end" and kind != "open")
    end = closing.end() if closing else end
    alone = not scan.low[:start].strip() and not scan.low[end:].strip()
    # A field that holds nothing but "mid-2027" is a due date.
    interval = _interval(piece, part, context, deadline=deadline, limit=kind == "limit" or bool(closing) or alone)
    first, last = _open_ends(interval, kind or "", word, ranged=piece.first is not piece.last)
    return DateSpan(scan.text[start:end], start, end, first, last, deadline=deadline)


def _edge_name(words_before: str) -> str:
    if words_before.startswith(("middle", "mid")):
        return "mid"
    if words_before.endswith("half of"):
        return "first half" if words_before.startswith(("first", "1st")) else "second half"
    if words_before.startswith(("end", "close", "last")):
        return "end"
    return "start" if words_before.startswith(("start", "beginning", "first")) else words_before


def _interval(piece: _Piece, part: str, context: Context, *, deadline: bool, limit: bool) -> tuple[date, date] | None:
    first = bounds(piece.first.period, context, deadline=deadline)
    if piece.first is piece.last:
        return edge(first, part, limit=limit) if first and part else first
    last = bounds(piece.last.period, context, deadline=deadline)
    if first is None or last is None:
        return None
    if part and piece.first is not piece.last:
        first = edge(first, part)
    return (first[0], last[1]) if first[0] <= last[1] else (min(first[0], last[0]), max(first[1], last[1]))


def _open_ends(interval: tuple[date, date] | None, kind: str, word: str, *, ranged: bool) -> tuple[str | None, str | None]:
    """Open the side of an interval that its introduction leaves open."""
    if interval is None:
        return None, None
    first, last = interval
    if kind == "limit":
        exclusive = word in ("before", "prior to", "ahead of", "in advance of")
        return None, (first - timedelta(days=1) if exclusive else last).isoformat()
    if kind == "open" and not ranged:
        return (last + timedelta(days=1) if word in ("after", "following") else first).isoformat(), None
    return first.isoformat(), last.isoformat()


def parse_date_cell(text: str, *, document_date: str | None, fiscal_year_start: int = 1, day_first: bool | None = None) -> DateSpan | None:
    """Return the date that a cell of a date column states; None when it states none ("TBC", "ongoing").

    Args:
        text: the cell's text. Of several dates the last one counts: cells grow at the end when a date slips.
        document_date: ISO day that gives "Q3" its year and from which "in 6 months" counts; None when unknown.
        fiscal_year_start: month (1 to 12) in which a fiscal year begins.
        day_first: how to read 03/04/2026; None to give both days as an interval.
    """
    context = Context(usable_day(document_date), fiscal_year_start, day_first)
    found = find_dates(Scan.of(text), context)
    if found:
        return found[-1]
    bare = text.strip()
    if _is_serial(bare):
        day = (_EPOCH + timedelta(days=int(bare))).isoformat()
        start = text.index(bare)
        return DateSpan(bare, start, start + len(bare), day, day)
    return None


def _is_serial(text: str) -> bool:
    """Tell whether the text is a spreadsheet's day number of the years 2000 to 2099."""
    return text.isascii() and text.isdigit() and len(text) == len("36526") and _SERIALS[0] <= int(text) <= _SERIALS[1]
