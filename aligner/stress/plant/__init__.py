"""What can be done to the documents: one planter per kind of fault."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from aligner.stress.faults import Fault, FaultKind
from aligner.stress.plant.ground import Ground

__all__ = ["PLANTERS", "Ground", "Planter", "planter"]

PLANTERS = {
    FaultKind.RENUMBERED: "renumber",
    FaultKind.REDATED: "redate",
    FaultKind.DELETED: "delete",
    FaultKind.DUPLICATED: "duplicate",
    FaultKind.NEGATED: "negate",
    FaultKind.VAGUE: "vague",
}


class Planter(Protocol):
    """Thinks up faults of one kind."""

    def __call__(self, ground: Ground) -> Iterator[Fault]:
        """Yield every fault that the documents offer a place for, in document order."""


def planter(kind: FaultKind) -> Planter:
    """Return the planter of a kind."""
    return cast("Planter", import_module(f"aligner.stress.plant.{PLANTERS[kind]}").faults)
