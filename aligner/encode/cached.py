"""An encoder that asks another one only for texts it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from aligner.encode.prefetch import Prefetch
from aligner.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.domain.encoding import Encoder
    from aligner.encode.cache import VectorCache
    from aligner.encode.shipped import Batch

__all__ = ["CachedEncoder"]


@runtime_checkable
class Batching(Protocol):
    """An encoder that runs texts of one length together."""

    def batches(self, texts: Sequence[str]) -> Sequence[Batch]:
        """Put texts together."""

    def run(self, batch: Batch) -> NDArray[np.float32]:
        """Return one row per text."""


class CachedEncoder:
    """Keeps vectors in memory for this run and, with a store, between runs; cached and fresh vectors are the same bytes.

    Args:
        encoder: the one that does the work.
        store: kept between runs; None to keep nothing.
    """

    def __init__(self, encoder: Encoder, store: VectorCache | None = None) -> None:
        self._encoder = encoder
        self._store = store
        self._known: dict[str, NDArray[np.float32]] = {}
        self._ahead_of_use: dict[str, NDArray[np.float32]] = {}
        self._prefetch = Prefetch(self._ahead)

    @property
    def name(self) -> str:
        """Shown in reports."""
        return self._encoder.name

    @property
    def sha256(self) -> str:
        """Identifies the weights."""
        return self._encoder.sha256

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows of shape ``(len(texts), dimension)``; each distinct text is encoded once."""
        self._prefetch.pause()
        wanted = [text for text in dict.fromkeys(texts) if text not in self._known]
        if wanted and self._store is not None:
            self._known.update(self._store.get(wanted))
        missing = [text for text in wanted if text not in self._known]
        if missing:
            fresh = {text: self._ahead_of_use.pop(text) for text in missing if text in self._ahead_of_use}
            rest = [text for text in missing if text not in fresh]
            fresh.update(zip(rest, self._encoder.encode(rest), strict=True))
            self._known.update(fresh)
            if self._store is not None:
                self._store.put(fresh)
        self._prefetch.resume()
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return np.stack([self._known[text] for text in texts])

    def prefetch(self, texts: Iterable[str]) -> None:
        """Encode texts on a spare processor while the caller goes on; those asked for later are then ready.

        Nothing depends on it: a text has the same vector whether it was fetched ahead or not.
        """
        wanted = [text for text in dict.fromkeys(texts) if text not in self._known]
        if wanted and self._store is not None:
            self._known.update(self._store.get(wanted))
        self._prefetch.add(text for text in wanted if text not in self._known)

    def forget(self) -> None:
        """Let go of all vectors in memory, for a process that goes on to other documents."""
        self._prefetch.drop()
        self._known.clear()
        self._ahead_of_use.clear()

    def end_prefetch(self) -> None:
        """Forget texts that were to be fetched ahead."""
        self._prefetch.drop()

    def _ahead(self, texts: Sequence[str]) -> Iterator[Callable[[], None]]:
        """Cut texts not yet known into pieces of work: batches where the encoder knows them, else text by text."""
        wanted = [text for text in dict.fromkeys(texts) if text not in self._known and text not in self._ahead_of_use]
        if isinstance(self._encoder, Batching):
            for batch in self._encoder.batches(wanted):
                yield partial(self._run_ahead, [wanted[place] for place in batch.places], partial(self._encoder.run, batch))
        else:
            for text in wanted:
                yield partial(self._run_ahead, [text], partial(self._encoder.encode, [text]))

    def _run_ahead(self, texts: Sequence[str], run: Callable[[], NDArray[np.float32]]) -> None:
        if any(text not in self._known for text in texts):
            self._ahead_of_use.update(zip(texts, run(), strict=True))

    def warm_up(self) -> None:
        """Start to load the model on a background thread, so that loading overlaps with reading documents.

        A failure to load is not reported here: the first ``encode`` that needs the model meets it again and raises it.
        """
        load = getattr(self._encoder, "load", None)
        if load is not None:
            # No daemon: native code that still runs while the interpreter goes down would abort the process.
            Thread(target=_quietly, args=(load,), name="aligner-warm-up").start()


def _quietly(load: Callable[[], None]) -> None:
    with suppress(ModelError):
        load()
