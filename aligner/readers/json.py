"""Reads JSON exports of trackers (Jira, GitHub, Azure DevOps, Trello) and lists of records with usual column names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence

from aligner.domain.text import Document
from aligner.errors import CorruptFileError, LimitError, UnsupportedFormatError
from aligner.readers.base import Limits, Source
from aligner.readers.json_scan import Located, Scanned, scan
from aligner.readers.json_trackers import azure, github, jira, record, trello
from aligner.readers.sink import Sink
from aligner.readers.table_header import is_known_header
from aligner.readers.text_decode import clean, decode
from aligner.readers.tickets import Ticket, add_tickets

__all__ = ["read"]

_LARGEST = 60_000_000  # bytes: the whole file is held in memory as objects
_KNOWN_SHARE = 0.3
_SAMPLE = 50
_DEEPEST = 6  # of lists within objects that are looked for


def read(source: Source, limits: Limits) -> Document:
    """Read an export.

    Raises:
        UnsupportedFormatError: JSON of another kind. CorruptFileError: no JSON. LimitError: too large or too deep.
    """
    if len(source.data) > _LARGEST:
        raise LimitError(source.path, f"is JSON of more than {_LARGEST / 1e6:.0f} MB", "Export it in parts, or as csv.")
    text = clean(decode(source.data).text)
    try:
        found = scan(text)
    except RecursionError:
        raise LimitError(source.path, "nests its content too deeply", "Export it as csv.") from None
    except (ValueError, IndexError) as error:
        raise CorruptFileError(source.path, "is damaged or cut off JSON", "Export it again.") from error
    starts = [at for at, mark in enumerate(text) if mark == "\n"]
    tickets = _tickets(found, lambda offset: bisect_right(starts, offset - 1) + 1)
    if not tickets:
        raise UnsupportedFormatError(
            source.path,
            "is JSON, but no export of a tracker that aligner knows (Jira, GitHub issues, Azure DevOps, Trello, or a list of records)",
            "Export it as csv.",
        )
    sink = Sink(source, limits)
    add_tickets(sink, tickets, limits)
    return sink.document("json")


def _tickets(found: Scanned, line: Callable[[int], int]) -> list[Ticket]:
    for key in ("", "issues", "value", "items", "workItems", "cards", "nodes", "tasks", "data", "records"):
        made = _of_list(found.lists.get(key, ()), found, line)
        if made:
            return made
    nested = _nested(found.others)
    return _of_list([Located(value, 0) for value in nested], found, line)


def _of_list(elements: Sequence[Located], whole: Scanned, line: Callable[[int], int]) -> list[Ticket]:
    objects = [(element.value, line(element.offset)) for element in elements if isinstance(element.value, Mapping)]
    if not objects or 2 * len(objects) < len(elements):
        return []
    if "cards" in whole.lists and "lists" in whole.lists:
        return trello(objects, whole.lists)
    for reader in (jira, azure, github):
        made = [ticket for value, at in objects if (ticket := reader(value, at)) is not None]
        if 2 * len(made) > len(objects):
            return made
    return [record(value, at) for value, at in objects] if _are_records([value for value, _ in objects]) else []


def _are_records(objects: Sequence[Mapping[object, object]]) -> bool:
    """Tell whether the keys read like the columns of a plan."""
    keys = dict.fromkeys(str(key).replace("_", " ").replace("-", " ") for value in objects[:_SAMPLE] for key in value)
    known = sum(is_known_header(key) for key in keys)
    return known > 1 and known >= _KNOWN_SHARE * len(keys)


def _nested(values: Mapping[str, object]) -> list[object]:
    """Return the longest list of objects within other objects, as answers to queries have it."""
    best: list[object] = []
    waiting: list[tuple[object, int]] = [(value, 0) for value in values.values()]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, list) and len(value) > len(best) and all(isinstance(one, Mapping) for one in value):
            best = value
        elif isinstance(value, Mapping) and depth < _DEEPEST:
            waiting.extend((one, depth + 1) for one in value.values())
    return best
