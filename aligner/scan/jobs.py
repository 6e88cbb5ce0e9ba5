"""The three tasks themselves: read a file, examine a document, compare a pair; each ends in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from aligner.archive import Archive
from aligner.classify import classify
from aligner.config import Config
from aligner.domain.classification import EXECUTION_KINDS, DocumentKind
from aligner.domain.text import Document
from aligner.errors import (
    CorruptFileError,
    EmptyDocumentError,
    EncryptedFileError,
    LimitError,
    MissingFileError,
    NothingFoundError,
    ReadError,
    UnsupportedFormatError,
)
from aligner.pipeline.examine import cut, goals_of, items_of
from aligner.pipeline.tools import Tools
from aligner.pipeline.views import Kept, Views
from aligner.readers.base import Source
from aligner.readers.members import readings
from aligner.scan.rows import Parts, block_rows, document_of, document_row, examined_rows, judged, report_rows, report_totals
from aligner.scan.tasks import Failure, Setup, Task
from aligner.store import Database
from aligner.store.schema import BLOCKS, DOCUMENTS

__all__ = ["Jobs", "failed_document", "failed_file", "failed_pair", "kind_of"]

_BLOCKS = 20_000
"""Blocks of documents that are kept for the next pair."""
_TOGETHER = 16
"""Pairs that are compared before their vectors are forgotten."""
_SURE = 0.5
"""From this probability on a document is taken for what it seems before its goals and work are known."""
_KINDS: tuple[tuple[type[ReadError], str], ...] = (
    (UnsupportedFormatError, "unsupported"),
    (EncryptedFileError, "encrypted"),
    (EmptyDocumentError, "empty"),
    (LimitError, "limit"),
    (MissingFileError, "missing"),
    (CorruptFileError, "damaged"),
)


def kind_of(error: ReadError) -> str:
    """Return the name that ``failures.kind`` gives an error."""
    return next((name for kind, name in _KINDS if isinstance(error, kind)), "fault")


class Jobs:
    """Does tasks for one archive and one database, whatever process it lives in.

    Args:
        setup: what holds for all tasks.
        archive: where files are read from.
        database: takes the results.
        tools: encoders and glossary for ``setup.config``.
    """

    def __init__(self, setup: Setup, archive: Archive, database: Database, tools: Tools) -> None:
        self._setup, self._archive, self._database, self._tools = setup, archive, database, tools
        self._documents: Kept[Document] = Kept(_BLOCKS)
        self._views = Views(setup.config, tools, _BLOCKS)
        self._compared = 0

    def do(self, task: Task, hashed: Callable[[str], None] = lambda _sha256: None) -> None:
        """Do one task; ``hashed`` is told the file's sha256 before it is parsed."""
        {"read": lambda: self._read(task, hashed), "extract": lambda: self._extract(task), "compare": lambda: self._compare(task)}[
            task.stage
        ]()
        # Pairs that follow one another share documents, and so their vectors.
        self._compared = (self._compared + 1) % _TOGETHER if task.stage == "compare" else 0
        if not self._compared:
            self._tools.shipped.forget()
            self._tools.encoder.forget()
            self._tools.pieces.forget()

    @property
    def _config(self) -> Config:
        return self._setup.config

    def _read(self, task: Task, hashed: Callable[[str], None]) -> None:
        entry = task.entry
        assert entry is not None
        file = {"path": entry.path, "size": entry.size, "stamp": entry.stamp, "same_as": None, "read_key": self._setup.read_key}
        documents: list[dict[str, Any]] = []
        parts: Parts = {"blocks": [], "goals": [], "items": []}
        failures: list[Failure] = []
        sha256 = ""
        try:
            data = self._archive.read(entry, self._setup.limits.file_bytes)
            sha256 = hashlib.sha256(data).hexdigest()
            hashed(sha256)
            if not data:
                raise EmptyDocumentError(entry.path, "is empty (0 bytes)")
            for reading in readings(Source(entry.path, data, sha256), self._setup.limits):
                if reading.document is not None:
                    self._document(reading.document, entry.path, documents, parts)
                elif reading.error is not None:
                    failures.append(Failure(reading.path, kind_of(reading.error), reading.error.reason))
        except ReadError as error:
            failures.append(Failure(entry.path, kind_of(error), error.reason))
        reason = "" if documents else failures[0].reason if failures else "holds no document"
        unsupported = not documents and bool(failures) and all(one.kind == "unsupported" for one in failures)
        state = "read" if documents else "unsupported" if unsupported else "failed"
        told = {one.path: _failure_row(entry.path, one, "read") for one in failures}
        if not documents and not failures:
            told[entry.path] = _failure_row(entry.path, Failure(entry.path, "empty", reason), "read")
        self._database.put_file({**file, "sha256": sha256, "state": state, "reason": reason}, documents, parts, list(told.values()))

    def _document(self, document: Document, file: str, documents: list[dict[str, Any]], parts: Parts) -> None:
        """Add the rows of one document, unless its file holds it twice under one name."""
        row = document_row(document, file)
        if any(other["id"] == row["id"] for other in documents):
            return
        extra, found = self._examined(document, row)
        documents.append({**row, **extra})
        for name, rows in ({"blocks": block_rows(document, row["id"])} | found).items():
            parts[name] += rows

    def _examined(self, document: Document, row: dict[str, Any]) -> tuple[dict[str, Any], Parts]:
        """Tell what a document is, and look in it for what its kind holds; where that is not plain, look for both and tell again."""
        key = {"extract_key": self._setup.extract_key}
        if not row["analysed"]:
            return {**judged(None), **key}, {}
        one = cut(document, self._config)
        found = classify(document, one.statements, segmenter=one.segmenter)
        unsure = found.probability < _SURE
        goals = goals_of(one, self._tools) if unsure or found.kind is DocumentKind.STRATEGY else ()
        items = items_of(one, self._tools) if unsure or found.kind in EXECUTION_KINDS else ()
        if unsure:
            found = classify(document, one.statements, goals, items, segmenter=one.segmenter)
        return {**judged(found), **key}, examined_rows(goals, items, row["id"])

    def _extract(self, task: Task) -> None:
        document, row = self._stored(task.document)
        columns, parts = self._examined(document, row)
        self._database.put_extracted({"id": row["id"], **columns}, parts)

    def _stored(self, ident: str) -> tuple[Document, dict[str, Any]]:
        row = dict(self._database.rows(DOCUMENTS, id=ident)[0])
        return document_of(row, self._database.rows(BLOCKS, "data", document=ident)), row

    def _kept(self, ident: str) -> Document:
        return self._documents.get(ident, lambda: self._stored(ident)[0], lambda document: len(document.blocks))

    def _compare(self, task: Task) -> None:
        strategy, execution = self._kept(task.strategy), self._kept(task.execution)
        row = _pair_row(task, self._setup.compare_key)
        try:
            report = self._views.compare(strategy, execution)
        except NothingFoundError as error:
            self._database.put_pair({**row, "state": error.message}, {})
            return
        self._database.put_pair({**row, **report_totals(report), "state": "compared"}, report_rows(report, task.ident))


def _pair_row(task: Task, key: str) -> dict[str, Any]:
    assert task.pair is not None
    return {
        "id": task.ident,
        "strategy": task.strategy,
        "execution": task.execution,
        "organisation": task.pair.organisation,
        "unit": task.pair.unit,
        "rules": json.dumps(task.pair.rules),
        "pair_key": key,
        **dict.fromkeys(("goals", "supported", "partial", "unsupported", "unclear", "items", "orphaned", "report")),
    }


def _failure_row(file: str, failure: Failure, stage: str, pair: str | None = None) -> dict[str, Any]:
    return {"file": file, "path": failure.path, "stage": stage, "kind": failure.kind, "reason": failure.reason, "of_pair": pair}


def failed_file(database: Database, task: Task, setup: Setup, failure: Failure, sha256: str) -> None:
    """Put down that a file cost its worker's life, or more than it may."""
    assert task.entry is not None
    entry = task.entry
    file = {"path": entry.path, "size": entry.size, "stamp": entry.stamp, "same_as": None, "read_key": setup.read_key}
    row = {**file, "sha256": sha256, "state": "failed", "reason": failure.reason}
    database.put_file(row, (), {}, [_failure_row(entry.path, failure, "read")])


def failed_document(database: Database, task: Task, setup: Setup, failure: Failure) -> None:
    """Put down that a document that was read could not be examined; its text stays."""
    file = database.rows(DOCUMENTS, "file", id=task.document)[0]["file"]
    columns = {"id": task.document, **judged(None), "extract_key": setup.extract_key}
    database.put_extracted(columns, {}, [_failure_row(file, failure, "extract")])


def failed_pair(database: Database, task: Task, setup: Setup, failure: Failure) -> None:
    """Put down that a comparison could not be made."""
    row = {**_pair_row(task, setup.compare_key), "state": f"failed: {failure.reason}"}
    assert task.pair is not None
    told = _failure_row(task.pair.strategy, Failure(task.name, failure.kind, failure.reason), "compare", task.ident)
    database.put_pair(row, {}, [told])
