"""Scores one report against the gold labels of the same organisation."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.domain.goals import Goal
from aligner.domain.report import Report
from aligner.evaluate.claims import Claim, pair_claims
from aligner.evaluate.gold import Gold
from aligner.evaluate.pairing import pair_texts, similarity

__all__ = ["Count", "Scores", "score", "told"]

_TAKEN = 0.6


@dataclass(frozen=True, slots=True)
class Count:
    """Hits among what was found and what was wanted."""

    hits: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of the found that is right, in [0, 1]; 1 when nothing was found."""
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the wanted that was found, in [0, 1]; 1 when nothing was wanted."""
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in [0, 1]."""
        return 2 * self.hits / (self.found + self.wanted) if self.found + self.wanted else 1.0

    def __add__(self, other: Count) -> Count:
        """Pool two counts."""
        return Count(self.hits + other.hits, self.found + other.found, self.wanted + other.wanted)


@dataclass(frozen=True, slots=True)
class Scores:
    """What was right on one organisation; counts, so that organisations can be pooled.

    Attributes:
        non_goals: hits are labelled non-goals wrongly taken as goals, out of ``wanted`` labelled ones.
        vague, links, orphans: over goals and items that were found on both sides.
        false_orphans: hits are items labelled aligned but called orphaned, out of ``wanted`` found items labelled aligned.
        classes, states, supports: hits are equal labels out of ``wanted`` found ones.
        gaps: by kind.
    """

    goals: Count
    non_goals: Count
    items: Count
    vague: Count
    links: Count
    orphans: Count
    false_orphans: Count
    classes: Count
    states: Count
    supports: Count
    gaps: dict[str, Count]


def score(report: Report, gold: Gold) -> Scores:
    """Compare a report with gold labels; links of repeated mentions count for their original."""
    goal_pairs = pair_texts([told(goal) for goal in report.goals], [label.texts for label in gold.goals])
    item_pairs = pair_texts([(item.text,) for item in report.items], [(label.text,) for label in gold.items])
    goals = [(report.goals[found], gold.goals[label]) for found, label in sorted(goal_pairs.items())]
    items = [(report.items[found], gold.items[label]) for found, label in sorted(item_pairs.items())]
    taken = sum(
        any(similarity(text, goal.text) >= _TAKEN for place, goal in enumerate(report.goals) if place not in goal_pairs)
        for text in gold.non_goals
    )
    aligned = [item for item, label in items if label.alignment == "aligned"]
    return Scores(
        goals=Count(len(goals), len(report.goals), len(gold.goals)),
        non_goals=Count(taken, taken, len(gold.non_goals)),
        items=Count(len(items), len(report.items), len(gold.items)),
        vague=_flag([goal.vague for goal, _ in goals], [bool(label.vague) for _, label in goals]),
        links=_links(report, gold, {goal.id: label.id for goal, label in goals}, {item.id: label.id for item, label in items}),
        orphans=_flag([item.alignment == "orphaned" for item, _ in items], [label.alignment == "orphaned" for _, label in items]),
        false_orphans=Count(sum(item.alignment == "orphaned" for item in aligned), len(aligned), len(aligned)),
        classes=_equal([(item.work_class.value, label.work_class) for item, label in items]),
        states=_equal([(item.state.value, label.status) for item, label in items]),
        supports=_equal([(goal.support.value, label.support) for goal, label in goals]),
        gaps=_gaps(report, gold, {goal.id: label.id for goal, label in goals}, {item.id: label.id for item, label in items}),
    )


def told(goal: Goal) -> tuple[str, ...]:
    """Return every text that the report gives for a goal."""
    return (goal.text, *(mention.text for mention in goal.mentions))


def _flag(found: list[bool], wanted: list[bool]) -> Count:
    return Count(sum(map(bool.__and__, found, wanted)), sum(found), sum(wanted))


def _equal(pairs: list[tuple[str, str | None]]) -> Count:
    labelled = [(ours, theirs) for ours, theirs in pairs if theirs is not None]
    return Count(sum(ours == theirs for ours, theirs in labelled), len(labelled), len(labelled))


def _links(report: Report, gold: Gold, goal_of: dict[str, str], item_of: dict[str, str]) -> Count:
    """Every accepted link counts as found, those of goals and items that no label names too."""
    original = {item.id: item.same_as or item.id for item in gold.items}
    wanted = {(goal, original.get(item, item)) for goal, item in gold.links}
    found = set()
    for link in report.links:
        if link.accepted:
            item = item_of.get(link.item, link.item)
            found.add((goal_of.get(link.goal, link.goal), original.get(item, item)))
    return Count(len(found & wanted), len(found), len(wanted))


def _gaps(report: Report, gold: Gold, goal_of: dict[str, str], item_of: dict[str, str]) -> dict[str, Count]:
    """Findings of severity ``question`` are no claims and are left out, and so are kinds that the organisation does not label."""
    original = {item.id: item.same_as or item.id for item in gold.items}
    result: dict[str, Count] = {}
    for kind in sorted({gap.kind for gap in gold.gaps} | {gap.kind.value for gap in report.gaps} - gold.unlabelled):
        wanted = [Claim(gap.goal, frozenset(original.get(item, item) for item in gap.items)) for gap in gold.gaps if gap.kind == kind]
        found = [
            Claim(
                goal_of.get(gap.goal, gap.goal) if gap.goal is not None else None,
                frozenset(original.get(item_of.get(item, item), item) for item in gap.items),
            )
            for gap in report.gaps
            if gap.kind == kind and gap.severity != "question"
        ]
        result[kind] = Count(len(pair_claims(kind, found, wanted)), len(found), len(wanted))
    return result
