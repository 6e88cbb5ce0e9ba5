from __future__ import annotations

import hashlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aligner.domain.text import BlockKind, Layer
from aligner.errors import ReadError
from aligner.readers.base import Limits, Source
from aligner.readers.txt import read


def load(text: str | bytes):
    data = text.encode() if isinstance(text, str) else text
    return read(Source("plan.txt", data, hashlib.sha256(data).hexdigest()), Limits())


def shape(document):
    return [(block.kind.value, block.level, block.locator.line, block.text) for block in document.blocks]


BODY = "The harbour grows by two berths a year, and every berth pays for\nthe next one out of its own fees, as the board has decided.\n"


def test_wrapped_lines_join_and_deliberate_breaks_stay():
    document = load(BODY + "\nAnn Lee\nHead of Port\n\n" + BODY)
    assert shape(document) == [
        ("paragraph", 0, 1, " ".join(BODY.split())),
        ("paragraph", 0, 4, "Ann Lee"),
        ("paragraph", 0, 5, "Head of Port"),
        ("paragraph", 0, 7, " ".join(BODY.split())),
    ]


def test_fields_of_a_record_stay_apart():
    document = load(
        "Measure: berths in use at the end of the year, by quay and by\nOwner: harbour master of the northern and the southern port\n\n"
        + BODY
    )
    assert [block.text.split(":")[0] for block in document.blocks[:2]] == ["Measure", "Owner"]


def test_underlined_headings():
    document = load("Harbour plan\n============\n\nAims\n----\n\n" + BODY + "\n--------\n\nMore\n----\n" + BODY)
    headings = [entry for entry in shape(document) if entry[0] == "heading"]
    assert headings == [("heading", 1, 1, "Harbour plan"), ("heading", 2, 4, "Aims"), ("heading", 2, 12, "More")]


def test_capitals_numbers_short_lines_and_colons_are_headings():
    text = f"OUR AIMS\n\n{BODY}\n1.2 Growth\n\n{BODY}\nShort title\n\n{BODY}\nCompleted:\n- one\n- two\n\nWe will:\n- three\n"
    found = {entry[3]: entry[:2] for entry in shape(load(text))}
    assert found["OUR AIMS"] == ("heading", 1)
    assert found["1.2 Growth"] == ("heading", 2)
    assert found["Short title"] == ("heading", 3)
    assert found["Completed"] == ("heading", 4)
    assert found["We will:"] == ("paragraph", 0)


def test_bullets_with_levels_markers_and_continuation():
    document = load("Plan\n\n- first item goes on\n  in the next line\n  o Inner one\n  * inner two\n• second\n– [x] third\n")
    items = [(block.level, block.marker, block.text) for block in document.blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == [
        (0, "-", "first item goes on in the next line"),
        (1, "o", "Inner one"),
        (1, "*", "inner two"),
        (0, "•", "second"),
        (0, "[x]", "third"),
    ]


def test_boxes_of_check_lists_as_people_type_them():
    document = load("Checks\n\n[x] one\n[_] two\n[*] three\n[✓] four\n- [~] five\n")
    items = [(block.marker, block.text) for block in document.blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == [("[x]", "one"), ("[ ]", "two"), ("[*]", "three"), ("[x]", "four"), ("[~]", "five")]


def test_numbered_lines_are_items_or_headings():
    document = load(f"Steps\n\n1. Dig\n2. Build\n(3) Open\na) the east gate\n\n1. Background\n\n{BODY}\n2. Scope\n\n{BODY}")
    assert [(b.marker, b.text) for b in document.blocks if b.kind is BlockKind.LIST_ITEM] == [
        ("1.", "Dig"),
        ("2.", "Build"),
        ("(3)", "Open"),
        ("a)", "the east gate"),
    ]
    assert [b.text for b in document.blocks if b.kind is BlockKind.HEADING][1:] == ["1. Background", "2. Scope"]


def test_quoted_mail_and_headers():
    text = "From: Ann <ann@example.org>\nTo: Bob\nDate: Mon, 02 Mar 2026 09:00:00 +0000\nSubject: Port status\n\nAll berths are open now.\n\n> old words\n> more\n\n"
    document = load(text + "On Sunday Bob wrote:\n\nolder still\n")
    assert (document.title, document.date) == ("Port status", "2026-03-02")
    assert [(block.layer, block.text) for block in document.blocks] == [
        (Layer.BODY, "Port status"),
        (Layer.BODY, "All berths are open now."),
        (Layer.QUOTED, "old words more"),
        (Layer.QUOTED, "On Sunday Bob wrote:"),
        (Layer.QUOTED, "older still"),
    ]


REST = "All berths are open now, and the new crane is at work.\n\n- Dig the basin\n"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("MEMORANDUM\n\nTO: All heads\nFROM: Ann Lee\nDATE: 12 March 2026\nRE: Port status\n", "2026-03-12"),
        ("Harbour Trust\nMEMO\n\nTo: All heads\n\nFrom: Ann Lee\n\nDate: March 12th, 2026\n\nSubject: Port status\n", "2026-03-12"),
        ("Date: Thursday, 12 Mar 2026\nTo: Board\nSubject: Port status\nFrom: Ann Lee\nCc: Bo\n", "2026-03-12"),
        ("To: Board\nDate: 2026-03-12\nRe: Port status\n", "2026-03-12"),
        ("Weekly report\n\nSubject: Port status\nSent: some day\nTo: Ann,\n   Bo, Cy\nFrom: Ann Lee\n", None),
    ],
)
def test_header_lines_of_a_memo_in_any_order_below_a_title_leave_its_body_alone(head, day):
    document = load(head + "\n" + REST)
    texts = [block.text for block in document.blocks if not block.text.startswith("Sent:")]
    assert (document.title, document.date) == ("Port status", day)
    assert {block.layer for block in document.blocks} == {Layer.BODY}
    assert texts[-3:] == ["Port status", "All berths are open now, and the new crane is at work.", "Dig the basin"]
    assert not any(text.casefold().startswith(("to:", "from:", "cc:", "bo, cy")) for text in texts)


def test_a_date_that_could_be_two_days_and_other_labels_of_a_memo_stay_in_the_text():
    document = load("To: Board\nProject: Night ferry\nFrom: Ann\nDate: 03/04/2026\nSubject: Port status\n\n" + REST)
    assert document.date is None
    assert [block.text for block in document.blocks[:3]] == ["Project: Night ferry", "Date: 03/04/2026", "Port status"]


@pytest.mark.parametrize("mark", ["", "-----Original Message-----\n", "________________\n", "On 3 March 2026, Bob Ray wrote:\n\n"])
def test_a_second_header_begins_an_earlier_message(mark):
    trail = f"{mark}From: Bob\nSent: Monday\nTo: Ann\nSubject: Old plan\n\nOld words.\n"
    document = load("Status\n\nTo: Board\nFrom: Ann\nSubject: Port status\n\n" + REST + "\n" + trail)
    layers = {block.text: block.layer for block in document.blocks}
    assert (layers["Dig the basin"], layers["Old words."]) == (Layer.BODY, Layer.QUOTED)


def test_from_and_to_in_a_list_are_no_header():
    document = load("Waits at the lock\n\nFrom: 40 minutes\nTo: 25 minutes\n\n" + REST)
    assert [block.text for block in document.blocks[1:3]] == ["From: 40 minutes", "To: 25 minutes"]
    assert {block.layer for block in document.blocks} == {Layer.BODY}


def test_columns_stay_lines_and_bars_make_a_table():
    document = load("Berth      Owner     Due\nNorth      Ann       May\n\n+---+---+\n| Task | Owner |\n+---+---+\n| Dig | Bob |\n")
    assert [block.text for block in document.blocks[:2]] == ["Berth Owner Due", "North Ann May"]
    assert [(cell.header, cell.text) for cell in document.blocks[2].cells] == [("Task", "Dig"), ("Owner", "Bob")]


def test_page_breaks_and_terminal_escapes():
    document = load("First page ends here.\n\fSecond \x1b[31mpage\x1b[0m starts.\n")
    assert shape(document) == [("paragraph", 0, 1, "First page ends here."), ("paragraph", 0, 2, "Second page starts.")]


@given(st.one_of(st.binary(max_size=200), st.text("-*•>o1.|=:AB ab\n\t\f#[x]", max_size=160).map(str.encode)))
@example(b"From: a\nTo: b\n")
@example(b">\n>>\n")
@example(b"a\n=\n---\n===\n")
@settings(max_examples=250, deadline=None)
def test_any_bytes_are_read_or_refused_and_places_are_unique(data):
    try:
        document = load(data)
    except ReadError:
        return
    lines = [block.locator.line for block in document.blocks if block.kind is not BlockKind.ROW]
    assert len(lines) == len(set(lines))
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text == " ".join(block.text.split())


WORDS = st.lists(st.sampled_from(["harbour", "berth", "grows", "by", "two", "every", "year", "and", "pays"]), min_size=1, max_size=40)


@given(WORDS)
@settings(max_examples=60, deadline=None)
def test_no_word_is_lost(words):
    text = "\n".join(" ".join(words[index : index + 6]) for index in range(0, len(words), 6))
    assert " ".join(block.text for block in load(text).blocks).split() == words
