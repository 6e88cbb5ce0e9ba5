"""Stores the fast encoder: rows of eight-bit integers, a scale for each, the tokenizer, and a manifest."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.train.export_encoder import quantise_columns
from aligner.train.vocabulary import shipped_vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Quantised", "Source", "quantise", "write_fast"]

_LIMIT = 127
_MAX_TOKENS = 256


@dataclass(frozen=True, slots=True, eq=False)
class Quantised:
    """Rows as they are stored: ``pieces``, integers in [-127, 127] of shape ``(n, d)``, and ``scales`` of shape ``(n, 1)``."""

    pieces: NDArray[np.int8]
    scales: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Source:
    """What the model was made from: folders of the float encoder and of the pairs, settings, and organisations measured on."""

    weights: Path
    pairs: Path
    settings: Mapping[str, object]
    held_out: Sequence[str]


def quantise(rows: NDArray[np.float32]) -> Quantised:
    """Return rows of shape ``(n, d)`` as integers with one scale per row, chosen for the least squared error."""
    integers, scales = quantise_columns(np.ascontiguousarray(rows.T), _LIMIT)
    return Quantised(np.ascontiguousarray(integers.T), scales[:, None])


def write_fast(out: Path, table: Quantised, source: Source, figures: Mapping[str, object]) -> None:
    """Write ``pieces.npy``, ``scales.npy``, ``tokenizer.json`` and ``manifest.json``; the folder is made if missing."""
    raw = shipped_vocabulary(json.loads((source.weights / "tokenizer.json").read_text("utf-8")))
    raw.update(truncation=None, padding=None)
    files = {
        "pieces.npy": _npy(table.pieces),
        "scales.npy": _npy(table.scales),
        "tokenizer.json": json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode(),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (out / name).write_bytes(data)
    listed = {name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()}
    joined = "".join(f"{name} {entry['sha256']}\n" for name, entry in listed.items())
    manifest = {
        "format": "aligner.encoder/1",
        "name": f"aligner-fast-{table.pieces.shape[1]}",
        "sha256": hashlib.sha256(joined.encode()).hexdigest(),
        "dimension": table.pieces.shape[1],
        "max_tokens": _MAX_TOKENS,
        "licence": "Apache-2.0",
        "source": {"file": "model.safetensors", "sha256": _sha256(source.weights / "model.safetensors")},
        "pairs_sha256": hashlib.sha256(b"".join(path.read_bytes() for path in sorted(source.pairs.glob("*.jsonl")))).hexdigest(),
        "recipe": "aligner train fast --weights FOLDER --corpus corpora --out models",
        "settings": source.settings,
        "held_out": {"organisations": source.held_out, **figures},
        "files": listed,
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def _npy(values: NDArray[np.generic]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, values, allow_pickle=False)
    return buffer.getvalue()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
