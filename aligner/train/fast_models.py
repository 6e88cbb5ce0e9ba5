"""The shipped fast model and its held-out twin: ``aligner train fast``."""

from __future__ import annotations

from pathlib import Path

from aligner.errors import ModelError
from aligner.train.fast import train as train_fast
from aligner.train.held_out import HELD_OUT
from aligner.train.workshop import Workshop

__all__ = ["train"]


def train(workshop: Workshop, corpus: Path, out: Path) -> None:
    """Write the fast model that follows the tuned encoder, and its twin that has not seen the held-out organisations.

    Args:
        workshop: holds the float weights of both encoders.
        corpus: folder with ``pairs``.
        out: folder of the shipped model.

    Raises:
        ModelError: the encoder was not trained here before, or the pairs cannot be read.
    """
    if not (workshop.encoder_held_out / "model.safetensors").is_file():
        message = f"{workshop.encoder_held_out}: the tuned encoders are not there; make them with: aligner train encoder --weights FOLDER"
        raise ModelError(message)
    train_fast(workshop.encoder_held_out, corpus, workshop.fast_held_out, skip=HELD_OUT)
    train_fast(workshop.encoder, corpus, out)
