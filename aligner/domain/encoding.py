"""What a stage may ask of an encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Encoder", "Encoders"]


class Encoder(Protocol):
    """Turns texts into unit vectors.

    Attributes:
        name: shown in reports.
        sha256: identifies the weights; part of every cache key.
        dimension: length of a vector.
    """

    @property
    def name(self) -> str:
        """Shown in reports."""

    @property
    def sha256(self) -> str:
        """Identifies the weights."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows of shape ``(len(texts), dimension)``; a text's vector never depends on the other texts."""


@dataclass(frozen=True, slots=True)
class Encoders:
    """The two that matching uses: ``main`` reads a text as a whole, ``pieces`` knows what each of its words is about."""

    main: Encoder
    pieces: Encoder
