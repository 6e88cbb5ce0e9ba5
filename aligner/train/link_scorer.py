"""Makes the shipped linker from the training pairs: ``aligner train links``.

Organisations are divided into five parts. The projection that measures a part was trained on the other four, so the scorer
learns from pairs of organisations that the projection has not seen, as in use; its probabilities for a part, in turn, come from
a scorer trained on the other four, and calibration, thresholds and all reported figures rest on those. The shipped projection
and scorers are then trained on everything. Same pairs and same encoder give the same files.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from aligner.encode import load_encoder
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

__all__ = ["train"]

SEED = 20_260
_PARTS = 5
_RUNS = 4
_RARE = 3
_NOTHING = np.zeros(0, np.float32)
_UNFITTED = Scorer((), _NOTHING, _NOTHING, _NOTHING, bias=0.0, lowest_accept=1.0, highest_accept=1.0, reject_share=1.0, direct=1.0)


@dataclass(frozen=True, slots=True)
class _Vectors:
    """Encodes texts the way ``aligner.link.measure`` does, each only once."""

    encoder: Encoder
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


def train(pairs: Path, out: Path) -> None:
    """Write ``projection.npz``, ``scorers.json``, ``background.json``, ``figures.json`` and ``manifest.json``.

    Args:
        pairs: folder of ``<industry>.jsonl`` files.
        out: target folder, made if missing.

    Raises:
        ModelError: the pairs cannot be read.
    """
    organisations = read_organisations(pairs)
    vectors = _Vectors(load_encoder(), Glossary.load())
    samples = {organisation.name: vectors.sample(organisation) for organisation in organisations}
    # One thread: sums are taken in the same order everywhere, and small products are faster so.
    with threadpool_limits(limits=1):
        fitted = fit_scorers(list(_measured(organisations, samples, vectors)))
        model = _assemble(organisations, samples, vectors, SEED)
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(pairs.glob("*.jsonl")))).hexdigest()
    model = replace(model, scorer=fitted.tuned, general=fitted.general)
    write_links(out, model, recipe="aligner train links --corpus corpora --out models", training_sha256=digest, figures=fitted.figures)


def _measured(organisations: Sequence[Organisation], samples: Mapping[str, Sample], vectors: _Vectors) -> Iterator[Measurement]:
    """Yield runs of every organisation, measured with what was learnt from the other parts."""
    order = np.random.default_rng(SEED).permutation(len(organisations)).tolist()
    for part in range(_PARTS):
        others = [organisations[place] for rank, place in enumerate(order) if rank % _PARTS != part]
        model = _assemble(others, samples, vectors, SEED + part)
        rng = np.random.default_rng(SEED + part)
        for place in order[part::_PARTS]:
            for number in range(_RUNS):
                run = simulate(organisations[place], rng) if number else whole_run(organisations[place])
                yield Measurement(part, number == 0, run, _features(run, model, vectors))


def _features(run: Run, model: LinkModel, vectors: _Vectors) -> Array:
    plain = Dense(vectors.rows(run.goals), vectors.rows(run.items))
    return view_features((plain, project_view(plain, model.projection)), vectors.views(run.goals), vectors.views(run.items), model)


def _assemble(organisations: Sequence[Organisation], samples: Mapping[str, Sample], vectors: _Vectors, seed: int) -> LinkModel:
    """Train the projection and count words on some organisations; the scorers come later."""
    texts = [
        text for one in organisations for record in one.goals for text in (record.goal, record.paraphrase, *record.direct, *record.indirect)
    ]
    stems = Counter(stem for text in texts for stem in dict.fromkeys(stem for stem, _ in content_words(text)))
    return LinkModel(
        encoder_sha256=vectors.encoder.sha256,
        scorer=_UNFITTED,
        general=_UNFITTED,
        projection=train_projection([samples[one.name] for one in organisations], seed),
        frequencies={stem: count for stem, count in sorted(stems.items()) if count >= _RARE},
        documents=len(texts),
    )
