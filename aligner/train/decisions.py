"""Adapts the shipped link scorer to what an organisation's reviewers accepted and rejected.

A few dozen decisions cannot teach a scorer from nothing, so the shipped one is the prior: the log-loss of the decisions is made
small together with the squared distance from the shipped weights (maximum a posteriori estimation; see Bishop, Pattern Recognition
and Machine Learning, 2006, section 4.5). Goals are held out in turn, and nothing is written unless the held-out decisions are
predicted better than by the shipped scorer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from aligner.domain.encoding import Encoders
from aligner.domain.report import Report
from aligner.domain.terms import Terms
from aligner.errors import UsageError
from aligner.link.measure import measure
from aligner.link.model import LinkModel, load_model
from aligner.link.score import Scorer
from aligner.report.reviewed import Decision
from aligner.train.link_files import write_links

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

__all__ = ["Adapted", "adapt"]

FEWEST = 20
_FOLDS = 5
_PULLS = (1.0, 3.0, 10.0, 30.0, 100.0)
"""How strongly weights may be held where they were; the decisions themselves, by goals held out, choose among these."""


@dataclass(frozen=True, slots=True)
class Adapted:
    """What came of it: number of decisions, and the mean held-out log-loss before and after."""

    decisions: int
    before: float
    after: float

    @property
    def better(self) -> bool:
        """Tell whether the adapted scorer predicts unseen decisions better."""
        return self.after < self.before


def adapt(reviewed: Sequence[tuple[Report, Sequence[Decision]]], shipped: Path, out: Path, encoders: Encoders, terms: Terms) -> Adapted:
    """Fit the scorer to decisions and write a linker folder, if that predicts held-out decisions better.

    Args:
        reviewed: reports with the decisions made on their pairs.
        shipped: the linker folder to start from.
        out: folder to write.
        encoders: those of the reports' runs.
        terms: the glossary of the reports' runs.

    Raises:
        UsageError: there are fewer than 20 decisions, all are alike, or they name pairs that the report does not hold.
    """
    model = load_model(shipped)
    own = encoders.main.sha256 == model.encoder_sha256
    scorer = model.scorer if own else model.general
    rows, labels, groups = _examples(reviewed, encoders, terms, model)
    if len(labels) < FEWEST or labels.all() or not labels.any():
        message = f"{len(labels)} decisions ({int(labels.sum())} accepted) are too few to learn from; at least {FEWEST} with both kinds are needed"
        raise UsageError(message)
    z = (rows - scorer.mean) / scorer.scale
    before, after = [], []
    for fold in range(_FOLDS):
        held = groups % _FOLDS == fold
        if held.any() and not held.all():
            fitted = _fit(z[~held], labels[~held], scorer, _pull(z[~held], labels[~held], groups[~held], scorer))
            before.append(_losses(z[held], labels[held], scorer))
            after.append(_losses(z[held], labels[held], fitted))
    outcome = Adapted(len(labels), float(np.mean(np.concatenate(before))), float(np.mean(np.concatenate(after))))
    if outcome.better:
        fitted = _fit(z, labels, scorer, _pull(z, labels, groups, scorer))
        changed = replace(model, scorer=fitted) if own else replace(model, general=fitted)
        write_links(out, changed, recipe=f"aligner train links --decisions (with {len(labels)} decisions)", source=shipped)
    return outcome


def _examples(
    reviewed: Sequence[tuple[Report, Sequence[Decision]]], encoders: Encoders, terms: Terms, model: LinkModel
) -> tuple[Array, NDArray[np.bool_], NDArray[np.int64]]:
    """Return features of the decided pairs, the decisions, and a number for every goal."""
    rows: list[Array] = []
    labels: list[bool] = []
    groups: list[int] = []
    for report, decisions in reviewed:
        features = measure(report.goals, report.items, encoders=encoders, terms=terms, model=model).features
        row_of = {goal.id: place for place, goal in enumerate(report.goals)}
        column_of = {item.id: place for place, item in enumerate(report.items)}
        offset = max(groups, default=-1) + 1
        for one in decisions:
            if one.goal not in row_of or one.item not in column_of:
                message = (
                    f"the pair {one.goal}:{one.item} was decided on, but is not in the report; give the report that the table was made with"
                )
                raise UsageError(message)
            rows.append(features[row_of[one.goal], column_of[one.item]])
            labels.append(one.accepted)
            groups.append(offset + row_of[one.goal])
    stacked = np.stack(rows) if rows else np.zeros((0, 1), np.float32)
    return stacked, np.array(labels, np.bool_), np.array(groups, np.int64)


def _pull(z: Array, labels: NDArray[np.bool_], groups: NDArray[np.int64], scorer: Scorer) -> float:
    """Return the strength that predicts goals held out best."""
    folds = [groups % _FOLDS == fold for fold in range(_FOLDS)]
    told = [held for held in folds if held.any() and not held.all()]

    def loss(pull: float) -> float:
        return float(sum(_losses(z[held], labels[held], _fit(z[~held], labels[~held], scorer, pull)).sum() for held in told))

    return min(_PULLS, key=loss)


def _fit(z: Array, labels: NDArray[np.bool_], scorer: Scorer, pull: float) -> Scorer:
    """Return the scorer moved towards the decisions; weights of likeness stay above zero, as in the shipped one."""
    prior = np.append(scorer.weight, scorer.bias).astype(np.float64)
    wanted = labels.astype(np.float64)

    def loss(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = z @ parameters[:-1] + parameters[-1]
        error = 1 / (1 + np.exp(-np.clip(odds, -30, 30))) - wanted
        away = parameters - prior
        value = float((np.logaddexp(0, odds) - wanted * odds).sum() + pull * (away**2).sum())
        return value, np.append(z.T @ error, error.sum()) + 2 * pull * away

    bounds = [(None if name.startswith("log_") else 0.0, None) for name in scorer.features]
    found = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    return replace(scorer, weight=np.round(found[:-1], 5).astype(np.float32), bias=round(float(found[-1]), 5))


def _losses(z: Array, labels: NDArray[np.bool_], scorer: Scorer) -> NDArray[np.float64]:
    odds = (z @ scorer.weight + scorer.bias).astype(np.float64)
    return np.asarray(np.logaddexp(0, odds) - labels * odds, np.float64)
