"""Word lists as data: TOML files under ``aligner/data/words``, one per topic, each a table of string lists."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["words"]


@cache
def words(topic: str) -> Mapping[str, tuple[str, ...]]:
    """Return the lists of one topic by name, in file order."""
    raw = tomllib.loads(files("aligner").joinpath("data", "words", f"{topic}.toml").read_text("utf-8"))
    return {name: tuple(entries) for name, entries in raw.items()}
