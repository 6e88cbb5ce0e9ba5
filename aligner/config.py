"""Resolved settings of a run; the only reader of the environment."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["Config", "cache_folder"]


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting that can change a result; all of it goes into the report.

    Attributes:
        model: "default", or the name or folder of a sentence-transformers model.
        glossary: files with an organisation's own terms, read after the shipped glossary.
        fiscal_year_start: month (1 to 12) in which a fiscal year begins; FY2026 is the year that ends in 2026 unless it is 1. None for
            what the documents say, else January.
        accept: probability from which a pair counts as a link, or None for the calibrated value of the shipped scorer.
        reject: probability below which a pair counts as unrelated, or None likewise; between the two lies the abstention band.
        day_first: how to read 03/04/2026: True for 3 April, False for 4 March, None to decide per document.
        links: folder of a linker made by ``aligner train links``, or None for the shipped one.
        spacy_pipeline: name or folder of an installed spaCy pipeline that finds the sentences, or None for the own rules.
    """

    model: str = "default"
    glossary: tuple[str, ...] = ()
    fiscal_year_start: int | None = None
    accept: float | None = None
    reject: float | None = None
    day_first: bool | None = None
    spacy_pipeline: str | None = None
    links: str | None = None

    def as_pairs(self) -> tuple[tuple[str, object], ...]:
        """Return settings as key and JSON value, sorted by key."""
        return tuple(sorted((key, list(value) if isinstance(value, tuple) else value) for key, value in asdict(self).items()))


def cache_folder() -> Path | None:
    """Return where embeddings are kept between runs (``ALIGNER_CACHE``, else the user's cache folder); None when switched off with an empty value."""
    chosen = os.environ.get("ALIGNER_CACHE")
    if chosen is not None:
        return Path(chosen) if chosen else None
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    return Path(base or Path.home() / ".cache") / "aligner"
