"""Where the files that ship beside the code are, in a checkout and in an installed package."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from aligner.errors import ModelError

__all__ = ["fingerprint", "model_folder"]

_PACKAGE = Path(__file__).resolve().parent


def model_folder(name: str) -> Path:
    """Return the folder of a shipped model ("encoder", "statements", "work-class", "links").

    The wheel carries ``models/`` as ``aligner/models``; a checkout has it beside the package.

    Raises:
        ModelError: the installation is incomplete.
    """
    for base in (_PACKAGE / "models", _PACKAGE.parent / "models"):
        if (base / name).is_dir():
            return base / name
    message = f"the model folder '{name}' is missing from this installation; reinstall aligner"
    raise ModelError(message)


@cache
def fingerprint(*names: str) -> str:
    """Return the sha256 of the manifests of shipped models, which hold the hashes of all their files.

    Raises:
        ModelError: the installation is incomplete.
    """
    data = hashlib.sha256()
    for name in names:
        try:
            data.update((model_folder(name) / "manifest.json").read_bytes())
        except OSError as error:
            message = f"the model folder '{name}' has no manifest; reinstall aligner"
            raise ModelError(message) from error
    return data.hexdigest()
