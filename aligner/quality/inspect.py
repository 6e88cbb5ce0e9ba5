"""Runs every rule over the goals of an analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aligner.domain.analysis import Analysis
from aligner.domain.goals import Goal
from aligner.domain.quality import RuleHit
from aligner.domain.text import Document
from aligner.quality.base import Suite
from aligner.quality.rules import HINTS, RULES, SUITE_RULES
from aligner.quality.sharper import sharpen

__all__ = ["hits", "inspect"]


def inspect(analysis: Analysis) -> Analysis:
    """Return the analysis with ``quality`` set on every goal, and ``sharper`` on every vague one; call it once goals are judged."""
    suite = Suite(analysis.goals, analysis.strategy)
    found = _run(suite)
    goals = []
    for case in suite.cases:
        shown = tuple(one for one in found[case.goal.id] if one.rule not in HINTS)
        goals.append(replace(case.goal, quality=shown, sharper=sharpen(case) if case.goal.vague else None))
    return replace(analysis, goals=tuple(goals))


def hits(goals: Sequence[Goal], documents: Sequence[Document] = ()) -> dict[str, tuple[RuleHit, ...]]:
    """Return what every rule finds, hints too, by goal id; each goal has an entry, ordered by rule and by place."""
    return _run(Suite(tuple(goals), tuple(documents)))


def _run(suite: Suite) -> dict[str, tuple[RuleHit, ...]]:
    found: dict[str, list[RuleHit]] = {goal.id: [] for goal in suite.goals}
    for case in suite.cases:
        if case.settled:
            continue
        for rule in RULES.values():
            found[case.goal.id].extend(rule(case))
    for over_all in SUITE_RULES.values():
        for ident, one in over_all(suite):
            found[ident].append(one)
    return {ident: tuple(sorted(group, key=lambda one: int(one.rule[1:]))) for ident, group in found.items()}
