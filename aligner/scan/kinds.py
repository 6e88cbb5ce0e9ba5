"""What a document is."""

from __future__ import annotations

from importlib import import_module

from aligner.check import guess
from aligner.domain.classification import Classification, DocumentKind, Stated
from aligner.domain.text import Document
from aligner.errors import ModelError
from aligner.pipeline.examine import Examined

__all__ = ["classified"]


def classified(document: Document, examined: Examined) -> Classification | None:
    """Return what a document is by its classifier; without goals and work, and without a model, None."""
    try:
        classify = import_module("aligner.classify").classify
        found: Classification = classify(document, examined.statements, examined.goals, examined.items)
    except (ImportError, ModelError, TypeError):
        return _guessed(document, examined)
    return found


def _guessed(document: Document, examined: Examined) -> Classification | None:
    if not examined.goals and not examined.items:
        return None
    told = guess(document, examined.goals, examined.items)
    kind = DocumentKind.STRATEGY if told.role == "strategy" else DocumentKind.ROADMAP
    folder = document.path.partition("/")[0] if "/" in document.path else ""
    return Classification(document.path, kind, 0.5, why=(told.because,), organisation=Stated(folder) if folder else None)
