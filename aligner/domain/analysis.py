"""What a gap rule sees: both sides, their links, and quick ways to ask about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from aligner.domain.goals import Goal, Item
from aligner.domain.links import Link
from aligner.domain.remarks import Remark
from aligner.domain.text import Document

__all__ = ["Analysis"]


@dataclass(frozen=True)
class Analysis:
    """Strategy and execution documents with the goals, items and links found in them.

    Attributes:
        links: accepted links and those in the abstention band (``Link.accepted`` tells them apart).
        settings: resolved settings that rules read ("accept", "reject", "fiscal_year_start", ...), JSON values.
        remarks: exclusions, risks, limits, claims and readings of both sides, in document order.
        likeness: cosine in [-1, 1] of two texts by their ids (goals, items, remarks; the smaller id first); pairs below a floor are left out.
    """

    strategy: tuple[Document, ...]
    execution: tuple[Document, ...]
    goals: tuple[Goal, ...]
    items: tuple[Item, ...]
    links: tuple[Link, ...]
    settings: Mapping[str, object] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    likeness: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def alike(self, one: str, other: str) -> float:
        """Return the cosine of two texts by their ids, 0 where it was too low to be kept."""
        return self.likeness.get((one, other) if one < other else (other, one), 0.0)

    @cached_property
    def goal_by_id(self) -> Mapping[str, Goal]:
        """Goals by id."""
        return {goal.id: goal for goal in self.goals}

    @cached_property
    def item_by_id(self) -> Mapping[str, Item]:
        """Items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def document_by_path(self) -> Mapping[str, Document]:
        """Documents of both sides by path."""
        return {document.path: document for document in (*self.strategy, *self.execution)}

    @cached_property
    def children(self) -> Mapping[str, tuple[Goal, ...]]:
        """Direct children of each goal that has any, in document order."""
        found: dict[str, list[Goal]] = {}
        for goal in self.goals:
            if goal.parent is not None:
                found.setdefault(goal.parent, []).append(goal)
        return {parent: tuple(kids) for parent, kids in found.items()}

    @cached_property
    def links_of_goal(self) -> Mapping[str, tuple[Link, ...]]:
        """Links of each goal that has any, by falling probability."""
        return _group(self.links, by_goal=True)

    @cached_property
    def links_of_item(self) -> Mapping[str, tuple[Link, ...]]:
        """Links of each item that has any, by falling probability."""
        return _group(self.links, by_goal=False)

    def descendants(self, goal_id: str) -> tuple[Goal, ...]:
        """Return every goal below the given one, depth first."""
        found: list[Goal] = []
        for child in self.children.get(goal_id, ()):
            found.append(child)
            found.extend(self.descendants(child.id))
        return tuple(found)


def _group(links: tuple[Link, ...], *, by_goal: bool) -> Mapping[str, tuple[Link, ...]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.goal if by_goal else link.item, []).append(link)
    return {key: tuple(sorted(group, key=lambda link: (-link.probability, link.goal, link.item))) for key, group in found.items()}
