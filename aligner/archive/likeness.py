"""Near duplicates: MinHash signatures of word shingles, and groups of documents whose signatures agree."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Near", "near_duplicates", "resemblance", "resemblances", "signature", "stacked"]

_SIZE = 128
_BANDS = 16
_BUCKET = 50
"""How many documents one bucket holds: forms that thousands of documents share must not make the search quadratic."""
_SHINGLE = 4
_MOST_SHINGLES = 200_000
_SEED = 0x5EED_A11C
_MASK = (1 << 64) - 1
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Near:
    """A document and the one that it nearly repeats: estimated share of common shingles in [0, 1]."""

    key: str
    of: str
    likeness: float


def signature(texts: Iterable[str]) -> bytes:
    """Return the MinHash signature over runs of four words (case folded): 128 little-endian 32-bit numbers; empty without words.

    The share of equal numbers in two signatures estimates the Jaccard likeness of the two sets of shingles (standard error .04).
    """
    import numpy as np  # noqa: PLC0415 - not needed to list an archive

    hashed = _shingles(texts)
    if not hashed:
        return b""
    values = np.array(hashed, np.uint64)
    lowest = np.full(_SIZE, np.iinfo(np.uint32).max, np.uint32)
    factors, shifts = _permutations()
    for start in range(0, len(values), 4096):
        part = values[start : start + 4096]
        mixed = (part[:, None] * factors[None, :] + shifts[None, :]) >> np.uint64(32)
        lowest = np.minimum(lowest, mixed.min(axis=0).astype(np.uint32))
    return lowest.astype("<u4").tobytes()


def resemblance(one: bytes, other: bytes) -> float:
    """Return the estimated Jaccard likeness of two signed texts, in [0, 1]; 0 when one of them has no words."""
    import numpy as np  # noqa: PLC0415 - as above

    if not one or not other:
        return 0.0
    return float((np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")).mean())


def near_duplicates(signatures: Mapping[str, bytes], floor: float = 0.8) -> tuple[Near, ...]:
    """Return for every document that nearly repeats an earlier one (by key) the earliest such one.

    Args:
        signatures: by key; empty ones are passed over.
        floor: the least likeness that counts, in (0, 1].

    Returns:
        Sorted by key. Time grows with the number of documents, not with its square.
    """
    import numpy as np  # noqa: PLC0415 - as above

    keys = sorted(key for key, signed in signatures.items() if signed)
    stack = stacked([signatures[key] for key in keys])
    found = []
    buckets: dict[tuple[int, bytes], list[int]] = {}
    width = 4 * _SIZE // _BANDS
    for place, key in enumerate(keys):
        mine = signatures[key]
        homes = [buckets.setdefault((band, mine[band * width : (band + 1) * width]), []) for band in range(_BANDS)]
        rivals = sorted({rival for home in homes for rival in home})
        if rivals:
            shares = resemblances(stack[place], stack[rivals])
            best = int(np.argmax(shares))  # of equals the earliest
            if shares[best] >= floor:
                found.append(Near(key, keys[rivals[best]], round(float(shares[best]), 4)))
                continue  # it stands for nothing that the earlier one does not stand for already
        for home in homes:
            if len(home) < _BUCKET:
                home.append(place)
    return tuple(found)


def stacked(signatures: Sequence[bytes]) -> NDArray[np.uint32]:
    """Return signatures, none of them empty, as rows: shape ``(n, 128)``."""
    import numpy as np  # noqa: PLC0415 - as above

    return np.frombuffer(b"".join(signatures), "<u4").reshape(len(signatures), _SIZE)


def resemblances(one: NDArray[np.uint32], others: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Return the likeness of a row of ``stacked`` with each of several, in [0, 1], shape ``(n,)``."""
    shares: NDArray[np.float64] = (others == one).mean(axis=1)
    return shares


def _shingles(texts: Iterable[str]) -> list[int]:
    """Return distinct 64-bit hashes, sorted; a text shorter than a shingle is one."""
    tokens = [token for text in texts for token in _WORD.findall(text.casefold())][:_MOST_SHINGLES]
    if not tokens:
        return []
    runs = {" ".join(tokens[at : at + _SHINGLE]) for at in range(max(1, len(tokens) - _SHINGLE + 1))}
    return sorted(int.from_bytes(hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=8).digest(), "little") for run in runs)


@cache
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Multipliers (odd) and shifts of the hash family, the same for ever: splitmix64 from a fixed seed."""
    import numpy as np  # noqa: PLC0415 - as above

    state, drawn = _SEED, []
    for _ in range(2 * _SIZE):
        state = (state + 0x9E3779B97F4A7C15) & _MASK
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        drawn.append(mixed ^ (mixed >> 31))
    return np.array(drawn[:_SIZE], np.uint64) | np.uint64(1), np.array(drawn[_SIZE:], np.uint64)
