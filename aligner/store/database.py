"""Opens a database and does everything that a scan asks of it; every change is one transaction, every value a bound parameter."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from aligner.errors import OutputError
from aligner.store.connect import cannot_use, engine_of, url_of
from aligner.store.migrate import migrate
from aligner.store.schema import DOCUMENTS, FAILURES, FILES, META, METADATA, OF_DOCUMENT, OF_PAIR, PAIRS

__all__ = ["Database", "Row", "open_database"]

Row = Mapping[str, Any]
"""One row by column name; plain values."""

_BATCH = 500
_STREAM = 50  # rows read ahead: one report of a pair may take megabytes


def open_database(where: str, *, owner: str = "") -> Database:
    """Open a database and bring it to this version's schema.

    Args:
        where: a file for SQLite (made when missing), or a URL: ``sqlite:///...``, ``postgresql+psycopg://user@host/name``.
        owner: on behalf of whom a process of its own writes, see ``Database.own``; the database must be there then.

    Raises:
        ConfigError: the URL cannot be understood, or the database is another program's or a later version's.
        MissingExtraError: PostgreSQL's driver is not installed.
        OutputError: the database cannot be reached or written.
    """
    url = url_of(where)
    engine = engine_of(url)
    if owner and url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise OutputError(cannot_use(url, "there is no such file here"))
    database = Database(engine, owner)
    try:
        with database.change() as connection:
            if not owner:
                migrate(connection)
    except BaseException:
        database.close()
        raise
    return database


class Database:
    """An open database of one schema version.

    Args:
        engine: to connect with.
        owner: on behalf of whom changes are made; empty for changes that nobody watches.
    """

    HOLDER = "held"
    """Name in the table ``meta`` of the mark that ``own`` sets."""

    def __init__(self, engine: Engine, owner: str = "") -> None:
        self._engine, self.owner = engine, owner

    def own(self, owner: str, told: str) -> None:
        """Make everybody else's changes fail from now on; changes that are under way come to their end first.

        Args:
            owner: a name that nobody else has.
            told: JSON object with what is known of the owner.
        """
        with self.change() as connection:
            value = json.dumps({**json.loads(told), "owner": owner})
            if not connection.execute(update(META).where(META.c.name == self.HOLDER).values(value=value)).rowcount:
                connection.execute(insert(META).values(name=self.HOLDER, value=value))
        self.owner = owner

    def disown(self) -> None:
        """Take the mark away, unless somebody else has set one since."""
        with self.change() as connection:
            connection.execute(delete(META).where(META.c.name == self.HOLDER))
        self.owner = ""

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def change(self) -> Iterator[Connection]:
        """Give a connection whose changes take effect together at the end, or not at all.

        Raises:
            OutputError: the database cannot be reached or written, or is another owner's by now.
        """
        try:
            with self._engine.connect() as connection, connection.begin():
                if self._engine.dialect.name == "sqlite":
                    # Take the right to write at once: a transaction that begins by reading could not wait for it later.
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                if self.owner:
                    self._check(connection)
                yield connection
        except SQLAlchemyError as error:
            raise OutputError(cannot_use(self._engine.url, error)) from error

    def _check(self, connection: Connection) -> None:
        """Refuse a change on behalf of an owner who is none any more; whoever follows waits for the end of this change."""
        mark = select(META.c.value).where(META.c.name == self.HOLDER).with_for_update(read=True)
        found = connection.execute(mark).scalar()
        if found is None or json.loads(found).get("owner") != self.owner:
            raise OutputError(cannot_use(self._engine.url, "another scan has taken it over, or it is not the one that the scan writes to"))

    def rows(self, table: Table, *columns: str, **equal: object) -> list[Row]:
        """Return rows of a table in the order of its key.

        Args:
            table: which one.
            columns: names of the columns wanted; all when none is given.
            equal: values that columns must have.
        """
        wanted = [table.c[name] for name in columns] or list(table.c)
        query = select(*wanted).order_by(*table.primary_key.columns)
        for name, value in equal.items():
            query = query.where(table.c[name] == value)
        with self._engine.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def each(self, table: Table, *columns: str) -> Iterator[Row]:
        """Yield rows of a table in the order of its key, all as they stood at the first one; only a batch of them is held at a time.

        Args:
            table: which one.
            columns: names of the columns wanted; all when none is given.
        """
        wanted = [table.c[name] for name in columns] or list(table.c)
        query = select(*wanted).order_by(*table.primary_key.columns)
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=_STREAM).execute(query).mappings():
                yield dict(row)

    def count(self, table: Table, column: str) -> dict[str, int]:
        """Return how many rows hold each value of a column, the most frequent first and equals by name."""
        query = select(table.c[column], func.count()).group_by(table.c[column])
        with self._engine.connect() as connection:
            found = [(str(value), int(number)) for value, number in connection.execute(query)]
        return dict(sorted(found, key=lambda one: (-one[1], one[0])))

    def look(self, query: str, **values: object) -> list[Row]:
        """Return what a query of plain SQL gives, ``:name`` standing for values: for the views and for tests."""
        with self._engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(query), values).mappings()]

    def put_file(self, file: Row, documents: Sequence[Row], parts: Mapping[str, Sequence[Row]], failures: Sequence[Row]) -> None:
        """Replace a file and everything that was read from it.

        Args:
            file: its row.
            documents: rows of ``documents`` that it holds.
            parts: rows of ``blocks``, ``goals`` and ``items`` by table name.
            failures: rows of ``failures`` about it.
        """
        with self.change() as connection:
            _drop_files(connection, [file["path"]])
            _insert(connection, FILES, [file])
            _insert(connection, DOCUMENTS, documents)
            for table in OF_DOCUMENT:
                _insert(connection, table, parts.get(table.name, ()))
            _insert(connection, FAILURES, failures)

    def drop_files(self, paths: Sequence[str]) -> None:
        """Remove files that are no longer in the archive with everything read from them."""
        for start in range(0, len(paths), _BATCH):
            with self.change() as connection:
                _drop_files(connection, paths[start : start + _BATCH])

    def put_extracted(self, document: Row, parts: Mapping[str, Sequence[Row]], failures: Sequence[Row] = ()) -> None:
        """Replace the goals and items of a document that was read before, and what was judged of it (columns by name, with its id)."""
        with self.change() as connection:
            for name in ("goals", "items"):
                table = METADATA.tables[name]
                connection.execute(delete(table).where(table.c.document == document["id"]))
                _insert(connection, table, parts.get(name, ()))
            values = {name: _storable(value) for name, value in document.items() if name != "id"}
            connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id == document["id"]).values(**values))
            path = select(DOCUMENTS.c.path).where(DOCUMENTS.c.id == document["id"]).scalar_subquery()
            connection.execute(delete(FAILURES).where(FAILURES.c.path == path, FAILURES.c.stage == "extract"))
            _insert(connection, FAILURES, failures)

    def put_pair(self, pair: Row, parts: Mapping[str, Sequence[Row]], failures: Sequence[Row] = ()) -> None:
        """Replace a pair with its judgements, links and gaps (rows by table name)."""
        with self.change() as connection:
            _drop_pairs(connection, [pair["id"]])
            _insert(connection, PAIRS, [pair])
            for table in OF_PAIR:
                _insert(connection, table, parts.get(table.name, ()))
            _insert(connection, FAILURES, failures)

    def drop_pairs(self, ids: Sequence[str]) -> None:
        """Remove pairs that are none any more."""
        for start in range(0, len(ids), _BATCH):
            with self.change() as connection:
                _drop_pairs(connection, ids[start : start + _BATCH])

    def update_all(self, table: Table, rows: Sequence[Row]) -> None:
        """Set columns of many rows at once; each row holds its key and the same further columns."""
        if not rows:
            return
        keys = [column.name for column in table.primary_key.columns]
        change = update(table).values({name: bindparam(name) for name in rows[0] if name not in keys})
        for key in keys:
            change = change.where(table.c[key] == bindparam(f"key_{key}"))
        given = [{f"key_{name}" if name in keys else name: _storable(value) for name, value in row.items()} for row in rows]
        with self.change() as connection:
            connection.execute(change, given)

    def note(self, name: str) -> str | None:
        """Return what ``replace_all`` noted under a name, or None."""
        with self._engine.connect() as connection:
            found = connection.execute(select(META.c.value).where(META.c.name == name)).scalar()
        return None if found is None else str(found)

    def replace_all(self, table: Table, rows: Iterable[Row], note: tuple[str, str]) -> None:
        """Give a table other rows altogether and note under a name what they were made from."""
        fresh = list(rows)
        with self.change() as connection:
            connection.execute(delete(table))
            _insert(connection, table, fresh)
            connection.execute(delete(META).where(META.c.name == note[0]))
            connection.execute(insert(META).values(name=note[0], value=note[1]))

    def texts(self, table: str, documents: Sequence[str], most: int) -> Iterator[list[Row]]:
        """Yield ``document``, ``id`` and ``text`` of the goals or items of documents, in their order, in batches of about ``most``."""
        held = METADATA.tables[table]
        batch: list[Row] = []
        for start in range(0, len(documents), _BATCH):
            query = select(held.c.document, held.c.id, held.c.text).where(held.c.document.in_(documents[start : start + _BATCH]))
            with self._engine.connect() as connection:
                batch += [dict(row) for row in connection.execute(query.order_by(held.c.document, held.c.number)).mappings()]
            if len(batch) >= most:
                yield batch
                batch = []
        if batch:
            yield batch

    def add(self, table: Table, row: Row) -> int:
        """Add one row and return its number."""
        with self.change() as connection:
            key = connection.execute(insert(table).values(**row)).inserted_primary_key
            return int(key[0]) if key else 0


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    for start in range(0, len(rows), _BATCH):
        connection.execute(insert(table), [{name: _storable(value) for name, value in row.items()} for row in rows[start : start + _BATCH]])


def _storable(value: object) -> object:
    """PostgreSQL's text holds neither NUL nor half characters."""
    if isinstance(value, str) and not (value.isascii() and "\0" not in value):
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    return value


def _drop_files(connection: Connection, paths: Sequence[str]) -> None:
    ids = list(connection.execute(select(DOCUMENTS.c.id).where(DOCUMENTS.c.file.in_(paths))).scalars())
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        for table in OF_DOCUMENT:
            connection.execute(delete(table).where(table.c.document.in_(some)))
        pairs = select(PAIRS.c.id).where(PAIRS.c.strategy.in_(some) | PAIRS.c.execution.in_(some))
        _drop_pairs(connection, list(connection.execute(pairs).scalars()))
        connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id.in_(some)))
    connection.execute(delete(FAILURES).where(FAILURES.c.file.in_(paths)))
    connection.execute(delete(FILES).where(FILES.c.path.in_(paths)))


def _drop_pairs(connection: Connection, ids: Sequence[str]) -> None:
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        for table in OF_PAIR:
            connection.execute(delete(table).where(table.c.pair.in_(some)))
        connection.execute(delete(FAILURES).where(FAILURES.c.of_pair.in_(some)))
        connection.execute(delete(PAIRS).where(PAIRS.c.id.in_(some)))
