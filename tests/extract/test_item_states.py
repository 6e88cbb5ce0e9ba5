"""States told by a key, a colour, a remark, a phase column, the kind of list, or the way a sentence puts it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from aligner.domain.encoding import Encoder
from aligner.domain.goals import Item, State
from aligner.extract.items import extract_items
from aligner.extract.status import prose_status
from aligner.extract.status_legend import legend_of
from aligner.readers import read_document
from aligner.segment import Segmenter


def _items(encoder: Encoder, *paths: Path) -> dict[str, Item]:
    segmenter = Segmenter()
    documents = [read_document(path) for path in paths]
    found = extract_items(documents, {each.path: segmenter.statements(each) for each in documents}, encoder=encoder, segmenter=segmenter)
    return {item.text: item for item in found}


def _book(path: Path, rows: list[list[str]], fills: dict[str, str] | None = None) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([cell or None for cell in row])
    for address, colour in (fills or {}).items():
        sheet[address].fill = PatternFill("solid", fgColor=colour)
    book.save(path)
    return path


_KEY = "RAG: G = on plan, A = at risk; H = halted, X = struck out, N = not yet begun. Money in thousands."


def test_letters_mean_what_the_document_says(tmp_path: Path, encoder: Encoder) -> None:
    rows = [
        [_KEY],
        [],
        ["Ref", "Project", "Owner", "RAG", "Finish"],
        ["1", "New kitchen for the hall", "B. Oyelaran", "H", "31.05.2028"],
        ["2", "Bells recast", "K. Tamm", "X", "30.06.2028"],
        ["3", "Roof of the north aisle", "K. Tamm", "G", "30.09.2028"],
        ["4", "Heating by ground water", "B. Oyelaran", "N", "31.12.2029"],
    ]
    found = _items(encoder, _book(tmp_path / "plan.xlsx", rows))
    assert {text: item.state for text, item in found.items()} == {
        "New kitchen for the hall": State.ON_HOLD,
        "Bells recast": State.CANCELLED,
        "Roof of the north aisle": State.ON_TRACK,
        "Heating by ground water": State.NOT_STARTED,
    }


def test_one_mark_or_a_sum_is_no_key(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("The rest = done.\n\nProfit = sales - costs, margin = profit / sales.\n", "utf-8")
    assert legend_of(read_document(path).blocks) == {}


def test_a_word_that_is_a_state_by_itself_keeps_its_meaning(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("late = end date in doubt; running = goes ahead; stopped = ended without result\n", "utf-8")
    assert legend_of(read_document(path).blocks) == {"late": State.AT_RISK, "running": State.ON_TRACK}


def test_painted_cells_tell_the_state_where_no_word_does(tmp_path: Path, encoder: Encoder) -> None:
    rows = [
        ["Project", "Owner", "Status", "Due"],
        ["Ferry ramp renewed", "Harbour team", "", "30.06.2028"],
        ["Ticket machines on both quays", "IT", "", "31.10.2028"],
        ["Shelter for cyclists", "Harbour team", "done", "31.01.2028"],
    ]
    painted = {"C2": "FFFF0000", "C3": "FF92D050", "C4": "FFFF0000"}
    found = _items(encoder, _book(tmp_path / "plan.xlsx", rows, painted))
    assert [item.state for item in found.values()] == [State.OFF_TRACK, State.ON_TRACK, State.DONE]
    assert found["Ferry ramp renewed"].status is not None
    assert found["Ferry ramp renewed"].status_quote is None


def test_stripes_of_a_table_are_no_states(tmp_path: Path, encoder: Encoder) -> None:
    rows = [["Project", "Owner", "Due"], *([f"Shelter number {place}", "Harbour team", "30.06.2028"] for place in ("A", "B", "C", "D"))]
    painted = {f"{column}{row}": "FFDDEBF7" for row in (2, 4) for column in "ABC"}
    found = _items(encoder, _book(tmp_path / "plan.xlsx", rows, painted))
    assert {item.state for item in found.values()} == {State.UNKNOWN}


def test_a_phase_column_with_states_and_a_remark_outweigh_a_percentage(tmp_path: Path, encoder: Encoder) -> None:
    rows = [
        ["ID", "Work", "Lead", "Phase", "% complete", "Finish", "Remarks"],
        ["W1", "New gas engine for the plant", "R. Pike", "On hold", "15", "31.12.2028", "no money"],
        ["W2", "Pumps with variable speed", "R. Pike", "Purchase", "35", "31.01.2028", "RED, motors failed the test"],
        ["W3", "Renewal of the long main", "K. Marsh", "Field", "30", "30.06.2031", "14 km a year"],
        ["W4", "Second drilling crew", "K. Marsh", "Not started", "0", "31.03.2029", ""],
    ]
    found = _items(encoder, _book(tmp_path / "plan.xlsx", rows))
    assert [item.state for item in found.values()] == [State.ON_HOLD, State.OFF_TRACK, State.ON_TRACK, State.NOT_STARTED]


def test_teams_own_where_no_column_names_an_owner_and_sums_are_told_from_names(tmp_path: Path, encoder: Encoder) -> None:
    rows = [
        ["ID", "Project", "Team", "State", "Until"],
        ["B1", "Average-speed cameras in the tunnel", "Roads", "40 %", "2028-03-31"],
        ["B2", "PLC-5 controllers replaced", "Workshop", "stuck", "2028-06-30"],
    ]
    found = _items(encoder, _book(tmp_path / "plan.xlsx", rows))
    assert {text: item.owner.text if item.owner else None for text, item in found.items()} == {
        "Average-speed cameras in the tunnel": "Roads",
        "PLC-5 controllers replaced": "Workshop",
    }


def test_agreed_actions_are_still_to_be_done(tmp_path: Path, encoder: Encoder) -> None:
    path = tmp_path / "minutes.md"
    path.write_text(
        "# Minutes of the harbour group, 4 March 2027\n\n## Actions\n\n| No | What | Who | Until |\n|---|---|---|---|\n"
        "| 1 | Ask the mason for a second price | Harbour team | 30.06.2027 |\n| 2 | New lock for the data room | IT | 31.05.2027 |\n",
        "utf-8",
    )
    assert {item.state for item in _items(encoder, path).values()} == {State.NOT_STARTED}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The new gate will not open before June 2028", State.OFF_TRACK),
        ("The grid company now says December 2028 at the earliest", State.OFF_TRACK),
        ("Eleven of the first twelve forms are live", State.ON_TRACK),
        ("The crane at the east yard was certified in December", State.DONE),
        ("The date of 4 May still holds.", State.ON_TRACK),
        ("The scheme has 1,140 families enrolled", State.ON_TRACK),
        ("The fire doors must be replaced by May", State.NOT_STARTED),
        ("The works on the bridge rest until the court has ruled", State.ON_HOLD),
    ],
)
def test_how_a_sentence_puts_it(text: str, state: State) -> None:
    hit = prose_status(text)
    assert hit is not None
    assert hit.state is state


def test_holding_something_is_no_state() -> None:
    assert prose_status("The task force still holds 23,400 open files") is None


def test_a_report_sentence_is_believed_where_it_names_planned_work(tmp_path: Path, encoder: Encoder) -> None:
    rows = [
        ["ID", "Project", "Owner", "Status", "Due"],
        ["P1", "PELICAN ticketing system", "R. Vance", "Green", "31.12.2028"],
        ["P2", "Lorry park off Rope Lane", "Estates", "Green", "30.06.2028"],
        ["P3", "Second ramp at the west quay", "Estates", "Green", "30.06.2029"],
    ]
    report = tmp_path / "report.md"
    report.write_text(
        "# Quarterly status report, 12 April 2028\n\nThe lorry park off Rope Lane stays frozen. Each house reports its own part.\n\n"
        "Mr Abel: PELICAN is late by two months.\n",
        "utf-8",
    )
    found = _items(encoder, _book(tmp_path / "plan.xlsx", rows), report)
    assert found["PELICAN ticketing system"].state is State.OFF_TRACK
    assert found["Lorry park off Rope Lane"].state is State.ON_HOLD
    assert not any("house" in text for text in found)


def test_a_title_begins_behind_the_date_a_line_opens_with(tmp_path: Path, encoder: Encoder) -> None:
    path = tmp_path / "progress.md"
    path.write_text(
        "# Progress\n\n## Milestones\n\n- By 31 January 2027, publish the charter of the data board: done\n"
        "- Between January 1 and December 31, 2027, put in place a road map: in progress\n",
        "utf-8",
    )
    found = _items(encoder, path)
    assert {text: item.due.end if item.due else None for text, item in found.items()} == {
        "publish the charter of the data board": "2027-01-31",
        "put in place a road map": "2027-12-31",
    }


def test_a_key_without_signs_and_lines_of_one_are_no_work(tmp_path: Path, encoder: Encoder) -> None:
    rows = [
        ["G on track, A at risk, R will miss, n/s not started"],
        [],
        ["Ref", "Project", "Owner", "RAG", "Finish"],
        ["1", "New kitchen for the hall", "B. Oyelaran", "n/s", "31.05.2028"],
        ["2", "Bells recast by the foundry", "K. Tamm", "R", "30.06.2028"],
    ]
    found = _items(encoder, _book(tmp_path / "plan.xlsx", rows))
    assert {text: item.state for text, item in found.items()} == {
        "New kitchen for the hall": State.NOT_STARTED,
        "Bells recast by the foundry": State.OFF_TRACK,
    }


@pytest.mark.parametrize("painted", [True, False])
def test_bars_end_with_the_last_period_they_mark(tmp_path: Path, encoder: Encoder, *, painted: bool) -> None:
    bars = {"New ferry ramp": "CD", "Ticket machines on the quay": "DE", "Shelter for cyclists": "EF"}
    rows = [["Project", "Owner", "Q1 2027", "Q2 2027", "Q3 2027", "Q4 2027"]]
    rows += [
        [name, "Harbour team", *("x" if column in marked and not painted else "" for column in "CDEF")] for name, marked in bars.items()
    ]
    fills = {f"{column}{row}": "FF5B9BD5" for row, marked in enumerate(bars.values(), 2) for column in marked if painted}
    found = _items(encoder, _book(tmp_path / "chart.xlsx", rows, fills))
    assert {text: item.due.end if item.due else None for text, item in found.items()} == {
        "New ferry ramp": "2027-06-30",
        "Ticket machines on the quay": "2027-09-30",
        "Shelter for cyclists": "2027-12-31",
    }


def test_a_ticket_closed_without_its_work_is_cancelled_and_its_epic_named(tmp_path: Path, encoder: Encoder) -> None:
    path = tmp_path / "tickets.csv"
    path.write_text(
        "Issue key,Summary,Issue Type,Status,Resolution,Assignee,Epic Link\n"
        "HAR-1,Sensor of the ramp mended,Bug,Done,Fixed,Jo Lee,HAR-90\n"
        "HAR-2,New page for tickets,Story,Closed,Won't Do,Jo Lee,HAR-90\n"
        "HAR-3,Pay by phone at the quay,Story,In Progress,Unresolved,Kim Tamm,\n"
        "HAR-90,Ramp and tickets renewed,Epic,In Progress,,Jo Lee,\n",
        "utf-8",
    )
    found = _items(encoder, path)
    assert [item.state for item in found.values()] == [State.DONE, State.CANCELLED, State.ON_TRACK, State.ON_TRACK]
    assert found["New page for tickets"].headings[-1] == "Ramp and tickets renewed"
