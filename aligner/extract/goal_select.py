"""Which nodes of the outline are goals: structure and the statement classifier weighed together."""

from __future__ import annotations

import math
from collections.abc import Sequence

from aligner.domain.encoding import Encoder
from aligner.domain.facts import Tense
from aligner.domain.goals import Level
from aligner.extract.goal_features import has, starts_with_verb, states_deadline, states_quantity
from aligner.extract.goal_outline import Carrier, Node
from aligner.extract.goal_sections import Section, lead_section, section_of
from aligner.extract.statements import KINDS, classify

__all__ = ["in_section", "is_topic", "judge", "select"]

_LIMIT = 4.0
_GOAL = KINDS.index("goal")
_MIN_WORDS, _MAX_WORDS = 2, 70
_STRUCTURED = 3
"""From so many goals in headings, lists and tables on, prose is taken to explain them rather than to add new ones."""

_PRIOR = {
    Section.GOALS: {
        Carrier.HEADING: 2.5,
        Carrier.BOLD: 2.0,
        Carrier.BULLET: 1.7,
        Carrier.CELL: 1.0,
        Carrier.SENTENCE: -1.0,
        Carrier.NOTE: -3.0,
    },
    Section.NEUTRAL: {
        Carrier.HEADING: -1.5,
        Carrier.BOLD: -1.5,
        Carrier.BULLET: -1.7,
        Carrier.CELL: -2.0,
        Carrier.SENTENCE: -2.0,
        Carrier.NOTE: -3.0,
    },
    Section.ACTIONS: {
        Carrier.HEADING: -1.5,
        Carrier.BOLD: -1.5,
        Carrier.BULLET: -2.5,
        Carrier.CELL: -2.5,
        Carrier.SENTENCE: -3.0,
        Carrier.NOTE: -4.0,
    },
    Section.MEASURES: {
        Carrier.HEADING: -2.0,
        Carrier.BOLD: -1.5,
        Carrier.BULLET: -1.5,
        Carrier.CELL: -2.0,
        Carrier.SENTENCE: -3.0,
        Carrier.NOTE: -4.0,
    },
    Section.OTHER: {
        Carrier.HEADING: -3.0,
        Carrier.BOLD: -3.0,
        Carrier.BULLET: -3.0,
        Carrier.CELL: -3.5,
        Carrier.SENTENCE: -3.3,
        Carrier.NOTE: -4.0,
    },
    Section.EXCLUDED: dict.fromkeys(Carrier, -9.0),
}
_LABEL_PRIOR = 4.5
_COLUMN_PRIOR = {"goal": 2.0, "theme": 2.5, "result": 2.5, "label": 3.0}
_SIBLINGS, _SIBLING_SHARE, _SIBLING_BONUS = 3, 0.6, 1.5


def judge(nodes: Sequence[Node], encoder: Encoder) -> None:
    """Set odds and likeliest other kind of every node that structure does not rule out; all texts are encoded in one call."""
    asked = [node for node in nodes if _worth_asking(node)]
    texts = list(dict.fromkeys(node.text for node in asked))
    found = dict(zip(texts, classify(texts, encoder), strict=True))
    for node in nodes:
        node.odds = -_LIMIT
    for node in asked:
        chances = found[node.text]
        goal = min(1 - 1e-6, max(1e-6, float(chances[_GOAL])))
        node.odds = max(-_LIMIT, min(_LIMIT, math.log(goal / (1 - goal))))
        node.kind = KINDS[max((index for index in range(len(KINDS)) if index != _GOAL), key=lambda index: float(chances[index]))]


def select(nodes: Sequence[Node], *, doubt: float = 0.0) -> list[Node]:
    """Mark and return the goals among the nodes of one document, in reading order.

    Args:
        nodes: in reading order, judged.
        doubt: added to what every unlabelled candidate must overcome, in log odds.
    """
    structured = [node for node in nodes if node.carrier is not Carrier.SENTENCE]
    for node in structured:
        node.accepted = _accepts(node, doubt)
    enough = sum(node.accepted for node in structured) >= _STRUCTURED
    for node in nodes:
        if node.carrier is Carrier.SENTENCE:
            node.accepted = _accepts(node, doubt + (0.5 if enough else -0.5))
    return [node for node in nodes if node.accepted]


def in_section(node: Node) -> Section:
    """Return what the nearest telling heading or list introduction around a node announces, up to the goal that contains it."""
    lead = lead_section(node.statement.lead) if node.carrier in (Carrier.BULLET, Carrier.BOLD) else Section.NEUTRAL
    if lead is not Section.NEUTRAL:
        return lead
    goal = goal_of(node)
    for container in node.ancestors:
        if container is goal:
            return Section.NEUTRAL
        if container.carrier in (Carrier.HEADING, Carrier.BOLD):
            found = section_of(container.statement.text, below_goal=goal is not None)
            if found is not Section.NEUTRAL:
                return found
    return section_of(node.statement.headings[-1]) if node.parent is None and node.statement.headings else Section.NEUTRAL


def goal_of(node: Node) -> Node | None:
    """Return the nearest accepted node that contains this one."""
    return next((container for container in node.ancestors if container.accepted), None)


def is_topic(node: Node) -> bool:
    """Tell whether a goal merely names a field ("Platform and infrastructure") and leaves the intent to what stands below it."""
    return not (starts_with_verb(node.text) or has(node.text, "intent") or states_quantity(node.text)) and len(node.text.split()) <= 8  # noqa: PLR2004


def _worth_asking(node: Node) -> bool:
    """Tell whether a node could be a goal at all, by cheap signs, so that few texts need encoding."""
    size = len(node.text.split())
    if size > _MAX_WORDS or "?" in node.text[-2:] or (size < _MIN_WORDS and node.label is None):
        return False
    if node.carrier is Carrier.CELL and not node.column:
        return False
    if node.carrier is Carrier.HEADING:
        return node.label is not None or section_of(node.statement.text) is Section.NEUTRAL
    if node.carrier is Carrier.SENTENCE:
        intends = has(node.text, "intent") or starts_with_verb(node.text) or states_quantity(node.text)
        return intends and node.facts.tense is not Tense.PAST and _not_excluded(node)
    return _not_excluded(node)


def _not_excluded(node: Node) -> bool:
    return all(
        section_of(container.statement.text) is not Section.EXCLUDED for container in node.ancestors if container.carrier is Carrier.HEADING
    )


def _accepts(node: Node, doubt: float) -> bool:
    if node.odds <= -_LIMIT and not _labelled(node):
        return False
    goal = goal_of(node)
    section = in_section(node)
    if section is Section.EXCLUDED:
        return False
    if goal is not None and goal.carrier is not Carrier.CELL:
        return _is_child(node, goal, section)
    if _labelled(node):
        return node.odds + _LABEL_PRIOR > 0 or node.carrier is Carrier.HEADING
    if node.column:
        return node.odds + _COLUMN_PRIOR[node.column] - doubt > 0
    bonus = _bonus(node)
    return node.odds + _PRIOR[section][node.carrier] + bonus - doubt > 0


def _labelled(node: Node) -> bool:
    return node.label is not None and node.label.level is not None


def _bonus(node: Node) -> float:
    bonus = 0.0
    if states_quantity(node.text) and states_deadline(node.text):
        bonus += 0.7
    if node.facts.tense is Tense.PAST:
        bonus -= 1.5
    if node.label is not None and node.carrier is Carrier.HEADING:
        bonus += 0.3
    if node.carrier in (Carrier.HEADING, Carrier.BOLD, Carrier.BULLET):
        bonus += _from_siblings(node)
    return bonus


def _from_siblings(node: Node) -> float:
    """Return a bonus where most entries beside this one read like goals, and a malus where none other does."""
    if node.parent is None:
        return 0.0
    beside = [other.odds for other in node.parent.children if other.carrier is node.carrier and other.depth == node.depth]
    if len(beside) < _SIBLINGS:
        return 0.0
    share = sum(odds > 0 for odds in beside) / len(beside)
    return _SIBLING_BONUS if share >= _SIBLING_SHARE else -0.7 if share < 1 - _SIBLING_SHARE else 0.0


def _is_child(node: Node, goal: Node, section: Section) -> bool:
    """Decide whether an entry below a goal is a goal of its own (a key result, say) or explains the goal."""
    if _labelled(node) and node.label is not None:
        return node.label.level in (Level.OBJECTIVE, Level.KEY_RESULT) or (node.carrier is Carrier.HEADING and node.label.word != "action")
    if node.column:
        return node.odds + _COLUMN_PRIOR[node.column] > 0
    if section in (Section.OTHER, Section.ACTIONS) or node.carrier in (Carrier.SENTENCE, Carrier.NOTE):
        return False
    measurable = states_quantity(node.text) and node.facts.tense is not Tense.PAST
    if section is Section.MEASURES:
        return measurable and node.odds > -1
    if is_topic(goal):
        return node.odds > 0 if node.carrier is not Carrier.HEADING else node.odds > 1
    if measurable:
        return node.odds > 0.5  # noqa: PLR2004 - log odds
    return states_deadline(node.text) and node.odds > 1
