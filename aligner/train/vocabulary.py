"""The vocabulary of word pieces as it is shipped."""

from __future__ import annotations

from typing import Any

__all__ = ["shipped_vocabulary"]

_BLANKED = {8149: "[unused994]", 21424: "[unused995]"}
"""Places of two proper names that are also names of products; what they stood for is read piece by piece."""


def shipped_vocabulary(raw: dict[str, Any]) -> dict[str, Any]:
    """Return a tokenizer's description with the blanked entries renamed; every other entry keeps its name and place.

    Args:
        raw: the parsed ``tokenizer.json`` of all-MiniLM-L6-v2, or of a smaller model, which is returned as it is.
    """
    model = dict(raw["model"])
    model["vocab"] = {_BLANKED.get(place, name): place for name, place in model["vocab"].items()}
    return {**raw, "model": model}
