"""One draft looked at by itself and against the other side, and the forms in which the findings are told."""

from __future__ import annotations

from aligner.check.forms import FORMS, render
from aligner.check.role import Guess, guess
from aligner.check.types import Checked

__all__ = ["FORMS", "Checked", "Guess", "guess", "render"]
