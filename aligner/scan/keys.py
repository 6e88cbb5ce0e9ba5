"""What each step's result depends on besides its documents, as short hashes: a step is redone when its key has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from aligner import __version__
from aligner.config import Config
from aligner.readers.base import Limits
from aligner.resources import model_folder

__all__ = ["Keys", "identity", "keys_of"]

_EXTRACTION = ("fiscal_year_start", "day_first", "spacy_pipeline", "words")
_SHIPPED = ("fast", "goals", "reports", "statements", "work-class", "work-prose", "documents")
_MATCHING = ("encoder", "vagueness", "links", "neighbours", "themes")


@dataclass(frozen=True, slots=True)
class Keys:
    """``read`` for blocks, ``extract`` for goals, work and kind, ``compare`` for links and gaps."""

    read: str
    extract: str
    compare: str


def keys_of(config: Config, limits: Limits, encoder: str) -> Keys:
    """Return the keys of a run.

    Args:
        config: every setting; only those that a step reads are part of its key.
        limits: of the readers.
        encoder: sha256 of the encoder that matches.
    """
    settings = dict(config.as_pairs())
    read = _digest(["read", __version__, asdict(limits)])
    extract = _digest(["extract", read, _models(_SHIPPED), {name: settings[name] for name in _EXTRACTION}])
    own: list[str | Path] = [*config.glossary, *_inside(config.links)]
    compare = _digest(["compare", extract, encoder, _models(_MATCHING), settings, [_content(path) for path in own]])
    return Keys(read, extract, compare)


def identity(letter: str, *parts: str) -> str:
    """Return a letter and 16 hexadecimal digits over exact parts."""
    return letter + hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _models(names: Iterable[str]) -> list[str]:
    """Return the hashes of the manifests of shipped models; one that this version does not ship counts as none."""
    root = model_folder("encoder").parent
    return [_content(path) for name in names for path in sorted((root / name).rglob("manifest.json"))]


def _inside(folder: str | None) -> list[Path]:
    return sorted(path for path in Path(folder).rglob("*") if path.is_file()) if folder else []


def _content(path: str | Path) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""  # the run itself will complain
