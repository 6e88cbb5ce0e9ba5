"""The JSON Schema of the published contract."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

__all__ = ["schema"]


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) that every written ``.json`` report satisfies."""
    text = files("aligner").joinpath("data", "schema", "aligner.report-1.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
