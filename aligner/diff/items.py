"""What became of the work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from aligner.diff.strictness import deadline
from aligner.diff.types import Aspect, Change, Effect, Side, Subject, Verdict
from aligner.domain.gaps import Severity
from aligner.domain.goals import Alignment, Item, State
from aligner.domain.report import Report

__all__ = ["item_changes"]

# From trouble to success; unknown is none of these.
_RANK = {
    State.CANCELLED: 0,
    State.ON_HOLD: 1,
    State.BLOCKED: 1,
    State.OFF_TRACK: 1,
    State.AT_RISK: 2,
    State.NOT_STARTED: 3,
    State.ON_TRACK: 3,
    State.DONE: 4,
}
_SOUND = 3
_OVER = frozenset({State.DONE, State.CANCELLED})
_MONEY = re.compile(r"(?<![\w.])(\d+(?:[.,]\d+)*)\s*(bn|billion|m|mn|mio|million|k|thousand)?\b", re.IGNORECASE)
_SCALE = {"k": 1e3, "t": 1e3, "m": 1e6, "b": 1e9}
_GROUP = 3


def item_changes(old: Report, new: Report, pairs: Mapping[str, str], gone: frozenset[str]) -> Iterator[Change]:
    """Yield one change per piece of work that differs, in the order of the old report, new work last; repeated mentions are left out.

    Args:
        old: the earlier report.
        new: the later one.
        pairs: ids of items in ``old`` and their ids in ``new``.
        gone: paths of execution documents that only the old report read.
    """
    there = {item.id: item for item in new.items}
    for item in old.items:
        if item.same_as is not None:
            continue
        if item.id in pairs:
            yield from _matched(item, there[pairs[item.id]])
        else:
            yield _gone(item, gone)
    kept = set(pairs.values())
    for item in new.items:
        if item.id not in kept and item.same_as is None:
            yield Change(Subject.ITEM, Verdict.ADDED, None, None, _side(item))


def _matched(before: Item, after: Item) -> Iterator[Change]:
    found = [
        _status(before, after),
        _alignment(before, after),
        deadline(before.due, after.due, "due"),
        _owner(before, after),
        _budget(before, after),
    ]
    if before.text.casefold() != after.text.casefold():
        found.append(Aspect("wording", before.text, after.text, Effect.NEUTRAL))
    aspects = tuple(aspect for aspect in found if aspect is not None)
    if not aspects:
        return
    verdict = _verdict(aspects, before, after)
    severity = _severity(aspects, before, after) if verdict in {Verdict.BROKE, Verdict.WEAKENED} else None
    yield Change(Subject.ITEM, verdict, severity, _side(before), _side(after), aspects)


def _verdict(aspects: tuple[Aspect, ...], before: Item, after: Item) -> Verdict:
    status = next((aspect for aspect in aspects if aspect.name == "status"), None)
    if status is not None and status.effect is Effect.WEAKER and _RANK[after.state] < _RANK[State.AT_RISK]:
        return Verdict.BROKE
    if any(aspect.effect is Effect.WEAKER for aspect in aspects):
        return Verdict.WEAKENED
    if status is not None and status.effect is Effect.STRONGER and _RANK[before.state] < _SOUND:
        return Verdict.FIXED
    return Verdict.IMPROVED if any(aspect.effect is Effect.STRONGER for aspect in aspects) else Verdict.CHANGED


def _severity(aspects: tuple[Aspect, ...], before: Item, after: Item) -> Severity:
    """What happens to work that serves a goal matters more; a name that is missing matters least."""
    weaker = {aspect.name for aspect in aspects if aspect.effect is Effect.WEAKER}
    serves = Alignment.ALIGNED in {before.alignment, after.alignment}
    if "status" in weaker and after.state is State.CANCELLED and serves:
        return Severity.HIGH
    return Severity.MEDIUM if serves and weaker & {"status", "due", "serves", "budget"} else Severity.LOW


def _status(before: Item, after: Item) -> Aspect | None:
    if before.state is after.state:
        return None
    one, other = _RANK.get(before.state), _RANK.get(after.state)
    effect = Effect.NEUTRAL if one is None or other is None or one == other else Effect.WEAKER if other < one else Effect.STRONGER
    shown = [_state(item) for item in (before, after)]
    return Aspect("status", shown[0], shown[1], effect)


def _state(item: Item) -> str | None:
    """Return a status as written, and as understood where that is not the same."""
    if item.status is None:
        return None
    plain = item.state.value.replace("-", " ")
    return item.status.text if item.status.text.casefold() in {plain, item.state.value} else f"{item.status.text}, {plain}"


def _alignment(before: Item, after: Item) -> Aspect | None:
    told = {Alignment.ALIGNED: "a goal", Alignment.ORPHANED: "no goal"}
    one, other = told.get(before.alignment), told.get(after.alignment)
    if one is None or other is None or one == other:
        return None
    return Aspect("serves", one, other, Effect.WEAKER if after.alignment is Alignment.ORPHANED else Effect.STRONGER)


def _owner(before: Item, after: Item) -> Aspect | None:
    one, other = before.owner.text if before.owner else None, after.owner.text if after.owner else None
    if one == other or (one and other and one.casefold() == other.casefold()):
        return None
    effect = Effect.WEAKER if other is None else Effect.STRONGER if one is None else Effect.NEUTRAL
    return Aspect("owner", one, other, effect, "dropped" if other is None else "")


def _budget(before: Item, after: Item) -> Aspect | None:
    if before.budget == after.budget:
        return None
    one, other = _money(before.budget), _money(after.budget)
    if after.budget is None:
        return Aspect("budget", before.budget, None, Effect.WEAKER, "dropped")
    if one is None or other is None or one == other:
        return Aspect("budget", before.budget, after.budget, Effect.NEUTRAL)
    return Aspect(
        "budget", before.budget, after.budget, Effect.WEAKER if other < one else Effect.STRONGER, "less" if other < one else "more"
    )


def _money(text: str | None) -> float | None:
    """Return the one amount that a budget entry names; None for none or several."""
    found = _MONEY.findall(text or "")
    if len(found) != 1:
        return None
    digits, scale = found[0]
    parts = digits.replace(",", ".").split(".")
    grouped = len(parts) > 1 and all(len(part) == _GROUP for part in parts[1:])
    value = float("".join(parts)) if grouped else float(f"{''.join(parts[:-1])}.{parts[-1]}" if len(parts) > 1 else parts[0])
    return value * _SCALE.get(scale[:1].casefold(), 1.0)


def _gone(item: Item, gone: frozenset[str]) -> Change:
    if item.state in _OVER:
        note = "It was done." if item.state is State.DONE else "It had been cancelled."
        return Change(Subject.ITEM, Verdict.ENDED, None, _side(item), None, note=note)
    if item.locator.file in gone:
        note = f"{item.locator.file}, where it stood, was not compared this time."
        return Change(Subject.ITEM, Verdict.DROPPED, Severity.QUESTION, _side(item), None, note=note)
    severity = Severity.MEDIUM if item.alignment is Alignment.ALIGNED else Severity.LOW
    return Change(
        Subject.ITEM,
        Verdict.DROPPED,
        severity,
        _side(item),
        None,
        note="It was neither done nor cancelled, and the new documents do not mention it.",
    )


def _side(item: Item) -> Side:
    return Side(item.id, item.text, item.locator)
