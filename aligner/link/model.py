"""The shipped linker: projection, word frequencies and scorers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.errors import ModelError
from aligner.link.score import Layer, Scorer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

__all__ = ["FORMAT", "LinkModel", "Projection", "load_model"]

FORMAT = "aligner.links/1"


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """Residual maps trained on frozen vectors: one for goals, one for items."""

    goals: tuple[Layer, Layer]
    items: tuple[Layer, Layer]


@dataclass(frozen=True, slots=True, eq=False)
class LinkModel:
    """Everything learnt.

    Attributes:
        encoder_sha256: the encoder whose vectors the projection belongs to.
        scorer: for that encoder. general: for every other one; uses no projection.
        projection: see ``Projection``.
        frequencies: how many background documents hold a stem. documents: their number.
    """

    encoder_sha256: str
    scorer: Scorer
    general: Scorer
    projection: Projection
    frequencies: Mapping[str, int]
    documents: int


@lru_cache(maxsize=2)
def load_model(folder: Path) -> LinkModel:
    """Read a folder that the training recipe wrote.

    Raises:
        ModelError: a file is missing or of another form.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        if manifest["format"] != FORMAT:
            raise _broken(folder, f"expected format {FORMAT}, found {manifest['format']}")
        scorers = json.loads((folder / "scorers.json").read_text("utf-8"))
        texts = json.loads((folder / "background.json").read_text("utf-8"))
        with np.load(folder / "projection.npz", allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float32) for name in stored.files}
        return _assemble(manifest, scorers, texts, arrays)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _broken(folder, f"the model cannot be read ({error})") from error


def _assemble(manifest: Mapping[str, Any], scorers: Mapping[str, Any], texts: Mapping[str, Any], arrays: Mapping[str, Array]) -> LinkModel:
    def side(name: str) -> tuple[Layer, Layer]:
        return (
            Layer(arrays[f"{name}.0.weight"], arrays[f"{name}.0.bias"]),
            Layer(arrays[f"{name}.1.weight"], arrays[f"{name}.1.bias"]),
        )

    return LinkModel(
        encoder_sha256=manifest["encoder_sha256"],
        scorer=Scorer.from_json(scorers["tuned"]),
        general=Scorer.from_json(scorers["general"]),
        projection=Projection(side("goals"), side("items")),
        frequencies=texts["stems"],
        documents=texts["documents"],
    )


def _broken(folder: Path, reason: str) -> ModelError:
    return ModelError(f"{folder}: {reason}; reinstall aligner")
