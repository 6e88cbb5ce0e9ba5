"""Small editions for the tests of findings over time."""

from __future__ import annotations

from dataclasses import replace

from aligner.domain.facts import DateSpan, Metric
from aligner.domain.goals import Alignment, Goal, Item, Quote, State, Status, Support
from aligner.domain.links import Link, Strength
from aligner.domain.report import InputInfo, ModelInfo, Report, Summary, ToolInfo
from aligner.domain.text import Locator
from aligner.domain.trends import Edition

QUARTERS = [
    ("2027-01-01", "2027-03-31"),
    ("2027-04-01", "2027-06-30"),
    ("2027-07-01", "2027-09-30"),
    ("2027-10-01", "2027-12-31"),
]


def day(end: str) -> DateSpan:
    return DateSpan(end, 0, len(end), None, end)


def goal(ident: str, text: str, *, end: str | None = None, target: float | None = None, **more) -> Goal:
    metric = Metric(f"{target:g}%", 0, 3, target, "%") if target is not None else None
    locator = Locator("strategy.md", line=1, end=len(text))
    return Goal(ident, text, locator, deadline=day(end) if end else None, metric=metric, support=Support.SUPPORTED, **more)


def item(ident: str, text: str, *, file: str, end: str | None = None, state: State | None = None, serves: bool = True) -> Item:
    status = Status(state.value, state) if state else None
    alignment = Alignment.ALIGNED if serves else Alignment.ORPHANED
    return Item(ident, text, Locator(file, line=1, end=len(text)), due=day(end) if end else None, status=status, alignment=alignment)


def report(goals=(), items=(), links=(), gaps=(), strategy="strategy", papers=None) -> Report:
    files = papers if papers is not None else sorted({one.locator.file for one in items})
    inputs = [InputInfo("strategy", "strategy.md", strategy, "md", 1, ())]
    inputs += [InputInfo("execution", file, file, "md", 1, ()) for file in files]
    told = tuple(Link(one, other, 0.9, Strength.DIRECT) for one, other in links)
    tool = ToolInfo("aligner", "1", ModelInfo("model", "0" * 64), ())
    counts = Summary(len(goals), 0, 0, 0, 0, len(items), 0, 0, 0, 0)
    return Report(tool, tuple(inputs), tuple(goals), tuple(items), told, tuple(gaps), counts)


def edition(number: int, **parts) -> Edition:
    return Edition(*QUARTERS[number], report(**parts))


def described(one: Goal, text: str) -> Goal:
    return replace(one, description=(Quote(text, Locator("strategy.md")),))
