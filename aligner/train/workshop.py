"""Where the recipes leave what other recipes need and nobody ships."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Workshop"]


@dataclass(frozen=True, slots=True)
class Workshop:
    """Folders for work in progress.

    Attributes:
        folder: holds the others.
        weights: the original all-MiniLM-L6-v2 in the form of sentence-transformers.
    """

    folder: Path
    weights: Path

    @property
    def encoder(self) -> Path:
        """Float weights of the shipped encoder."""
        return self.folder / "encoder"

    @property
    def encoder_held_out(self) -> Path:
        """Float weights of the encoder that has not seen the held-out organisations."""
        return self.folder / "encoder-held-out"

    @property
    def encoder_held_out_int8(self) -> Path:
        """The same in the run-time form."""
        return self.folder / "encoder-held-out-int8"

    @property
    def fast_held_out(self) -> Path:
        """The fast model that has not seen the held-out organisations."""
        return self.folder / "fast-held-out"
