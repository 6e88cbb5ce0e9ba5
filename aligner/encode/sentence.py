"""Any sentence-transformers model, through that library; the only importer of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SentenceEncoder"]


class SentenceEncoder:
    """Encodes one text at a time, because the padding of a batch would change the last bits of its rows.

    Args:
        model: name on the model hub or folder; the hub is asked unless the environment forbids it (``HF_HUB_OFFLINE=1``).

    Raises:
        MissingExtraError: sentence-transformers is not installed.
        ModelError: the library cannot load the model.
    """

    def __init__(self, model: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes seconds to import
        except ImportError as error:
            message = f"the model '{model}' needs sentence-transformers, which is not installed; run: pip install 'aligner[transformers]'"
            raise MissingExtraError(message) from error
        try:
            self._model: Any = SentenceTransformer(model, device="cpu")
        # The library lets errors of several others through (hub, tokenizers, json, safetensors).
        except Exception as error:
            reason = (str(error) or type(error).__name__).splitlines()[0]
            message = (
                f"the model '{model}' cannot be loaded: {reason}; give 'default', a model name or a folder that sentence-transformers knows"
            )
            raise ModelError(message) from error
        self._model.eval()
        self.name = model
        self.dimension = len(self._model.encode([""])[0])
        self.sha256 = _fingerprint(self._model)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows of shape ``(len(texts), dimension)``, in the order of the texts."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        rows = self._model.encode(list(texts), batch_size=1, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(rows, np.float32)


def _fingerprint(model: Any) -> str:  # noqa: ANN401 - the library has no published types
    """Return a sha256 over structure and weights, whatever the file format they were read from."""
    total = hashlib.sha256(str(model).encode())
    for name, tensor in sorted(model.state_dict().items()):
        total.update(name.encode())
        total.update(np.ascontiguousarray(tensor.detach().cpu().float().numpy()).tobytes())
    return total.hexdigest()
