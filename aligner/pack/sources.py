"""Where the comparisons of a pack come from."""

from __future__ import annotations

import json
from collections.abc import Iterator

from aligner.pack.build import Comparison
from aligner.report.contract import from_dict, load

__all__ = ["from_database", "from_report"]


def from_report(path: str) -> list[Comparison]:
    """Return the one comparison of a report file.

    Raises:
        ReadError: it is missing or no report.
    """
    return [Comparison("report", load(path))]


def from_database(where: str) -> Iterator[Comparison]:
    """Yield every comparison of a scan that came to an end, by id, all as they stood at the first.

    Raises:
        ConfigError: the database is not one of this program.
        OutputError: it cannot be reached.
    """
    from aligner.store import open_database  # noqa: PLC0415 - a pack of one report needs no database
    from aligner.store.schema import PAIRS  # noqa: PLC0415 - as above

    database = open_database(where)
    try:
        for row in database.each(PAIRS, "id", "report"):
            if row["report"]:
                yield Comparison(row["id"], from_dict(json.loads(row["report"])))
    finally:
        database.close()
