"""The default encoder: the shipped model, run by onnxruntime; the only importer of onnxruntime."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.encode.folder import FolderEncoder
from aligner.encode.tokenizer import load_tokenizer
from aligner.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Batch", "ShippedEncoder"]

_MAX_WORKERS = 8
_TOGETHER = 256
"""Tokens. Weights are then read from memory once for many texts; beyond this, nothing more is gained."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts of one length in tokens, run together.

    Attributes:
        places: where they stand among the texts of the call.
        ids: tokens, shape ``(len(places), length)``.
    """

    places: tuple[int, ...]
    ids: NDArray[np.int64]


class ShippedEncoder(FolderEncoder):
    """Encodes texts of one length together, several such batches at a time on as many threads.

    Nothing is padded, no operator of the graph looks beyond one text, and a run uses one thread, so a vector depends on
    nothing but its text, down to the last bit.

    Args:
        folder: model folder with a manifest.

    Raises:
        ModelError: the folder is incomplete.
    """

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows of shape ``(len(texts), dimension)``, in the order of the texts; text beyond 256 tokens is cut off."""
        rows = np.empty((len(texts), self.dimension), np.float32)
        if not texts:
            return rows

        def run(batch: Batch) -> None:
            rows[list(batch.places)] = self.run(batch)

        batches = self.batches(texts)
        workers = min(_MAX_WORKERS, _processors(), len(batches))
        if workers == 1:
            for batch in batches:
                run(batch)
        else:
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(run, batches))
        return rows

    def batches(self, texts: Sequence[str]) -> list[Batch]:
        """Cut texts into tokens and put those of one length together; the longest runs come first, so that no thread is left with one.

        Raises:
            ModelError: the model cannot be loaded.
        """
        self.load()
        tokenizer, _ = self._parts
        # One text alone is cut up without letting go of the interpreter, which would cost more than the work.
        encodings = tokenizer.encode_batch(list(texts)) if len(texts) > 1 else [tokenizer.encode(text) for text in texts]
        ids = [encoding.ids for encoding in encodings]
        alike: dict[int, list[int]] = {}
        for place, tokens in enumerate(ids):
            alike.setdefault(len(tokens), []).append(place)
        found: list[Batch] = []
        for length, places in alike.items():
            most = max(1, _TOGETHER // length)
            found += [
                Batch(tuple(some), np.array([ids[place] for place in some], np.int64))
                for some in (places[start : start + most] for start in range(0, len(places), most))
            ]
        return sorted(found, key=lambda batch: -batch.ids.size)

    def run(self, batch: Batch) -> NDArray[np.float32]:
        """Return the rows of a batch, in the order of its places."""
        rows: NDArray[np.float32] = self._parts[1].run(None, {"ids": batch.ids})[0]
        return rows

    @cached_property
    def _parts(self) -> tuple[Any, Any]:
        """The tokenizer and the session; imports cost time, so they wait until a text must be encoded."""
        import onnxruntime  # noqa: PLC0415 - see above

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            tokenizer = load_tokenizer(self._folder, self._manifest)
            session = onnxruntime.InferenceSession(str(self._folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
        # Both libraries raise bare exceptions of their own for damaged files.
        except Exception as error:
            message = f"{self._folder}: the model cannot be loaded ({str(error).splitlines()[0]}); reinstall aligner"
            raise ModelError(message) from error
        return tokenizer, session


def _processors() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
