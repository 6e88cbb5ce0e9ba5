"""From the statements of both sides to remarks: what is ruled out, what limits the work, who may decide, what is merely claimed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from aligner.domain.facts import DateSpan
from aligner.domain.goals import Goal, Item
from aligner.domain.ids import content_id
from aligner.domain.remarks import Remark, RemarkKind
from aligner.domain.statements import Statement
from aligner.domain.text import Document, Locator
from aligner.extract.item_draft import FactReader
from aligner.extract.remark_claims import bare_claim
from aligner.extract.remark_limits import limit_kind
from aligner.extract.remark_pieces import ItemIndex, Piece, pieces
from aligner.extract.remark_powers import told_of_power
from aligner.extract.remark_refusals import refuses
from aligner.extract.remark_words import Wording
from aligner.lexicon import words

__all__ = ["extract_remarks"]

_FEWEST_WORDS = 2
_DATED_WORDS = 30
_LINE_WORDS = 6
_SHORT = 3
_MONTH_DAYS = 31
_STRATEGY, _EXECUTION = "strategy", "execution"


def extract_remarks(
    strategy: Sequence[Document],
    execution: Sequence[Document],
    statements: Mapping[str, Sequence[Statement]],
    goals: Sequence[Goal],
    items: Sequence[Item],
    *,
    segmenter: FactReader,
) -> tuple[Remark, ...]:
    """Return the remarks of both sides, strategy first, in document order.

    Args:
        strategy: documents of the strategy side.
        execution: documents of the execution side.
        statements: of every document of both sides, by path.
        goals: one with a target and a date of its own is no refusal, however it is put ("no call waits longer than a minute by 2028").
        items: a remark knows the work whose row, section or sentence holds it.
        segmenter: reads values from cells.
    """
    index = ItemIndex(items)
    units = _units(items)
    measured = _places(goals)
    found: list[Remark] = []
    for document in strategy:
        for piece in pieces(statements.get(document.path, ())):
            found.extend(_made(piece, kind, _STRATEGY, segmenter) for kind in _of_strategy(piece, segmenter, measured))
    for document in execution:
        for piece in pieces(statements.get(document.path, ())):
            if index.is_title(piece.quote):
                continue
            found.extend(_made(piece, kind, _EXECUTION, segmenter, index.of(piece)) for kind in _of_execution(piece, units, segmenter))
    return tuple(dict.fromkeys(found))


def _of_strategy(piece: Piece, segmenter: FactReader, measured: Mapping[object, Sequence[Locator]]) -> Iterator[RemarkKind]:
    wording = Wording.of(piece.quote.text)
    if len(wording.tokens) < _FEWEST_WORDS:
        return
    if _dated(piece, wording, segmenter) is not None:
        yield RemarkKind.DATED
    if wording.has("order"):
        yield RemarkKind.PRIORITY
    if refuses(piece, wording) and not _within(piece, measured):
        yield RemarkKind.EXCLUSION
        return
    kind = limit_kind(piece, wording)
    if kind is None and wording.has("risky", "legacy", "money"):
        kind = RemarkKind.RISK
    if kind is not None:
        yield kind


def _of_execution(piece: Piece, units: frozenset[str], segmenter: FactReader) -> Iterator[RemarkKind]:
    wording = Wording.of(piece.quote.text)
    if len(wording.tokens) < _FEWEST_WORDS:
        return
    if _dated(piece, wording, segmenter) is not None:
        yield RemarkKind.DATED
    if told_of_power(piece, wording, units):
        yield RemarkKind.AUTHORITY
        return
    kind = limit_kind(piece, wording)
    if kind is not None:
        yield kind
    elif bare_claim(piece, wording):
        yield RemarkKind.CLAIM


def _dated(piece: Piece, wording: Wording, segmenter: FactReader) -> DateSpan | None:
    """Return the day on which a document was adopted or that it shows, where a short line near its top says so."""
    if not piece.first or len(wording.low.split()) > _DATED_WORDS:
        return None
    named = wording.find("dated")
    if named is None and piece.facts is None:
        return None
    facts = piece.facts if piece.facts is not None else segmenter.facts(piece.quote.text)
    days = [span for span in facts.dates if _is_day(span)]
    if named is not None:
        return next((span for span in days if span.start_offset >= named.end()), None)
    return days[0] if len(days) == 1 and _is_dateline(piece.quote.text.replace(days[0].text, "")) else None


def _is_dateline(rest: str) -> bool:
    """Tell whether only a place or a name stands beside the date ("Skovrup, 14 January 2027")."""
    return len(rest.split()) <= _LINE_WORDS and not any(word[:1].islower() and len(word) > _SHORT for word in rest.split())


def _is_day(span: DateSpan) -> bool:
    """A day or a month that is over some time."""
    if span.start is None or span.end is None or span.deadline:
        return False
    return (date.fromisoformat(span.end) - date.fromisoformat(span.start)).days <= _MONTH_DAYS


def _made(piece: Piece, kind: RemarkKind, role: str, segmenter: FactReader, items: tuple[str, ...] = ()) -> Remark:
    quote = piece.quote
    place = quote.locator
    facts = piece.facts if piece.facts is not None else segmenter.facts(quote.text)
    if kind is RemarkKind.DATED:
        day = _dated(piece, Wording.of(quote.text), segmenter)
        facts = replace(facts, dates=(day,) if day is not None else ())
    ident = content_id("R", place.file.rsplit("/", 1)[-1], place.describe(), str(place.start), kind.value, quote.text)
    return Remark(ident, role, kind, quote, piece.headings, facts, items)


def _units(items: Sequence[Item]) -> frozenset[str]:
    """Return the names of units that carry work in the plans, lower case."""
    people = frozenset(words("owners").get("functions", ()))
    named = {item.team.casefold() for item in items if item.team} | {item.owner.text.casefold() for item in items if item.owner}
    return frozenset(named) | people


def _places(goals: Sequence[Goal]) -> Mapping[object, Sequence[Locator]]:
    """Return by block where goals are stated that have a target and a date."""
    found: dict[object, list[Locator]] = {}
    for goal in goals:
        if goal.metric is not None and goal.deadline is not None:
            found.setdefault(goal.locator.place, []).append(goal.locator)
    return found


def _within(piece: Piece, places: Mapping[object, Sequence[Locator]]) -> bool:
    here = piece.quote.locator
    return any(place.start < here.end and here.start < place.end for place in places.get(here.place, ()))
