"""The fast encoder: one stored vector per word piece, added up; no network is run."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.encode.folder import FolderEncoder
from aligner.encode.tokenizer import load_tokenizer
from aligner.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["StaticEncoder"]

# Bounds the memory that the tokenizer's results take.
_TOGETHER = 2048


class StaticEncoder(FolderEncoder):
    """Adds up the vectors of a text's word pieces; how much a piece counts is the length of its vector.

    The pieces of a text are added one by one in their order, so a vector depends on nothing but its text.

    Args:
        folder: model folder with a manifest.

    Raises:
        ModelError: the folder is incomplete.
    """

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows of shape ``(len(texts), dimension)``, in the order of the texts; text beyond 256 word pieces is cut off."""
        rows = np.empty((len(texts), self.dimension), np.float32)
        if not texts:
            return rows
        self.load()
        tokenizer, pieces, scales = self._parts
        for start in range(0, len(texts), _TOGETHER):
            encodings = tokenizer.encode_batch(list(texts[start : start + _TOGETHER]))
            rows[start : start + _TOGETHER] = _summed([encoding.ids for encoding in encodings], pieces, scales)
        # Pieces may cancel out; such a text resembles nothing, and its row stays near zero instead of turning into no number.
        rows /= np.maximum(np.sqrt(np.square(rows).sum(axis=1, keepdims=True)), np.float32(1e-12))
        return rows

    @cached_property
    def _parts(self) -> tuple[Any, NDArray[np.int8], NDArray[np.float32]]:
        """The tokenizer, the vectors as integers and the scale of each."""
        try:
            tokenizer = load_tokenizer(self._folder, self._manifest)
            # Few of the pieces occur in a run; the others are never read.
            pieces = np.asarray(np.load(self._folder / "pieces.npy", mmap_mode="r", allow_pickle=False))
            scales = np.load(self._folder / "scales.npy", allow_pickle=False)
        # The tokenizer's library raises bare exceptions of its own for damaged files.
        except Exception as error:
            message = f"{self._folder}: the model cannot be loaded ({str(error).splitlines()[0]}); reinstall aligner"
            raise ModelError(message) from error
        count = tokenizer.get_vocab_size()
        if pieces.shape != (count, self.dimension) or scales.shape != (count, 1) or pieces.dtype != np.int8:
            message = f"{self._folder}: expected {count} vectors of {self.dimension} bytes, found {pieces.shape}; reinstall aligner"
            raise ModelError(message)
        return tokenizer, pieces, scales


def _summed(ids: Sequence[Sequence[int]], pieces: NDArray[np.int8], scales: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the sum of the vectors of every text, shape ``(len(ids), d)``; each text has at least its two end marks.

    The first pieces of all texts are added at once, then the second ones of all that have two, and so on.
    """
    lengths = np.fromiter(map(len, ids), np.intp, len(ids))
    flat = np.fromiter(chain.from_iterable(ids), np.intp, int(lengths.sum()))
    order = np.argsort(-lengths, kind="stable")
    starts = (np.cumsum(lengths) - lengths)[order]
    summed = np.zeros((len(ids), pieces.shape[1]), np.float32)
    for place in range(lengths[order[0]]):
        long_enough = int(np.searchsorted(-lengths[order], -place, side="left"))
        chosen = flat[starts[:long_enough] + place]
        summed[:long_enough] += pieces[chosen] * scales[chosen]
    rows = np.empty_like(summed)
    rows[order] = summed
    return rows
