"""One organisation under evaluation: what the program found in it, next to its labels, for every matcher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aligner.domain.encoding import Encoder, Encoders
from aligner.domain.goals import Alignment, Goal, Item
from aligner.domain.report import Report
from aligner.domain.terms import Terms
from aligner.evaluate.gold import Gold, Plain
from aligner.evaluate.matchers import all_verdicts
from aligner.evaluate.matching import Trial
from aligner.evaluate.pairing import pair_texts
from aligner.evaluate.scores import Count, Scores, score, told

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Subject", "Tools", "from_plain", "from_report", "labelled_pairs"]


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """Everything that is measured on one organisation.

    Attributes:
        name: the organisation, or the file of a plain set.
        scores: figures of the whole program; None for a plain set, which has no documents.
        trials: by matcher.
        doubt: hits are items whose alignment the program leaves open, out of all items.
        doubted_aligned: hits are items labelled aligned among those left open.
    """

    name: str
    scores: Scores | None
    trials: dict[str, Trial]
    doubt: Count
    doubted_aligned: Count


@dataclass(frozen=True, slots=True)
class Tools:
    """The encoders of the program's own matching, the encoder of the baselines, and the glossary."""

    encoders: Encoders
    plain: Encoder
    terms: Terms


def from_report(report: Report, gold: Gold, tools: Tools) -> Subject:
    """Measure a report made from labelled documents; extracted goals and items stand for the labels they match by text."""
    columns, truth, lost, absent = labelled_pairs(report, gold)
    aligned = {label.id for label in gold.items if label.alignment == "aligned"}
    open_items = [place for place, item in enumerate(report.items) if item.alignment is Alignment.UNCLEAR]
    return Subject(
        gold.organisation,
        score(report, gold),
        _trials(report.goals, report.items, tools, (truth, lost, absent)),
        Count(len(open_items), len(report.items), len(report.items)),
        Count(sum(columns[place] in aligned for place in open_items), len(open_items), len(open_items)),
    )


def labelled_pairs(report: Report, gold: Gold) -> tuple[list[str | None], NDArray[np.bool_], NDArray[np.int64], int]:
    """Return the label of every item found, which pairs are links, how many links of each goal lack their item, and how many their goal."""
    goal_labels = pair_texts([told(goal) for goal in report.goals], [label.texts for label in gold.goals])
    item_labels = pair_texts([(item.text,) for item in report.items], [(label.text,) for label in gold.items])
    original = {item.id: item.same_as or item.id for item in gold.items}
    rows = [gold.goals[goal_labels[row]].id if row in goal_labels else None for row in range(len(report.goals))]
    # Repeated mentions are one item: the first keeps the label.
    columns: list[str | None] = []
    for column in range(len(report.items)):
        label = original[gold.items[item_labels[column]].id] if column in item_labels else None
        columns.append(None if label in columns else label)
    links = {(goal, original.get(item, item)) for goal, item in gold.links}
    return columns, *_truth(rows, columns, links)


def from_plain(plain: Plain, tools: Tools) -> Subject:
    """Measure matching alone on texts with known links."""
    truth, lost, absent = _truth([goal.id for goal in plain.goals], [item.id for item in plain.items], plain.links)
    trials = _trials(plain.goals, plain.items, tools, (truth, lost, absent))
    nothing = Count(0, 0, 0)
    return Subject(plain.name, None, trials, nothing, nothing)


def _trials(
    goals: Sequence[Goal], items: Sequence[Item], tools: Tools, labelled: tuple[NDArray[np.bool_], NDArray[np.int64], int]
) -> dict[str, Trial]:
    truth, lost, absent = labelled
    verdicts = all_verdicts(goals, items, encoders=tools.encoders, plain=tools.plain, terms=tools.terms)
    return {verdict.name: Trial(verdict.scores, truth, verdict.accept, lost, absent) for verdict in verdicts}


def _truth(
    rows: Sequence[str | None], columns: Sequence[str | None], links: set[tuple[str, str]] | frozenset[tuple[str, str]]
) -> tuple[NDArray[np.bool_], NDArray[np.int64], int]:
    """Return which pairs are links, how many links of each goal lack their item, and how many lack their goal."""
    row_of = {label: place for place, label in enumerate(rows) if label is not None}
    column_of = {label: place for place, label in enumerate(columns) if label is not None}
    truth = np.zeros((len(rows), len(columns)), np.bool_)
    lost = np.zeros(len(rows), np.int64)
    absent = 0
    for goal, item in sorted(links):
        if goal not in row_of:
            absent += 1
        elif item not in column_of:
            lost[row_of[goal]] += 1
        else:
            truth[row_of[goal], column_of[item]] = True
    return truth, lost, absent
