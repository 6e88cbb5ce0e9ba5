"""The forms in which a check is told."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast

from aligner.check.types import Checked

__all__ = ["FORMS", "Form", "render"]


class Form(Protocol):
    """Turns a check into text."""

    def __call__(self, checked: Checked, *, fail_on: str | None) -> str:
        """Return the whole text, with a final line feed; equal checks give equal texts."""


# Resolved on use, so that one form never pays for the imports of another.
_FORMS: Mapping[str, str] = {
    "text": "aligner.check.text_form:render",
    "json": "aligner.check.json_form:render",
    "sarif": "aligner.check.sarif:render",
    "junit": "aligner.check.junit:render",
    "github": "aligner.check.github:render",
}

FORMS: tuple[str, ...] = tuple(_FORMS)


def render(checked: Checked, form: str, *, fail_on: str | None = None) -> str:
    """Return a check in one of ``FORMS``; ``fail_on`` is the severity from which it fails, where the form can say so."""
    module, name = _FORMS[form].split(":")
    return cast("Form", getattr(import_module(module), name))(checked, fail_on=fail_on)
