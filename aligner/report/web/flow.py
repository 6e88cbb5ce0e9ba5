"""What flows from themes through goals to groups of work, and what flows past: the streams behind the drawing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aligner.domain.goals import Alignment, Goal, Support
from aligner.report.budget import Weights, weights
from aligner.report.programmes import programmes
from aligner.report.view import View

__all__ = ["Flow", "Node", "Stream", "flow"]

_THEMES = 14
_GOALS = 40  # beyond this the middle column would be a smear; themes are joined to work directly
_PROGRAMMES = 12
_PAST = {
    Alignment.ORPHANED: ("orphan", "No goal: unlinked work"),
    Alignment.UNCLEAR: ("unclear", "Cannot tell"),
    Alignment.EXEMPT: ("exempt", "Exempt from serving a goal"),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A bar of the drawing: ``column`` 0 (themes), 1 (goals) or 2 (work); ``kind`` is its style; ``href`` an id of the page or empty."""

    key: str
    title: str
    column: int
    kind: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Stream:
    """A ribbon between two nodes by their keys; ``value`` is a weight of 0 or more."""

    source: str
    target: str
    value: float
    kind: str


@dataclass
class Flow:
    """Nodes by key in drawing order, streams by their ends, and what widths mean."""

    weights: Weights
    nodes: dict[str, Node] = field(default_factory=dict)
    streams: dict[tuple[str, str], Stream] = field(default_factory=dict)
    by_theme: bool = False

    def add(self, source: Node, target: Node, value: float, kind: str) -> None:
        """Add weight to the ribbon between two nodes, which are made known."""
        for node in (source, target):
            self.nodes.setdefault(node.key, node)
        before = self.streams.get((source.key, target.key))
        self.streams[source.key, target.key] = Stream(source.key, target.key, value + (before.value if before else 0.0), kind)


def flow(view: View) -> Flow:
    """Return the streams; a piece of work that serves several goals is shared out evenly among them."""
    found = Flow(weights(view.items))
    groups = programmes(view, _PROGRAMMES)
    work = {item.id: Node(f"w{number}", group.title, 2, "work") for number, group in enumerate(groups) for item in group.items}
    theme = _themes(view)
    shown = [goal for goal in view.report.goals if goal.id not in view.children or goal.id in view.links_of_goal]
    found.by_theme = len(shown) > _GOALS
    for group in view.groups:
        for goal in group.goals:
            if goal in shown and not found.by_theme:
                found.nodes[goal.id] = Node(goal.id, goal.text, 1, goal.support.value, goal.id)
    for group in view.groups:
        for goal in group.goals:
            _carry(view, found, goal, theme[goal.id], work)
    for alignment, (key, title) in _PAST.items():
        past = Node(key, title, 0 if found.by_theme else 1, key)
        for item in view.items:
            if item.alignment is alignment:
                found.add(past, work[item.id], found.weights.of[item.id], key)
    _idle(found, (goal for goal in view.report.goals if goal.support is Support.UNSUPPORTED and goal.id not in view.children), theme)
    return found


def _carry(view: View, found: Flow, goal: Goal, theme: Node, work: Mapping[str, Node]) -> None:
    links = [link for link in view.links_of_goal.get(goal.id, ()) if link.item in work]
    middle = found.nodes.get(goal.id)
    total = 0.0
    for link in links:
        value = found.weights.of[link.item] / len(view.links_of_item[link.item])
        total += value
        found.add(middle or theme, work[link.item], value, "held")
    if middle is not None:
        found.add(theme, middle, total, "held" if links else "idle" if goal.support is Support.UNSUPPORTED else "unclear")


def _idle(found: Flow, goals: Iterable[Goal], theme: Mapping[str, Node]) -> None:
    """Join goals that no live work serves to a bar that says so; its ribbons have no width of their own."""
    nothing = Node("nothing", "No live work", 2, "nothing")
    for goal in goals:
        found.add(found.nodes.get(goal.id) or theme[goal.id], nothing, 0.0, "idle")


def _themes(view: View) -> dict[str, Node]:
    rest = Node("t-rest", "Other themes", 0, "theme")
    crowded = len(view.groups) > _THEMES
    return {
        goal.id: rest if crowded and number >= _THEMES - 1 else Node(f"t{number}", group.title or "Goals", 0, "theme")
        for number, group in enumerate(view.groups)
        for goal in group.goals
    }
