"""The whole outcome of one comparison; every exporter is a pure function of a ``Report``."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.domain.gaps import Gap
from aligner.domain.goals import Goal, Item
from aligner.domain.links import Link
from aligner.domain.text import Unread

__all__ = ["InputInfo", "ModelInfo", "Report", "Summary", "ToolInfo"]

SCHEMA = "aligner.report/1"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """The encoder used: its name and the sha256 of its files."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ToolInfo:
    """What produced the report; ``config`` holds every resolved setting as key and plain JSON value, sorted by key."""

    name: str
    version: str
    model: ModelInfo
    config: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class InputInfo:
    """One input file: ``role`` is "strategy" or "execution"; ``blocks`` counts what was read."""

    role: str
    path: str
    sha256: str
    format: str
    blocks: int
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of the first screen; repeated mentions (``same_as``) are not counted."""

    goals: int
    supported: int
    partial: int
    unsupported: int
    unclear: int
    items: int
    aligned: int
    orphaned: int
    exempt: int
    unclear_items: int


@dataclass(frozen=True, slots=True)
class Report:
    """Goals and items in document order, links by goal and falling probability, gaps by falling severity."""

    tool: ToolInfo
    inputs: tuple[InputInfo, ...]
    goals: tuple[Goal, ...]
    items: tuple[Item, ...]
    links: tuple[Link, ...]
    gaps: tuple[Gap, ...]
    summary: Summary
    schema: str = SCHEMA
