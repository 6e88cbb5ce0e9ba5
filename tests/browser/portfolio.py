"""A very large invented portfolio with everything that real ones have: themes, owners, dates, states, clashes."""

from __future__ import annotations

from aligner.domain.facts import DateSpan, Owner, OwnerKind
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Alignment, Goal, Item, Level, Quote, State, Status, Support, WorkClass
from aligner.domain.ids import content_id
from aligner.domain.links import Link, Strength
from aligner.domain.report import Report
from aligner.domain.text import Locator
from tests.report import factory

THEMES = 14
PROGRAMMES = 22
_PLACES = ("harbour", "depot", "works", "branch", "clinic", "station", "campus")
_WHAT = ("waiting times", "energy use", "complaints", "repair costs", "paper forms", "unplanned outages", "travel")
_STATES = (State.ON_TRACK, State.AT_RISK, State.NOT_STARTED, State.BLOCKED, State.DONE, State.UNKNOWN)


def portfolio(goal_count: int = 500, item_count: int = 5000) -> Report:
    """Return a report of many goals in themes and many items in programmes, with links, conflicts and orphans by a fixed pattern."""
    goals = [*_goals(goal_count)]
    items = [_item(number) for number in range(item_count)]
    leaves = [goal for goal in goals if goal.level is not Level.THEME]
    links = [link for number, item in enumerate(items) for link in _links(number, item, leaves)]
    order = {goal.id: rank for rank, goal in enumerate(goals)}
    links.sort(key=lambda link: (order[link.goal], -link.probability, link.item))
    gaps = [*_gaps(leaves, items, links)]
    rank = {severity: place for place, severity in enumerate(Severity)}
    gaps.sort(key=lambda gap: rank[gap.severity])
    return Report(
        factory.TOOL, factory.INPUTS, tuple(goals), tuple(items), tuple(links), tuple(gaps), factory.summarise(goals, items)
    )  # fmt: skip


def _owner(number: int) -> Owner:
    return factory.owner(f"Head of {_PLACES[number % 7].title()} Services {number % 90 + 1}")


def _goals(count: int):
    supports = (Support.SUPPORTED, Support.SUPPORTED, Support.PARTIAL, Support.UNSUPPORTED, Support.UNCLEAR)
    for theme in range(THEMES):
        top = factory.goal(
            theme, f"Theme {theme + 1}: better {_PLACES[theme % 7]} services for everyone", level=Level.THEME, support=Support.SUPPORTED
        )
        yield top
        for number in range(theme, count - THEMES, THEMES):
            year = 2027 + number % 4
            text = f"Cut {_WHAT[number % 7]} at {_PLACES[number % 5]} {number} by {number % 40 + 5}% before the end of {year}, without moving the burden to our partners"
            yield factory.goal(
                number + 100,
                text,
                heading=top.text,
                parent=top,
                support=supports[number % 5],
                owner=_owner(number),
                deadline=DateSpan(f"before the end of {year}", 0, 24, None, f"{year}-12-31", deadline=True),
                description=(Quote("The board asked for this after the review of last year.", Locator(factory.STRATEGY, paragraph=number + 900, end=56)),),
            )  # fmt: skip


def _item(number: int) -> Item:
    title = f"{_PLACES[number % 7].title()} {number}: new tooling against {_WHAT[number % 5]}, wave {number % 9}"
    place = Locator(factory.ROADMAP, sheet="Portfolio", cell=f"B{number + 2}", end=len(title))
    alignment = (Alignment.ALIGNED, Alignment.ALIGNED, Alignment.ALIGNED, Alignment.EXEMPT, Alignment.ORPHANED, Alignment.UNCLEAR)[
        number % 6
    ]
    due = f"20{27 + number % 3}-{number % 12 + 1:02}-28"
    state = _STATES[number % 6]
    return Item(
        content_id("I", title),
        title,
        place,
        headings=("Portfolio", f"Programme {number % PROGRAMMES + 1}"),
        owner=Owner(_owner(number).text, 0, 9, OwnerKind.ROLE) if number % 8 else None,
        due=DateSpan(due, 0, len(due), due, due),
        status=Status(state.value, state),
        budget=f"{number % 70 + 3}0k EUR" if number % 4 else None,
        work_class=WorkClass.RUN if alignment is Alignment.EXEMPT else WorkClass.CHANGE,
        work_class_reason="its section heading",
        alignment=alignment,
    )


def _links(number: int, item: Item, goals: list[Goal]):
    if item.alignment not in {Alignment.ALIGNED, Alignment.UNCLEAR}:
        return
    accepted = item.alignment is Alignment.ALIGNED
    for step in range(number % 3 + 1):
        target = goals[(number * 7 + step * 31) % len(goals)]
        strength = Strength.INDIRECT if step else Strength.DIRECT
        quotes = (factory.evidence(target), factory.evidence(item))
        yield Link(target.id, item.id, (0.95 if accepted else 0.5) - step * 0.1, strength, quotes, ("share the words", "named"), accepted)


def _gaps(goals: list[Goal], items: list[Item], links: list[Link]):
    for item in items:
        if item.alignment is Alignment.ORPHANED:
            yield _gap(GapKind.ORPHANED_WORK, Severity.MEDIUM, "No goal of the strategy explains this work.", items=(item,))
        if item.owner is None:
            yield _gap(GapKind.UNOWNED_ITEM, Severity.LOW, "The owner column is empty for this work.", items=(item,))
    for goal in goals:
        if goal.support is Support.UNSUPPORTED:
            yield _gap(GapKind.UNSUPPORTED_GOAL, Severity.HIGH, "No live work serves this goal.", goal=goal)
    by_goal, by_item = {goal.id: goal for goal in goals}, {item.id: item for item in items}
    for link in links:
        goal, item = by_goal[link.goal], by_item[link.item]
        if link.accepted and link.strength is Strength.DIRECT and goal.deadline.end < item.due.end:
            yield _gap(GapKind.TIMELINE_CONFLICT, Severity.HIGH, "The work ends after the goal's date.", goal=goal, items=(item,))


def _gap(kind: GapKind, severity: Severity, message: str, *, goal: Goal | None = None, items: tuple[Item, ...] = ()) -> Gap:
    return factory.gap(kind, severity, message, "Which of the two holds, and who settles it?", goal=goal, items=items)
