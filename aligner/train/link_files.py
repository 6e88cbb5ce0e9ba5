"""Writes linker folders: what ``aligner.link.model.load_model`` reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.link.model import FORMAT, LinkModel
from aligner.link.score import Scorer

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["write_links"]

_FILES = ("background.json", "figures.json", "projection.npz", "scorers.json")


def write_links(
    out: Path,
    model: LinkModel,
    *,
    recipe: str,
    training_sha256: str | None = None,
    figures: Mapping[str, Mapping[str, float]] | None = None,
    source: Path | None = None,
) -> None:
    """Write a linker folder; the same model gives the same bytes.

    Args:
        out: target folder, made if missing.
        model: what to write.
        recipe: the command that makes the folder again.
        training_sha256: of the training pairs; those of ``source`` when None.
        figures: held-out figures; those of ``source`` when None.
        source: the linker folder that this one was adapted from.
    """
    out.mkdir(parents=True, exist_ok=True)
    origin = json.loads((source / "manifest.json").read_text("utf-8")) if source is not None else {}
    if figures is None and source is not None:
        figures = json.loads((source / "figures.json").read_text("utf-8"))
    arrays: dict[str, NDArray[np.float16]] = {}
    for side, layers in (("goals", model.projection.goals), ("items", model.projection.items)):
        for number, layer in enumerate(layers):
            arrays[f"{side}.{number}.weight"] = layer.weight.astype(np.float16)
            arrays[f"{side}.{number}.bias"] = layer.bias.astype(np.float16)
    with (out / "projection.npz").open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]
    _dump(out / "background.json", {"documents": model.documents, "stems": model.frequencies})
    _dump(out / "scorers.json", {"tuned": _as_json(model.scorer), "general": _as_json(model.general)})
    _dump(out / "figures.json", figures or {}, indent=2)
    manifest = {
        "format": FORMAT,
        "name": "links",
        "licence": "Apache-2.0",
        "encoder_sha256": model.encoder_sha256,
        "training_sha256": training_sha256 or origin.get("training_sha256"),
        "recipe": recipe,
        "files": {
            name: {"bytes": (out / name).stat().st_size, "sha256": hashlib.sha256((out / name).read_bytes()).hexdigest()} for name in _FILES
        },
    }
    _dump(out / "manifest.json", manifest, indent=2)


def _dump(path: Path, value: object, indent: int | None = None) -> None:
    separators = (",", ":") if indent is None else None
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators) + "\n", "utf-8")


def _as_json(scorer: Scorer) -> dict[str, object]:
    names = ("features", "bias", "lowest_accept", "highest_accept", "reject_share", "direct")
    numbers = {name: [round(float(value), 5) for value in getattr(scorer, name)] for name in ("mean", "scale", "weight")}
    return {name: getattr(scorer, name) for name in names} | numbers
