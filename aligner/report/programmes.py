"""Work gathered under the headings it stands under, so that a few groups can be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aligner.domain.goals import Item
from aligner.report.view import View

__all__ = ["Programme", "programmes"]

OTHER = "Other work"


@dataclass(frozen=True, slots=True)
class Programme:
    """Work that is shown together, in document order."""

    title: str
    items: tuple[Item, ...]


def programmes(view: View, most: int) -> tuple[Programme, ...]:
    """Return the work in at most ``most`` groups: the outermost headings, the largest of them split while there is room.

    What is left over beyond the limit is gathered under one title. Work without headings goes by its file.
    """
    groups: dict[tuple[str, ...], list[Item]] = {}
    for item in view.items:
        groups.setdefault(_path(view, item)[:1], []).append(item)
    stuck: set[tuple[str, ...]] = set()
    while len(groups) < most:
        path = max((each for each in groups if each not in stuck), key=lambda each: len(groups[each]), default=None)
        if path is None:
            break
        parts = _split(view, path, groups[path])
        if set(parts) != {path} and len(groups) - 1 + len(parts) <= most:
            groups = {key: found for each, items in groups.items() for key, found in (parts if each == path else {each: items}).items()}
        stuck.add(path)
    return _limited(_by_title(groups), most)


def _path(view: View, item: Item) -> tuple[str, ...]:
    return item.headings or ((item.team,) if item.team else (view.file(item.locator.file),))


def _split(view: View, path: tuple[str, ...], items: Sequence[Item]) -> dict[tuple[str, ...], list[Item]]:
    parts: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        parts.setdefault(_path(view, item)[: len(path) + 1], []).append(item)
    return parts


def _by_title(groups: Mapping[tuple[str, ...], Sequence[Item]]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for path, items in groups.items():
        found.setdefault(path[-1], []).extend(items)
    return found


def _limited(found: Mapping[str, Sequence[Item]], most: int) -> tuple[Programme, ...]:
    if len(found) <= most:
        return tuple(Programme(title, tuple(items)) for title, items in found.items())
    kept = set(sorted(found, key=lambda title: (-len(found[title]), title))[: most - 1])
    rest = tuple(item for title, items in found.items() if title not in kept for item in items)
    return (*(Programme(title, tuple(items)) for title, items in found.items() if title in kept), Programme(OTHER, rest))
