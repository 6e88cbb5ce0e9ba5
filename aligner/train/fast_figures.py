"""How well the fast encoder ranks work for goals that it has not been shown, beside the encoder it follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.encode.glossary import Glossary
from aligner.link.retrieve import csls
from aligner.link.texts import with_glosses
from aligner.train.fast_files import Quantised
from aligner.train.link_data import Organisation, whole_run
from aligner.train.link_figures import Outcome, average_precision, best_f1

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.domain.encoding import Encoder

    Vectors = NDArray[np.float32]

__all__ = ["ranking"]


def ranking(organisations: Sequence[Organisation], table: Quantised, encoder: Encoder, tokenizer: Any) -> dict[str, dict[str, float]]:  # noqa: ANN401 - the library has no published types
    """Return mean average precision and best F1 over whole organisations, titles with glosses, corrected for hubs.

    Args:
        organisations: none of them shown to the table.
        table: the fast encoder.
        encoder: the one that it follows.
        tokenizer: of both.
    """
    rows = table.pieces * table.scales

    def fast(texts: Sequence[str]) -> Vectors:
        summed = np.stack([rows[encoding.ids].sum(axis=0) for encoding in tokenizer.encode_batch(list(texts))])
        return np.asarray(summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-12), np.float32)

    return {"fast": _ranked(organisations, fast), "encoder": _ranked(organisations, encoder.encode)}


def _ranked(organisations: Sequence[Organisation], encode: Callable[[Sequence[str]], Vectors]) -> dict[str, float]:
    glossed = partial(with_glosses, terms=Glossary.load())
    outcomes = []
    for one in organisations:
        run = whole_run(one)
        vectors = encode([glossed(text.title) for text in (*run.goals, *run.items)])
        goals, items = vectors[: len(run.goals)], vectors[len(run.goals) :]
        outcomes.append(Outcome(whole=True, scores=csls(goals @ items.T), truth=run.truth))
    return {
        "mean average precision": round(float(np.nanmean([average_precision(one) for one in outcomes])), 4),
        "best F1": round(float(np.mean([best_f1(one) for one in outcomes])), 4),
    }
