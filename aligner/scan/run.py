"""One scan from beginning to end; whatever stands in the database already is not done again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aligner import __version__
from aligner.archive import open_archive
from aligner.classify import load_mapping
from aligner.encode import load_encoder
from aligner.scan.jobs import failed_document, failed_file, failed_pair
from aligner.scan.keys import Keys, identity, keys_of
from aligner.scan.options import Options, Tally
from aligner.scan.pairing import chosen_pairs, mark_relations
from aligner.scan.plan import plan
from aligner.scan.pool import Done, Pool, open_pool
from aligner.scan.survey import survey
from aligner.scan.tasks import Failure, Setup, Task
from aligner.store import Database, files_of, hold
from aligner.store.schema import DOCUMENTS, FAILURES, FILES, GAPS, PAIRS, RUNS

__all__ = ["scan"]

Progress = Callable[[str, int, int], None]


def scan(options: Options, *, progress: Progress = lambda _stage, _done, _whole: None) -> Tally:
    """Scan an archive into a database.

    Args:
        options: what to scan and how.
        progress: told the stage, how much of it is done, and how much there is.

    Raises:
        MissingFileError: there is no such archive, or it cannot be listed.
        OutputError: the database cannot be used, another scan writes to it, or there is nobody to do the work.
        ConfigError: the database is another program's, or the mapping file is wrong.
        ModelError: the installation is incomplete.
    """
    encoder = load_encoder(options.config.model)
    keys = keys_of(options.config, options.limits, encoder.sha256)
    archive = open_archive(options.archive)
    with hold(options.database) as database:
        number = database.add(RUNS, _begun(options, f"{encoder.name} {encoder.sha256}"))
        fixed = (options.archive, options.database, options.config, options.limits)
        setup = Setup(*fixed, keys.read, keys.extract, keys.compare, database.owner)
        with open_pool(setup, options) as pool:
            worked = _Run(options, setup, keys, database, pool, progress).all(archive)
        tally = _tally(database, worked)
        ended = {"number": number, "ended": _now(), "counts": json.dumps(worked)}
        database.update_all(RUNS, [ended])
    return tally


class _Run:
    """The stages of one scan."""

    def __init__(self, options: Options, setup: Setup, keys: Keys, database: Database, pool: Pool, progress: Progress) -> None:
        self._options, self._setup, self._keys = options, setup, keys
        self._database, self._pool, self._progress = database, pool, progress
        # Read before anything else, so that a slip in it is told at once.
        self._mapping = load_mapping(options.mapping) if options.mapping else None

    def all(self, archive: Any) -> dict[str, int]:  # noqa: ANN401 - an ``Archive``
        """Do what is left to do; return how much that was by stage."""
        done = {"read": self._read(archive), "examined": self._extract(), "compared": self._compare()}
        self._progress("looking further", 0, 0)
        survey(self._database)
        return done

    def _read(self, archive: Any) -> int:  # noqa: ANN401 - as above
        self._progress("listing", 0, 0)
        own = files_of(self._options.database)
        names = {path.name for path in own}
        # A database that stands in the archive is no part of it: it would be another file at every scan.
        entries = [
            entry
            for entry in archive.entries(self._options.patterns)
            if Path(entry.key).name not in names or Path(self._options.archive, entry.key).resolve() not in own
        ]
        looked = len(entries)
        todo = plan(
            entries,
            archive,
            self._database,
            self._keys.read,
            self._options.limits.file_bytes,
            lambda done: self._progress("looking", done, looked),
        )
        self._database.drop_files(todo.gone)
        for row, failure in todo.settled:
            told = [] if failure is None else [{"file": row["path"], "stage": "read", "of_pair": None, **_plain(failure)}]
            self._database.put_file(row, (), {}, told)
        return self._work("reading", (Task("read", entry.path, entry) for entry in todo.read), len(todo.read))

    def _extract(self) -> int:
        rows = self._database.rows(DOCUMENTS, "id", "path", "extract_key")
        old = [row for row in rows if row["extract_key"] != self._keys.extract]
        return self._work("examining", (Task("extract", row["path"], document=row["id"]) for row in old), len(old))

    def _compare(self) -> int:
        self._progress("pairing", 0, 0)
        mark_relations(self._database)
        tasks = {}
        for pair, strategy, execution in chosen_pairs(self._database, self._mapping):
            ident = identity("P", strategy, execution)
            tasks[ident] = Task(
                "compare", f"{pair.strategy} and {pair.execution}", pair=pair, ident=ident, strategy=strategy, execution=execution
            )
        known = {row["id"]: row for row in self._database.rows(PAIRS, "id", "pair_key", "organisation", "unit", "rules")}
        self._database.drop_pairs(sorted(known.keys() - tasks.keys()))
        left = [task for ident, task in tasks.items() if not self._stands(known.get(ident), task)]
        return self._work("comparing", left, len(left))

    def _stands(self, row: Any, task: Task) -> bool:  # noqa: ANN401 - a row or None
        if row is None or task.pair is None:
            return False
        told = (task.pair.organisation, task.pair.unit, json.dumps(task.pair.rules), self._keys.compare)
        return (row["organisation"], row["unit"], row["rules"], row["pair_key"]) == told

    def _work(self, stage: str, tasks: Iterable[Task], whole: int) -> int:
        self._progress(stage, 0, whole)
        for count, done in enumerate(self._done(tasks), start=1):
            if done.failure is not None:
                self._failed(done, done.failure)
            self._progress(stage, count, whole)
        return whole

    def _done(self, tasks: Iterable[Task]) -> Iterator[Done]:
        return self._pool.work(tasks)

    def _failed(self, done: Done, failure: Failure) -> None:
        told = Failure(done.task.name, failure.kind, failure.reason)
        if done.task.stage == "read":
            failed_file(self._database, done.task, self._setup, told, done.sha256)
        elif done.task.stage == "extract":
            failed_document(self._database, done.task, self._setup, told)
        else:
            failed_pair(self._database, done.task, self._setup, told)


def _plain(failure: Failure) -> dict[str, str]:
    return {"path": failure.path, "kind": failure.kind, "reason": failure.reason}


def _begun(options: Options, model: str) -> dict[str, Any]:
    settings = json.dumps(dict(options.config.as_pairs()), sort_keys=True)
    return {"archive": options.archive, "started": _now(), "version": __version__, "model": model, "settings": settings}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _tally(database: Database, worked: dict[str, int]) -> Tally:
    kinds, severities = database.count(DOCUMENTS, "kind"), database.count(GAPS, "severity")
    return Tally(
        files=database.count(FILES, "state"),
        worked=worked,
        documents=sum(kinds.values()),
        pairs=sum(database.count(PAIRS, "state").values()),
        gaps=sum(severities.values()),
        kinds=kinds,
        reasons=database.count(FAILURES, "kind"),
        severities=severities,
    )
