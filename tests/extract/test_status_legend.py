"""Keys to status marks in lines, rows and last cells, and the tables whose marks they explain."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from aligner.domain.encoding import Encoder
from aligner.domain.goals import State
from aligner.domain.text import Block, BlockKind, Cell, Layer, Locator
from aligner.extract.items import extract_items
from aligner.extract.status_legend import legend_of, plain_mark
from aligner.readers import read_document
from aligner.segment import Segmenter

HOUSE = "Key: sailing = as planned | listing = late or over cost, not lost yet | keelhauled = will miss | moored = parked | unlaunched = not yet"
HOUSE_STATES = {
    "sailing": State.ON_TRACK,
    "listing": State.AT_RISK,
    "keelhauled": State.OFF_TRACK,
    "moored": State.ON_HOLD,
    "unlaunched": State.NOT_STARTED,
}


def _line(text: str, *, layer: Layer = Layer.BODY) -> Block:
    return Block(BlockKind.PARAGRAPH, text, Locator("plan.docx", paragraph=1, end=len(text)), layer=layer)


def _row(*texts: str, number: int = 1) -> Block:
    cells = tuple(
        Cell(text, column, "", Locator("plan.xlsx", sheet="Plan", cell=f"{chr(65 + column)}{number}", end=len(text)))
        for column, text in enumerate(texts)
    )
    joined = " | ".join(texts)
    return Block(BlockKind.ROW, joined, Locator("plan.xlsx", sheet="Plan", line=number, end=len(joined)), cells=cells, table=0)


@pytest.mark.parametrize("between", [" | ", "; "])
def test_where_bars_or_semicolons_part_the_entries_a_meaning_may_have_commas(between: str) -> None:
    assert legend_of([_line(HOUSE.replace(" | ", between))]) == HOUSE_STATES


def test_a_key_may_stand_in_the_last_row_of_a_table() -> None:
    rows = [_row("Steel hull", "sailing", "Yard", number=2), _row("New mast", "listing", "Yard", number=3), _row(HOUSE, number=4)]
    assert legend_of(rows) == HOUSE_STATES
    assert legend_of(rows[:2]) == {}


def test_a_row_with_more_than_two_cells_explains_nothing() -> None:
    assert legend_of([_row(HOUSE, "Yard", "Harbour", number=4)]) == {}


@pytest.mark.parametrize("text", ["✓ done   ~ under way   – not yet", "✓ done, ~ under way, – not yet", "✓ done | ~ under way | – not yet"])
def test_signs_need_no_sign_between(text: str) -> None:
    told = {"✓": State.DONE, "~": State.ON_TRACK, "–": State.NOT_STARTED}
    assert legend_of([_line(text)]) == told
    assert legend_of([_row(text, number=9)]) == told


@pytest.mark.parametrize(
    ("meaning", "state"),
    [
        ("late", State.OFF_TRACK),
        ("late, not lost yet", State.AT_RISK),
        ("late but can still be saved", State.AT_RISK),
        ("late, may yet hold", State.AT_RISK),
        ("not yet", State.NOT_STARTED),
        ("not yet begun", State.NOT_STARTED),
        ("still to come", State.NOT_STARTED),
    ],
)
def test_what_is_late_and_not_lost_is_at_risk_and_not_yet_is_not_begun(meaning: str, state: State) -> None:
    assert legend_of([_line(f"teal = done; rust = {meaning}; soot = cancelled")])["rust"] is state


@pytest.mark.parametrize(
    "text",
    [
        "Teal = colour of the quay; rust = colour of the sheds; soot = colour of the roofs",  # tells no states
        "teal = done; rust = finished; soot = completed",  # one state alone is no key
        "– the mast – the hull – the keel",
        "The crane ✓ the shed",
    ],
)
def test_other_lines_are_no_keys(text: str) -> None:
    assert legend_of([_line(text)]) == {}
    assert legend_of([_row(text)]) == {}


def test_struck_and_quoted_keys_do_not_count() -> None:
    assert legend_of([_line(HOUSE, layer=Layer.DELETED), _line(HOUSE, layer=Layer.QUOTED)]) == {}
    assert legend_of([_line(HOUSE, layer=Layer.BODY)]) == HOUSE_STATES


def test_marks_are_compared_bare() -> None:
    assert plain_mark(" (On  Course). ") == plain_mark("on course") == "on course"


@pytest.fixture
def states(tmp_path: Path, encoder: Encoder):
    """Write rows as a sheet and return the states of its items by title."""

    def extract(*rows: str) -> dict[str, State]:
        book = Workbook()
        for row in rows:
            book.active.append([cell.strip() or None for cell in row.split("/")])
        book.save(tmp_path / "plan.xlsx")
        document, segmenter = read_document(tmp_path / "plan.xlsx"), Segmenter()
        statements = {document.path: segmenter.statements(document)}
        return {item.text: item.state for item in extract_items([document], statements, encoder=encoder, segmenter=segmenter)}

    return extract


def test_the_key_under_a_plan_rules_its_states_and_is_no_work(states) -> None:
    found = states(
        "Ref / Work / Owner / State / Due",
        "A1 / New gate for the yard / Yard / listing / 30.06.2028",
        "A2 / Pumps renewed / Yard / keelhauled / 30.06.2028",
        "A3 / Lights on the pier / Yard / moored / 30.06.2028",
        f"/ {HOUSE}",
    )
    assert found == {"New gate for the yard": State.AT_RISK, "Pumps renewed": State.OFF_TRACK, "Lights on the pier": State.ON_HOLD}


def test_ticks_and_dashes_under_done_are_states(states) -> None:
    rows = (
        "Ref / Task / Hall / Done? / Note",
        "D1 / Wheel lathe serviced / North / ~ /",
        "D2 / Oil separator measured and sealed / North / – / permit",
        "D3 / Ramp of the kitchen renewed / South / ✓ /",
    )
    titles = ("Wheel lathe serviced", "Oil separator measured and sealed", "Ramp of the kitchen renewed")
    assert states(*rows, "/ ✓ done   ~ under way   – not yet") == dict(
        zip(titles, (State.ON_TRACK, State.NOT_STARTED, State.DONE), strict=True)
    )
    assert states(*rows)[titles[2]] is State.DONE  # a tick speaks for itself


def test_numbers_under_done_are_shares(states) -> None:
    found = states(
        "Ref / Task / Hall / Done",
        "D1 / Wheel lathe serviced / North / 100 %",
        "D2 / Oil separator measured and sealed / North / 0 %",
        "D3 / Ramp of the kitchen renewed / South / 40 %",
    )
    assert list(found.values()) == [State.DONE, State.NOT_STARTED, State.ON_TRACK]


def test_measures_of_units_of_an_organisation_are_work(states) -> None:
    found = states(
        "Ref / Measure / Unit / When / State",
        "L1 / Room for visitors painted / Property / 30.06.2027 / running",
        "L2 / Course for the last team leaders / Human Resources / 30.11.2026 / running",
        "L3 / Letter templates redrawn / Communication / 31.12.2026 / not begun",
    )
    assert list(found.values()) == [State.ON_TRACK, State.ON_TRACK, State.NOT_STARTED]


def test_measures_with_units_of_measurement_are_figures(states) -> None:
    assert not states(
        "Ref / Measure / Unit / When / State",
        "L1 / Share of trains on time / % / 30.06.2027 / running",
        "L2 / Waiting time at the desk / minutes / 30.11.2026 / running",
        "L3 / Cost of a ticket sold / EUR / 31.12.2026 / not begun",
    )
