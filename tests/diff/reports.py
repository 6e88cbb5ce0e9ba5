"""Small reports for the tests of the differences."""

from __future__ import annotations

from aligner.domain.facts import DateSpan, Direction, Metric, Owner, OwnerKind
from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Alignment, Goal, Item, Quote, State, Status, Support
from aligner.domain.links import Evidence, Side
from aligner.domain.report import InputInfo, ModelInfo, Report, Summary, ToolInfo
from aligner.domain.text import Locator

STRATEGY, PLAN = "strategy.md", "plan.csv"


def day(text: str, end: str | None) -> DateSpan:
    return DateSpan(text, 0, len(text), None, end)


def owner(text: str) -> Owner:
    return Owner(text, 0, len(text), OwnerKind.ROLE)


def metric(text: str, value: float | None, unit: str | None = "%", direction: Direction | None = None, **more) -> Metric:
    return Metric(text, 0, len(text), value, unit, direction=direction, **more)


def goal(ident: str, text: str, *, support: Support = Support.SUPPORTED, told: str | None = None, **more) -> Goal:
    description = (Quote(told, Locator(STRATEGY)),) if told else ()
    return Goal(ident, text, Locator(STRATEGY, line=int(ident[1:])), support=support, description=description, **more)


def item(ident: str, text: str, *, state: State | None = None, **more) -> Item:
    status = Status(state.value, state) if state else None
    return Item(ident, text, Locator(PLAN, line=int(ident[1:])), status=status, **{"alignment": Alignment.ALIGNED, **more})


def gap(
    ident: str, kind: GapKind, severity: Severity, about: Goal | None = None, *items: Item, message: str = "Something is amiss."
) -> Gap:
    evidence = (Evidence(Side.GOAL, about.text, about.locator),) if about else ()
    return Gap(ident, kind, severity, about.id if about else None, tuple(one.id for one in items), message, "Why?", "", evidence)


def report(goals=(), items=(), gaps=(), paths=(STRATEGY, PLAN), version="1") -> Report:
    tool = ToolInfo("aligner", version, ModelInfo("model", "0" * 64), ())
    inputs = tuple(
        InputInfo("strategy" if number == 0 else "execution", path, str(number), "md", 1, ()) for number, path in enumerate(paths)
    )
    return Report(tool, inputs, tuple(goals), tuple(items), (), tuple(gaps), Summary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
