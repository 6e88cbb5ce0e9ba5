"""One writer of a database at a time: a lock that ends with its process, and a mark that shuts out whoever lost it."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from aligner.errors import OutputError
from aligner.store.connect import cannot_use, engine_of, url_of
from aligner.store.database import Database, open_database
from aligner.store.schema import META

__all__ = ["hold"]

_PATIENCE = 3.0
"""Seconds. A server needs a moment to notice that a process was killed and to let go of its lock."""
_CLASS = 0x616C67
"""First half of the key of PostgreSQL's advisory lock; the second names the schema."""


@contextmanager
def hold(where: str) -> Iterator[Database]:
    """Open a database as its only writer; the lock falls when this process ends, however that happens.

    For SQLite the lock is one of the operating system on ``NAME.lock`` beside the file, for PostgreSQL an advisory lock of a session.
    Where neither works (some network disks, some proxies), or a process of an earlier holder still writes, the mark in the table
    ``meta`` decides: every change checks it within its own transaction.

    Args:
        where: as for ``open_database``.

    Raises:
        OutputError: another process holds the database, or it cannot be used; others as for ``open_database``.
    """
    url = url_of(where)
    with contextlib.ExitStack() as stack:
        free = stack.enter_context(_file_lock(url) if url.get_backend_name() == "sqlite" else _session_lock(url))
        if not free:
            raise OutputError(_occupied(url))
        database = open_database(where)
        stack.callback(database.close)
        database.own(secrets.token_hex(8), json.dumps(_who()))
        try:
            yield database
        finally:
            with contextlib.suppress(OutputError):  # an error that is on its way says more
                database.disown()


def _who() -> dict[str, object]:
    return {"process": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat(timespec="seconds")}


def _occupied(url: URL) -> str:
    told = ""
    with contextlib.suppress(Exception):  # only to say who it is
        database = Database(engine_of(url))  # only to look: it may be in the middle of a change
        try:
            row = json.loads(database.rows(META, "value", name=Database.HOLDER)[0]["value"])
        finally:
            database.close()
        told = f" (process {row['process']} on {row['host']}, since {row['since']})"
    return f"another scan is writing to the database {_shown(url)}{told}; wait until it has ended, or give this one a database of its own"


def _shown(url: URL) -> str:
    """Return a database as a person named it, without its password."""
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


@contextmanager
def _file_lock(url: URL) -> Iterator[bool]:
    """Tell whether nobody else had locked a SQLite database; it is locked from then on."""
    try:
        import fcntl  # noqa: PLC0415 - POSIX only
    except ImportError:
        yield True
        return
    if not url.database or url.database == ":memory:":
        yield True
        return
    path = Path(f"{Path(url.database).resolve()}.lock")
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            handle = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise OutputError(cannot_use(url, error.strerror or str(error))) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever held it before has removed the file that was locked here just now: lock the one that has its name.
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_ino == os.fstat(handle).st_ino:
                    break
        except BlockingIOError:
            if time.monotonic() > deadline:
                os.close(handle)
                yield False
                return
            time.sleep(0.1)
        except OSError:
            break  # a disk without locks
        os.close(handle)
    try:
        yield True
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(handle)


@contextmanager
def _session_lock(url: URL) -> Iterator[bool]:
    """Tell whether no other session had locked a PostgreSQL database's schema; this one does from then on."""
    take = text("SELECT pg_try_advisory_lock(:class, hashtext(current_schema()))").bindparams(**{"class": _CLASS})
    deadline = time.monotonic() + _PATIENCE
    engine = engine_of(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with contextlib.ExitStack() as stack:
        try:
            connection = stack.enter_context(engine.connect())
            # A machine that vanished shall not hold the lock for hours.
            for setting in ("idle = 30", "interval = 10", "count = 3"):
                connection.execute(text(f"SET tcp_keepalives_{setting}"))
            while not (free := bool(connection.execute(take).scalar())) and time.monotonic() < deadline:
                time.sleep(0.1)
        except SQLAlchemyError as error:
            raise OutputError(cannot_use(url, error)) from error
        yield free
