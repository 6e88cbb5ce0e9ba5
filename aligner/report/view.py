"""A report with quick ways to ask about it, shared by every exporter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item, Level, WorkClass
from aligner.domain.links import Evidence, Link, Side
from aligner.domain.report import Report
from aligner.domain.text import Locator
from aligner.report import wording
from aligner.report.kinds import KINDS

__all__ = ["Group", "Sides", "View"]

_KIND_ORDER = {kind: rank for rank, kind in enumerate(KINDS)}
_SEVERITY_ORDER = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Group:
    """Goals that are shown together, in document order, under a title that may be empty."""

    title: str
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of a finding; the ``absent`` texts say why a side has no quote."""

    goal: tuple[Evidence, ...]
    item: tuple[Evidence, ...]
    goal_absent: str
    item_absent: str


@dataclass(frozen=True)
class View:
    """Lookups over one report; built once per export."""

    report: Report

    @cached_property
    def goal_by_id(self) -> Mapping[str, Goal]:
        """Goals by id."""
        return {goal.id: goal for goal in self.report.goals}

    @cached_property
    def item_by_id(self) -> Mapping[str, Item]:
        """Items by id."""
        return {item.id: item for item in self.report.items}

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Items in document order, without those that repeat another."""
        return tuple(item for item in self.report.items if item.same_as is None)

    @cached_property
    def repeats(self) -> Mapping[str, tuple[Item, ...]]:
        """The items that repeat each item that is repeated."""
        found: dict[str, list[Item]] = {}
        for item in self.report.items:
            if item.same_as is not None:
                found.setdefault(item.same_as, []).append(item)
        return {key: tuple(group) for key, group in found.items()}

    @cached_property
    def links_of_goal(self) -> Mapping[str, tuple[Link, ...]]:
        """Accepted links by goal, by falling probability."""
        return _by((link for link in self.report.links if link.accepted), goal=True)

    @cached_property
    def links_of_item(self) -> Mapping[str, tuple[Link, ...]]:
        """Accepted links by item, by falling probability."""
        return _by((link for link in self.report.links if link.accepted), goal=False)

    @cached_property
    def candidates_of_goal(self) -> Mapping[str, tuple[Link, ...]]:
        """Pairs in the abstention band by goal, by falling probability."""
        return _by((link for link in self.report.links if not link.accepted), goal=True)

    @cached_property
    def candidates_of_item(self) -> Mapping[str, tuple[Link, ...]]:
        """Pairs in the abstention band by item, by falling probability."""
        return _by((link for link in self.report.links if not link.accepted), goal=False)

    @cached_property
    def children(self) -> Mapping[str, tuple[Goal, ...]]:
        """Direct children of each goal that has any, in document order."""
        found: dict[str, list[Goal]] = {}
        for goal in self.report.goals:
            if goal.parent is not None:
                found.setdefault(goal.parent, []).append(goal)
        return {key: tuple(group) for key, group in found.items()}

    @cached_property
    def gaps_of(self) -> Mapping[str, tuple[Gap, ...]]:
        """Findings by the id of each goal and item they concern."""
        found: dict[str, list[Gap]] = {}
        for gap in self.report.gaps:
            for ident in dict.fromkeys((gap.goal, *gap.items)):
                if ident is not None:
                    found.setdefault(ident, []).append(gap)
        return {key: tuple(group) for key, group in found.items()}

    @cached_property
    def gap_counts(self) -> Counter[GapKind]:
        """How many findings there are of each kind."""
        return Counter(gap.kind for gap in self.report.gaps)

    @cached_property
    def severity_counts(self) -> Counter[Severity]:
        """How many findings there are of each severity."""
        return Counter(gap.severity for gap in self.report.gaps)

    @cached_property
    def _short_names(self) -> Mapping[str, str]:
        """File names without folders, but the whole path where two inputs share a name."""
        paths = [info.path for info in self.report.inputs]
        seen = Counter(PurePosixPath(path).name for path in paths)
        return {path: PurePosixPath(path).name if seen[PurePosixPath(path).name] == 1 else path for path in paths}

    def file(self, path: str, *, limit: int = 0) -> str:
        """Return the shortest name that tells an input file from the others, shortened before its ending if a limit is given."""
        name = wording.printable(self._short_names.get(path, path))
        ending = PurePosixPath(name).suffix
        return name if not limit or len(name) <= limit else wording.shorten(name.removesuffix(ending), limit - len(ending)) + ending

    def place(self, locator: Locator, *, limit: int = 0) -> str:
        """Return file and place in words: ``roadmap.xlsx, sheet Plan, cell B7``; a limit bounds the file's name."""
        return ", ".join(part for part in (self.file(locator.file, limit=limit), wording.printable(locator.describe())) if part)

    def files(self, role: str, *, limit: int = 0) -> str:
        """Return the names of the strategy or execution documents, or how many there are; a limit bounds each name."""
        paths = [self.file(info.path, limit=limit) for info in self.report.inputs if info.role == role]
        return wording.names(paths, f"{role} documents") or f"the {role} documents"

    def depth(self, goal: Goal) -> int:
        """Return how many goals stand above the given one."""
        return len(self._above(goal))

    def root(self, goal: Goal) -> Goal:
        """Return the goal at the top of the cascade that the given one belongs to."""
        above = self._above(goal)
        return above[-1] if above else goal

    def _above(self, goal: Goal) -> list[Goal]:
        found: list[Goal] = []
        while goal.parent is not None and goal.parent in self.goal_by_id and len(found) < len(self.goal_by_id):
            goal = self.goal_by_id[goal.parent]
            found.append(goal)
        return found

    def outline(self, goal: Goal) -> tuple[Goal, ...]:
        """Return the goal and all goals below it, depth first."""
        found = [goal]
        for child in self.children.get(goal.id, ()):
            found.extend(self.outline(child))
        return tuple(found)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Goals by theme: a goal with sub-goals makes a group; the others are grouped by their nearest shared heading."""
        tops = [goal for goal in self.report.goals if goal.parent not in self.goal_by_id]
        alone = Counter(_nearest(goal) for goal in tops if not self._leads(goal))
        gathered: dict[str, list[Goal]] = {}
        rest: list[Goal] = []
        for goal in tops:
            if self._leads(goal):
                gathered[f"id {goal.id}"] = [goal, *self.outline(goal)[1:]]
            elif alone[_nearest(goal)] > 1 and _nearest(goal):
                gathered.setdefault(f"heading {_nearest(goal)}", []).append(goal)
            else:
                rest.append(goal)
        found = [Group(goals[0].text if key.startswith("id ") else _nearest(goals[0]), tuple(goals)) for key, goals in gathered.items()]
        if rest:
            found.append(Group("Other goals" if found else "", tuple(rest)))
        return tuple(found)

    def _leads(self, goal: Goal) -> bool:
        return goal.id in self.children or goal.level is Level.THEME

    def carried_below(self, goal: Goal) -> bool:
        """Return whether work is linked to a goal below this one."""
        return any(below.id in self.links_of_goal for below in self.outline(goal)[1:])

    def sides(self, gap: Gap, *, limit: int = 0) -> Sides:
        """Return the quotes of a finding by side; the goal's or item's own text stands in where the finding quotes none.

        A limit bounds the names of files in the texts that stand in for missing quotes.
        """
        left = tuple(piece for piece in gap.evidence if piece.side is Side.GOAL)
        right = tuple(piece for piece in gap.evidence if piece.side is Side.ITEM)
        if not left and gap.goal is not None and gap.goal in self.goal_by_id:
            goal = self.goal_by_id[gap.goal]
            left = (Evidence(Side.GOAL, goal.text, goal.locator),)
        if not right:
            items = [self.item_by_id[ident] for ident in gap.items if ident in self.item_by_id]
            right = tuple(Evidence(Side.ITEM, item.text, item.locator) for item in items)
        kind = KINDS[gap.kind]
        names = {role: self.files(role, limit=limit) for role in ("strategy", "execution")}
        return Sides(left, right, kind.goal_absent.format(**names), kind.item_absent.format(**names))

    def top_gaps(self, number: int) -> tuple[Gap, ...]:
        """Return the findings to show first: by severity, then one of each kind in turn, in headline order."""
        seen: Counter[tuple[Severity, GapKind]] = Counter()
        ranked: list[tuple[tuple[int, int, int, int], Gap]] = []
        for position, gap in enumerate(self.report.gaps):
            turn = seen[gap.severity, gap.kind]
            seen[gap.severity, gap.kind] += 1
            ranked.append(((_SEVERITY_ORDER[gap.severity], turn, _KIND_ORDER[gap.kind], position), gap))
        return tuple(gap for _, gap in sorted(ranked, key=lambda pair: pair[0]))[:number]

    def unread(self, *, limit: int = 0) -> str:
        """Return what was not read, as a sentence; empty when everything was. A limit bounds the names of files."""
        parts = [f"{wording.unread(info.unread)} in {self.file(info.path, limit=limit)}" for info in self.report.inputs if info.unread]
        return f"Not read: {'; '.join(parts)}." if parts else ""

    @property
    def must_serve(self) -> int:
        """How many pieces of work should serve a goal: all but the exempt ones."""
        return self.report.summary.items - self.report.summary.exempt

    def owners(self, gap: Gap) -> str:
        """Return who the documents name for the two sides of a finding, as a phrase; empty when neither side names anyone."""
        goal = self.goal_by_id.get(gap.goal or "")
        work = [item.owner.text.rstrip(" .,;:") for ident in gap.items if (item := self.item_by_id.get(ident)) and item.owner]
        lead = goal.owner.text.rstrip(" .,;:") if goal and goal.owner else ""
        if lead and {name.casefold() for name in work} == {lead.casefold()}:
            return wording.printable(f"{lead} (goal and work)")
        parts = [f"{lead} (goal)"] if lead else []
        if work:
            parts.append(f"{wording.names(list(dict.fromkeys(work)), 'owners named')} (work)")
        return wording.printable("; ".join(parts))

    def exempt_reason(self, item: Item) -> str:
        """Return why an item need not serve a goal; empty for change work."""
        if item.work_class is WorkClass.CHANGE:
            return ""
        label = wording.WORK_CLASS[item.work_class]
        return f"{label}: {item.work_class_reason}" if item.work_class_reason else label


def _by(links: Iterable[Link], *, goal: bool) -> Mapping[str, tuple[Link, ...]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.goal if goal else link.item, []).append(link)
    return {key: _ranked(group) for key, group in found.items()}


def _ranked(links: Sequence[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (-link.probability, link.goal, link.item)))


def _nearest(goal: Goal) -> str:
    return goal.headings[-1] if goal.headings else ""
