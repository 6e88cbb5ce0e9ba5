"""A report that calls a piece of work by another name: found by owner, date, rare words and meaning together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from aligner.domain.facts import OwnerKind
from aligner.extract.item_draft import Carrier, Draft
from aligner.extract.item_keys import Key, fullness, is_part

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["joined_by_likeness"]

_LIKELY = 0.62
_MARGIN = 0.07
_SAME_DUE = 0.3
_SAME_OWNER = 0.15
_SHARED_WORD = 0.1
_SHARED_CODE = 0.4
_LEAST_COSINE = 0.2
_RARE = 4


def joined_by_likeness(
    groups: list[list[int]], drafts: Sequence[Draft], keys: Sequence[Key], vectors: NDArray[np.float32]
) -> list[list[int]]:
    """Join a renamed telling in a report with the one planned piece of work that it resembles by far the most.

    Owner, due date, rare words and meaning speak together; without a shared owner or rare word nothing is joined.
    """
    homes = {index: place for place, group in enumerate(groups) for index in group}
    counts = Counter(token for key in keys for token in key.tokens)
    sizes = Counter(draft.item.locator.file for draft in drafts)
    known = _index(drafts, keys, counts)
    moved: dict[int, int] = {}
    for place, group in enumerate(groups):
        if len(group) != 1 or drafts[group[0]].tickets or drafts[group[0]].carrier is Carrier.DOCUMENT:
            continue
        index = group[0]
        best: dict[int, float] = {}
        for other in sorted(_candidates(index, drafts, keys, known)):
            if sizes[drafts[other].item.locator.file] <= sizes[drafts[index].item.locator.file]:
                continue  # a report tells of a part of the plan, not the other way round
            score = _likeness(index, other, drafts, keys, vectors, counts)
            if score > best.get(homes[other], 0.0):
                best[homes[other]] = score
        rivals = sorted(((score, -home) for home, score in best.items()), reverse=True)
        if (
            rivals
            and rivals[0][0] >= _LIKELY
            and (len(rivals) == 1 or rivals[0][0] - rivals[1][0] >= _MARGIN)
            and -rivals[0][1] not in moved
        ):
            moved[place] = -rivals[0][1]
    targets = set(moved.values())
    moved = {place: target for place, target in moved.items() if place not in targets}
    for place, target in moved.items():
        groups[target].extend(groups[place])
    return [group for place, group in enumerate(groups) if place not in moved]


def _index(drafts: Sequence[Draft], keys: Sequence[Key], counts: Counter[str]) -> dict[str, list[int]]:
    """Return the drafts by rare word and by name of their owner."""
    found: dict[str, list[int]] = {}
    for index, draft in enumerate(drafts):
        rare = [token for token in keys[index].tokens if counts[token] <= _RARE]
        for name in (*rare, *(f"@{name}" for name in _person(draft))):
            found.setdefault(name, []).append(index)
    return found


def _candidates(index: int, drafts: Sequence[Draft], keys: Sequence[Key], known: Mapping[str, Sequence[int]]) -> set[int]:
    names = (*keys[index].tokens, *(f"@{name}" for name in _person(drafts[index])))
    return {other for name in names for other in known.get(name, ())}


def _person(draft: Draft) -> frozenset[str]:
    owner = draft.item.owner
    if owner is None or owner.kind not in {OwnerKind.PERSON, OwnerKind.HANDLE}:
        return frozenset()
    return frozenset(re.findall(r"[^\W\d_]{3,}", owner.text.casefold()))


def _likeness(
    index: int, other: int, drafts: Sequence[Draft], keys: Sequence[Key], vectors: NDArray[np.float32], counts: Counter[str]
) -> float:
    """Say how much a telling resembles a planned item of another file; 0 where something speaks against it."""
    told, planned, first, second = drafts[index], drafts[other], keys[index], keys[other]
    if (
        told.item.locator.file == planned.item.locator.file
        or told.carrier > planned.carrier
        or fullness(planned.item) < fullness(told.item) - 1
    ):
        return 0.0
    if (first.variants and second.variants and not first.variants & second.variants) or is_part(told, second) or is_part(planned, first):
        return 0.0
    if told.carrier is Carrier.TABLE and (told.item.status_quote is None or told.tickets or planned.tickets):
        return 0.0
    people = (_person(told), _person(planned))
    same_owner = bool(people[0] & people[1])
    rare = [token for token in first.tokens & second.tokens if counts[token] <= _RARE]
    cosine = float(vectors[index] @ vectors[other])
    if (people[0] and people[1] and not same_owner) or not (same_owner or rare) or cosine < _LEAST_COSINE:
        return 0.0
    dues = [draft.item.due.end for draft in (told, planned) if draft.item.due is not None and draft.item.due.end is not None]
    same_due = len(dues) == 2 and dues[0] == dues[1]  # noqa: PLR2004 - both sides
    codes = [code for code in first.codes & second.codes if counts[code] <= _RARE]
    return round(_SHARED_CODE * bool(codes) + cosine + _SAME_DUE * same_due + _SAME_OWNER * same_owner + _SHARED_WORD * len(rare), 4)
