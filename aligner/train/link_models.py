"""Gathers what the link recipe needs: ``aligner train links``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from aligner.config import cache_folder
from aligner.encode import load_encoder
from aligner.encode.cached import CachedEncoder
from aligner.encode.shipped import ShippedEncoder
from aligner.encode.static import StaticEncoder
from aligner.errors import ModelError
from aligner.train.export_encoder import export
from aligner.train.held_out import HELD_OUT
from aligner.train.link_scorer import Encoders
from aligner.train.link_scorer import train as train_links
from aligner.train.workshop import Workshop

__all__ = ["train"]


def train(workshop: Workshop, corpus: Path, out: Path) -> None:
    """Write the linker folder; see ``aligner.train.link_scorer``.

    Args:
        workshop: holds the held-out encoder and the held-out fast model, and names the original weights.
        corpus: folder with ``pairs``.
        out: the linker's folder.

    Raises:
        ModelError: a held-out model is not there, or the pairs cannot be read.
    """
    for needed, name in ((workshop.encoder_held_out_int8, "encoder"), (workshop.fast_held_out, "fast")):
        if not (needed / "manifest.json").is_file():
            message = f"{needed}: the held-out model is not there; make it with: aligner train {name} --weights FOLDER"
            raise ModelError(message)
    with TemporaryDirectory() as folder:
        export(workshop.weights, Path(folder))
        encoders = Encoders(
            shipped=load_encoder(cache=cache_folder()),
            held_out=CachedEncoder(ShippedEncoder(workshop.encoder_held_out_int8)),
            original=CachedEncoder(ShippedEncoder(Path(folder))),
            held_out_pieces=CachedEncoder(StaticEncoder(workshop.fast_held_out)),
            unseen=HELD_OUT,
        )
        train_links(corpus / "pairs", out, encoders)
