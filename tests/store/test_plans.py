"""No task of a scan reads a whole table: what one document or pair costs must not grow with the archive."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event

from aligner.store import open_database
from aligner.store.schema import BLOCKS, DOCUMENTS, PAIRS
from tests.store.test_store import block_row, document_row, file_row


@pytest.fixture
def watched(tmp_path):
    """A database, and the statements that it is asked with their values."""
    database = open_database(str(tmp_path / "a.sqlite"))
    asked = []
    event.listen(
        database._engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, values, _context, many: asked.append((statement, values, many)),
    )
    yield database, asked
    database.close()


def pair_row():
    return {**dict.fromkeys(column.name for column in PAIRS.columns), "id": "P", "strategy": "D", "execution": "E", "organisation": "", "unit": "", "rules": "", "pair_key": "", "state": ""}  # fmt: skip


FAILURE = {"file": "a", "path": "a", "stage": "extract", "kind": "time", "reason": "", "of_pair": None}
TASKS = {
    "read": lambda database: database.put_file(file_row("a"), [document_row("D", "a")], {"blocks": [block_row("D", "x")]}, []),
    "settle": lambda database: database.drop_files(["a", "b"]),
    "examine": lambda database: database.put_extracted({"id": "D", "extract_key": "k"}, {}, [FAILURE]),
    "compare": lambda database: database.put_pair(pair_row(), {}, [{**FAILURE, "stage": "compare", "of_pair": "P"}]),
    "unpair": lambda database: database.drop_pairs(["P"]),
    "relate": lambda database: database.update_all(DOCUMENTS, [{"id": "D", "near_of": "a"}]),
    "load": lambda database: (
        database.rows(DOCUMENTS, id="D"),
        database.rows(BLOCKS, "data", document="D"),
        database.rows(PAIRS, "report", id="P"),
    ),
    "look further": lambda database: (list(database.texts("goals", ["D"], 9)), list(database.texts("items", ["D"], 9))),
}


@pytest.mark.parametrize("task", TASKS)
def test_tasks_find_their_rows_by_an_index(watched, task):
    database, asked = watched
    TASKS[task](database)
    told = [one for one in asked if one[0].lstrip().split()[0] in {"SELECT", "UPDATE", "DELETE"}]
    assert told
    scans = []
    for statement, values, many in told:
        with database._engine.connect() as connection:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values[0] if many else values)
            scans += [(statement, row[-1]) for row in rows if re.match(r"SCAN \w+", row[-1])]
    assert scans == []
