"""Invented reports: a rich one with every kind of finding, a nearly empty one, and a large one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from aligner.domain.facts import DateSpan, Direction, Metric, Owner, OwnerKind
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Alignment, Goal, Item, Level, Quote, State, Status, Support, WorkClass
from aligner.domain.ids import content_id
from aligner.domain.links import Evidence, Link, Side, Strength
from aligner.domain.report import InputInfo, ModelInfo, Report, Summary, ToolInfo
from aligner.domain.text import Locator, Unread
from tests.report.larkfield import EXEMPT, GAPS, GOALS, HOSTILE, THEMES, WORK

__all__ = [
    "HOSTILE",
    "GapKind",
    "Severity",
    "Status",
    "empty",
    "evidence",
    "gap",
    "goal",
    "large",
    "metric",
    "owner",
    "rich",
    "small",
    "summarise",
]

STRATEGY = "documents/larkfield-strategy.docx"
ROADMAP = "documents/delivery-roadmap.xlsx"
STATUS = "documents/status-may.md"
ACCEPT = 0.6


def date(text: str, end: str | None, *, start: str | None = None) -> DateSpan:
    return DateSpan(text, 0, len(text), start, end, deadline=True)


def metric(
    text: str, value: float | None, unit: str | None, of: str, direction: Direction | None = None, baseline: float | None = None
) -> Metric:
    return Metric(text, 0, len(text), value, unit, of, direction, baseline)


def owner(text: str) -> Owner:
    return Owner(text, 0, len(text), OwnerKind.ROLE)


def goal(number: int, text: str, *, heading: str = "", parent: Goal | None = None, **more: object) -> Goal:
    place = Locator(STRATEGY, paragraph=10 + number * 3, start=0, end=len(text))
    headings = ("Strategy 2030", heading) if heading else ()
    return Goal(content_id("G", text), text, place, parent=parent.id if parent else None, headings=headings, **more)


def _goals() -> list[Goal]:
    described = Quote(
        "Our customers expect water service to be as easy to deal with as their bank.", Locator(STRATEGY, paragraph=11, end=77)
    )
    supports = (Support.SUPPORTED, Support.PARTIAL, Support.PARTIAL)
    themes = [
        goal(number, text, level=Level.THEME, support=support) for number, (text, support) in enumerate(zip(THEMES, supports, strict=True))
    ]
    themes[0] = replace(themes[0], description=(described,))
    goals: list[Goal] = []
    for number, (theme, text, support, measure, deadline, who, vague) in enumerate(GOALS, start=3):
        parent = themes[theme]
        goals += [] if parent in goals else [parent]
        one = goal(number, text, heading=parent.text, parent=parent, support=Support(support), vague=vague)
        goals.append(
            replace(
                one,
                metric=metric(*measure[:4], Direction(measure[4]) if measure[4] else None, measure[5]) if measure else None,
                deadline=date(deadline[0], deadline[2], start=deadline[1]) if deadline else None,
                owner=owner(who) if who else None,
                vague_because=("no measurable target", "no deadline") if vague else (),
            )
        )
    goals[1] = replace(goals[1], mentions=(Quote(goals[1].text, Locator(STRATEGY, paragraph=4, start=20, end=20 + len(goals[1].text))),))
    return goals


def _planned(row: int, work: tuple[Any, ...]) -> Item:
    title, section, who, due, last, state, status, serves, probability, _ = work
    described = Quote("Second release; includes migration.", Locator(ROADMAP, sheet="Portfolio", cell=f"C{row}", end=35))
    return Item(
        content_id("I", title),
        title,
        Locator(ROADMAP, sheet="Portfolio", cell=f"B{row}", end=len(title)),
        headings=("Portfolio", section),
        owner=owner(who) if who else None,
        due=date(due, last),
        status=Status(status, State(state)),
        budget="1.2 m EUR" if row % 3 else None,
        alignment=Alignment.ALIGNED if probability > ACCEPT else Alignment.UNCLEAR if serves else Alignment.ORPHANED,
        description=(described,) if row % 4 == 0 else (),
    )


def _reported(line: int, title: str, **more: object) -> Item:
    return Item(content_id("I", title), title, Locator(STATUS, line=line, start=2, end=2 + len(title)), **more)


def _items() -> list[Item]:
    found = [_planned(row, work) for row, work in enumerate(WORK, start=5)]
    exempt = {"headings": ("Keeping the lights on",), "work_class_reason": "its section heading", "alignment": Alignment.EXEMPT}
    found += [_reported(line, title, work_class=WorkClass(work), **exempt) for line, (title, work) in enumerate(EXEMPT, start=14)]
    found += [_reported(line, f"Workstream {line - 39} of the transformation programme") for line in range(40, 51)]
    repeat = found[5]
    found.append(
        replace(repeat, id=content_id("I", "again", repeat.text), locator=Locator(STATUS, line=60, end=len(repeat.text)), same_as=repeat.id)
    )
    return found


def evidence(thing: Goal | Item) -> Evidence:
    return Evidence(Side.GOAL if isinstance(thing, Goal) else Side.ITEM, thing.text, thing.locator)


def _links(leaves: list[Goal], items: list[Item]) -> list[Link]:
    found = []
    why = ("share the words contacts and digital", "glossary: portal means a digital channel")
    for item, (*_, serves, probability, indirect) in zip(items, WORK, strict=False):
        if serves:
            target = leaves[serves - 1]
            strength = Strength.INDIRECT if indirect else Strength.DIRECT
            found.append(
                Link(target.id, item.id, probability, strength, (evidence(target), evidence(item)), why, accepted=probability > ACCEPT)
            )
    found.append(
        Link(leaves[2].id, items[0].id, 0.71, Strength.INDIRECT, (evidence(leaves[2]), evidence(items[0])), ("the same platform",))
    )
    order = {one.id: rank for rank, one in enumerate(leaves)}
    return sorted(found, key=lambda link: (order[link.goal], -link.probability, link.item))


def gap(kind: GapKind, severity: Severity, message: str, question: str, *, goal: Goal | None = None, items: tuple[Item, ...] = ()) -> Gap:
    initials = "".join(word[0] for word in kind.value.split("-")).upper()
    ident = content_id(initials, kind.value, goal.id if goal else "", *(item.id for item in items))
    quotes = ((evidence(goal),) if goal else ()) + tuple(evidence(item) for item in items)
    remedy = "Say so in the next version."
    return Gap(ident, kind, severity, goal.id if goal else None, tuple(item.id for item in items), message, question, remedy, quotes)


def _gaps(leaves: list[Goal], items: list[Item]) -> list[Gap]:
    return [
        gap(
            GapKind(kind),
            Severity(severity),
            message,
            question,
            goal=None if number is None else leaves[number],
            items=tuple(items[each] for each in work),
        )
        for kind, severity, number, work, message, question in GAPS
    ]


def summarise(goals: list[Goal], items: list[Item]) -> Summary:
    support = Counter(goal.support for goal in goals)
    kept = [item for item in items if item.same_as is None]
    alignment = Counter(item.alignment for item in kept)
    return Summary(
        len(goals), *(support[each] for each in Support), len(kept), *(alignment[each] for each in Alignment),
    )  # fmt: skip


TOOL = ToolInfo(
    "aligner", "0.1.0", ModelInfo("all-MiniLM-L6-v2", "ab" * 32), (("accept", 0.61234567), ("fiscal_year_start", 4), ("glossary", []))
)
INPUTS = (
    InputInfo("strategy", STRATEGY, "1f" * 32, "docx", 132, (Unread("image", 4),)),
    InputInfo("execution", ROADMAP, "2e" * 32, "xlsx", 61, (Unread("chart", 1), Unread("hidden sheet", 1))),
    InputInfo("execution", STATUS, "3d" * 32, "md", 58, ()),
)


def rich() -> Report:
    """Return a realistic report: 17 goals in three themes, 50 items, all eleven kinds of finding."""
    goals = _goals()
    leaves = [one for one in goals if one.level is not Level.THEME]
    items = _items()
    return Report(
        TOOL, INPUTS, tuple(goals), tuple(items), tuple(_links(leaves, items)), tuple(_gaps(leaves, items)), summarise(leaves, items)
    )


def empty() -> Report:
    """Return a report of documents in which nothing was found."""
    return Report(TOOL, INPUTS, (), (), (), (), Summary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0))


def small() -> Report:
    """Return a report with one goal, one item and one link, and nothing wrong."""
    one = goal(
        1, "Answer every letter within 5 days by 2027", support=Support.SUPPORTED, metric=metric("5 days", 5.0, "days", "answering letters")
    )
    title = "Letter tracking"
    item = Item(content_id("I", title), title, Locator(ROADMAP, sheet="Plan", cell="A2", end=len(title)), alignment=Alignment.ALIGNED)
    link = Link(one.id, item.id, 0.9, Strength.DIRECT, (evidence(one), evidence(item)))
    return Report(TOOL, INPUTS, (one,), (item,), (link,), (), summarise([one], [item]))


def large(goal_count: int = 60, item_count: int = 300) -> Report:
    """Return a report of many goals and items, linked by a fixed pattern."""
    supports, alignments = list(Support), list(Alignment)
    goals = [
        goal(
            n,
            f"Goal number {n}: raise the share of depots with measured output to {40 + n}% by 2028",
            heading=f"Pillar {n // 8 + 1}",
            support=supports[n % 4],
        )
        for n in range(goal_count)
    ]
    items = []
    for n in range(item_count):
        title = f"Initiative {n}: depot measurement package, wave {n % 7}"
        work = WorkClass.RUN if alignments[n % 4] is Alignment.EXEMPT else WorkClass.CHANGE
        place = Locator(ROADMAP, sheet="Plan", cell=f"B{n + 2}", end=len(title))
        items.append(Item(content_id("I", title), title, place, work_class=work, alignment=alignments[n % 4]))
    links = [
        _step(goals[(n * 7 + step * 11) % goal_count], item, step)
        for n, item in enumerate(items)
        if item.alignment is Alignment.ALIGNED
        for step in range(n % 3 + 1)
    ]
    orphans = [item for item in items if item.alignment is Alignment.ORPHANED]
    gaps = [
        gap(GapKind.ORPHANED_WORK, Severity.LOW, "This work serves no goal.", "Which goal does it serve?", items=(item,))
        for item in orphans
    ]
    order = {one.id: rank for rank, one in enumerate(goals)}
    links.sort(key=lambda link: (order[link.goal], -link.probability, link.item))
    return Report(TOOL, INPUTS, tuple(goals), tuple(items), tuple(links), tuple(gaps), summarise(goals, items))


def _step(target: Goal, item: Item, step: int) -> Link:
    strength = Strength.INDIRECT if step else Strength.DIRECT
    return Link(target.id, item.id, 0.95 - step * 0.1, strength, (evidence(target), evidence(item)))
