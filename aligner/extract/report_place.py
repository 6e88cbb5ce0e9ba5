"""How likely a sentence of a report tells of a piece of work, and in what state: its build, its wording and its place, by trained judges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from aligner.domain.facts import Facts, Polarity, Tense
from aligner.domain.goals import State
from aligner.extract.classifier import LinearClassifier
from aligner.extract.goal_features import FEATURES
from aligner.extract.grams import GramModel
from aligner.extract.item_sections import Section, SectionKind
from aligner.extract.status import prose_status
from aligner.resources import model_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["REPORT_FEATURES", "Told", "patterns", "report_features", "report_odds", "state_chances", "state_features"]

_SECTIONS = (SectionKind.WORK, SectionKind.REPORT, SectionKind.NEUTRAL)
_STATES = tuple(State)
_WORDING = (*FEATURES, "state told", "trouble told", "doing", "talk", "thing named")
REPORT_FEATURES = (
    "pattern", "pattern before", "pattern after", "work", "witness", "plain", "listed", "follows", "points back", "length", "dates", "deadline", "owners",
    "metrics", "past", "future", "negative", *(f"in {kind}" for kind in ("work", "report", "neutral")), *(f"tells {state}" for state in _STATES),
    *(f"under {state}" for state in _STATES), *_WORDING,
)  # fmt: skip
_LONG = 40
_BOUND = 8.0
_CERTAIN = 1e-3


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one sentence before it is judged.

    Attributes:
        text, facts: the sentence and its parsed values. section: what it stands under.
        work: probability in [0, 1] by the judge of single sentences. wording: its features, as many as ``prose_features`` gives.
        witness: what a state, a date, an owner or a known name adds.
        plain: it passes the tests for what a sentence about work looks like.
        listed: it stands in a list. follows: it is not the first of its block. back: it points back to the one before.
    """

    text: str
    facts: Facts
    section: Section
    work: float
    wording: Sequence[float]
    witness: float
    plain: bool
    listed: bool
    follows: bool
    back: bool


@cache
def _patterns() -> GramModel:
    return GramModel.load(model_folder("reports") / "patterns")


@cache
def _places() -> LinearClassifier:
    return LinearClassifier.load(model_folder("reports") / "places")


@cache
def _states() -> GramModel:
    return GramModel.load(model_folder("reports") / "states")


def patterns(texts: Sequence[str], model: GramModel | None = None) -> list[float]:
    """Return log odds that sentences tell of work by how they are built; by the shipped judge when no other is given."""
    odds = (model or _patterns()).log_odds(texts, "work")
    return [float(max(-_BOUND, min(_BOUND, one))) for one in odds]


def report_odds(told: Sequence[Told], built: Sequence[tuple[float, float, float]]) -> list[float]:
    """Return log odds that each sentence tells of a piece of work.

    Args:
        told: the sentences.
        built: for each its own pattern and those of the sentences before and after it.
    """
    import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

    if not told:
        return []
    model = _places()
    rows = np.array([report_features(one, three) for one, three in zip(told, built, strict=True)], dtype=np.float32)
    logits = rows @ model.weights + model.bias
    return [float(one) for one in logits[:, model.column("work")] - logits[:, model.column("other")]]


def report_features(told: Told, built: tuple[float, float, float]) -> list[float]:
    """Return one row, as many values as ``REPORT_FEATURES``."""
    import math  # noqa: PLC0415 - one use

    chance = min(1 - _CERTAIN, max(_CERTAIN, told.work))
    hit = prose_status(told.text)
    under = told.section.status.state if told.section.status is not None else None
    facts = told.facts
    values: tuple[float, ...] = (
        *built, math.log(chance / (1 - chance)), told.witness, told.plain, told.listed, told.follows, told.back, min(len(told.text.split()), _LONG) / 10,
        len(facts.dates), any(date.deadline for date in facts.dates), len(facts.owners), len(facts.metrics), facts.tense is Tense.PAST,
        facts.tense is Tense.FUTURE, facts.polarity is Polarity.NEGATIVE, *(told.section.kind is kind for kind in _SECTIONS),
        *(hit is not None and hit.state is state for state in _STATES), *(under is state for state in _STATES), *told.wording,
    )  # fmt: skip
    return [float(value) for value in values]


def state_features(text: str, section: Section) -> list[str]:
    """Return marks that stand beside the patterns of a sentence when its state is judged: what words of state it holds, what it stands under."""
    hit = prose_status(text)
    marks = [f"<tells {hit.state}>"] if hit is not None else []
    if section.status is not None:
        marks.append(f"<under {section.status.state}>")
    return marks


def state_chances(text: str, section: Section) -> dict[State, float]:
    """Return the probability of every state for the work that a sentence tells of."""
    chances: NDArray[np.float32] = _states().chances([text], [state_features(text, section)])[0]
    return {State(label): float(chance) for label, chance in zip(_states().classifier.labels, chances, strict=True)}
