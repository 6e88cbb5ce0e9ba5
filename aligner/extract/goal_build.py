"""From accepted nodes to goals: parents, levels, descriptions and facts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from aligner.domain.goals import Goal, Level, Quote
from aligner.domain.ids import content_id
from aligner.extract.goal_facts import Gathered, Gatherer, in_force
from aligner.extract.goal_features import has, plain, states_deadline, states_quantity
from aligner.extract.goal_nodes import Carrier, Node
from aligner.extract.goal_sections import Section
from aligner.extract.goal_select import goal_above, is_topic, states_alone
from aligner.extract.goal_within import in_section
from aligner.lexicon import words

__all__ = ["build_goals"]

_QUOTES, _CHARACTERS, _MENTIONS = 6, 600, 2
_LADDER = tuple(Level)
_COLUMN_LEVELS = {"theme": Level.THEME, "result": Level.KEY_RESULT}


def build_goals(nodes: Sequence[Node], accepted: Sequence[Node], gatherer: Gatherer) -> list[Goal]:
    """Return the goals of one document in reading order, parents before children.

    Args:
        nodes: the whole outline, in reading order.
        accepted: those of them that are goals, in reading order.
        gatherer: reads metrics, dates and owners.
    """
    parents = _parents(accepted)
    kids: dict[int, list[Node]] = {}
    for node in accepted:
        parent = parents[id(node)]
        if parent is not None:
            kids.setdefault(id(parent), []).append(node)
    before = {id(node): previous for previous, node in _with_introduction(nodes)}
    levels: dict[int, Level] = {}
    goals = []
    for node in accepted:
        parent = parents[id(node)]
        levels[id(node)] = _level(node, levels[id(parent)] if parent is not None else None, kids.get(id(node), ()))
        found = _gather(node, kids, gatherer)
        found.extend(gatherer.introduced(node, before.get(id(node))))
        found.extend(gatherer.inherited(node))
        above = parent
        while above is not None:  # a goal above lends its owner and its horizon
            found.extend(gatherer.lent(above))
            found.extend(gatherer.inherited(above))
            above = parents[id(above)]
        for child in kids.get(id(node), ()):  # who carries a part is named last: the section's owner answers for the whole
            found.owners.extend(_gather(child, kids, gatherer).owners)
        found.deadlines = in_force(found.deadlines, gatherer.date)
        goals.append(_goal(node, parent, levels[id(node)], found))
    return goals


def _parents(accepted: Sequence[Node]) -> dict[int, Node | None]:
    """Return the goal above each goal: the one that contains it, else the one its number or label points at."""
    found: dict[int, Node | None] = {}
    for place, node in enumerate(accepted):
        parent = goal_above(node)
        if parent is None and node.label is not None:
            parent = _by_label(node, accepted[:place])
        if parent is None:
            parent = _of_section(node, accepted[:place])
        found[id(node)] = parent
    return found


def _of_section(node: Node, before: Sequence[Node]) -> Node | None:
    """Return the goal that a labelled row ("Objective | ...") gives for the section a goal stands in: a charter names its one goal so."""
    named = [other for other in before if other.column == "label" and other.parent is not None]
    return next(
        (other for other in reversed(named) if node.column != "label" and any(above is other.parent for above in node.ancestors)), None
    )


def _by_label(node: Node, before: Sequence[Node]) -> Node | None:
    label = node.label
    if label is None:
        return None
    stem, dot, _ = label.number.rpartition(".")
    for other in reversed(before):
        if other.label is None:
            continue
        above = other.label.level is not None and label.level is not None and _LADDER.index(other.label.level) < _LADDER.index(label.level)
        if dot and other.label.number == stem and (above or (not label.word and not other.label.word)):
            return other
        if not dot and label.level is Level.KEY_RESULT and above:
            return other
    return None


def _level(node: Node, above: Level | None, kids: Sequence[Node]) -> Level:
    wanted = node.label.level if node.label is not None else None
    wanted = wanted or _COLUMN_LEVELS.get(node.column)
    if above is None:
        topic = node.carrier is Carrier.HEADING and bool(kids) and is_topic(node)
        return wanted or (Level.THEME if topic else Level.GOAL)
    if wanted is None and in_section(node) is Section.MEASURES:
        wanted = Level.KEY_RESULT
    lowest = min(_LADDER.index(above) + 1, len(_LADDER) - 1)
    return _LADDER[max(lowest, _LADDER.index(wanted) if wanted else lowest)]


def _gather(node: Node, kids: Mapping[int, Sequence[Node]], gatherer: Gatherer) -> Gathered:
    """Return what a goal states itself, then metrics and dates of its goals below, then what its explanation states."""
    found = gatherer.own(node)
    for child in kids.get(id(node), ()):
        below = _gather(child, kids, gatherer)
        found.metrics.extend(below.metrics)
        found.deadlines.extend(below.deadlines)
    found.extend(gatherer.explained(node))
    return found


def _goal(node: Node, parent: Node | None, level: Level, found: Gathered) -> Goal:
    metric, metric_quote = found.metrics[0] if found.metrics else (None, None)
    deadline, deadline_quote = found.deadlines[0] if found.deadlines else (None, None)
    owner, owner_quote = found.owners[0] if found.owners else (None, None)
    return Goal(
        id=_id(node),
        text=node.text,
        locator=node.locator,
        level=level,
        parent=_id(parent) if parent is not None else None,
        headings=node.statement.headings,
        description=_description(node),
        mentions=_restated(node),
        metric=metric,
        deadline=deadline,
        owner=owner,
        metrics=tuple(dict.fromkeys(metric for metric, _ in found.metrics)),
        deadlines=tuple(dict.fromkeys(date for date, _ in found.deadlines)),
        metric_quote=metric_quote,
        deadline_quote=deadline_quote,
        owner_quote=owner_quote,
        reference=_reference(node),
        confidence=_confidence(node),
    )


def _reference(node: Node) -> tuple[str, ...]:
    """Return how other texts may point at the goal: by the label in front of it, by the number in its row."""
    label = node.label.reference if node.label is not None else ()
    ident = node.row.ident if node.row is not None else ""
    return tuple(dict.fromkeys((*label, ident))) if ident else label


def _id(node: Node) -> str:
    return content_id("G", node.locator.file.rsplit("/", 1)[-1], node.text)


def _confidence(node: Node) -> float:
    """Return a rough degree of belief in [0, 1]; labels and columns say more than the wording does."""
    structural = 2.0 if node.label is not None or node.column else 1.0 if node.carrier is not Carrier.SENTENCE else 0.0
    return round(1 / (1 + math.exp(-(node.odds + structural))), 3)


def _description(node: Node) -> tuple[Quote, ...]:
    """Return the few passages below a goal that say most about it, in reading order."""
    candidates: list[tuple[float, int, Quote]] = []
    quotes = _below(node)
    for place, (below, quote) in enumerate(quotes):
        other = in_section(below) in (Section.OTHER, Section.EXCLUDED)
        weight = (
            (place == 0)
            + (place <= 1)
            + bool(below.facts.metrics or below.facts.dates)
            + (below.kind in {"item", "goal"} or below.odds > 0)
            - 2 * other
        )
        candidates.append((-weight, place, quote))
    chosen: list[tuple[int, Quote]] = []
    room = _CHARACTERS
    for _, place, quote in sorted(candidates, key=lambda entry: entry[:2]):
        if len(chosen) == _QUOTES or room <= 0:
            break
        if len(quote.text) <= room:
            chosen.append((place, quote))
            room -= len(quote.text)
    notes = node.row.notes if node.row is not None else ()
    later = node.row.deadline if node.row is not None else None
    put_off = (later,) if later is not None and plain(later.text).strip(" .*()") in words("horizons")["later"] else ()
    return (*(quote for _, quote in sorted(chosen, key=lambda entry: entry[0])), *notes[:_QUOTES], *put_off)


def _restated(node: Node) -> tuple[Quote, ...]:
    """Return the sentences below a short heading or bold lead that state the same goal in full."""
    if states_quantity(node.text):
        return ()
    return tuple(quote for below, quote in _below(node) if below.carrier is Carrier.SENTENCE and _restates(node, below))[:_MENTIONS]


def _restates(node: Node, below: Node) -> bool:
    """Tell whether a sentence says in full what the goal says in short; right after a bold lead a promise with a date does."""
    follows = below.statement.block_index == node.statement.block_index
    return states_alone(below) or (
        follows and has(below.text, "ahead") and states_deadline(below.text) and not has(below.text, "estimates")
    )


def _below(node: Node) -> list[tuple[Node, Quote]]:
    found = []
    for child in node.children:
        if child.accepted:
            continue
        if child.carrier is not Carrier.HEADING:
            found.append((child, Quote(child.statement.text, child.statement.locator)))
        found.extend(_below(child))
    return found


def _with_introduction(nodes: Iterable[Node]) -> Iterable[tuple[Node | None, Node]]:
    """Yield every node with the last line before its list that could introduce it."""
    last: Node | None = None
    for node in nodes:
        yield last, node
        if node.carrier is Carrier.SENTENCE or node.statement.text.endswith(":"):
            last = node
