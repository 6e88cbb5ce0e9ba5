"""Makes the shipped linker from the training pairs: ``aligner train links``.

The shipped encoder has seen every organisation, so what it says of their pairs is better than what it will say in use. The scorer is
therefore fitted on organisations that a second encoder, tuned in the same way, and a projection trained with that encoder have
not seen; its probabilities for a part of these come from a scorer fitted on the other parts, and calibration, thresholds and all
reported figures rest on those. The shipped projection is then trained on everything with the shipped encoder. The scorer for
other encoders is fitted with the original, untuned weights on the same organisations. Same inputs give the same files.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from aligner.encode.glossary import Glossary
from aligner.link.features import Dense
from aligner.link.measure import project_view, view_features
from aligner.link.model import LinkModel
from aligner.link.score import Scorer
from aligner.link.texts import View, with_glosses
from aligner.link.words import content_words
from aligner.train.link_data import Organisation, Run, Text, read_organisations, simulate, whole_run
from aligner.train.link_files import write_links
from aligner.train.projection import Sample, train_projection
from aligner.train.scorer_fit import Measurement, fit_scorers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.domain.encoding import Encoder
    from aligner.domain.terms import Terms

    Array = NDArray[np.float32]

__all__ = ["Encoders", "train"]

SEED = 20_260
_PARTS = 5
_RUNS = 12
_RARE = 3
_NOTHING = np.zeros(0, np.float32)
_UNFITTED = Scorer((), _NOTHING, _NOTHING, _NOTHING, bias=0.0, lowest_accept=1.0, highest_accept=1.0, reject_share=1.0, direct=1.0)


@dataclass(frozen=True, slots=True)
class _Vectors:
    """Encodes texts the way ``aligner.link.measure`` does, each only once."""

    encoder: Encoder
    pieces: Encoder
    terms: Terms

    def views(self, texts: Sequence[Text]) -> list[View]:
        return [View(text.full, with_glosses(text.full, self.terms)) for text in texts]

    def rows(self, texts: Sequence[Text]) -> Array:
        return self.encoder.encode([view.glossed for view in self.views(texts)])

    def sample(self, organisation: Organisation) -> Sample:
        run = whole_run(organisation)
        wordings = [
            [Text(record.goal, record.goal) for record in organisation.goals],
            [Text(record.paraphrase, record.paraphrase) for record in organisation.goals],
            [Text(record.goal, f"{record.goal}. {record.paraphrase}") for record in organisation.goals],
        ]
        return Sample(np.stack([self.rows(texts) for texts in wordings]), self.rows(run.items), run.truth > 0)


@dataclass(frozen=True, slots=True)
class Encoders:
    """The encoders that the recipe needs.

    Attributes:
        shipped: knows every organisation.
        held_out: tuned in the same way without the organisations named in ``unseen``.
        original: not tuned.
        held_out_pieces: the fast model made without those organisations.
        unseen: names of organisations.
    """

    shipped: Encoder
    held_out: Encoder
    original: Encoder
    held_out_pieces: Encoder
    unseen: frozenset[str]


def train(pairs: Path, out: Path, encoders: Encoders) -> None:
    """Write ``projection.npz``, ``scorers.json``, ``background.json``, ``figures.json`` and ``manifest.json``.

    Args:
        pairs: folder of ``<industry>.jsonl`` files.
        out: target folder, made if missing.
        encoders: see ``Encoders``.

    Raises:
        ModelError: the pairs cannot be read.
    """
    organisations = read_organisations(pairs)
    terms = Glossary.load()
    pieces = encoders.held_out_pieces
    original, held, shipped = (_Vectors(one, pieces, terms) for one in (encoders.original, encoders.held_out, encoders.shipped))
    unseen = [one for one in organisations if one.name in encoders.unseen]
    seen = [one for one in organisations if one.name not in encoders.unseen]
    # One thread: sums are taken in the same order everywhere, and small products are faster so.
    with threadpool_limits(limits=1):
        model = _assemble(seen, held)
        tuned = list(_measured(unseen, _RUNS, model, held))
        general = list(_measured(unseen, _RUNS, model, original))
        fitted = fit_scorers(tuned, general)
        final = _assemble(organisations, shipped)
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(pairs.glob("*.jsonl")))).hexdigest()
    final = replace(final, scorer=fitted.tuned, general=fitted.general)
    write_links(out, final, recipe="aligner train links --corpus corpora --out models", training_sha256=digest, figures=fitted.figures)


def _measured(organisations: Sequence[Organisation], runs: int, model: LinkModel, vectors: _Vectors) -> Iterator[Measurement]:
    """Yield runs of every organisation, the first of them whole."""
    order = np.random.default_rng(SEED).permutation(len(organisations)).tolist()
    rng = np.random.default_rng(SEED)
    for rank, place in enumerate(order):
        for number in range(runs):
            run = simulate(organisations[place], rng) if number else whole_run(organisations[place])
            yield Measurement(rank % _PARTS, number == 0, run, _features(run, model, vectors))


def _features(run: Run, model: LinkModel, vectors: _Vectors) -> Array:
    left, right = vectors.views(run.goals), vectors.views(run.items)
    plain, pieces = (
        Dense(encoder.encode([view.glossed for view in left]), encoder.encode([view.glossed for view in right]))
        for encoder in (vectors.encoder, vectors.pieces)
    )
    return view_features((plain, project_view(plain, model.projection), pieces), left, right, model)


def _assemble(organisations: Sequence[Organisation], vectors: _Vectors) -> LinkModel:
    """Train the projection and count words on some organisations; the scorers come later."""
    texts = [
        text for one in organisations for record in one.goals for text in (record.goal, record.paraphrase, *record.direct, *record.indirect)
    ]
    stems = Counter(stem for text in texts for stem in dict.fromkeys(stem for stem, _ in content_words(text)))
    return LinkModel(
        encoder_sha256=vectors.encoder.sha256,
        scorer=_UNFITTED,
        general=_UNFITTED,
        projection=train_projection([vectors.sample(one) for one in organisations], SEED),
        frequencies={stem: count for stem, count in sorted(stems.items()) if count >= _RARE},
        documents=len(texts),
    )
