"""Which faults go into one run: as many as do not touch each other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from aligner.stress.edit.places import place_of
from aligner.stress.faults import Fault, FaultKind
from aligner.stress.plant import Ground

__all__ = ["batches", "chosen"]

# Taking work away changes what is usual for all goals, so that few deletions share a run; other faults are local.
_MOST, _MOST_DELETIONS = 8, 2


def chosen(found: Sequence[Fault], count: int, seed: int) -> tuple[Fault, ...]:
    """Return up to ``count`` faults of one kind, in an order that the seed decides; one per goal and per item as long as there are others."""
    order = sorted(found, key=lambda fault: (_draw(seed, fault), fault.before))
    first: list[Fault] = []
    rest: list[Fault] = []
    goals: set[str | None] = set()
    items: set[str] = set()
    for fault in order:
        fresh = (fault.goal is None or fault.goal not in goals) and not items & set(fault.items)
        (first if fresh else rest).append(fault)
        goals.add(fault.goal)
        items.update(fault.items)
    return tuple((first + rest)[:count])


def _draw(seed: int, fault: Fault) -> str:
    told = f"{seed}\x1f{fault.kind.value}\x1f{fault.goal}\x1f{fault.items}\x1f{fault.after}"
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def batches(faults: Sequence[Fault], ground: Ground) -> list[tuple[Fault, ...]]:
    """Spread faults over as few runs as their independence allows: no goal, item or block of one is touched by another in the same run."""
    runs: list[list[Fault]] = []
    taken: list[set[object]] = []
    for fault in faults:
        touched = _touched(fault, ground)
        for run, known in zip(runs, taken, strict=True):
            if not touched & known and _room(run, fault):
                run.append(fault)
                known.update(touched)
                break
        else:
            runs.append([fault])
            taken.append(set(touched))
    return [tuple(run) for run in runs]


def _room(run: Sequence[Fault], fault: Fault) -> bool:
    """A copy of work might carry a goal that another fault has robbed of all work, so that these two never share a run."""
    kinds = [other.kind for other in run]
    mixed = {FaultKind.DELETED, FaultKind.DUPLICATED} <= {*kinds, fault.kind}
    return len(run) < _MOST and not mixed and (fault.kind is not FaultKind.DELETED or kinds.count(FaultKind.DELETED) < _MOST_DELETIONS)


def _touched(fault: Fault, ground: Ground) -> set[object]:
    touched: set[object] = {name for name in (fault.goal, *fault.items) if name is not None}
    for edit in fault.edits:
        place = place_of(edit)
        block = ground.block(place)
        touched.add((block.locator if block is not None else place).place)
    if fault.goal is not None:
        goal = ground.goals[fault.goal]
        touched.update({goal.parent} - {None})
        block = ground.block(goal.locator)
        touched.update({block.locator.place} if block is not None else ())
    # What serves the same goal as the planted work is looked at together with it.
    touched.update(
        link.goal for link in ground.report.links if link.item in fault.items and link.accepted and fault.kind is not FaultKind.DUPLICATED
    )
    return touched
