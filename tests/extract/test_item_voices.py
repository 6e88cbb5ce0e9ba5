"""Two execution documents in voices of their own, with everything that a reader would take from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment

from aligner.domain.encoding import Encoder
from aligner.domain.goals import Item
from aligner.extract.items import extract_items
from aligner.readers import read_document
from aligner.segment import Segmenter


@dataclass(frozen=True)
class Wanted:
    """What a reader takes from one piece of work; None means that the document does not say."""

    title: str
    owner: str | None = None
    due: str | None = None
    state: str = "unknown"
    work_class: str | None = "change"  # None where readers would differ
    reference: str | None = None
    parent: str | None = None


_HOSPITAL_COLUMNS = (
    "Line",
    "What is being done",
    "Serves aim",
    "Whose desk",
    "Finish (latest)",
    "How is it going",
    "Money set aside",
    "Remarks",
)
_HOSPITAL = [
    (0, "1", "Day surgery moves to the Linden wing", "A2", "Dr Ansgar Feld", "30.11.2027", "on track", "2.1 m", "Two theatres first"),
    (1, "1.1", "Theatre 3 rebuilt", "", "Estates office", "31.05.2027", "done", "", ""),
    (1, "1.2", "Recovery bays fitted out", "", "Estates office", "30.09.2027", "waiting for the lift", "", ""),
    (0, "2", "Bedside tablets for observations on all wards", "A1", "Matron Iyer", "31.03.2028", "slipping", "640 k", ""),
    (1, "2.1", "Ward 6 as trial", "A1", "Matron Iyer", "30.06.2027", "done", "", "41 nurses trained"),
    (0, "3", "Annual service of the sterilisers", "", "Works department", "31.12.2027", "on track", "35 k", ""),
    (0, "4", "Close the findings of the medicines inspection", "", "Chief pharmacist", "28.02.2027", "late", "", "Three of nine open"),
    (0, "5", "Patch the imaging workstations", "", "IT operations", "15.01.2027", "not begun", "", ""),
    (0, "6", "Old pathology order system switched off", "A3", "IT operations", "30.06.2028", "parked", "90 k", "No supplier"),
    (0, "7", "Evening clinics for people who work", "A2, A4", "", "01.10.2027", "not begun", "120 k", ""),
    (0, "8", "TBD", "", "", "", "", "", ""),
]
_HOSPITAL_WANTED = [
    Wanted("Day surgery moves to the Linden wing", "Dr Ansgar Feld", "2027-11-30", "on-track", reference="A2"),
    Wanted("Theatre 3 rebuilt", "Estates office", "2027-05-31", "done", reference="A2", parent="Day surgery moves to the Linden wing"),
    Wanted(
        "Recovery bays fitted out", "Estates office", "2027-09-30", "blocked", reference="A2", parent="Day surgery moves to the Linden wing"
    ),
    Wanted("Bedside tablets for observations on all wards", "Matron Iyer", "2028-03-31", "at-risk", reference="A1"),
    Wanted("Ward 6 as trial", "Matron Iyer", "2027-06-30", "done", reference="A1", parent="Bedside tablets for observations on all wards"),
    Wanted("Annual service of the sterilisers", "Works department", "2027-12-31", "on-track", "run"),
    Wanted("Close the findings of the medicines inspection", "Chief pharmacist", "2027-02-28", "off-track", "compliance"),
    Wanted("Patch the imaging workstations", "IT operations", "2027-01-15", "not-started", "security-upkeep"),
    Wanted("Old pathology order system switched off", "IT operations", "2028-06-30", "on-hold", "debt", reference="A3"),
    Wanted("Evening clinics for people who work", None, "2027-10-01", "not-started", reference="A2, A4"),
]

_MINUTES = """# Harbour Museum renewal: steering committee, third sitting

Held on 9 March 2027 in the net loft. Present: R. Haddad (chair), Lotte Brink, Sam Okafor. Apologies from the city architect.

## 1. Minutes of the last sitting

The minutes were accepted without change.

## 2. The building

The new roof over the boat hall was finished in February, two weeks early. Lotte Brink reported that the lift to the upper
gallery has been delayed because the shaft is narrower than drawn; she now expects it by 30 September 2027. The heating
contract is renewed every autumn and was renewed again.

## 3. Visitors

The ticket shop on the web goes live on 1 June 2027 and is on track. Sam Okafor will trial the audio guide in Frisian with two
schools by the end of May 2027. The committee heard a lively account of the whale's restoration. Work on the sleepover
programme has been stopped, as no insurer would cover it.

## 4. Any other business

The chair thanked the volunteers. The next sitting is on 11 May 2027.

## Actions agreed

- Lotte Brink to obtain a second drawing of the shaft by 31 March 2027
- Sam Okafor: letter to the two schools, by 20 March 2027
- Fire alarm log to be shown to the inspector before Easter (owner: R. Haddad)
"""
_MINUTES_WANTED = [
    Wanted("The new roof over the boat hall", state="done"),
    Wanted("the lift to the upper gallery", None, "2027-09-30", "off-track"),
    Wanted("The ticket shop on the web goes live on 1 June 2027", None, "2027-06-01", "on-track"),
    Wanted("trial the audio guide in Frisian with two schools", "Sam Okafor", "2027-05-31"),
    Wanted("Work on the sleepover programme", state="cancelled"),
    Wanted("Lotte Brink to obtain a second drawing of the shaft by 31 March 2027", "Lotte Brink", "2027-03-31", "not-started"),
    Wanted("letter to the two schools, by 20 March 2027", "Sam Okafor", "2027-03-20", "not-started"),
    Wanted("Fire alarm log to be shown to the inspector before Easter", "R. Haddad", None, "not-started", work_class=None),
]


def _hospital(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Works in hand"
    sheet.append(["St Oda's Infirmary - what we are busy with, spring 2027"])
    sheet.append([])
    sheet.append(list(_HOSPITAL_COLUMNS))
    for indent, *cells in _HOSPITAL:
        sheet.append([cell or None for cell in cells])
        sheet.cell(sheet.max_row, 2).alignment = Alignment(indent=indent)
    path = folder / "works.xlsx"
    book.save(path)
    return path


def _minutes(folder: Path) -> Path:
    path = folder / "minutes.md"
    path.write_text(_MINUTES, "utf-8")
    return path


def read_items(path: Path, encoder: Encoder) -> list[Item]:
    document, segmenter = read_document(path), Segmenter()
    return list(extract_items([document], {document.path: segmenter.statements(document)}, encoder=encoder, segmenter=segmenter))


def words_of(text: str) -> set[str]:
    return set(text.casefold().replace(",", " ").replace(".", " ").split())


def alike(one: str, other: str) -> float:
    a, b = words_of(one), words_of(other)
    return len(a & b) / len(a | b)


def found_for(wanted: Wanted, items: list[Item]) -> Item | None:
    best = max(items, key=lambda item: alike(item.text, wanted.title), default=None)
    return best if best is not None and alike(best.text, wanted.title) >= 0.6 else None


def differences(wanted: Wanted, item: Item) -> dict[str, tuple[object, object]]:
    """Return every field in which the item differs from what is wanted: (wanted, found)."""
    due = item.due.end if item.due else None
    got = {
        "owner": item.owner.text if item.owner else None,
        "due": due,
        "state": item.state.value,
        "work_class": item.work_class.value,
        "reference": item.goal_reference.text if item.goal_reference else None,
        "parent": item.headings[-1] if wanted.parent else None,
    }
    return {
        name: (getattr(wanted, name), value)
        for name, value in got.items()
        if getattr(wanted, name) != value and (name, wanted.work_class) != ("work_class", None)
    }


@pytest.mark.parametrize(
    ("write", "expected"),
    [pytest.param(_hospital, _HOSPITAL_WANTED, id="hospital list"), pytest.param(_minutes, _MINUTES_WANTED, id="committee minutes")],
)
def test_everything_a_reader_takes_from_it(write, expected, tmp_path, encoder):
    items = read_items(write(tmp_path), encoder)
    pairs = [(wanted, found_for(wanted, items)) for wanted in expected]
    missed = [wanted.title for wanted, item in pairs if item is None]
    extra = [item.text for item in items if item.id not in {found.id for _, found in pairs if found}]
    wrong = {wanted.title: differences(wanted, item) for wanted, item in pairs if item and differences(wanted, item)}
    assert (missed, extra, wrong) == ([], [], {})
