"""What an item's neighbours say: rows above and below it, its section, and other work of its owner.

Plans group their rows: the next row of a sheet often serves the same goal, and so does other work of the same owner, while a whole
section that resembles a goal says little about any one row of it. A logistic model over the neighbours' own odds corrects the odds
of every pair once (collective classification, after Sen et al., 2008, "Collective Classification in Network Data").
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from aligner.domain.facts import OwnerKind
from aligner.domain.goals import Item
from aligner.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

__all__ = ["FEATURES", "NeighbourModel", "beside", "load_neighbours", "neighbour_features"]

FEATURES = ("adjacent", "section", "owner", "best adjacent", "adjacent share")
_SCHEMA = "aligner.neighbours/1"
# A group that holds more of the work than this tells no two pieces of it apart.
_LARGEST_GROUP = 0.4
# In a handful of rows everything is next to everything.
_FEWEST = 12
# Odds beyond this say no more.
_MOST = 30.0
# Weight of "none of the goals" when an item's probabilities are turned into shares.
_NONE = 0.3


@dataclass(frozen=True, slots=True)
class NeighbourModel:
    """Log-odds after = log-odds before + ``weights`` * features, one weight a feature in the order of ``FEATURES``.

    Features are taken relative to what a goal meets everywhere, and there is no bias, so that a document's probabilities are hardly
    moved as a whole: how far they can be trusted differs between documents, and was measured where neighbours are not heard.
    """

    weights: tuple[float, ...]

    def apply(self, odds: Array, items: Sequence[Item]) -> Array:
        """Return corrected log-odds of shape ``(n_goals, n_items)``; unchanged where there are few items."""
        if len(items) < _FEWEST:
            return odds
        return np.asarray(odds + neighbour_features(odds, items) @ np.asarray(self.weights, np.float32), np.float32)

    def save(self, folder: Path, about: Mapping[str, object]) -> None:
        """Write the one file of the model; the same model gives the same bytes."""
        weights = dict(zip(FEATURES, self.weights, strict=True))
        manifest = {**about, "schema": _SCHEMA, "weights": weights, "sha256": _digest(weights)}
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "manifest.json").write_text(json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")


@lru_cache(maxsize=2)
def load_neighbours(folder: Path) -> NeighbourModel:
    """Read a model folder.

    Raises:
        ModelError: the file is missing, unreadable, or changed since it was written.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        weights = manifest["weights"]
        if manifest["schema"] != _SCHEMA or manifest["sha256"] != _digest(weights):
            message = f"the model folder '{folder}' does not match its manifest; reinstall aligner"
            raise ModelError(message)
        return NeighbourModel(tuple(float(weights[name]) for name in FEATURES))
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"the model folder '{folder}' cannot be read ({type(error).__name__}); reinstall aligner"
        raise ModelError(message) from error


def _digest(weights: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(weights, sort_keys=True).encode()).hexdigest()


def neighbour_features(odds: Array, items: Sequence[Item]) -> Array:
    """Return what neighbours say about every pair, shape ``(n_goals, n_items, len(FEATURES))``; zero where an item has none.

    Args:
        odds: log-odds of every pair by itself, shape ``(n_goals, n_items)``.
        items: the columns, in the order of their documents.
    """
    odds = np.asarray(np.clip(odds, -_MOST, _MOST), np.float32)
    probability = np.asarray(1 / (1 + np.exp(-odds)), np.float32)
    share = np.asarray(probability / (probability.sum(axis=0, keepdims=True) + _NONE), np.float32)
    rows = beside(items)
    found = (
        _heard(odds, rows, _average),
        _heard(odds, _grouped(items, lambda item: (item.locator.file, item.headings) if item.headings else None), _average),
        _heard(odds, _grouped(items, _owner), _average),
        _heard(probability, rows, _greatest),
        _heard(share, rows, _average),
    )
    return np.stack(found, axis=-1).astype(np.float32)


def _owner(item: Item) -> str | None:
    return None if item.owner is None or item.owner.kind is OwnerKind.NOBODY else item.owner.text.casefold()


def beside(items: Sequence[Item]) -> list[list[int]]:
    """Return of every item in a table the rows directly above and below, within the same section."""

    def neighbours(one: Item, other: Item) -> bool:
        return bool(one.locator.cell) and one.locator.file == other.locator.file and one.headings == other.headings

    last = len(items) - 1
    return [
        [place for place in (column - 1, column + 1) if 0 <= place <= last and neighbours(item, items[place])]
        for column, item in enumerate(items)
    ]


def _grouped(items: Sequence[Item], key: Callable[[Item], Hashable | None]) -> list[list[int]]:
    """Return of every item the others of its group; groups of a large part of all work are none."""
    groups: dict[Hashable, list[int]] = {}
    keys = [key(item) for item in items]
    for column, name in enumerate(keys):
        if name is not None:
            groups.setdefault(name, []).append(column)
    most = _LARGEST_GROUP * len(items)
    found: list[list[int]] = []
    for column, name in enumerate(keys):
        members = groups[name] if name is not None else []
        found.append([place for place in members if place != column] if len(members) - 1 <= most else [])
    return found


def _average(near: Array) -> Array:
    return np.asarray(near.mean(axis=1), np.float32)


def _greatest(near: Array) -> Array:
    return np.asarray(near.max(axis=1), np.float32)


def _heard(values: Array, neighbours: Sequence[Sequence[int]], told: Callable[[Array], Array]) -> Array:
    """Return what each column's neighbours tell, less the mean of the row: what a goal meets everywhere is no sign."""
    base = values.mean(axis=1)
    found = np.zeros_like(values)
    for column, places in enumerate(neighbours):
        if places:
            found[:, column] = told(values[:, list(places)]) - base
    return found
