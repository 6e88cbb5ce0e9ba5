"""Chooses the encoder that a name asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aligner.resources import model_folder

if TYPE_CHECKING:
    from aligner.domain.encoding import Encoder
    from aligner.encode.cached import CachedEncoder

__all__ = ["load_encoder"]


def load_encoder(model: str = "default", *, cache: Path | None = None) -> CachedEncoder:
    """Return the encoder that a name asks for, ready to encode.

    Args:
        model: "default" for the shipped model, "fast" for the small one that looks words up, otherwise the name or folder of a sentence-transformers model.
        cache: folder in which vectors are kept between runs, or None to keep none.

    Raises:
        MissingExtraError: the model needs sentence-transformers, which is not installed.
        ModelError: the model is missing, incomplete or cannot be loaded.
    """
    # Each backend brings heavy libraries; only the one asked for is imported.
    from aligner.encode.cache import VectorCache  # noqa: PLC0415 - see above
    from aligner.encode.cached import CachedEncoder  # noqa: PLC0415 - see above

    encoder = _backend(model)
    # To look a stored vector up takes longer than to make a fast one.
    store = VectorCache(cache, encoder.sha256, encoder.dimension) if cache is not None and model != "fast" else None
    return CachedEncoder(encoder, store)


def _backend(model: str) -> Encoder:
    if model == "default":
        from aligner.encode.shipped import ShippedEncoder  # noqa: PLC0415 - brings numpy

        return ShippedEncoder(model_folder("encoder"))
    if model == "fast":
        from aligner.encode.static import StaticEncoder  # noqa: PLC0415 - brings numpy

        return StaticEncoder(model_folder("fast"))
    from aligner.encode.sentence import SentenceEncoder  # noqa: PLC0415 - brings torch

    return SentenceEncoder(model)
