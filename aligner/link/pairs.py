"""Links goals and items: retrieval, features, probability, explicit references, the abstention band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from aligner.domain.encoding import Encoder
from aligner.domain.goals import Goal, Item
from aligner.domain.links import Link, Strength
from aligner.domain.terms import Terms
from aligner.link.evidence import closeness, quotes, reasons
from aligner.link.references import referenced_goals
from aligner.resources import model_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


__all__ = ["link"]

# An explicit reference is worth this much log-odds: as strong as the best of texts, unless these contradict it.
_NAMED = 5.0
_NAMED_ABOVE = 1.0
_NAMED_ELSEWHERE = -1.0
# Below this cosine the texts of a named pair have nothing to do with each other, which the reader should know.
_FAR = 0.05
_CERTAIN = 1e-4


def link(
    goals: Sequence[Goal],
    items: Sequence[Item],
    *,
    encoder: Encoder,
    glossary: Terms,
    accept: float | None = None,
    reject: float | None = None,
) -> tuple[Link, ...]:
    """Return the pairs that belong together, and those that cannot be told.

    Args:
        goals: the strategy side; a link to a child goal is not repeated for its ancestors.
        items: the execution side.
        encoder: makes the vectors; the shipped one has a projection trained for it, others do without.
        glossary: explains terms on both sides.
        accept: probability from which a pair is a link; None for the value that suits this run's probabilities.
        reject: probability below which a pair is dropped; None for a share of ``accept``. Between the two, ``Link.accepted`` is False.

    Returns:
        Links in the order of the goals and then by falling probability.

    Raises:
        ModelError: the shipped model is missing or damaged.
    """
    if not goals or not items:
        return ()
    # numpy comes with these; nothing of it is needed to say that there is nothing to link.
    from aligner.link.calibrate import accept_threshold  # noqa: PLC0415 - see above
    from aligner.link.measure import measure  # noqa: PLC0415 - see above
    from aligner.link.model import load_model  # noqa: PLC0415 - see above

    measured = measure(goals, items, encoder=encoder, terms=glossary, model=load_model(model_folder("links")))
    scorer = measured.scorer
    named = referenced_goals(goals, items)
    probability = _with_references(measured.probability, goals, named)
    if accept is None:
        accept = accept_threshold(probability, scorer.lowest_accept, scorer.highest_accept)
    reject = min(accept, accept * scorer.reject_share if reject is None else reject)
    kept = _kept(probability, goals, named, accept, reject)
    return tuple(
        Link(
            goal=goals[row].id,
            item=items[column].id,
            probability=round(float(probability[row, column]), 4),
            strength=Strength.DIRECT if probability[row, column] >= scorer.direct else Strength.INDIRECT,
            evidence=quotes(goals[row], items[column]),
            why=(
                *_naming(named.get((row, column)), float(measured.similarity[row, column])),
                *reasons(
                    goals[row],
                    items[column],
                    similarity=float(measured.similarity[row, column]),
                    rank=1 + int((probability[:, column] > probability[row, column]).sum()),
                    rivals=len(goals),
                    terms=glossary,
                ),
            ),
            accepted=bool(probability[row, column] >= accept),
        )
        for row, column in kept
    )


def _with_references(probability: NDArray[np.float32], goals: Sequence[Goal], named: Mapping[tuple[int, int], str]) -> NDArray[np.float32]:
    """Raise pairs that a document names itself and goals below the named one; lower the named item's other goals."""
    if not named:
        return probability
    import numpy as np  # noqa: PLC0415 - see ``link``

    clipped = np.clip(probability, _CERTAIN, 1 - _CERTAIN)
    odds = np.log(clipped / (1 - clipped))
    above = _ancestors(goals)
    for column in dict.fromkeys(column for _, column in named):
        rows = {row for row, place in named if place == column}
        for row in range(len(goals)):
            if row in rows:
                odds[row, column] += _NAMED
            elif rows & set(above[row]):
                odds[row, column] += _NAMED_ABOVE
            else:
                odds[row, column] += _NAMED_ELSEWHERE
    return np.asarray(1 / (1 + np.exp(-odds)), np.float32)


def _ancestors(goals: Sequence[Goal]) -> list[tuple[int, ...]]:
    """Return the positions of every goal's ancestors, nearest first."""
    place = {goal.id: position for position, goal in enumerate(goals)}
    found = []
    for goal in goals:
        line: list[int] = []
        parent = goal.parent
        while parent in place and place[parent] not in line:
            line.append(place[parent])
            parent = goals[place[parent]].parent
        found.append(tuple(line))
    return found


def _kept(
    probability: NDArray[np.float32],
    goals: Sequence[Goal],
    named: Mapping[tuple[int, int], str],
    accept: float,
    reject: float,
) -> list[tuple[int, int]]:
    """Return accepted and doubtful pairs by goal and falling probability, without ancestors of an accepted goal."""
    from aligner.link.calibrate import doubtful  # noqa: PLC0415 - see ``link``

    above = _ancestors(goals)
    rows, columns = ((probability >= accept) | doubtful(probability, accept, reject)).nonzero()
    pairs = [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]
    covered = {(ancestor, column) for row, column in pairs if probability[row, column] >= accept for ancestor in above[row]}
    kept = [pair for pair in pairs if pair not in covered or pair in named]
    return sorted(kept, key=lambda pair: (pair[0], -float(probability[pair]), pair[1]))


def _naming(name: str | None, similarity: float) -> tuple[str, ...]:
    """Return the reason that a document's own reference gives, with a caution when the texts speak of different things."""
    if name is None:
        return ()
    stated = f'the document names this goal: "{name}"'
    return (f"{stated}, although the texts are {closeness(similarity)}; check the reference" if similarity < _FAR else stated,)
