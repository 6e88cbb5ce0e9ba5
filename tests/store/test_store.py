from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import inspect, text

from aligner.domain.facts import Comparator, DateSpan, Direction, Metric, Owner, OwnerKind
from aligner.domain.goals import Goal, Level, Quote
from aligner.domain.text import Block, BlockKind, Cell, Locator, Span, SpanStyle
from aligner.errors import ConfigError, OutputError
from aligner.store import from_json, migrate, open_database, to_json
from aligner.store.schema import DOCUMENTS, FAILURES, FILES, TABLES, VERSION, VIEWS


@pytest.fixture
def database(where):
    opened = open_database(where)
    yield opened
    opened.close()


def file_row(path, **more):
    return {"path": path, "size": 3, "stamp": "1", "sha256": "ab", "state": "read", "reason": "", "same_as": None, "read_key": "k", **more}


def document_row(ident, file):
    row = dict.fromkeys(column.name for column in DOCUMENTS.columns)
    return {
        **row,
        **dict.fromkeys(("sha256", "format", "title", "language", "unread", "properties", "extract_key"), ""),
        "id": ident,
        "file": file,
        "path": file,
        "analysed": True,
        "blocks": 1,
        "signature": b"\0\xff",
    }


def block_row(ident, words):
    return {"document": ident, "number": 0, "kind": "paragraph", "layer": "body", "place": "line 1", "text": words, "data": "{}"}


def test_a_file_is_replaced_whole(database):
    database.put_file(file_row("a"), [document_row("D1", "a")], {"blocks": [block_row("D1", "one")]}, [])
    database.put_file(file_row("a", sha256="cd"), [document_row("D2", "a")], {"blocks": [block_row("D2", "two")]}, [])
    assert [row["sha256"] for row in database.rows(FILES)] == ["cd"]
    assert [row["text"] for row in database.look("SELECT text FROM blocks")] == ["two"]
    assert bytes(database.rows(DOCUMENTS)[0]["signature"]) == b"\0\xff"
    database.drop_files(["a"])
    assert database.rows(FILES) == database.rows(DOCUMENTS) == []


def test_a_change_that_fails_leaves_everything_as_it_was(database):
    database.put_file(file_row("a"), [document_row("D1", "a")], {}, [])
    twice = [block_row("D2", "one"), block_row("D2", "two")]
    with pytest.raises(OutputError, match="cannot be used"):
        database.put_file(file_row("a", sha256="new"), [document_row("D2", "a")], {"blocks": twice}, [])
    assert [row["sha256"] for row in database.rows(FILES)] == ["ab"]
    assert [row["id"] for row in database.rows(DOCUMENTS)] == ["D1"]


@pytest.mark.parametrize("words", ["'; DROP TABLE files; --", "%s :name ?", "NUL \0 half \ud83d", "Ωμέγα 漢字 \U0001f4a5"])
def test_text_is_data_whatever_it_holds(database, words):
    database.put_file(
        file_row(words.replace("\0", "").replace("\ud83d", "")), [document_row("D1", "x")], {"blocks": [block_row("D1", words)]}, []
    )
    stored = database.look("SELECT text FROM blocks WHERE document = :ident", ident="D1")[0]["text"]
    assert stored == words.replace("\0", "\ufffd").replace("\ud83d", "?")
    assert len(database.rows(FILES)) == 1


def test_every_view_can_be_read(database):
    for name in VIEWS:
        assert database.look(f"SELECT * FROM {name}") == []


def test_every_table_and_column_says_what_it_is():
    assert {"documents", "blocks", "goals", "items", "links", "gaps", "runs", "failures", "pairs"} <= {table.name for table in TABLES}
    assert all(table.comment for table in TABLES)
    assert all(column.comment for table in TABLES for column in table.columns)


def test_opening_again_changes_nothing_and_later_versions_are_refused(database, where):
    database.put_file(file_row("a"), [], {}, [])
    again = open_database(where)
    assert len(again.rows(FILES)) == 1
    again.close()
    with database.change() as connection:
        connection.execute(text("UPDATE meta SET value = '99' WHERE name = 'schema_version'"))
    with pytest.raises(ConfigError, match="schema version 99"):
        open_database(where)


def test_steps_run_once_and_in_order(database):
    def add(connection):
        connection.execute(text("CREATE TABLE extra (id INTEGER PRIMARY KEY)"))

    for _ in range(2):
        with database.change() as connection:
            migrate.migrate(connection, (*migrate.STEPS, add))
    assert database.look("SELECT value FROM meta WHERE name = 'schema_version'") == [{"value": str(VERSION + 1)}]
    assert database.look("SELECT * FROM extra") == []


def test_a_database_of_the_first_version_gets_the_later_indexes(where):
    names = {"failures_of_pair", "failures_path"}
    opened = open_database(where)
    with opened.change() as connection:
        for name in names:
            connection.execute(text(f"DROP INDEX {name}"))
        connection.execute(text("UPDATE meta SET value = '1' WHERE name = 'schema_version'"))
    opened.close()
    opened = open_database(where)
    with opened.change() as connection:
        assert names <= {index["name"] for index in inspect(connection).get_indexes("failures")}
    assert opened.look("SELECT value FROM meta WHERE name = 'schema_version'") == [{"value": str(VERSION)}]
    opened.close()


def test_rows_come_one_batch_after_the_other_as_they_stood_at_first(database):
    failures = [{"file": f"{n:03}", "path": f"{n:03}", "stage": "read", "kind": "time", "reason": "", "of_pair": None} for n in range(130)]
    for one in reversed(failures):
        database.put_file(file_row(one["file"]), (), {}, [one])
    read = database.each(FAILURES, "file")
    first = next(read)
    database.drop_files(["129"])
    rest = list(read)
    assert [first["file"], *(row["file"] for row in rest)] == [row["file"] for row in failures]
    assert len(list(database.each(FAILURES))) == 129


def test_a_step_that_fails_leaves_the_old_version(database):
    def half(connection):
        connection.execute(text("CREATE TABLE extra (id INTEGER PRIMARY KEY)"))
        connection.execute(text("SELECT * FROM nowhere"))

    with pytest.raises(OutputError), database.change() as connection:
        migrate.migrate(connection, (*migrate.STEPS, half))
    assert database.look("SELECT value FROM meta") == [{"value": str(VERSION)}]
    with pytest.raises(Exception, match="extra"):
        database.look("SELECT * FROM extra")


def test_sqlite_writes_ahead(tmp_path):
    open_database(str(tmp_path / "a.sqlite")).close()
    with sqlite3.connect(tmp_path / "a.sqlite") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.mark.parametrize("url", ["mysql://host/x", "://"])
def test_other_databases_are_refused_by_name(url):
    with pytest.raises(ConfigError, match=r"not supported|cannot be understood"):
        open_database(url)


def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path):
    (tmp_path / "notes.txt").write_text("not a database " * 100, "utf-8")
    with pytest.raises(OutputError, match=r"notes\.txt cannot be used"):
        open_database(str(tmp_path / "notes.txt"))


def test_passwords_are_not_shown():
    pytest.importorskip("psycopg")
    with pytest.raises(OutputError) as caught:
        open_database("postgresql+psycopg://me:hunter2@127.0.0.1:1/x")
    assert "hunter2" not in str(caught.value)


def test_values_of_the_domain_come_back_as_they_were():
    place = Locator("a.xlsx", sheet="Plan", cell="B7", end=4)
    block = Block(
        BlockKind.ROW,
        "a | b",
        place,
        spans=(Span(SpanStyle.BOLD, 0, 1),),
        cells=(Cell("a", 0, "Name", place, number=1.5, breaks=(1, 2)),),
        table=0,
    )
    goal = Goal(
        "G1",
        "text",
        place,
        Level.OBJECTIVE,
        metric=Metric("25%", 0, 3, 25.0, "%", direction=Direction.INCREASE, comparator=Comparator.ABOUT),
        deadline=DateSpan("by 2027", 0, 7, None, "2027-12-31", deadline=True),
        owner=Owner("CIO", 0, 3, OwnerKind.ROLE),
        description=(Quote("more", place),),
    )
    assert from_json(to_json(block), Block) == block
    assert from_json(to_json(goal), Goal) == goal
    assert from_json(to_json((block,)), tuple[Block, ...]) == (block,)
