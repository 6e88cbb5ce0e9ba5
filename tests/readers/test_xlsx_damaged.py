from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import ReadError
from aligner.readers.base import Limits
from aligner.readers.xlsx import read
from tests.readers.ooxml_factory import DATE, rows, source, xlsx

HEADER = ("Task", "Owner", "Due", "Status")
FIRST = ("Dredge the basin", "Ada", (47000, DATE), "open")

_BOOK = xlsx({"Plan": rows(HEADER, FIRST, FIRST) + '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'}, strings="<si><t>x</t></si>")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(_BOOK) - 1), st.integers(0, 255)), max_size=12), st.integers(0, len(_BOOK)))
def test_damaged_bytes_only_ever_raise_read_errors(changes: list[tuple[int, int]], keep: int) -> None:
    data = bytearray(_BOOK)
    for at, value in changes:
        data[at] = value
    for attempt in (bytes(data), bytes(data[:keep])):
        with suppress(ReadError):
            read(source(attempt, "plan.xlsx"), Limits())


_REFERENCES = st.sampled_from(["A1", "B2", "AA10", "XFD1048576", "A0", "", "1A", "ZZZZ1", "$C$3"])
_KINDS = st.sampled_from(["n", "s", "str", "b", "e", "d", "inlineStr", "?"])
_CONTENTS = st.sampled_from(["", "0", "1", "-3", "47000", "1e400", "abc", "Task", "Owner", "2031-02-30", "  x"])
_CELLS = st.builds(
    lambda reference, kind, text, style: f"<c r='{reference}' t='{kind}' s='{style}'><v>{text}</v></c>",
    _REFERENCES,
    _KINDS,
    _CONTENTS,
    st.integers(-1, 12),
)
_ROWS = st.builds(lambda number, cells: f"<row r='{number}'>{''.join(cells)}</row>", st.integers(0, 9), st.lists(_CELLS, max_size=5))
_AREAS = st.builds(lambda one, two: f"<mergeCell ref='{one}:{two}'/>", _REFERENCES, _REFERENCES)


@settings(max_examples=200, deadline=None)
@given(st.lists(_ROWS, max_size=8), st.lists(_AREAS, max_size=4))
def test_any_arrangement_of_cells_is_read(lines: list[str], areas: list[str]) -> None:
    document = read(
        source(xlsx({"Plan": f"<sheetData>{''.join(lines)}</sheetData><mergeCells>{''.join(areas)}</mergeCells>"}), "plan.xlsx"), Limits()
    )
    places = [block.locator.place for block in document.blocks] + [cell.locator.place for block in document.blocks for cell in block.cells]
    assert len(places) == len(set(places))
    assert all(document.text_at(block.locator) == block.text for block in document.blocks)
