"""Judges whether a goal's wording names an outcome that one could verify ("open the second pier"), or a direction only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aligner.domain.encoding import Encoder
from aligner.domain.goals import Goal
from aligner.extract.classifier import LinearClassifier
from aligner.resources import model_folder

__all__ = ["VERIFIABLE", "judge_wording", "without_deadline", "wordings"]

VERIFIABLE = "verifiable"


def judge_wording(goals: Sequence[Goal], *, encoder: Encoder) -> tuple[Goal, ...]:
    """Return the goals with ``concrete`` set, from their text alone; the date is judged elsewhere and cut out first."""
    if not goals:
        return ()
    model = LinearClassifier.load(model_folder("vagueness"))
    scores = model.probabilities(encoder.encode(wordings(goals)))[:, model.column(VERIFIABLE)]
    return tuple(replace(goal, concrete=round(float(score), 4)) for goal, score in zip(goals, scores, strict=True))


def wordings(goals: Sequence[Goal]) -> list[str]:
    """Return what is encoded of every goal."""
    return [without_deadline(goal.text, goal.deadline.text if goal.deadline else None) for goal in goals]


def without_deadline(text: str, deadline: str | None) -> str:
    """Cut a date expression out of a text."""
    cut = text.replace(deadline, " ") if deadline else text
    return " ".join(cut.split()).strip(" ,.") or text
