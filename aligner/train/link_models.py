"""Gathers what the link recipe needs: ``aligner train links``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from aligner.config import cache_folder
from aligner.encode import load_encoder
from aligner.encode.cached import CachedEncoder
from aligner.encode.shipped import ShippedEncoder
from aligner.errors import ModelError
from aligner.train.encoder_models import HELD_OUT_FOLDER
from aligner.train.export_encoder import export
from aligner.train.held_out import HELD_OUT
from aligner.train.link_scorer import Encoders
from aligner.train.link_scorer import train as train_links

__all__ = ["train"]


def train(weights: Path, corpus: Path, out: Path) -> None:
    """Write the linker folder; see ``aligner.train.link_scorer``.

    Args:
        weights: folder of the original all-MiniLM-L6-v2.
        corpus: folder with ``pairs``.
        out: the linker's folder; the held-out encoder is looked for beside it.

    Raises:
        ModelError: the held-out encoder is not there, or the pairs cannot be read.
    """
    twin = out.parent / HELD_OUT_FOLDER
    if not (twin / "manifest.json").is_file():
        message = f"{twin}: the held-out encoder is not there; make it with: aligner train encoder --weights FOLDER --out {out.parent}"
        raise ModelError(message)
    with TemporaryDirectory() as folder:
        export(weights, Path(folder))
        original = CachedEncoder(ShippedEncoder(Path(folder)))
        encoders = Encoders(load_encoder(cache=cache_folder()), CachedEncoder(ShippedEncoder(twin)), original, HELD_OUT)
        train_links(corpus / "pairs", out, encoders)
