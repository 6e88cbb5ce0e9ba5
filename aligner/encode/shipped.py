"""The default encoder: the shipped model, run by onnxruntime; the only importer of onnxruntime and tokenizers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.encode.folder import FolderEncoder
from aligner.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ShippedEncoder"]

_MAX_WORKERS = 8


class ShippedEncoder(FolderEncoder):
    """Encodes each text alone, several at a time on as many threads.

    A run holds one text and uses one thread, so a vector depends on nothing but its text; batches would not be faster on
    short lines, and with them the last bits of a vector would depend on its neighbours.

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
        self.load()
        tokenizer, session = self._parts
        # One text alone is cut up without letting go of the interpreter, which would cost more than the work.
        encodings = tokenizer.encode_batch(list(texts)) if len(texts) > 1 else [tokenizer.encode(texts[0])]
        ids = [np.array([encoding.ids], np.int64) for encoding in encodings]

        def run(index: int) -> None:
            rows[index] = session.run(None, {"ids": ids[index]})[0][0]

        # Long texts first, so that no thread is left with one at the end.
        order = sorted(range(len(ids)), key=lambda index: -ids[index].shape[1])
        workers = min(_MAX_WORKERS, _processors(), len(order))
        if workers == 1:
            for index in order:
                run(index)
        else:
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(run, order))
        return rows

    @cached_property
    def _parts(self) -> tuple[Any, Any]:
        """The tokenizer and the session; imports cost time, so they wait until a text must be encoded."""
        import onnxruntime  # noqa: PLC0415 - see above
        from tokenizers import Tokenizer  # noqa: PLC0415 - see above

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        try:
            tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
            tokenizer.enable_truncation(self._manifest.max_tokens)
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
