"""Brings a database to this version's schema, one numbered step after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, func, inspect, select, text

from aligner.errors import ConfigError
from aligner.store.schema import ADDED_INDEXES, META, METADATA, VERSION, VIEWS

__all__ = ["STEPS", "migrate"]

_LOCK = 0x616C69676E6572
Step = Callable[[Connection], None]


def _first(connection: Connection) -> None:
    METADATA.create_all(connection)
    for name, query in VIEWS.items():
        connection.execute(text(f"CREATE VIEW {name} AS {query}"))


def _second(connection: Connection) -> None:
    for index in ADDED_INDEXES:
        index.create(connection, checkfirst=True)


STEPS: Sequence[Step] = (_first, _second)
"""Step n leads from schema version n to n + 1; a step that was released is never changed."""


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> None:
    """Run the steps that a database lacks, all within the caller's transaction.

    Raises:
        ConfigError: the database was written by a later version, or holds tables of something else.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))  # of two that make the tables at once the second finds them made
    found = _version(connection)
    if found > len(steps):
        message = f"the database has schema version {found}, this program knows up to {len(steps)}; use a newer aligner or another database"
        raise ConfigError(message)
    for step in steps[found:]:
        step(connection)
    if found == 0:
        connection.execute(META.insert().values(name="schema_version", value=str(len(steps))))
    elif found < len(steps):
        connection.execute(META.update().where(META.c.name == "schema_version").values(value=str(len(steps))))


def _version(connection: Connection) -> int:
    tables = inspect(connection).get_table_names()
    if META.name not in tables:
        if set(tables) & set(METADATA.tables):
            message = "the database holds tables of the same names that another program made; choose another database"
            raise ConfigError(message)
        return 0
    value = connection.execute(select(META.c.value).where(META.c.name == "schema_version")).scalar()
    return int(value or 0)


assert len(STEPS) == VERSION
