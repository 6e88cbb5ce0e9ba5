"""The tokenizer of a model folder; folders that hold the same one share it, because to parse its file takes longer than to load a model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aligner.encode.manifest import Manifest

__all__ = ["load_tokenizer"]

_FILE = "tokenizer.json"
_loaded: dict[tuple[str, int], Any] = {}


def load_tokenizer(folder: Path, manifest: Manifest) -> Any:  # noqa: ANN401 - the library has no published types
    """Return the tokenizer that a manifest names, set to cut texts off at its limit; the library raises bare exceptions for damaged files."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - imports cost time, so they wait until a text must be encoded

    key = (next(entry.sha256 for entry in manifest.files if entry.name == _FILE), manifest.max_tokens)
    if key not in _loaded:
        tokenizer = Tokenizer.from_file(str(folder / _FILE))
        tokenizer.enable_truncation(manifest.max_tokens)
        _loaded[key] = tokenizer
    return _loaded[key]
