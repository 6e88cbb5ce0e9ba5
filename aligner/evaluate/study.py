"""All subjects of an evaluation together: pooled figures with intervals, matchers side by side, calibration, abstention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from aligner.evaluate.intervals import interval
from aligner.evaluate.matchers import MATCHERS, OWN
from aligner.evaluate.matching import Calibration, average_precision, best_f1, calibration, decided
from aligner.evaluate.scores import Count, Scores
from aligner.evaluate.subject import Subject

__all__ = ["Figure", "Matching", "Study", "counts", "study"]

Interval = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured quantity over all organisations with documents.

    Attributes:
        name: what is counted.
        count: pooled over organisations.
        f1: with its 95 % interval over organisations in ``f1_interval``.
    """

    name: str
    count: Count
    f1: float
    f1_interval: Interval


@dataclass(frozen=True, slots=True)
class Matching:
    """One matcher over all subjects; means over subjects, each with its 95 % interval; None where it does not apply."""

    name: str
    decision: Count | None
    decision_f1: float | None
    decision_interval: Interval
    best_f1: float
    best_interval: Interval
    mean_average_precision: float | None
    precision_interval: Interval


@dataclass(frozen=True, slots=True)
class Study:
    """The result of an evaluation; ``figures`` is empty when no subject has documents."""

    subjects: tuple[Subject, ...]
    figures: tuple[Figure, ...]
    matchers: tuple[Matching, ...]
    calibration: Calibration
    doubt: Count
    doubted_aligned: Count


def study(subjects: Sequence[Subject]) -> Study:
    """Pool subjects.

    Raises:
        ValueError: there are none.
    """
    if not subjects:
        message = "nothing to evaluate"
        raise ValueError(message)
    own = [subject.trials[OWN] for subject in subjects]
    probability = np.concatenate([trial.scores.ravel() for trial in own])
    truth = np.concatenate([trial.truth.ravel() for trial in own])
    return Study(
        tuple(subjects),
        tuple(_figures([subject.scores for subject in subjects if subject.scores is not None])),
        tuple(_matching(name, subjects) for name in MATCHERS),
        calibration(probability, truth),
        _sum([subject.doubt for subject in subjects]),
        _sum([subject.doubted_aligned for subject in subjects]),
    )


def counts(scores: Scores) -> dict[str, Count]:
    """Return every count of one organisation by its name."""
    found = {field.name.replace("_", " "): getattr(scores, field.name) for field in fields(Scores) if field.name != "gaps"}
    return found | {f"gap {kind}": count for kind, count in scores.gaps.items()}


def _figures(rows: Sequence[Scores]) -> list[Figure]:
    tables = [counts(row) for row in rows]
    names = list(dict.fromkeys(name for table in tables for name in table))
    # Gap kinds that only some organisations have come in the order of the alphabet.
    names = [name for name in names if not name.startswith("gap ")] + sorted(name for name in names if name.startswith("gap "))
    found = []
    for name in names:
        column = [table.get(name, Count(0, 0, 0)) for table in tables]
        total = _sum(column)
        found.append(Figure(name, total, total.f1, interval(column, _pooled_f1)))
    return found


def _matching(name: str, subjects: Sequence[Subject]) -> Matching:
    decisions = [_decision(name, subject) for subject in subjects]
    made = [count for count in decisions if count is not None]
    best = [best_f1(subject.trials[name]) for subject in subjects]
    precision = [average_precision(subject.trials[name]) for subject in subjects]
    return Matching(
        name,
        _sum(made) if made else None,
        _mean([count.f1 for count in made]),
        interval([count.f1 for count in made], _mean),
        float(np.mean(best)),
        interval(best, _mean),
        _mean(precision),
        interval(precision, _mean),
    )


def _decision(name: str, subject: Subject) -> Count | None:
    if name == OWN and subject.scores is not None:
        return subject.scores.links
    return None if subject.trials[name].accept is None else decided(subject.trials[name])


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None


def _pooled_f1(column: Sequence[Count]) -> float:
    return _sum(column).f1


def _sum(column: Sequence[Count]) -> Count:
    return sum(column, Count(0, 0, 0))
