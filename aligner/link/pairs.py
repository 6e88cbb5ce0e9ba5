"""Links goals and items: retrieval, features, probability, explicit references, the abstention band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.domain.encoding import Encoders
from aligner.domain.goals import Goal, Item, WorkClass
from aligner.domain.links import Link, Strength
from aligner.domain.terms import Terms
from aligner.link.evidence import closeness, quotes, reasons
from aligner.link.references import References, ancestors, find_references
from aligner.resources import model_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.link.measure import Measured
    from aligner.link.score import Scorer
    from aligner.link.themes import Themes

__all__ = ["Weighed", "covered", "link", "weigh"]

# Log-odds that a document's own words are worth: an explicit reference outweighs all but the most contrary texts.
_NAMED = 5.0
_NEAR = 0.5
_NEAREST = 3.0
_ELSEWHERE = -2.0
# Work that keeps the lights on seldom serves a goal, whatever words it shares with one.
_EXEMPT = -2.0
# The training pairs share fewer words than documents do, since that is what they were written for; what the scorer learnt from them
# leaves shared words too little weight. Chosen on the labelled organisations of the split "dev".
_SHARED_WORDS, _WORDS = 2.0, "words.corrected"
# Work is planned for the parts of a goal rather than for the whole.
_WHOLE = -0.7
# Below this cosine the texts of a named pair have nothing to do with each other, which the reader should know.
_FAR = 0.05
_CERTAIN = 1e-4
_BESIDE = "the row beside it serves this goal too"
_SAME_OWNER = "the same person or unit is named as owner on both sides"


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Every pair's ``probability`` and ``similarity``, both of shape ``(n_goals, n_items)``, and what they rest on.

    ``alone`` are the log-odds before neighbours were heard, ``scorer`` is the one used,
    ``references`` what names what, ``owned`` which pairs name the same owner, ``told`` which state numbers of the same measure,
    ``themes`` what either side is about.
    """

    probability: NDArray[np.float32]
    similarity: NDArray[np.float32]
    alone: NDArray[np.float32]
    scorer: Scorer
    references: References
    owned: NDArray[np.bool_]
    told: NDArray[np.bool_]
    themes: Themes | None


def link(  # noqa: PLR0913 - a stage's one entry, all but two by name and optional
    goals: Sequence[Goal],
    items: Sequence[Item],
    *,
    encoders: Encoders,
    glossary: Terms,
    accept: float | None = None,
    reject: float | None = None,
    folder: Path | None = None,
) -> tuple[Link, ...]:
    """Return the pairs that belong together, and those that cannot be told.

    Args:
        goals: the strategy side; a link to a child goal is not repeated for its ancestors.
        items: the execution side.
        encoders: make the vectors; for the shipped main one there is a projection, others do without.
        glossary: explains terms on both sides.
        accept: probability from which a pair is a link; None for the value that suits this run's probabilities.
        reject: probability below which a pair is dropped; None for a share of ``accept``. Between the two, ``Link.accepted`` is False.
        folder: a linker folder; None for the shipped one.

    Returns:
        Links in the order of the goals and then by falling probability.

    Raises:
        ModelError: the shipped model is missing or damaged.
    """
    if not goals or not items:
        return ()
    # numpy comes with this; nothing of it is needed to say that there is nothing to link.
    from aligner.link.calibrate import accept_threshold  # noqa: PLC0415 - see above
    from aligner.link.neighbours import beside  # noqa: PLC0415 - see above

    weighed = weigh(goals, items, encoders=encoders, glossary=glossary, folder=folder)
    scorer, probability, similarity = weighed.scorer, weighed.probability, weighed.similarity
    if accept is None:
        accept = accept_threshold(probability, scorer.lowest_accept, scorer.highest_accept)
    reject = min(accept, accept * scorer.reject_share if reject is None else reject)
    rows = beside(items)
    kept = _kept(weighed, ancestors(goals), accept, reject)
    return tuple(
        Link(
            goal=goals[row].id,
            item=items[column].id,
            probability=round(float(probability[row, column]), 4),
            strength=Strength.DIRECT if probability[row, column] >= scorer.direct else Strength.INDIRECT,
            evidence=quotes(goals[row], items[column]),
            why=(
                *_naming((row, column), weighed.references, float(similarity[row, column])),
                *((_SAME_OWNER,) if weighed.owned[row, column] else ()),
                *_theme(weighed.themes, row, column),
                *((_BESIDE,) if any(probability[row, place] >= accept for place in rows[column]) else ()),
                *reasons(
                    goals[row],
                    items[column],
                    similarity=float(similarity[row, column]),
                    rank=1 + int((probability[:, column] > probability[row, column]).sum()),
                    rivals=len(goals),
                    terms=glossary,
                ),
            ),
            accepted=bool(probability[row, column] >= accept),
            similarity=round(float(similarity[row, column]), 4),
        )
        for row, column in kept
    )


def weigh(goals: Sequence[Goal], items: Sequence[Item], *, encoders: Encoders, glossary: Terms, folder: Path | None = None) -> Weighed:
    """Return the probability of every pair after everything that texts, structure, numbers and references say; see ``link``."""
    import numpy as np  # noqa: PLC0415 - see ``link``

    from aligner.link.measure import measure  # noqa: PLC0415 - see ``link``
    from aligner.link.model import load_model  # noqa: PLC0415 - see ``link``
    from aligner.link.neighbours import load_neighbours  # noqa: PLC0415 - see ``link``
    from aligner.link.owners import owner_odds  # noqa: PLC0415 - see ``link``
    from aligner.link.quantities import measure_odds  # noqa: PLC0415 - see ``link``
    from aligner.link.structure import through_parents  # noqa: PLC0415 - see ``link``

    measured = measure(goals, items, encoders=encoders, terms=glossary, model=load_model(folder or model_folder("links")))
    references = find_references(goals, items)
    owners = owner_odds(goals, items)
    wholes = {goal.parent for goal in goals}
    parted = np.array([[_WHOLE * (goal.id in wholes)] for goal in goals], np.float32)
    numbers = measure_odds(goals, items)
    told = numbers + owners + parted + _word_odds(measured)
    odds = _with_context(through_parents(measured.probability, items), items, references, told)
    corrected = load_neighbours(model_folder("neighbours")).apply(odds, items)
    probability = np.asarray(1 / (1 + np.exp(-corrected)), np.float32)
    return Weighed(
        probability,
        measured.similarity,
        odds,
        measured.scorer,
        references,
        owners > 0,
        numbers > 0,
        measured.themes,
    )


def _word_odds(measured: Measured) -> NDArray[np.float32]:
    """Return log-odds to add for words that a pair shares beyond what the run's pairs share on average."""
    import numpy as np  # noqa: PLC0415 - see ``link``

    if _WORDS not in measured.scorer.features:
        return np.zeros(measured.probability.shape, np.float32)
    shared = measured.features[..., measured.scorer.features.index(_WORDS)]
    return np.asarray(_SHARED_WORDS * (shared - shared.mean()), np.float32)


def _with_context(
    probability: NDArray[np.float32], items: Sequence[Item], references: References, shared: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return log-odds: raise the goals that a document names for an item, lower the item's others, and lower exempt work that names none.

    ``shared`` holds log-odds to add for pairs that state numbers of the same measure or name the same owner.
    """
    import numpy as np  # noqa: PLC0415 - see ``link``

    clipped = np.clip(probability, _CERTAIN, 1 - _CERTAIN)
    odds = np.log(clipped / (1 - clipped)) + shared
    # Work that names one goal may serve another too: the plainer the texts say so, the less the name speaks against it.
    doubt = (1 - clipped) ** 2
    named, near = _by_item(references.named), _by_item(references.near)
    for column, item in enumerate(items):
        if column in named or column in near:
            odds[:, column] += _ELSEWHERE * doubt[:, column]
        if column not in named and item.work_class is not WorkClass.CHANGE:
            odds[:, column] += _EXEMPT
    for column, rows in named.items():
        odds[rows, column] += _NAMED - _ELSEWHERE * doubt[rows, column]
    for column, rows in near.items():
        odds[rows, column] += _NEAR - _ELSEWHERE * doubt[rows, column]
        # Work for a part of the strategy is work for one of its goals: the likeliest.
        odds[max(rows, key=lambda row: odds[row, column]), column] += _NEAREST
    return np.asarray(odds, np.float32)


def _by_item(pairs: Mapping[tuple[int, int], str]) -> dict[int, list[int]]:
    """Return the positions of the goals of every item, both as first met."""
    found: dict[int, list[int]] = {}
    for row, column in pairs:
        found.setdefault(column, []).append(row)
    return found


def _kept(weighed: Weighed, above: Sequence[Sequence[int]], accept: float, reject: float) -> list[tuple[int, int]]:
    """Return accepted and doubtful pairs by goal and falling probability, without ancestors of an accepted goal.

    A pair that states numbers of one measure is worth a look wherever it lies in the band: the numbers may conflict.
    """
    probability = weighed.probability
    from aligner.link.calibrate import doubtful  # noqa: PLC0415 - see ``link``

    rows, columns = ((probability >= accept) | doubtful(probability, accept, reject) | ((probability >= reject) & weighed.told)).nonzero()
    pairs = [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]
    hidden = covered(probability, above, accept)
    return sorted((pair for pair in pairs if pair not in hidden), key=lambda pair: (pair[0], -float(probability[pair]), pair[1]))


def covered(probability: NDArray[np.float32], above: Sequence[Sequence[int]], accept: float) -> set[tuple[int, int]]:
    """Return pairs that say nothing more, since a goal further down already has the item: rows and columns.

    Args:
        probability: shape ``(n_goals, n_items)``.
        above: the rows of every goal's ancestors.
        accept: probability from which a pair is a link.
    """
    rows, columns = (probability >= accept).nonzero()
    return {(ancestor, column) for row, column in zip(rows.tolist(), columns.tolist(), strict=True) for ancestor in above[row]}


def _theme(themes: Themes | None, row: int, column: int) -> tuple[str, ...]:
    """Return the theme that both sides plainly serve as a reason."""
    shared = themes.shared(row, column) if themes is not None else None
    return () if shared is None else (f"both are about {shared}",)


def _naming(pair: tuple[int, int], references: References, similarity: float) -> tuple[str, ...]:
    """Return the reason that a document's own reference gives, with a caution when the texts speak of different things."""
    if pair in references.near:
        return (f'the document names the part of the strategy that holds this goal: "{references.near[pair]}"',)
    if pair not in references.named:
        return ()
    stated = f'the document names this goal: "{references.named[pair]}"'
    return (f"{stated}, although the texts are {closeness(similarity)}; check the reference" if similarity < _FAR else stated,)
