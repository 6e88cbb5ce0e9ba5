"""Where the files that ship beside the code are, in a checkout and in an installed package."""

from __future__ import annotations

from pathlib import Path

from aligner.errors import ModelError

__all__ = ["model_folder"]

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
