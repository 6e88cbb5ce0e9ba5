"""The shipped encoder and its held-out twin, tuned and brought into the run-time form: ``aligner train encoder``."""

from __future__ import annotations

import shutil
from pathlib import Path

from aligner.train.encoder import tune
from aligner.train.export_encoder import export
from aligner.train.held_out import HELD_OUT
from aligner.train.workshop import Workshop

__all__ = ["train"]


def train(workshop: Workshop, corpus: Path, out: Path) -> None:
    """Write the shipped encoder with the record of its training; its twin and both float forms go to the workshop.

    Args:
        workshop: names the original weights.
        corpus: folder with ``pairs``.
        out: folder of the shipped encoder.

    Raises:
        ModelError: weights or pairs cannot be read.
    """
    tune(workshop.weights, corpus / "pairs", workshop.encoder)
    export(workshop.encoder, out)
    shutil.copyfile(workshop.encoder / "training.json", out / "training.json")
    tune(workshop.weights, corpus / "pairs", workshop.encoder_held_out, skip=HELD_OUT)
    export(workshop.encoder_held_out, workshop.encoder_held_out_int8)
