"""What the surroundings of a statement say: chapters that hold commitments, owners named right behind a sentence, dates that lie ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.extract.goal_features import has, starts_with_verb, states_quantity
from aligner.extract.goal_nodes import Carrier, Node
from aligner.extract.goal_sections import Section, section_of

__all__ = ["is_topic", "mark_surroundings"]

_FEWEST, _SHARE = 2, 0.4
_SERIES = 3
_TITLE_WORDS = 8
_BEHIND, _OWNER_WORDS = 3, 18
_ASSIGNED = re.compile(
    r"^(?:responsible|accountable|lead|owner|sponsor|led by|owned by)\b\s*:?|\b(?:it|this|these|both|for \d+(?:\.\d+)*)\b", re.IGNORECASE
)


def is_topic(node: Node) -> bool:
    """Tell whether a goal merely names a field ("Platform and infrastructure") and leaves the intent to what stands below it."""
    return (
        not (starts_with_verb(node.text) or has(node.text, "intent") or states_quantity(node.text))
        and len(node.text.split()) <= _TITLE_WORDS
    )


def mark_surroundings(nodes: Sequence[Node]) -> None:
    """Set ``chapter`` and ``assigned`` of the nodes of one document, in reading order and judged."""
    _mark_chapters(nodes)
    _mark_assigned(nodes)


def _mark_chapters(nodes: Sequence[Node]) -> None:
    """Mark sibling headings over commitments.

    A plan is divided by what it wants to bring about: where several chapters of one rank hold sentences with an amount and a date
    ahead, the terser sentences in them commit to something too. Where these chapters bear a common label ("Mission 3", "Promise
    two") and merely name a field, they are no goals themselves.
    """
    groups: dict[tuple[float, int], list[Node]] = {}
    for node in nodes:
        if node.carrier is Carrier.HEADING and not node.appendix and not node.title:
            groups.setdefault((node.depth, id(node.parent)), []).append(node)
    for beside in groups.values():
        named = [node for node in beside if node.label is not None and node.label.word and node.label.number]
        filled = [node for node in named if any(below.odds > 0 for below in node.descendants)]
        fields = 2 * sum(map(is_topic, named)) > len(named) and not any(_states_elsewhere(node, nodes) for node in named[:1])
        if len(named) >= _SERIES and fields and 2 * len(filled) > len(named):
            for node in named:
                node.chapter = node.names_field = bool(node.children)
        holding = [node for node in beside if _holds(node)]
        if len(holding) >= _FEWEST and len(holding) >= _SHARE * len([node for node in beside if _is_open(node)]):
            for node in holding:
                node.chapter = True
                node.names_field = node.names_field or (is_topic(node) and node.label is None)


def _states_elsewhere(node: Node, nodes: Sequence[Node]) -> bool:
    """Tell whether the series of a labelled heading goes on in other chapters, where most of its members say what is to be done."""
    others = [
        one
        for one in nodes
        if one.carrier is Carrier.HEADING
        and one.parent is not node.parent
        and one.label is not None
        and node.label is not None
        and one.label.word == node.label.word
        and one.label.level is not None
        and one.label.number != node.label.number
    ]
    return len(others) >= _SERIES and 2 * sum(map(is_topic, others)) < len(others)


def _holds(node: Node) -> bool:
    return _is_open(node) and any(below.odds > 0 and below.ahead and states_quantity(below.text) for below in node.descendants)


def _is_open(node: Node) -> bool:
    return section_of(node.title_text) in (Section.NEUTRAL, Section.GOALS)


def _mark_assigned(nodes: Sequence[Node]) -> None:
    """Mark sentences and headings behind which somebody is named who answers for them.

    The name belongs to the likeliest goal among the few sentences before it, up to the one before that has a name of its own.
    """
    free = 0
    for place, node in enumerate(nodes):
        if not _assigns(node):
            continue
        before = [one for one in nodes[max(free, place - _BEHIND) : place] if _near(one, node) and one.odds > -1]
        if before:
            max(before, key=lambda one: one.odds).assigned = True
        free = place + 1


def _near(one: Node, owner: Node) -> bool:
    return one.parent is owner.parent or owner.parent is one


def _assigns(node: Node) -> bool:
    if node.carrier is not Carrier.SENTENCE or len(node.text.split()) > _OWNER_WORDS or states_quantity(node.text):
        return False
    return bool(node.facts.owners) and has(node.text, "owner_cues") and _ASSIGNED.search(node.text) is not None
