"""The same piece of work told in several places: found, and its newest status and date brought to the best telling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.domain.facts import OwnerKind
from aligner.domain.goals import Item, State
from aligner.extract.item_draft import Carrier, Draft
from aligner.extract.item_keys import Key, fullness, is_part, key_of
from aligner.extract.item_rename import joined_by_likeness
from aligner.extract.item_sections import plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["merge"]

_SOME_OF_THEM = 0.3
_HALF = 0.5
_NEARLY_ALL = 0.8
_PAIR = 2
_FOUR = 4

_LEAST_VECTOR = 0.5
_SAME_VECTOR = 0.86
_NEAR_VECTOR = 0.74
_SAME_TOKENS = 0.6
_NEAR_TOKENS = 0.5
_FEW = 3
_MANY_TICKETS = 2


def merge(drafts: Sequence[Draft], vectors: NDArray[np.float32]) -> tuple[Item, ...]:
    """Return the items in the order of the drafts, repeats marked by ``same_as``.

    The best telling (the most deliberate carrier, then the fullest, then the newest) is the one kept; it takes over the newest
    status and due date and whatever it lacks. Phases, regions, pilots and versions are never taken for one another.

    Args:
        drafts: with ids set.
        vectors: unit rows for the titles, shape ``(len(drafts), d)``.
    """
    keys = [key_of(draft) for draft in drafts]
    groups: list[list[int]] = []
    home: dict[int, int] = {}
    known: dict[str, list[int]] = {}
    for index, draft in enumerate(drafts):
        near = _near(index, draft, keys, vectors, known)
        rivals = {home[other]: 0.0 for other in near if _same(draft, drafts[other], keys[index], keys[other], near[other])}
        fitting = [place for place in rivals if all(_compatible(draft, drafts[other]) for other in groups[place])]
        if fitting:
            closest = max(fitting, key=lambda place: (max(float(vectors[index] @ vectors[other]) for other in groups[place]), -place))
            groups[closest].append(index)
        else:
            closest = len(groups)
            groups.append([index])
        home[index] = closest
        for name in (*draft.tickets, f"= {keys[index].title}"):
            known.setdefault(name, []).append(index)
    groups = joined_by_likeness(groups, drafts, keys, vectors)
    items = [draft.item for draft in drafts]
    for group in groups:
        if len(group) > 1:
            best = max(
                group,
                key=lambda index: (
                    drafts[index].carrier,
                    fullness(drafts[index].item),
                    drafts[index].date or "",
                    drafts[index].serial,
                    -index,
                ),
            )
            items[best] = _gathered(best, group, drafts)
            for index in group:
                if index != best:
                    items[index] = replace(items[index], same_as=items[best].id)
    return tuple(items)


def _near(
    index: int, draft: Draft, keys: Sequence[Key], vectors: NDArray[np.float32], known: Mapping[str, Sequence[int]]
) -> dict[int, float]:
    """Return earlier drafts that could be the same, with their cosines: those of like meaning, the same title or the same ticket."""
    cosines = vectors[:index] @ vectors[index]
    near = {int(other) for other in (cosines >= _LEAST_VECTOR).nonzero()[0]}
    for name in (*draft.tickets, f"= {keys[index].title}"):
        near.update(known.get(name, ()))
    return {other: float(cosines[other]) for other in sorted(near)}


def _same(one: Draft, two: Draft, first: Key, second: Key, cosine: float) -> bool:
    shared = set(one.tickets) & set(two.tickets)
    if shared and len(one.tickets) <= _MANY_TICKETS and len(two.tickets) <= _MANY_TICKETS:
        return True
    if one.tickets and two.tickets and len(one.tickets) <= _MANY_TICKETS and len(two.tickets) <= _MANY_TICKETS:
        return False
    same_file = one.item.locator.file == two.item.locator.file
    if same_file and (one.carrier is two.carrier is not Carrier.PROSE or _same_table(one, two)):
        return (
            first.title == second.title
            and one.carrier is not Carrier.TABLE
            and one.carrier is not Carrier.BULLET
            and first.parent == second.parent
        )
    if first.title == second.title:
        return len(first.tokens) >= _FEW - 1 or first.parent == second.parent
    if is_part(one, second) or is_part(two, first):
        return False  # a part of the other, filed under it
    smaller = min(len(first.tokens), len(second.tokens))
    if smaller < _PAIR or (first.variants ^ second.variants and not _free_variants(first, second, one, two)):
        return False
    common = len(first.tokens & second.tokens)
    union = common / len(first.tokens | second.tokens)
    inside = common / smaller
    if union >= _SAME_TOKENS and cosine >= _NEAR_VECTOR:
        return True
    if Carrier.PROSE in {one.carrier, two.carrier} and inside >= _NEARLY_ALL and common >= _PAIR and cosine >= _HALF:
        return True
    return (cosine >= _SAME_VECTOR and union >= _SOME_OF_THEM) or (inside == 1.0 and common >= _FEW and cosine >= _NEAR_VECTOR)


def _same_table(one: Draft, two: Draft) -> bool:
    return one.carrier is two.carrier is Carrier.TABLE


def _free_variants(first: Key, second: Key, one: Draft, two: Draft) -> bool:
    """A sentence tells numbers and stages beside the name; only those that the shorter telling holds must agree."""
    if Carrier.PROSE not in {one.carrier, two.carrier}:
        return False
    title, telling = (first, second) if two.carrier is Carrier.PROSE else (second, first)
    return title.variants <= telling.variants


def _compatible(one: Draft, two: Draft) -> bool:
    """Two stated persons that share no word speak against sameness, unless a ticket says it."""
    if set(one.tickets) & set(two.tickets):
        return True
    if one.item.locator.file == two.item.locator.file and one.carrier is two.carrier is Carrier.TABLE:
        return False
    owners = (one.item.owner, two.item.owner)
    if any(owner is None or owner.kind is not OwnerKind.PERSON for owner in owners):
        return True
    names = [set(re.findall(r"[a-z]{2,}", owner.text.casefold())) for owner in owners if owner is not None]
    initials = [{name[0] for name in names[0]}, {name[0] for name in names[1]}]
    return (
        bool(names[0] & names[1]) or (plain(one.item.text) == plain(two.item.text) and initials[0] == initials[1]) or one.date != two.date
    )


def _recency(draft: Draft, index: int) -> tuple[str, int, bool, int, int]:
    return (draft.date or "", draft.serial, draft.item.state in {State.DONE, State.CANCELLED}, -draft.carrier, index)


def _no_news(dated: Item, item: Item) -> bool:
    """Tell whether "not before June" leaves a later date of the plan as it is."""
    if dated.due is None or item.due is None or dated.due.end is None or item.due.end is None:
        return False
    return dated.due.text.casefold().startswith("before") and dated.due.end < item.due.end


def _gathered(best: int, group: Sequence[int], drafts: Sequence[Draft]) -> Item:
    """Bring the newest status and date, and what the best telling lacks, to it."""
    item = drafts[best].item
    # Undated plans count as older than dated reports; between equals the looser carrier reports and the table plans.
    newest = sorted(group, key=lambda index: _recency(drafts[index], index), reverse=True)
    told = next((drafts[index].item for index in newest if drafts[index].item.state is not State.UNKNOWN), None)
    if told is not None:
        item = replace(item, status=told.status, status_quote=told.status_quote)
    dated = next(
        (drafts[index].item for index in newest if drafts[index].item.due is not None and drafts[index].item.due_quote is not None), None
    )
    if dated is not None and not _no_news(dated, item):
        item = replace(item, due=dated.due, due_quote=dated.due_quote)
    for other in (drafts[index].item for index in newest):
        if item.owner is None and other.owner is not None and other.owner.kind is not OwnerKind.NOBODY:
            item = replace(item, owner=other.owner, owner_quote=other.owner_quote)
        item = replace(
            item,
            budget=item.budget or other.budget,
            team=item.team or other.team,
            goal_reference=item.goal_reference or other.goal_reference,
            depends_on=item.depends_on or other.depends_on,
            owner_slot=item.owner_slot or other.owner_slot,
        )
    return item
