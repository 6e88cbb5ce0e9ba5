"""Which strategy belongs with which execution document, and by what rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from aligner.classify.mapping import Correction, Mapping, Wanted
from aligner.classify.names import organisation_key
from aligner.domain.classification import EXECUTION_KINDS, Classification, DocumentKind, Pair, Period, Stated

__all__ = ["corrected", "pairs"]


def pairs(classified: Sequence[Classification], mapping: Mapping | None = None) -> tuple[Pair, ...]:
    """Return strategies with the execution documents of the same organisation (and unit) and overlapping period, by path.

    Documents whose organisation is not known are paired within their folder only. Where both sides name a unit the units must
    agree; a strategy without one is the whole organisation's. A period that is not known overlaps with all.

    Args:
        classified: every document once.
        mapping: what a person says instead; for a strategy that it names, its pairs and no others hold.

    Raises:
        ConfigError: the mapping names a path that none of the documents has.
    """
    mapping = mapping or Mapping()
    mapping.check({one.path for one in classified})
    known = {one.path: one for one in corrected(classified, mapping)}
    named = {one.strategy for one in mapping.pairs}
    strategies = [one for _, one in sorted(known.items()) if one.kind is DocumentKind.STRATEGY and one.path not in named]
    found = [*_by_rules(strategies, [one for _, one in sorted(known.items()) if one.kind in EXECUTION_KINDS])]
    for wanted in mapping.pairs:
        found.extend(_by_hand(wanted, known))
    unique = {(pair.strategy, pair.execution): pair for pair in found}
    return tuple(unique[key] for key in sorted(unique))


def corrected(classified: Sequence[Classification], mapping: Mapping) -> tuple[Classification, ...]:
    """Return the classifications with what the mapping says of single documents in their place."""
    told = {one.path: one for one in mapping.documents}
    return tuple(_corrected(one, told[one.path]) if one.path in told else one for one in classified)


def _corrected(one: Classification, said: Correction) -> Classification:
    if said.kind is not None:
        one = replace(one, kind=said.kind, probability=1.0, chances=((said.kind, 1.0),), evidence=(), why=(f"mapping: {said.origin}",))
    if said.organisation is not None:
        one = replace(one, organisation=Stated(said.organisation))
    if said.unit is not None:
        one = replace(one, unit=Stated(said.unit) if said.unit else None)
    if said.start is not None and said.end is not None:
        one = replace(one, period=Period(said.start, said.end))
    return one


def _by_rules(strategies: Sequence[Classification], execution: Sequence[Classification]) -> Iterator[Pair]:
    by_key: dict[tuple[str, str], list[Classification]] = defaultdict(list)
    for one in execution:
        for key in _keys(one):
            by_key[key].append(one)
    for strategy in strategies:
        near = {one.path: one for key in _keys(strategy) for one in by_key[key]}
        for _, one in sorted(near.items()):
            rules = _rules(strategy, one)
            if rules and one.path != strategy.path:
                yield _pair(strategy, one, rules)


def _keys(one: Classification) -> tuple[tuple[str, str], ...]:
    """What two documents must share to be looked at together: the organisation, or the folder."""
    folder = ("folder", PurePosixPath(one.path).parent.as_posix())
    name = organisation_key(one.organisation.value) if one.organisation else ""
    return (("organisation", name), folder) if name else (folder,)


def _rules(strategy: Classification, execution: Classification) -> tuple[str, ...]:
    """Return why two documents belong together; empty when they do not."""
    whose = _same_organisation(strategy, execution)
    part = _same_unit(strategy, execution)
    when = _same_time(strategy.period, execution.period)
    if not (whose and part and when):
        return ()
    return (whose, part, when)


def _same_organisation(one: Classification, other: Classification) -> str:
    first, second = one.organisation, other.organisation
    told = first is not None and second is not None
    if told and first and second and organisation_key(first.value) == organisation_key(second.value):
        return f"same organisation: {first.value}"
    together = PurePosixPath(one.path).parent == PurePosixPath(other.path).parent
    if together and (not told or not (first and first.quote) or not (second and second.quote)):
        return f"same folder: {PurePosixPath(one.path).parent.as_posix()}; not both name their organisation"
    return ""


def _same_unit(one: Classification, other: Classification) -> str:
    if one.unit is None:
        return "the strategy names no unit: it counts for the whole organisation"
    if other.unit is None:
        return f"only the strategy names a unit ({one.unit.value})"
    same = organisation_key(one.unit.value) == organisation_key(other.unit.value)
    return f"same unit: {one.unit.value}" if same else ""


def _same_time(one: Period | None, other: Period | None) -> str:
    if one is None or other is None:
        silent = (
            "neither names" if one is None and other is None else "the strategy names no" if one is None else "the plan or report names no"
        )
        return f"{silent} a period" if silent == "neither names" else f"{silent} period"
    return f"periods overlap: {one.start} to {one.end} and {other.start} to {other.end}" if one.overlaps(other) else ""


def _by_hand(wanted: Wanted, known: dict[str, Classification]) -> Iterator[Pair]:
    for path in wanted.execution:
        pair = _pair(known[wanted.strategy], known[path], (f"mapping: {wanted.origin}",))
        yield replace(pair, organisation=wanted.organisation or pair.organisation, unit=wanted.unit or pair.unit)


def _pair(strategy: Classification, execution: Classification, rules: tuple[str, ...]) -> Pair:
    whose, part = strategy.organisation or execution.organisation, strategy.unit or execution.unit
    return Pair(
        strategy.path, execution.path, whose.value if whose else "", part.value if part else "", execution.period or _day(execution), rules
    )


def _day(execution: Classification) -> Period | None:
    return Period(execution.date.value, execution.date.value, execution.date.quote) if execution.date else None
