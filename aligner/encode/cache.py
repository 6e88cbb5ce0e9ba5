"""Vectors kept between runs: one SQLite file per model, safe to share between processes and to delete at any time."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["VectorCache"]

_MAX_BYTES = 1_000_000_000
_CHUNK = 500
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, row BLOB NOT NULL) WITHOUT ROWID"


class VectorCache:
    """A store that never fails a run: what cannot be read is absent, what cannot be written is dropped, a damaged file starts afresh.

    Args:
        folder: made on the first write.
        model_sha256: identifies the weights; another model uses another file.
        dimension: length of a vector.
    """

    def __init__(self, folder: Path, model_sha256: str, dimension: int) -> None:
        self.path = folder / f"vectors-{model_sha256[:16]}.sqlite"
        self._model = model_sha256.encode()
        self._dimension = dimension

    def get(self, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of those texts that are stored and intact."""
        if not self.path.is_file():
            return {}
        keys = {self._key(text): text for text in texts}
        found: dict[str, NDArray[np.float32]] = {}
        with self._guard(), closing(self._open()) as store:
            for chunk in _chunks(list(keys)):
                marks = ",".join("?" * len(chunk))
                # Only question marks are put into the statement.
                for key, row in store.execute(f"SELECT key, row FROM vectors WHERE key IN ({marks})", chunk):  # noqa: S608
                    vector = self._unpack(row)
                    if vector is not None:
                        found[keys[key]] = vector
        return found

    def put(self, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Store vectors; those already there are left as they are."""
        rows = [(self._key(text), self._pack(vector)) for text, vector in vectors.items()]
        with self._guard():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.is_file() and self.path.stat().st_size > _MAX_BYTES:
                self.path.unlink()
            with closing(self._open()) as store, store:
                store.execute(_TABLE)
                store.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(self._model + b"\0" + text.encode("utf-8", "surrogatepass")).digest()

    @staticmethod
    def _pack(vector: NDArray[np.float32]) -> bytes:
        data = vector.astype("<f4").tobytes()
        return data + hashlib.blake2b(data, digest_size=8).digest()

    def _unpack(self, row: object) -> NDArray[np.float32] | None:
        """Return the vector, or None when its check sum does not fit."""
        if not isinstance(row, bytes) or len(row) != 4 * self._dimension + 8:
            return None
        data, check = row[:-8], row[-8:]
        if hashlib.blake2b(data, digest_size=8).digest() != check:
            return None
        return np.frombuffer(data, "<f4").astype(np.float32)

    def _open(self) -> sqlite3.Connection:
        store = sqlite3.connect(self.path, timeout=2.0)
        # Losing the newest vectors in a power cut costs nothing but their encoding.
        store.execute("PRAGMA synchronous=OFF")
        return store

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError:
            # Locked by another process, a read-only folder, a full disk, or a file without the table: go on without.
            return
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self.path.unlink()
        except OSError:
            return


def _chunks(keys: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]
