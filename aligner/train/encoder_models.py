"""The shipped encoder and its held-out twin, tuned and brought into the run-time form: ``aligner train encoder``."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from aligner.train.encoder import tune
from aligner.train.export_encoder import export
from aligner.train.held_out import HELD_OUT

__all__ = ["HELD_OUT_FOLDER", "train"]

HELD_OUT_FOLDER = "encoder-held-out"
"""Beside the encoder's folder; needed to train the links, and not shipped."""


def train(weights: Path, corpus: Path, out: Path) -> None:
    """Write the run-time form of both encoders, each with the record of its training.

    Args:
        weights: folder of the original all-MiniLM-L6-v2.
        corpus: folder with ``pairs``.
        out: folder of the shipped encoder; its twin goes beside it.

    Raises:
        ModelError: weights or pairs cannot be read.
    """
    for target, skip in ((out, frozenset[str]()), (out.parent / HELD_OUT_FOLDER, HELD_OUT)):
        with TemporaryDirectory() as folder:
            tune(weights, corpus / "pairs", Path(folder), skip=skip)
            export(Path(folder), target)
            record = json.loads((Path(folder) / "training.json").read_text("utf-8"))
            (target / "training.json").write_text(json.dumps(record, indent=2) + "\n", "utf-8")
