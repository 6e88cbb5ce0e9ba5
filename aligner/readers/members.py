"""Files that hold files: opens archives and mails, and what is in them in turn, within limits for the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module

from aligner.domain.text import NOT_READ, Document, Unread
from aligner.errors import EmptyDocumentError, LimitError, ReadError
from aligner.readers import read_as
from aligner.readers.base import Limits, Opened, Opener, Source
from aligner.readers.detect import detect

__all__ = ["CONTAINERS", "SEPARATOR", "Reading", "as_documents", "member_path", "readings"]

SEPARATOR = "!/"
"""Stands between the path of a file and the name of a file in it."""

CONTAINERS = frozenset({"eml", "mbox", "msg", "zip"})
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """One document of a file: either read, or with the reason why it was not.

    Attributes:
        sha256: of the member's bytes; empty when they could not be had.
        document, error: one of the two is None.
    """

    path: str
    sha256: str
    document: Document | None
    error: ReadError | None


@dataclass(slots=True)
class _Budget:
    """What is left for everything in one file."""

    total: int
    documents: int


def member_path(container: str, name: str) -> str:
    """Return the path of a member; characters that could mislead on a screen are replaced, over-long names cut in the middle."""
    shown = "".join(mark if mark.isprintable() else "\ufffd" for mark in name.replace("\\", "/")).strip() or "unnamed"
    if len(shown) > _LONGEST_NAME:
        shown = f"{shown[: _LONGEST_NAME // 2]}…{shown[-_LONGEST_NAME // 2 :]}"
    return f"{container}{SEPARATOR}{shown}"


def readings(source: Source, limits: Limits) -> Iterator[Reading]:
    """Yield every document of a file, its own first, members in order; never raises a ``ReadError``."""
    return _readings(source, limits, _Budget(limits.total_bytes, limits.documents), depth=0)


def as_documents(source: Source, limits: Limits) -> tuple[Document, ...]:
    """Return every document of a file; one that was not read has no blocks.

    Raises:
        ReadError: nothing could be read.
    """
    found = list(readings(source, limits))
    errors = [reading.error for reading in found if reading.error is not None]
    if len(errors) == len(found):
        own = next((error for error in errors if error.path == source.path), None)
        reason = f"holds no document that can be read ({len(found):,} tried)" if found else "holds no document"
        raise own or EmptyDocumentError(source.path, reason, "Look into it with the program that made it.")
    return tuple(_document(reading) for reading in found)


def _document(reading: Reading) -> Document:
    if reading.document is not None:
        return reading.document
    reason = reading.error.reason if reading.error is not None else ""
    return Document(reading.path, reading.sha256, "", (), (Unread(f"{NOT_READ}{reason}", 1),))


def _readings(source: Source, limits: Limits, budget: _Budget, *, depth: int) -> Iterator[Reading]:
    try:
        if not source.data:
            raise EmptyDocumentError(source.path, "is empty (0 bytes)", "Check that it was saved or downloaded completely.")
        form = detect(source)
        if form not in CONTAINERS:
            yield Reading(source.path, source.sha256, read_as(form, source, limits), None)
            return
        if depth >= limits.nesting:
            raise _too_deep(source, limits)
        opener: Opener = import_module(f"aligner.readers.{form}").open_members
        opened = opener(source, replace(limits, total_bytes=max(0, min(limits.total_bytes, budget.total))))
    except ReadError as error:
        yield Reading(source.path, source.sha256, None, error)
        return
    if opened.document is not None:
        yield Reading(source.path, source.sha256, opened.document, None)
    yield from _members(source, opened, limits, budget, depth=depth)


def _members(source: Source, opened: Opened, limits: Limits, budget: _Budget, *, depth: int) -> Iterator[Reading]:
    try:
        for member in opened.members:
            budget.documents -= 1
            if budget.documents < 0:
                raise LimitError(source.path, f"holds more than {limits.documents:,} documents", "Unpack it and read it in parts.")
            if isinstance(member, ReadError):
                yield Reading(member.path, "", None, member)
                continue
            budget.total -= len(member.data)
            if budget.total < 0:
                raise LimitError(source.path, "is larger when unpacked than the limits allow", "Unpack it and read it in parts.")
            yield from _readings(member, limits, budget, depth=depth + 1)
    except ReadError as error:
        yield Reading(source.path, source.sha256, None, error)


def _too_deep(source: Source, limits: Limits) -> LimitError:
    return LimitError(source.path, f"lies more than {limits.nesting} archives or mails deep", "Unpack it first.")
