from __future__ import annotations

import pytest

from aligner.domain.text import Block, BlockKind, Locator
from aligner.readers.tables import RawCell, table_blocks


def locate(row: int, column: int | None) -> Locator:
    return Locator("plan.xlsx", sheet="Plan", cell=f"R{row}" if column is None else f"{'ABCDEFGHIJ'[column]}{row + 1}")


def raw(value: object) -> RawCell:
    if isinstance(value, RawCell):
        return value
    return RawCell(str(value), number=float(value)) if isinstance(value, int | float) else RawCell(str(value))


def blocks(*rows: tuple[object, ...], header_rows: int | None = None) -> list[Block]:
    return table_blocks([[raw(value) for value in row] for row in rows], locate=locate, table=0, caption="Plan", header_rows=header_rows)


def headers(found: list[Block]) -> list[str]:
    return [cell.header for block in found if block.kind is BlockKind.ROW for cell in block.cells]


def test_known_header_words_name_the_columns() -> None:
    found = blocks(("Milestone", "Owner", "Due"), ("Open the portal", "Ada Quill", "Q3 2031"), ("Close the depot", "Bo Lind", "Q4 2031"))
    assert [block.text for block in found] == ["Open the portal | Ada Quill | Q3 2031", "Close the depot | Bo Lind | Q4 2031"]
    assert headers(found)[:3] == ["Milestone", "Owner", "Due"]
    assert found[0].cells[1].locator.cell == "B2"
    assert found[0].cells[1].locator.end == len("Ada Quill")


def test_title_lines_above_the_header_are_paragraphs_and_the_nearest_a_heading() -> None:
    found = blocks(
        ("Harbour Trust: plan of works",),
        ("Draft of the planning desk",),
        (),
        (RawCell("Wave one", bold=True),),
        ("Task", "Lead", "Status"),
        ("Dredge the basin", "Ada", "open"),
        ("Paint the cranes", "Bo", "open"),
    )
    assert [block.kind for block in found[:3]] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.HEADING]
    assert found[2].level == 2
    assert headers(found)[:3] == ["Task", "Lead", "Status"]


def test_group_row_of_merged_cells_joins_the_header_below() -> None:
    found = blocks(
        ("", "Schedule", RawCell("Schedule", merged=True), "Money"),
        ("Project", "Start", "End", "Budget"),
        ("Tram line", "2030", "2031", 12),
        ("Quay wall", "2030", "2032", 7),
    )
    assert headers(found)[:4] == ["Project", "Schedule / Start", "Schedule / End", "Money / Budget"]


def test_header_with_sub_headers_below_merged_cells() -> None:
    found = blocks(
        ("Project", "Owner", "2031", RawCell("2031", merged=True)),
        (RawCell("Project", merged=True), RawCell("Owner", merged=True), "Q1", "Q2"),
        ("Tram line", "Ada", "x", ""),
        ("Quay wall", "Bo", "", "x"),
    )
    assert [block.text for block in found] == ["Tram line | Ada | x", "Quay wall | Bo | x"]
    assert headers(found) == ["Project", "Owner", "2031 / Q1", "Project", "Owner", "2031 / Q2"]


def test_rows_without_a_header_all_stay_body() -> None:
    found = blocks(
        ("Open the portal", "Ada Quill", "on track"),
        ("Close the depot", "Bo Lind", "on track"),
        ("Move the archive", "Cy Marsh", "on track"),
    )
    assert len(found) == 3
    assert set(headers(found)) == {""}


def test_unknown_header_words_are_found_by_the_rows_below() -> None:
    found = blocks(
        ("Vorhaben", "Wer", "Tage"), ("Neues Portal fuer alle Haendler im Hafen", "Ada", 12), ("Altes Lager am Kai raeumen", "Bo", 30)
    )
    assert headers(found)[:3] == ["Vorhaben", "Wer", "Tage"]


def test_number_rows_above_do_not_hide_the_header() -> None:
    found = blocks(
        ("", "", "Actual", 2, 2, 3),
        ("", "", "Planned", 2, 3, 3),
        (
            "ID",
            "Task",
            "Effort",
            RawCell("2031-01-02", "2031-01-02"),
            RawCell("2031-01-09", "2031-01-09"),
            RawCell("2031-01-16", "2031-01-16"),
        ),
        (1, "Dredge the basin", 4, "D", "", ""),
        (2, "Paint the cranes", 2, "", "P", ""),
    )
    rows = [block for block in found if block.kind is BlockKind.ROW]
    assert [block.text for block in rows] == ["1 | Dredge the basin | 4 | D", "2 | Paint the cranes | 2 | P"]
    assert [cell.header for cell in rows[0].cells] == ["ID", "Task", "Effort", "2031-01-02"]


YEARS = [
    (("Measure", "2031", "Target", "By", "Owner"), ("Berths open", "12", "20", "2034", "Ada"), ("Waits", "40 min", "25 min", "2033", "Bo")),
    (("Measure", 2031, "Target", "By", "Owner"), ("Berths open", 12, 20, 2034, "Ada"), ("Waits", "40 min", "25 min", 2033, "Bo")),
    (
        ("Initiative", "Q1", "Q2", "Q3", "Q4", "Owner"),
        ("New crane", "Design", "Buy", "Build", "", "Ada"),
        ("Ferry", "", "Trial", "", "Go", "Bo"),
    ),
    (("What we watch", "2031", "2036"), ("Berths", "12", "14"), ("Delay", "4", "3")),
    (("", "2031", "2036"), ("Berths", "12", "14"), ("Delay", "4", "3")),
    (("", "Jan", "Feb", "Mar"), ("Dig", "x", "", ""), ("Pave", "", "x", "x")),
    (("Work", "Jan-Mar 2031", "Apr-Jun 2031"), ("Dig", "Design the quay", "Buy"), ("Pave", "Trial", "Launch")),
    (("Work", "w/c 5 Jan", "w/c 12 Jan", "w/c 19 Jan"), ("Dig", "x", "", ""), ("Pave", "", "x", "x")),
    (("AMBITION", "PROOF"), ("Shorter waits", "Punctual boats"), ("Fewer spills", "Clean water")),
]


@pytest.mark.parametrize("rows", YEARS)
def test_years_quarters_and_dates_name_columns(rows: tuple[tuple[object, ...], ...]) -> None:
    found = [block for block in blocks(*rows) if block.kind is BlockKind.ROW]
    assert len(found) == len(rows) - 1
    for block in found:
        assert [cell.header for cell in block.cells] == [str(rows[0][cell.column]) for cell in block.cells]


BODIES = [
    (
        ("Open the portal", "2031", "Ada", "on track"),
        ("Close the depot", "2032", "Ada", "on track"),
        ("Move the archive", "2033", "Bo", "late"),
    ),
    (("Open the portal", "2031", "Ada", "on track"), ("Close the depot", "in autumn", "Ada", "late")),
    (("Fiscal year", "2031"), ("Berths", "12"), ("Delay", "4")),
    (("Dredge", "Jan", "Feb", "Mar"), ("Paint", "Feb", "Mar", "Apr"), ("Dig", "Mar", "Apr", "May")),
    (("2030", "Opened the first berth of the north quay"), ("2031", "Bought a crane"), ("2032", "Closed the depot")),
    ((2030, 12, 14), (2031, 13, 15), (2032, 14, 16)),
]


@pytest.mark.parametrize("rows", BODIES)
def test_rows_with_a_year_of_their_own_are_no_header(rows: tuple[tuple[object, ...], ...]) -> None:
    found = blocks(*rows)
    assert (len(found), set(headers(found))) == (len(rows), {""})


def test_whole_questions_may_name_the_columns_of_a_survey() -> None:
    names = (
        "Respondent",
        *(f"How content are you with part {part} of the service that the harbour office offers at its desk?" for part in "abcde"),
    )
    found = blocks(names, ("Line A", 4, 5, 4, 3, 4), ("Line B", 2, 5, 1, 3, 4))
    assert headers(found)[:6] == list(names)


def test_a_name_outdented_before_its_rows_is_a_heading_and_a_group_written_once_stays() -> None:
    header = ("Programme", "Project", "Owner")
    found = blocks(header, ("Wave one", "", ""), ("", "Dredge", "Ada"), ("", "Paint", "Bo"), ("Wave two", "", ""), ("", "Dig", "Cy"))
    assert [(block.kind.value, block.text) for block in found if block.kind is BlockKind.HEADING] == [
        ("heading", "Wave one"),
        ("heading", "Wave two"),
    ]
    found = blocks(header, ("Wave one", "Dredge", "Ada"), ("", "Paint", "Bo"), ("Wave two", "Dig", "Cy"))
    assert [block.text for block in found] == ["Wave one | Dredge | Ada", "Paint | Bo", "Wave two | Dig | Cy"]


def test_repeated_header_rows_are_left_out() -> None:
    header = ("Risk", "Impact", "Owner")
    found = blocks(header, ("Storm at the quay", "High", "Ada"), header, ("Strike of the pilots", "Low", "Bo"))
    assert [block.cells[0].text for block in found] == ["Storm at the quay", "Strike of the pilots"]


def test_a_second_header_renames_the_columns() -> None:
    found = blocks(
        ("Risk", "Impact", "Owner"),
        ("Storm at the quay", "High", "Ada"),
        ("Task", "Status", "Due date"),
        ("Raise the wall", "open", "2031"),
    )
    assert [cell.header for cell in found[-1].cells] == ["Task", "Status", "Due date"]


@pytest.mark.parametrize(
    "row",
    [
        ("Wave two", RawCell("Wave two", merged=True), RawCell("Wave two", merged=True)),
        (RawCell("Wave two", bold=True), "", ""),
    ],
)
def test_section_rows_become_headings(row: tuple[object, ...]) -> None:
    found = blocks(("Task", "Owner", "Due"), ("Dredge the basin", "Ada", "May"), row, ("Paint the cranes", "Bo", "June"))
    assert [block.kind for block in found] == [BlockKind.ROW, BlockKind.HEADING, BlockKind.ROW]
    assert (found[1].text, found[1].level, found[1].locator.cell) == ("Wave two", 3, "A3")


def test_a_plain_row_with_only_a_title_stays_a_row() -> None:
    found = blocks(("Task", "Owner", "Due"), ("Dredge the basin", "", ""), ("Paint the cranes", "Bo", "June"))
    assert [block.kind for block in found] == [BlockKind.ROW, BlockKind.ROW]


def test_vertically_merged_text_is_repeated_and_marked() -> None:
    found = blocks(
        ("Pillar", "Task", "Owner"),
        ("Safe port", "Light the quay", "Ada"),
        (RawCell("Safe port", merged=True), "Fence the dock", "Bo"),
        (RawCell("Safe port", merged=True), RawCell("Fence the dock", merged=True), RawCell("Bo", merged=True)),
    )
    assert [block.text for block in found] == ["Safe port | Light the quay | Ada", "Safe port | Fence the dock | Bo"]
    assert [cell.merged for cell in found[1].cells] == [True, False, False]


def test_label_and_value_lists_have_no_header() -> None:
    found = blocks(("Project", "Night ferry"), ("Owner", "Ada Quill"), ("Budget", "2 m"), ("Status", "open"))
    assert found[0].text == "Project | Night ferry"
    assert set(headers(found)) == {""}


def test_stated_header_rows_are_believed() -> None:
    found = blocks(("Alpha", "Beta"), ("Gamma", "Delta"), header_rows=1)
    assert headers(found) == ["Alpha", "Beta"]


def test_a_single_column_without_header_becomes_paragraphs() -> None:
    found = blocks(("The trust owns nine quays.",), ("Two of them are closed in winter.",))
    assert [block.kind for block in found] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    assert headers(blocks(("Goals",), ("Fewer accidents on every quay",), ("Shorter waits at the lock",))) == ["Goals", "Goals"]


def test_empty_grid() -> None:
    assert blocks() == []
    assert blocks((), ("", "")) == []
