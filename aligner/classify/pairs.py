"""Which strategy belongs with which execution document, and by what rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import takewhile
from pathlib import PurePosixPath

from aligner.classify.alike import merged, organisation_key
from aligner.classify.mapping import Correction, Wanted
from aligner.classify.mapping import Mapping as Said
from aligner.classify.names import telling_folders
from aligner.domain.classification import EXECUTION_KINDS, Classification, DocumentKind, Pair, Period, Stated
from aligner.domain.text import Locator, Quote

__all__ = ["corrected", "pairs"]

_MOST = 12
"""Strategies that one plan or report is compared with: where hundreds fit, comparing each with each would never end."""


def pairs(
    classified: Sequence[Classification], mapping: Said | None = None, *, superseded: Container[str] = frozenset()
) -> tuple[Pair, ...]:
    """Return strategies with the execution documents of the same organisation (and unit) and overlapping period, by path.

    Documents whose organisation is not known for sure are paired within their folder, if that holds the strategies of one
    organisation only. Where both sides name a unit the units must agree; a strategy without one is the whole organisation's. A
    period that is not known overlaps with all. Where very many strategies fit a document, the nearest of them are its pairs.

    Args:
        classified: every document once.
        mapping: what a person says instead; for a strategy that it names, its pairs and no others hold.
        superseded: paths of older versions, which only a mapping pairs.

    Raises:
        ConfigError: the mapping names a path that none of the documents has.
    """
    mapping = mapping or Said()
    mapping.check({one.path for one in classified})
    known = {one.path: one for one in corrected(classified, mapping)}
    named = {one.strategy for one in mapping.pairs}
    strategies = [
        one
        for _, one in sorted(known.items())
        if one.kind is DocumentKind.STRATEGY and one.path not in named and one.path not in superseded
    ]
    execution = [one for _, one in sorted(known.items()) if one.kind in EXECUTION_KINDS and one.path not in superseded]
    found = [*_by_rules(strategies, execution, _Names.of(known.values()))]
    for wanted in mapping.pairs:
        found.extend(_by_hand(wanted, known))
    unique = {(pair.strategy, pair.execution): pair for pair in found}
    return tuple(unique[key] for key in sorted(unique))


def corrected(classified: Sequence[Classification], mapping: Said) -> tuple[Classification, ...]:
    """Return the classifications with what the mapping says of single documents in their place."""
    told = {one.path: one for one in mapping.documents}
    return tuple(_corrected(one, told[one.path]) if one.path in told else one for one in classified)


def _corrected(one: Classification, said: Correction) -> Classification:
    if said.kind is not None:
        one = replace(one, kind=said.kind, probability=1.0, chances=((said.kind, 1.0),), evidence=(), why=(f"mapping: {said.origin}",))
    if said.organisation is not None:
        one = replace(one, organisation=Stated(said.organisation, Quote(said.organisation, Locator(said.origin))))
    if said.unit is not None:
        one = replace(one, unit=Stated(said.unit) if said.unit else None)
    if said.start is not None and said.end is not None:
        one = replace(one, period=Period(said.start, said.end))
    return one


def _by_rules(strategies: Sequence[Classification], execution: Sequence[Classification], known: _Names) -> Iterator[Pair]:
    by_key: dict[tuple[str, str], list[Classification]] = defaultdict(list)
    for one in strategies:
        for key in known.keys(one):
            by_key[key].append(one)
    for one in execution:
        near = {strategy.path: strategy for key in known.keys(one) for strategy in by_key[key] if strategy.path != one.path}
        fitting = [(strategy, rules) for strategy in near.values() if (rules := _rules(strategy, one, known))]
        more: tuple[str, ...] = ()
        if len(fitting) > _MOST:
            more = (f"one of the {_MOST} nearest of {len(fitting)} strategies that fit, by unit, period and folder",)
            fitting = nsmallest(_MOST, fitting, key=lambda pair: _distance(pair[0], one))
        for strategy, rules in fitting:
            yield _pair(strategy, one, (*rules, *more))


def _distance(strategy: Classification, execution: Classification) -> tuple[bool, bool, int, list[int], str]:
    """Order strategies for a plan or report: its own unit's, those that name a period, the nearest in the folders, the newest."""
    first, second = (PurePosixPath(one.path).parent.parts for one in (strategy, execution))
    shared = sum(1 for _ in takewhile(lambda parts: parts[0] == parts[1], zip(first, second, strict=False)))
    newest = [-ord(char) for char in strategy.period.start] if strategy.period else []
    own = strategy.unit is not None and execution.unit is not None
    return not own, strategy.period is None, len(first) + len(second) - 2 * shared, newest, strategy.path


@dataclass(frozen=True, slots=True)
class _Names:
    """What the whole archive says about names.

    Attributes:
        full: the fullest form of each name that the archive holds ("kelpmoor mutual insurance society" for "kelpmoor mutual").
        confirmed: organisations that two or more documents name.
        owners: the organisations that the strategies of a folder name, by folder.
    """

    full: Mapping[str, str]
    confirmed: frozenset[str]
    owners: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, documents: Iterable[Classification]) -> _Names:
        held = tuple(documents)
        full = merged(_key(one) for one in held)
        counts: Counter[str] = Counter()
        owners: dict[str, set[str]] = defaultdict(set)
        for one in held:
            name = full.get(_key(one), "") if _is_quoted(one) else ""
            counts[name] += 1
            if one.kind is DocumentKind.STRATEGY:
                owners[_folder(one)].add(name)
        confirmed = frozenset(name for name, count in counts.items() if name and count > 1)
        return cls(full, confirmed, {folder: frozenset(names) for folder, names in owners.items()})

    def name(self, one: Classification) -> str:
        """Return the organisation that the text itself names, as the key of its fullest form; empty for none."""
        return self.full.get(_key(one), "") if _is_quoted(one) else ""

    def keys(self, one: Classification) -> tuple[tuple[str, str], ...]:
        """What two documents must share to be looked at together: the organisation, named by text or folder, or the folder."""
        name = self.full.get(_key(one), "")
        return (("organisation", name), ("folder", _folder(one))) if name else (("folder", _folder(one)),)


def _key(one: Classification) -> str:
    return organisation_key(one.organisation.value) if one.organisation else ""


def _is_quoted(one: Classification) -> bool:
    """Whether the text names the organisation, and not only a folder."""
    return one.organisation is not None and one.organisation.quote is not None


def _folder(one: Classification) -> str:
    return PurePosixPath(one.path).parent.as_posix()


def _rules(strategy: Classification, execution: Classification, known: _Names) -> tuple[str, ...]:
    """Return why two documents belong together; empty when they do not."""
    when = _same_time(strategy.period, execution.period)
    whose = when and _same_organisation(strategy, execution, known)
    part = whose and _same_unit(strategy, execution)
    return (whose, part, when) if whose and part and when else ()


def _same_organisation(one: Classification, other: Classification, known: _Names) -> str:
    """By name, else by folder.

    A folder named like an organisation counts where a text names nobody. Any other folder decides where it holds the strategies of
    one organisation only, and where not both names are ones that a second document confirms: what stands in an opening may be the
    name of a partner, a board or a programme.
    """
    first, second = known.name(one), known.name(other)
    if first and first == second:
        return _named(one, other)
    if not (first and second) and _same_house(one, other, known):
        return _housed(one, other)
    if _folder(one) != _folder(other) or len(known.owners.get(_folder(one), ())) > 1:
        return ""
    if {first, second} <= known.confirmed:
        return ""
    return f"same folder: {_folder(one)}; they do not both name an organisation that other documents confirm"


def _named(one: Classification, other: Classification) -> str:
    assert one.organisation is not None
    assert other.organisation is not None
    if organisation_key(one.organisation.value) == organisation_key(other.organisation.value):
        return f"same organisation: {one.organisation.value}"
    return f"same organisation: {one.organisation.value}; the plan or report writes {other.organisation.value}, and no other name of the archive fits that"


def _same_house(one: Classification, other: Classification, known: _Names) -> bool:
    """Whether a folder names for one document what the text, or the folder, names for the other, and further folders do not part them."""
    if not one.organisation or not other.organisation or known.full.get(_key(one)) != known.full.get(_key(other)):
        return False
    quoted = _is_quoted(one) or _is_quoted(other)
    first, second = telling_folders(one.path), telling_folders(other.path)
    return quoted or all(left == right for left, right in zip(first, second, strict=False))


def _housed(one: Classification, other: Classification) -> str:
    assert one.organisation is not None
    assert other.organisation is not None
    if _is_quoted(one) or _is_quoted(other):
        named, by = (one, other) if _is_quoted(one) else (other, one)
        assert named.organisation is not None
        return f"same organisation: {named.organisation.value}; for {PurePosixPath(by.path).name} the folder says so"
    return f"same organisation by folder: {one.organisation.value}; no text names another"


def _same_unit(one: Classification, other: Classification) -> str:
    if one.unit is None:
        return "the strategy names no unit: it counts for the whole organisation"
    if other.unit is None:
        return f"only the strategy names a unit ({one.unit.value})"
    same = organisation_key(one.unit.value) == organisation_key(other.unit.value)
    return f"same unit: {one.unit.value}" if same else ""


def _same_time(one: Period | None, other: Period | None) -> str:
    if one is not None and other is not None and not one.overlaps(other):
        return ""
    if one is None or other is None:
        silent = (
            "neither names" if one is None and other is None else "the strategy names no" if one is None else "the plan or report names no"
        )
        return f"{silent} a period" if silent == "neither names" else f"{silent} period"
    return f"periods overlap: {one.start} to {one.end} and {other.start} to {other.end}"


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
