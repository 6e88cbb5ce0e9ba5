"""The goals as StratML (ISO 17469-1, Part 2), each with its measures and with references to the work that carries it.

Goals without a parent become goals, all below them objectives. Indicators stand in objectives, so a goal that has a measure or
work of its own gets an objective of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

from aligner.domain.goals import Goal
from aligner.domain.links import Link
from aligner.domain.report import Report
from aligner.report.spreadsheet import legal
from aligner.report.view import View

__all__ = ["NAMESPACE", "render"]

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
_LEAD = "Performer"


@dataclass(slots=True)
class _Writer:
    """Writes elements, indented by their depth."""

    lines: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def text(self, name: str, text: str) -> None:
        shown = escape(legal(" ".join(text.split())), quote=False)
        self._line(f"<{name}>{shown}</{name}>" if shown else f"<{name}/>")

    def begin(self, name: str, attributes: str = "") -> None:
        self._line(f"<{name}{attributes}>")
        self._open.append(name)

    def end(self) -> None:
        name = self._open.pop()
        self._line(f"</{name}>")

    def _line(self, text: str) -> None:
        self.lines.append("  " * len(self._open) + text)


def render(report: Report) -> bytes:
    """Return the file: UTF-8, equal bytes for equal reports."""
    view = View(report)
    out = _Writer(['<?xml version="1.0" encoding="UTF-8"?>'])
    strategy = ", ".join(info.path for info in report.inputs if info.role == "strategy")
    execution = ", ".join(info.path for info in report.inputs if info.role == "execution")
    out.begin("PerformancePlanOrReport", f' xmlns="{NAMESPACE}" Type="Strategic_Plan"')
    out.text("Name", f"Goals of {strategy}" if strategy else "Goals")
    out.text("Description", f"Goals of {strategy}, with references to the work in {execution} that carries them." if execution else "")
    out.text("OtherInformation", f"Made by {report.tool.name} {report.tool.version} with the model {report.tool.model.name}.")
    out.begin("StrategicPlanCore")
    out.begin("Organization")
    out.text("Name", strategy or "Not stated")
    out.end()
    for name in ("Vision", "Mission"):
        out.begin(name)
        out.text("Description", "")
        out.end()
    for goal in report.goals:
        if _top(goal, view):
            _goal(out, goal, view)
    out.end()
    out.begin("AdministrativeInformation")
    out.text("Source", strategy)
    out.end()
    out.end()
    return ("\n".join(out.lines) + "\n").encode("utf-8")


def _top(goal: Goal, view: View) -> bool:
    return goal.parent is None or goal.parent not in view.goal_by_id


def _goal(out: _Writer, goal: Goal, view: View) -> None:
    out.begin("Goal")
    _head(out, goal, goal.id)
    if goal.metrics or goal.metric or _links(goal, view):
        _objective(out, goal, view, f"{goal.id}-own")
    for below in _below(goal, view):
        _objective(out, below, view, below.id)
    out.end()


def _below(goal: Goal, view: View) -> Iterator[Goal]:
    """Yield all goals below one, children before their sisters."""
    waiting = [goal.id]
    seen = {goal.id}
    while waiting:
        above = waiting.pop()
        children = [one for one in view.report.goals if one.parent == above and one.id not in seen]
        for child in children:
            seen.add(child.id)
            yield child
        waiting.extend(child.id for child in reversed(children))


def _head(out: _Writer, goal: Goal, identifier: str) -> None:
    out.text("Name", goal.text)
    out.text("Description", " ".join(quote.text for quote in goal.description))
    out.text("Identifier", identifier)
    out.text("SequenceIndicator", goal.reference[0] if goal.reference else "")
    place = goal.locator.describe()
    out.text("OtherInformation", f"{goal.locator.file}{f', {place}' if place else ''}; support: {goal.support.value}")
    if goal.owner is not None:
        out.begin("Stakeholder", ' StakeholderTypeType="Generic_Group"')
        out.text("Name", goal.owner.text)
        out.begin("Role")
        out.text("Name", "Owner")
        out.text("RoleType", _LEAD)
        out.end()
        out.end()


def _objective(out: _Writer, goal: Goal, view: View, identifier: str) -> None:
    out.begin("Objective")
    _head(out, goal, identifier)
    metrics = goal.metrics or ((goal.metric,) if goal.metric else ())
    for number, metric in enumerate(metrics, start=1):
        out.begin("PerformanceIndicator", ' ValueChainStage="Outcome" IndicatorType="Quantitative"')
        out.text("Identifier", f"{identifier}-metric-{number}")
        out.text("MeasurementDimension", metric.of or metric.text)
        out.text("UnitOfMeasurement", metric.unit or "Number")
        out.begin("MeasurementInstance")
        if metric.baseline is not None:
            _result(out, "Baseline", "", metric.baseline, None)
        _result(out, "TargetResult", metric.text, metric.value, goal.deadline.end if goal.deadline else None)
        out.end()
        out.end()
    links = _links(goal, view)
    if links:
        _work(out, links, view, identifier)
    out.end()


def _result(out: _Writer, name: str, told: str, value: float | None, end: str | None) -> None:
    out.begin(name)
    out.text("Description", told)
    if value is not None:
        out.text("NumberOfUnits", f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}")  # noqa: PLR2004 - beyond it, %g drops digits
    if end is not None:
        out.text("EndDate", end)
    out.end()


def _links(goal: Goal, view: View) -> Sequence[Link]:
    return [link for link in view.report.links if link.goal == goal.id and link.accepted and link.item in view.item_by_id]


def _work(out: _Writer, links: Sequence[Link], view: View, identifier: str) -> None:
    """The work that carries a goal: an indicator that counts it, with one reference per item."""
    out.begin("PerformanceIndicator", ' ValueChainStage="Input" IndicatorType="Quantitative"')
    out.text("Identifier", f"{identifier}-work")
    out.text("MeasurementDimension", "Work that carries the goal")
    out.text("UnitOfMeasurement", "Items")
    for link in links:
        item = view.item_by_id[link.item]
        facts = [f"{link.strength.value} link, probability {link.probability:.2f}", f"status: {item.state.value}"]
        facts += [f"due: {item.due.end}"] if item.due and item.due.end else []
        facts.append(f"{item.locator.file}, {item.locator.describe()}")
        out.begin("Relationship", ' RelationshipType="Narrower_Than"')
        out.text("Identifier", f"{identifier}-{item.id}")
        out.text("ReferentIdentifier", item.id)
        out.text("Name", item.text)
        out.text("Description", "; ".join(facts))
        out.end()
    out.begin("MeasurementInstance")
    _result(out, "ActualResult", "", float(len(links)), None)
    out.end()
    out.end()
