"""A sample for manual review, of every sort of verdict alike: so that misses are looked for as well as false alarms.

Whoever holds the seed draws the same sample: within each stratum those come first whose hash with the seed is smallest.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from aligner.domain.goals import Goal, Item
from aligner.domain.links import Link
from aligner.domain.report import Report
from aligner.domain.text import Locator
from aligner.report.wording import ALIGNMENT, SUPPORT, percent

__all__ = ["COLUMNS", "Draw", "Drawn"]

_SPARE = 100

COLUMNS = (
    "Stratum", "Of", "Comparison", "Id", "Verdict of the program", "Goal", "Goal place", "Work", "Work place", "Grounds",
    "Agree (yes, no, cannot tell)", "Right verdict", "Reviewer", "Date", "Note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing to review.

    Attributes:
        stratum: what sort of verdict. population: how many there are of that sort.
        grounds: what the program rests its verdict on.
    """

    stratum: str
    population: int
    comparison: str
    id: str
    verdict: str
    goal: str
    goal_place: str
    work: str
    work_place: str
    grounds: str

    def cells(self) -> tuple[str | int, ...]:
        """Return the row as ``COLUMNS`` name it, the reviewer's own columns empty."""
        return (
            self.stratum, self.population, self.comparison, self.id, self.verdict, self.goal, self.goal_place, self.work, self.work_place,
            self.grounds, "", "", "", "", "",
        )  # fmt: skip


class Draw:
    """Draws at most so many of every stratum; of those that cannot come into the sample any more only the number is kept.

    Args:
        seed: any whole number.
        most: how many of each stratum.
    """

    def __init__(self, seed: int, most: int) -> None:
        self._seed, self._most = seed, most
        self._kept: dict[str, list[tuple[str, str, str, Drawn]]] = defaultdict(list)
        self._population: Counter[str] = Counter()

    def add(self, name: str, report: Report) -> None:
        """Put everything that a comparison judges into the draw."""
        for one in chain(_findings(name, report), _goals(name, report), _items(name, report), _links(name, report)):
            kept = self._kept[one.stratum]
            self._population[one.stratum] += 1
            kept.append((_lot(self._seed, one), one.comparison, one.id, one))
            if len(kept) > 2 * self._most + _SPARE:
                self._thin(kept)

    def rows(self) -> tuple[Drawn, ...]:
        """Return what was drawn, strata by name."""
        for kept in self._kept.values():
            self._thin(kept)
        return tuple(
            replace(one, population=self._population[stratum]) for stratum in sorted(self._kept) for *_, one in self._kept[stratum]
        )

    def _thin(self, kept: list[tuple[str, str, str, Drawn]]) -> None:
        kept.sort(key=lambda one: one[:3])
        del kept[self._most :]


def _lot(seed: int, one: Drawn) -> str:
    return hashlib.sha256("\x1f".join((str(seed), one.stratum, one.comparison, one.id)).encode("utf-8", "surrogatepass")).hexdigest()


def _place(locator: Locator) -> str:
    return ", ".join(part for part in (locator.file, locator.describe()) if part)


def _findings(name: str, report: Report) -> Iterator[Drawn]:
    goals, items = _by_id(report)
    for gap in report.gaps:
        goal = goals.get(gap.goal or "")
        work = [items[ident] for ident in gap.items]
        yield Drawn(
            f"finding: {gap.kind.value}, {gap.severity.value}",
            0,
            name,
            gap.id,
            gap.message,
            goal.text if goal else "",
            _place(goal.locator) if goal else "",
            "\n".join(item.text for item in work),
            "\n".join(_place(item.locator) for item in work),
            "\n".join(piece.quote for piece in gap.evidence),
        )


def _goals(name: str, report: Report) -> Iterator[Drawn]:
    _, items = _by_id(report)
    served: dict[str, list[str]] = defaultdict(list)
    for link in report.links:
        if link.accepted:
            served[link.goal].append(link.item)
    for goal in report.goals:
        work = [items[ident] for ident in served.get(goal.id, ())]
        places = "\n".join(_place(item.locator) for item in work)
        told = "\n".join(item.text for item in work)
        stratum = f"goal: {SUPPORT[goal.support].lower()}"
        yield Drawn(stratum, 0, name, goal.id, SUPPORT[goal.support], goal.text, _place(goal.locator), told, places, "")


def _items(name: str, report: Report) -> Iterator[Drawn]:
    goals, _ = _by_id(report)
    serving: dict[str, list[str]] = defaultdict(list)
    for link in report.links:
        if link.accepted:
            serving[link.item].append(link.goal)
    for item in report.items:
        if item.same_as is None:
            served = [goals[ident] for ident in serving.get(item.id, ())]
            told, places = "\n".join(goal.text for goal in served), "\n".join(_place(goal.locator) for goal in served)
            stratum = f"work: {ALIGNMENT[item.alignment].lower()}"
            grounds = item.work_class_reason
            yield Drawn(stratum, 0, name, item.id, ALIGNMENT[item.alignment], told, places, item.text, _place(item.locator), grounds)


def _links(name: str, report: Report) -> Iterator[Drawn]:
    goals, items = _by_id(report)
    for link in report.links:
        verdict = f"{'linked' if link.accepted else 'cannot tell'}, {percent(link.probability)}"
        yield _link(name, link, verdict, goals[link.goal], items[link.item])


def _link(name: str, link: Link, verdict: str, goal: Goal, item: Item) -> Drawn:
    stratum = "pair: linked" if link.accepted else "pair: cannot tell"
    places = _place(goal.locator), _place(item.locator)
    return Drawn(stratum, 0, name, f"{goal.id}:{item.id}", verdict, goal.text, places[0], item.text, places[1], "; ".join(link.why))


def _by_id(report: Report) -> tuple[dict[str, Goal], dict[str, Item]]:
    return {goal.id: goal for goal in report.goals}, {item.id: item for item in report.items}
