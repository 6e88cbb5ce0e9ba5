"""Softmax regression on fixed vectors: the trained half of both extractors, small enough to read in a millisecond."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LinearClassifier", "data_hash"]

_WEIGHTS = "weights.npz"
_MANIFEST = "manifest.json"
_SCHEMA = "aligner.linear/1"


@dataclass(frozen=True)
class LinearClassifier:
    """Scores vectors against a fixed set of labels.

    Attributes:
        labels: names of the ``k`` classes, in the order of the columns of ``probabilities``.
        weights: shape ``(d, k)``. bias: shape ``(k,)``.
        manifest: what is known about the model: schema, labels, sha256 of the weights, training data, figures, licence, card.
    """

    labels: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    manifest: Mapping[str, object]

    @classmethod
    def load(cls, folder: Path) -> LinearClassifier:
        """Read a model folder.

        Raises:
            ModelError: a file is missing, unreadable, or not the one the manifest describes.
        """
        import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

        try:
            manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
            data = (folder / _WEIGHTS).read_bytes()
            _check(manifest, data, folder)
            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                weights, bias = arrays["weights"].astype(np.float32), arrays["bias"].astype(np.float32)
            labels = tuple(str(label) for label in manifest["labels"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = f"the model folder '{folder}' cannot be read ({type(error).__name__}); reinstall aligner or train the model again"
            raise ModelError(message) from error
        if weights.shape != (weights.shape[0], len(labels)) or bias.shape != (len(labels),):
            message = f"the model folder '{folder}' holds weights of shape {weights.shape} for {len(labels)} labels; train the model again"
            raise ModelError(message)
        return cls(labels, weights, bias, manifest)

    def save(self, folder: Path) -> None:
        """Write weights and manifest; the same model gives the same bytes."""
        import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

        buffer = io.BytesIO()
        np.savez(buffer, weights=self.weights.astype(np.float32), bias=self.bias.astype(np.float32))
        data = buffer.getvalue()
        stated = {"schema": _SCHEMA, "labels": list(self.labels), "dimension": int(self.weights.shape[0])}
        manifest = {**self.manifest, **stated, "sha256": hashlib.sha256(data).hexdigest()}
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _WEIGHTS).write_bytes(data)
        (folder / _MANIFEST).write_text(json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")

    def probabilities(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probability of every label for every row.

        Args:
            vectors: shape ``(n, d)``.

        Returns:
            Shape ``(n, k)``; rows sum to one.

        Raises:
            ModelError: the vectors do not have the length the model was trained on.
        """
        import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

        if vectors.ndim != 2 or vectors.shape[1] != self.weights.shape[0]:  # noqa: PLR2004 - a matrix
            message = f"expected vectors of shape (n, {self.weights.shape[0]}), got {vectors.shape}; the encoder is not the one the model was trained with"
            raise ModelError(message)
        logits = vectors.astype(np.float32) @ self.weights + self.bias
        logits -= logits.max(axis=1, keepdims=True)
        raised = np.exp(logits)
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)

    def column(self, label: str) -> int:
        """Return the column of a label.

        Raises:
            ModelError: the model does not know the label; the message lists those it knows.
        """
        if label not in self.labels:
            message = f"the model has no label '{label}'; it knows {', '.join(self.labels)}"
            raise ModelError(message)
        return self.labels.index(label)


def _check(manifest: Mapping[str, object], data: bytes, folder: Path) -> None:
    if manifest.get("schema") != _SCHEMA:
        message = f"the model folder '{folder}' has schema {manifest.get('schema')!r}, expected {_SCHEMA!r}; reinstall aligner"
        raise ModelError(message)
    if manifest.get("sha256") != hashlib.sha256(data).hexdigest():
        message = f"the weights in '{folder}' are not the ones its manifest describes; reinstall aligner"
        raise ModelError(message)


def data_hash(texts: Sequence[str]) -> str:
    """Return the SHA-256 over training lines in order, so that a manifest can name its data."""
    return hashlib.sha256("\n".join(texts).encode("utf-8")).hexdigest()
