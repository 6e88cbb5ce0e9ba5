"""Times the archive-wide matching of many goals with many items: ``python tests/benchmarks/scan_nearest.py [GOALS] [ITEMS]``."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from aligner.scan.nearest import nearest

_WIDTH = 256
_BATCH = 8_000


def _unit(seed: int, count: int) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).standard_normal((count, _WIDTH), np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _batches(items: int) -> Iterator[NDArray[np.float32]]:
    for start in range(0, items, _BATCH):
        yield _unit(start + 1, min(_BATCH, items - start))


def main() -> None:
    goals, items = map(int, sys.argv[1:3] if len(sys.argv) > 2 else (20_000, 200_000))
    begun = time.perf_counter()
    nearest(_unit(0, goals), _batches(items), 5)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"{goals:,} goals x {items:,} items: {time.perf_counter() - begun:.1f} s, peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
