"""Where a database is, and how to speak of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from aligner.errors import ConfigError, MissingExtraError

__all__ = ["cannot_use", "engine_of", "files_of", "url_of"]

_WAIT_MS = 60_000


def url_of(where: str) -> URL:
    """Return the URL of a database that a person named.

    Args:
        where: a file for SQLite, or a URL: ``sqlite:///...``, ``postgresql+psycopg://user@host/name``.

    Raises:
        ConfigError: it cannot be understood, or is of a kind that is not supported.
    """
    if "://" not in where:
        return URL.create("sqlite", database=str(Path(where)))
    try:
        url = make_url(where)
    except ArgumentError as error:
        message = "the database URL cannot be understood; use a file name, or postgresql+psycopg://user@host/name"
        raise ConfigError(message) from error
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        message = (
            f"databases of the kind {url.get_backend_name()} are not supported; use a file name, or postgresql+psycopg://user@host/name"
        )
        raise ConfigError(message)
    return url


def files_of(where: str) -> frozenset[Path]:
    """Return the files that a SQLite database may consist of, its lock among them, as resolved paths; none for others."""
    url = url_of(where)
    if url.get_backend_name() != "sqlite" or not url.database:
        return frozenset()
    path = Path(url.database).resolve()
    return frozenset(path.with_name(path.name + end) for end in ("", "-wal", "-shm", "-journal", ".lock"))


def engine_of(url: URL, **options: Any) -> Engine:  # noqa: ANN401 - those of ``create_engine``
    """Return what connects to a database; nothing is opened yet.

    Raises:
        MissingExtraError: PostgreSQL's driver is not installed.
    """
    try:
        engine = create_engine(url, **options)
    except ModuleNotFoundError as error:
        message = "PostgreSQL needs a driver that is not installed; pip install 'aligner[postgres]'"
        raise MissingExtraError(message) from error
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _tune)
    return engine


def _tune(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's own connection
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={_WAIT_MS}", "journal_mode=WAL", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def cannot_use(url: URL, cause: object) -> str:
    """Return the sentence that tells why a database cannot be used; no password is shown."""
    first = str(getattr(cause, "orig", None) or cause).strip().splitlines()[0]
    where = url.render_as_string(hide_password=True)
    return f"the database {where} cannot be used ({first}); check that it exists, can be written and is no other program's"
