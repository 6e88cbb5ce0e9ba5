"""Reads StratML (ISO 17469-1, Parts 1 and 2): goals and objectives as headings, indicators as tables, each at its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from aligner.domain.text import BlockKind, Document
from aligner.errors import UnsupportedFormatError
from aligner.readers.base import Limits, Source
from aligner.readers.grid import RawCell
from aligner.readers.html_parse import source_line
from aligner.readers.ooxml import clean, local
from aligner.readers.runs import Runs
from aligner.readers.sink import Sink
from aligner.readers.xmlguard import parse_xml

__all__ = ["read"]

_ROOTS = frozenset({"StrategicPlan", "PerformancePlanOrReport"})
_INDICATOR_COLUMNS = ("Indicator", "Unit", "Baseline", "Target", "Target date", "Actual", "Actual date", "Notes")
_ISO = re.compile(r"^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))")
_TITLE, _SECTION, _GOAL, _OBJECTIVE = 1, 2, 3, 4
_LEADS = frozenset({"performer", "lead", "owner", "producer"})


def read(source: Source, limits: Limits) -> Document:
    """Read a plan or report.

    Raises:
        ReadError: one of its subclasses; nothing else, whatever the bytes.
    """
    root = parse_xml(source.data, path=source.path, part="document", limits=limits)
    if local(root) not in _ROOTS:
        raise UnsupportedFormatError(
            source.path, f"is XML, but not StratML (its main element is '{local(root)[:40]}')", "Save it as StratML."
        )
    made = _Plan(source, limits)
    made.plan(root)
    stated = (made.field(root, f"AdministrativeInformation/{name}") for name in ("PublicationDate", "StartDate"))
    dates = [found[1] for found in map(_ISO.match, stated) if found]
    return made.sink.document("stratml", title=made.field(root, "Name"), date=dates[0] if dates else None)


class _Plan:
    """Walks over a plan from the outside in."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.sink = Sink(source, limits)

    def field(self, element: etree._Element, path: str) -> str:
        """Return the text of an element below, white space collapsed; empty when there is none."""
        found = element.find("/".join(f"{{*}}{name}" for name in path.split("/")))
        return " ".join(clean("".join(map(str, found.itertext()))).split()) if found is not None else ""

    def plan(self, root: etree._Element) -> None:
        """Read the whole."""
        self._line(BlockKind.HEADING, root, "Name", level=_TITLE)
        self._line(BlockKind.PARAGRAPH, root, "Description")
        self._line(BlockKind.PARAGRAPH, root, "OtherInformation")
        core = root.find("{*}StrategicPlanCore")
        core = root if core is None else core
        for organisation in core.iterchildren("{*}Organization"):
            self._labelled(organisation, "Organization", self.field(organisation, "Name"))
            self._stakeholders(organisation, carries=False)
        for name, shown in (("Vision", "Vision"), ("Mission", "Mission"), ("Value", "Values")):
            self._statements(core, name, shown)
        goals = list(core.iterchildren("{*}Goal"))
        if goals:
            self._add(BlockKind.HEADING, "Goals", goals[0], level=_SECTION)
        for goal in goals:
            self._goal(goal)

    def _statements(self, core: etree._Element, name: str, shown: str) -> None:
        found = [
            element for element in core.iterchildren(f"{{*}}{name}") if self.field(element, "Name") or self.field(element, "Description")
        ]
        if found:
            self._add(BlockKind.HEADING, shown, found[0], level=_SECTION)
        for element in found:
            self._line(BlockKind.PARAGRAPH, element, "Name")
            self._line(BlockKind.PARAGRAPH, element, "Description")

    def _goal(self, goal: etree._Element) -> None:
        self._entry(goal, _GOAL)
        for objective in goal.iterchildren("{*}Objective"):
            self._entry(objective, _OBJECTIVE)

    def _entry(self, element: etree._Element, level: int) -> None:
        """A goal or objective: its name is a heading; without one its description is."""
        named = bool(self.field(element, "Name"))
        marker = self.field(element, "SequenceIndicator")[:20]
        self._line(BlockKind.HEADING, element, "Name" if named else "Description", level=level, marker=marker)
        if named:
            self._line(BlockKind.PARAGRAPH, element, "Description")
        self._line(BlockKind.PARAGRAPH, element, "OtherInformation")
        self._stakeholders(element)
        self._indicators(element)

    def _stakeholders(self, element: etree._Element, *, carries: bool = True) -> None:
        """Name those who take part; of a goal, those who carry it."""
        for stakeholder in element.iterchildren("{*}Stakeholder"):
            name = self.field(stakeholder, "Name")
            if not name:
                continue
            kinds = {
                " ".join(map(str, kind.itertext())).strip().casefold().rpartition("_")[2]
                for role in stakeholder.iterchildren("{*}Role")
                for kind in role.iterchildren("{*}RoleType")
            }
            self._labelled(stakeholder, "Responsible" if carries and kinds & _LEADS else "Stakeholder", name)

    def _indicators(self, element: etree._Element) -> None:
        rows: list[list[RawCell]] = []
        lines: list[int] = []
        for indicator in element.iterchildren("{*}PerformanceIndicator"):
            for row in self._measurements(indicator):
                rows.append([RawCell(text) for text in row])
                lines.append(source_line(indicator))
        if rows:
            header = [RawCell(text, bold=True) for text in _INDICATOR_COLUMNS]
            self.sink.table([header, *rows], [lines[0], *lines], caption="Performance indicators", header_rows=1)

    def _measurements(self, indicator: etree._Element) -> Iterator[tuple[str, ...]]:
        """Yield one row per measurement, in the order of the columns."""
        notes = self.field(indicator, "OtherInformation")
        name = self.field(indicator, "MeasurementDimension") or self.field(indicator, "Name")
        name = name or next((text for one in indicator.iterchildren("{*}Relationship") if (text := self.field(one, "Description"))), "")
        unit = self.field(indicator, "UnitOfMeasurement")
        instances = list(indicator.iterchildren("{*}MeasurementInstance"))
        if not instances and (name or notes):
            yield (name, unit, "", "", "", "", "", notes)
        for instance in instances:
            target, actual = self._result(instance, "TargetResult"), self._result(instance, "ActualResult")
            baseline = self._result(instance, "Baseline")[0]
            row = (name, unit, baseline, target[0], target[1], actual[0], actual[1], notes)
            if any(row):
                yield row

    def _result(self, instance: etree._Element, name: str) -> tuple[str, str]:
        """What was to be reached or was, and by when."""
        count, told = self.field(instance, f"{name}/NumberOfUnits"), self.field(instance, f"{name}/Description")
        return " – ".join(part for part in (count, told) if part), self.field(instance, f"{name}/EndDate")

    def _labelled(self, element: etree._Element, label: str, text: str) -> None:
        if text:
            self._add(BlockKind.PARAGRAPH, f"{label}: {text}", element)

    def _line(self, kind: BlockKind, parent: etree._Element, name: str, *, level: int = 0, marker: str = "") -> None:
        found = parent.find(f"{{*}}{name}")
        if found is not None:
            self._add(kind, self.field(parent, name), found, level=level, marker=marker)

    def _add(self, kind: BlockKind, text: str, element: etree._Element, *, level: int = 0, marker: str = "") -> None:
        runs = Runs()
        runs.add(text)
        self.sink.add(kind, runs.styled(), source_line(element), level=level, marker=marker)
