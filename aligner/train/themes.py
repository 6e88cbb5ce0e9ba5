"""The theme classifier: ``aligner train themes``.

Every glossary entry names the themes that its term serves; its own words and its gloss are the text. One logistic regression a
theme, since a text may serve several. Figures hold out every fifth entry, counted by the order of their terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.encode.glossary_files import Entry, parse_jsonl
from aligner.extract.classifier import data_hash
from aligner.link.themes import ThemeModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.domain.encoding import Encoder

__all__ = ["train"]

SEED = 7
_STRENGTH = 3.0
_ROUNDS = 300
_HELD = 5
_CARD = (
    "Logistic regressions that tell which broad themes (growth, compliance, data and AI ...) a goal or a piece of work serves. "
    "Trained on the shipped glossary's terms and glosses only."
)


def train(corpus: Path, out: Path, encoder: Encoder) -> dict[str, object]:  # noqa: ARG001 - the glossary is part of the package
    """Fit on the shipped glossary, write the model folder, and return held-out figures."""
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.metrics import average_precision_score  # noqa: PLC0415 - training only

    entries = [
        entry
        for entry in parse_jsonl(files("aligner").joinpath("data", "glossary.jsonl").read_text("utf-8"), "glossary.jsonl")
        if entry.themes
    ]
    texts = [text for entry in entries for text in _texts(entry)]
    owners = np.repeat(np.arange(len(entries)), 2)
    rows = encoder.encode(texts)
    themes = tuple(sorted({theme for entry in entries for theme in entry.themes}))
    wanted = np.array([[theme in entries[owner].themes for theme in themes] for owner in owners], np.bool_)
    held = owners % _HELD == 0
    guessed = _fit(rows[~held], wanted[~held], themes).probabilities(rows[held])
    scores = average_precision_score(wanted[held], guessed, average=None)
    figures: dict[str, object] = {
        "entries": len(entries),
        "mean average precision": round(float(np.mean(scores)), 3),
        "base rate": round(float(wanted[held].mean()), 3),
        "most likely theme is one of the entry's": round(float(wanted[held][np.arange(int(held.sum())), guessed.argmax(axis=1)].mean()), 3),
    }
    model = _fit(rows, wanted, themes)
    model.save(
        out,
        {
            "card": _CARD,
            "licence": "Apache-2.0",
            "seed": SEED,
            "encoder": encoder.name,
            "encoder_sha256": encoder.sha256,
            "data_sha256": data_hash(texts),
            "held out by entry": figures,
            "recipe": "aligner train themes --corpus corpora --out models",
        },
    )
    return figures


def _texts(entry: Entry) -> tuple[str, str]:
    """Return the wording of an item (the term with its gloss) and of a goal (the gloss alone)."""
    return f"{entry.term} ({entry.gloss})", entry.gloss


def _fit(rows: NDArray[np.float32], wanted: NDArray[np.bool_], themes: Sequence[str]) -> ThemeModel:
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - training only

    fitted = [LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS).fit(rows, wanted[:, column]) for column in range(len(themes))]
    weights = np.concatenate([one.coef_ for one in fitted]).T.astype(np.float32)
    return ThemeModel(tuple(themes), weights, np.concatenate([one.intercept_ for one in fitted]).astype(np.float32), "")
