"""The kind of a statement, by the trained classifier: encoder vectors joined with features of the wording."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from aligner.domain.encoding import Encoder
from aligner.domain.statements import StatementKind
from aligner.extract.classifier import LinearClassifier
from aligner.extract.goal_features import text_features
from aligner.resources import model_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["KINDS", "classify", "statement_vectors"]

KINDS = tuple(kind.value for kind in StatementKind)


def classify(texts: Sequence[str], encoder: Encoder) -> NDArray[np.float32]:
    """Return the probability of every kind for every text.

    The shipped weights belong to the shipped encoder; with any other encoder the wording alone decides, by weights trained for that.

    Args:
        texts: statements, stripped of numbering and labels.
        encoder: turns texts into unit vectors; not called when it is not the one the weights were trained with.

    Returns:
        Shape ``(len(texts), len(KINDS))``, columns in the order of ``KINDS``; rows sum to one.

    Raises:
        ModelError: the shipped weights are missing or damaged.
    """
    import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

    if not texts:
        return np.zeros((0, len(KINDS)), dtype=np.float32)
    model = _model("encoded")
    if model.manifest.get("encoder_sha256") == encoder.sha256:
        found = model.probabilities(statement_vectors(texts, encoder))
    else:
        model = _model("wording")
        found = model.probabilities(text_features(texts))
    ordered = np.zeros((len(texts), len(KINDS)), dtype=np.float32)
    for column, label in enumerate(model.labels):
        ordered[:, KINDS.index(label)] = found[:, column]
    return ordered


def statement_vectors(texts: Sequence[str], encoder: Encoder) -> NDArray[np.float32]:
    """Return encoder vectors with the wording features beside them, shape ``(len(texts), dimension + len(FEATURES))``."""
    import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

    return np.hstack([encoder.encode(texts), text_features(texts)])


@cache
def _model(name: str) -> LinearClassifier:
    return LinearClassifier.load(model_folder("statements") / name)
