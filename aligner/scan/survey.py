"""A first pass over the whole archive with the fast model: the work nearest to every strategic goal, in whatever document it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from aligner.domain.classification import EXECUTION_KINDS, DocumentKind
from aligner.store import Database
from aligner.store.schema import DOCUMENTS, NEARBY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.domain.encoding import Encoder

__all__ = ["survey"]

_NEAREST = 5
_LEAST = 0.5
"""Cosines of the fast model below this seldom mean that work serves a goal."""
_BATCH = 8_000
_KEY = "survey"


def survey(database: Database) -> bool:
    """Note the nearest work of every goal of a strategy; tells whether anything had changed since the last time.

    Memory grows with the number of goals only: work is read and encoded in batches.
    """
    rows = database.rows(DOCUMENTS, "id", "kind", "extract_key", "version", "versions")
    current = [row for row in rows if row["version"] == row["versions"]]
    key = hashlib.sha256(repr([tuple(row.values()) for row in rows]).encode()).hexdigest()
    if database.note(_KEY) == key:
        return False
    from aligner.encode import load_encoder  # noqa: PLC0415 - most second runs need none

    strategies = [row["id"] for row in current if row["kind"] == DocumentKind.STRATEGY]
    plans = [row["id"] for row in current if row["kind"] in EXECUTION_KINDS]
    database.replace_all(NEARBY, _found(database, strategies, plans, load_encoder("fast")), note=(_KEY, key))
    return True


def _found(database: Database, strategies: list[str], plans: list[str], encoder: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - a ``CachedEncoder``
    """Yield the rows of ``nearby``."""
    import numpy as np  # noqa: PLC0415 - as above

    from aligner.scan.nearest import nearest  # noqa: PLC0415 - as above

    goals: list[tuple[str, str]] = []
    vectors: list[NDArray[np.float32]] = [np.empty((0, encoder.dimension), np.float32)]
    for batch in database.texts("goals", strategies, _BATCH):
        goals.extend((row["document"], row["id"]) for row in batch)
        vectors.append(_encoded(encoder, [row["text"] for row in batch]))
    works: list[tuple[str, str]] = []

    def blocks() -> Iterator[NDArray[np.float32]]:
        for batch in database.texts("items", plans, _BATCH):
            works.extend((row["document"], row["id"]) for row in batch)
            yield _encoded(encoder, [row["text"] for row in batch])

    found = nearest(np.concatenate(vectors), blocks(), _NEAREST)
    for (document, goal), places, scores in zip(goals, found.items.tolist(), found.scores.tolist(), strict=True):
        for rank, (place, score) in enumerate(zip(places, scores, strict=True), start=1):
            if place >= 0 and score >= _LEAST:
                other, item = works[place]
                yield {
                    "document": document,
                    "goal": goal,
                    "rank": rank,
                    "item_document": other,
                    "item": item,
                    "similarity": round(score, 4),
                }


def _encoded(encoder: Encoder, texts: list[str]) -> NDArray[np.float32]:
    vectors = encoder.encode(texts)
    getattr(encoder, "forget", lambda: None)()
    return vectors
