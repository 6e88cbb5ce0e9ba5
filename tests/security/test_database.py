"""What stands in documents and file names is never part of a statement."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from aligner.store import open_database
from aligner.store.schema import DOCUMENTS, FILES, TABLES
from tests.store.test_store import block_row, document_row, file_row

PACKAGE = Path(__file__).resolve().parents[2] / "aligner"
NAMES = [
    "'; DROP TABLE files; --",
    '"; DELETE FROM documents; --',
    "a' OR '1'='1",
    ":path",
    "%s %(x)s ?",
    "\\'; SELECT 1",
    "x' UNION SELECT value FROM meta --",
]
KNOWN = {
    "store/connect.py": "f'PRAGMA {pragma}'",
    "store/hold.py": "f'SET tcp_keepalives_{setting}'",
    "store/migrate.py": "f'CREATE VIEW {name} AS {query}'",
}
"""Where a statement is put together nevertheless: from names and figures that stand in the program."""
ASKS = {"text", "exec_driver_sql", "execute", "look"}


@pytest.mark.parametrize("name", NAMES)
def test_names_and_words_are_values(tmp_path, name):
    database = open_database(str(tmp_path / "a.sqlite"))
    failure = {"file": name, "path": name, "stage": "read", "kind": name, "reason": name, "of_pair": name}
    database.put_file(file_row("kept"), [], {}, [])
    database.put_file(file_row(name, reason=name), [document_row(name, name)], {"blocks": [block_row(name, name)]}, [failure])
    assert [row["path"] for row in database.rows(FILES, path=name)] == [name]
    assert [row["text"] for batch in database.texts("goals", [name], 9) for row in batch] == []
    database.update_all(DOCUMENTS, [{"id": name, "near_of": name}])
    assert database.look("SELECT near_of FROM documents WHERE id = :one", one=name) == [{"near_of": name}]
    database.drop_pairs([name])
    database.drop_files([name])
    assert [row["path"] for row in database.rows(FILES)] == ["kept"]
    assert all(database.look(f"SELECT COUNT(*) AS n FROM {table.name}") for table in TABLES)
    database.close()


def test_no_statement_is_put_together_from_values():
    """Statements are SQLAlchemy's own or constants; the views are made of the names and texts in the schema itself."""
    made = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = isinstance(node, ast.Call) and (getattr(node.func, "attr", None) or getattr(node.func, "id", None)) in ASKS
            if named and node.args and isinstance(node.args[0], (ast.JoinedStr, ast.BinOp)) and "sqlalchemy" in path.read_text("utf-8"):
                made.append((path.relative_to(PACKAGE).as_posix(), ast.unparse(node.args[0])))
    assert dict(made) == KNOWN
