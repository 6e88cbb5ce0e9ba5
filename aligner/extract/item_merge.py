"""The same piece of work told in several places: found, and its newest status and date brought to the best telling."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aligner.domain.facts import OwnerKind
from aligner.domain.goals import Item, State
from aligner.extract.item_draft import Carrier, Draft
from aligner.extract.item_sections import plain

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["merge"]

_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "its",
        "new",
        "of",
        "on",
        "or",
        "our",
        "per",
        "project",
        "programme",
        "initiative",
        "the",
        "to",
        "towards",
        "via",
        "with",
        "work",
        "we",
        "has",
        "have",
        "been",
        "was",
        "were",
        "are",
        "will",
        "be",
        "this",
    ]
)
_VARIANT = re.compile(
    r"\b(?:phase|stage|wave|release|version|tranche|part|batch|lot|step|sprint|increment|iteration|tier|level|zone|region|area|site|depot|station|line|floor|building|hall|campus|ward|district|hub|store|branch|plant|unit|group|country|team)\s+([a-z0-9]{1,12})\b"
    r"|\bv\.?(\d+(?:\.\d+)*)\b|\b(\d+(?:\.\d+)*)\b|\b(north|south|east|west|northern|southern|eastern|western|central|pilot|poc|proof of concept|roll-?out|rollout|scale-?up|design|discovery|procurement|build|testing|hypercare|one|two|three|i{1,3}|iv)\b"
)
_SAME_VECTOR = 0.86
_NEAR_VECTOR = 0.74
_SAME_TOKENS = 0.6
_NEAR_TOKENS = 0.5
_FEW = 3
_MANY_TICKETS = 2


@dataclass(frozen=True)
class _Key:
    """What two tellings are compared by."""

    title: str
    tokens: frozenset[str]
    variants: frozenset[str]
    parent: str


def merge(drafts: Sequence[Draft], vectors: NDArray[np.float32]) -> tuple[Item, ...]:
    """Return the items in the order of the drafts, repeats marked by ``same_as``.

    The best telling (the most deliberate carrier, then the fullest, then the newest) is the one kept; it takes over the newest
    status and due date and whatever it lacks. Phases, regions, pilots and versions are never taken for one another.

    Args:
        drafts: with ids set. vectors: unit rows for the titles, shape ``(len(drafts), d)``.
    """
    keys = [_key(draft) for draft in drafts]
    groups: list[list[int]] = []
    for index in range(len(drafts)):
        homes = [group for group in groups if _belongs(index, group, drafts, keys, vectors)]
        home = max(homes, key=lambda group: max(float(vectors[index] @ vectors[other]) for other in group), default=None)
        if home is None:
            groups.append([index])
        else:
            home.append(index)
    groups = _joined_by_likeness(groups, drafts, keys, vectors)
    items = [draft.item for draft in drafts]
    for group in groups:
        if len(group) > 1:
            best = max(
                group,
                key=lambda index: (
                    drafts[index].carrier,
                    _fullness(drafts[index].item),
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


_LIKELY = 0.62
_MARGIN = 0.07
_SAME_DUE = 0.3
_SAME_OWNER = 0.15
_SHARED_WORD = 0.1
_LEAST_COSINE = 0.2
_RARE = 4


def _joined_by_likeness(
    groups: list[list[int]], drafts: Sequence[Draft], keys: Sequence[_Key], vectors: NDArray[np.float32]
) -> list[list[int]]:
    """Join a renamed telling in a report with the one planned piece of work that it resembles by far the most.

    Owner, due date, rare words and meaning speak together; without a shared owner or rare word nothing is joined.
    """
    homes = {index: place for place, group in enumerate(groups) for index in group}
    counts = Counter(token for key in keys for token in key.tokens)
    sizes = Counter(draft.item.locator.file for draft in drafts)
    moved: dict[int, int] = {}
    for place, group in enumerate(groups):
        if len(group) != 1 or drafts[group[0]].tickets or drafts[group[0]].carrier is Carrier.DOCUMENT:
            continue
        index = group[0]
        best: dict[int, float] = {}
        for other in range(len(drafts)):
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


def _person(draft: Draft) -> frozenset[str]:
    owner = draft.item.owner
    if owner is None or owner.kind not in {OwnerKind.PERSON, OwnerKind.HANDLE}:
        return frozenset()
    return frozenset(re.findall(r"[^\W\d_]{3,}", owner.text.casefold()))


def _likeness(
    index: int, other: int, drafts: Sequence[Draft], keys: Sequence[_Key], vectors: NDArray[np.float32], counts: Counter[str]
) -> float:
    """Say how much a telling resembles a planned item of another file; 0 where something speaks against it."""
    told, planned, first, second = drafts[index], drafts[other], keys[index], keys[other]
    if (
        told.item.locator.file == planned.item.locator.file
        or told.carrier > planned.carrier
        or _fullness(planned.item) < _fullness(told.item) - 1
    ):
        return 0.0
    if (first.variants and second.variants and not first.variants & second.variants) or _is_part(told, second) or _is_part(planned, first):
        return 0.0
    if told.carrier is Carrier.TABLE and (told.item.status is None or told.tickets or planned.tickets):
        return 0.0
    people = (_person(told), _person(planned))
    same_owner = bool(people[0] & people[1])
    rare = [token for token in first.tokens & second.tokens if counts[token] <= _RARE]
    cosine = float(vectors[index] @ vectors[other])
    if (people[0] and people[1] and not same_owner) or not (same_owner or rare) or cosine < _LEAST_COSINE:
        return 0.0
    dues = [draft.item.due.end for draft in (told, planned) if draft.item.due is not None and draft.item.due.end is not None]
    same_due = len(dues) == 2 and dues[0] == dues[1]  # noqa: PLR2004 - both sides
    return round(cosine + _SAME_DUE * same_due + _SAME_OWNER * same_owner + _SHARED_WORD * len(rare), 4)


def _key(draft: Draft) -> _Key:
    title = plain(draft.item.text)
    variants = frozenset(next(part for part in match.groups() if part) for match in _VARIANT.finditer(title))
    tokens = frozenset(_stem(word) for word in title.split() if word not in _STOP)
    return _Key(title, tokens, variants, plain(draft.item.headings[-1]) if draft.item.headings else "")


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ers", "er", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _belongs(index: int, group: Sequence[int], drafts: Sequence[Draft], keys: Sequence[_Key], vectors: NDArray[np.float32]) -> bool:
    return any(_same(drafts[index], drafts[other], keys[index], keys[other], index, other, vectors) for other in group) and all(
        _compatible(drafts[index], drafts[other]) for other in group
    )


def _same(one: Draft, two: Draft, first: _Key, second: _Key, row: int, other: int, vectors: NDArray[np.float32]) -> bool:  # noqa: PLR0913 - both sides of one question
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
    if _is_part(one, second) or _is_part(two, first):
        return False  # a part of the other, filed under it
    smaller = min(len(first.tokens), len(second.tokens))
    if smaller < 2 or (first.variants ^ second.variants and not _free_variants(first, second, one, two)):
        return False
    common = len(first.tokens & second.tokens)
    union = common / len(first.tokens | second.tokens)
    inside = common / smaller
    cosine = float(vectors[row] @ vectors[other])
    if union >= _SAME_TOKENS and cosine >= _NEAR_VECTOR:
        return True
    if Carrier.PROSE in {one.carrier, two.carrier} and inside >= 0.8 and common >= 2 and cosine >= 0.5:
        return True
    return (cosine >= _SAME_VECTOR and union >= 0.3) or (inside == 1.0 and common >= _FEW and cosine >= _NEAR_VECTOR)


def _is_part(part: Draft, whole: _Key) -> bool:
    """Whether a draft's headings hold the other's title, or most of its words."""
    for heading in part.item.headings:
        name = plain(heading)
        tokens = frozenset(_stem(word) for word in name.split() if word not in _STOP)
        if name == whole.title or (tokens and whole.tokens and len(tokens & whole.tokens) * 2 >= len(tokens | whole.tokens)):
            return True
    return False


def _same_table(one: Draft, two: Draft) -> bool:
    return one.carrier is two.carrier is Carrier.TABLE


def _free_variants(first: _Key, second: _Key, one: Draft, two: Draft) -> bool:
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


def _fullness(item: Item) -> int:
    return sum(value is not None for value in (item.owner, item.due, item.status, item.budget, item.team, item.goal_reference)) + bool(
        item.description
    )


def _recency(draft: Draft, index: int) -> tuple[str, int, bool, int, int]:
    return (draft.date or "", draft.serial, draft.item.state in {State.DONE, State.CANCELLED}, -draft.carrier, index)


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
    if dated is not None:
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
