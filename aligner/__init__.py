"""Shows where an organisation's strategy and its execution do not meet."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.config import Config
    from aligner.domain.report import Report
    from aligner.errors import AlignerError
    from aligner.pipeline.check import check
    from aligner.pipeline.compare import compare

__all__ = ["AlignerError", "Config", "Report", "__version__", "check", "compare"]

__version__ = "0.1.0"

_HOMES = {
    "AlignerError": "aligner.errors",
    "Config": "aligner.config",
    "Report": "aligner.domain.report",
    "check": "aligner.pipeline.check",
    "compare": "aligner.pipeline",
}


def __getattr__(name: str) -> object:
    """Resolve public names on first use, so that importing the package costs nothing."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    message = f"module 'aligner' has no attribute '{name}'"
    raise AttributeError(message)
