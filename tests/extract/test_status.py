from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.domain.goals import State
from aligner.extract.status import checkbox_status, field_status, heading_status, percent_status, prose_status

FIELDS = {
    "Done": State.DONE,
    "Done Enough": State.DONE,
    "COMPLETED": State.DONE,
    "partially COMPLETED": State.ON_TRACK,
    "not completed": State.ON_TRACK,
    "~done": State.ON_TRACK,
    "Closed": State.DONE,
    "Closed (Not Merged)": State.CANCELLED,
    "Pending Guidance": State.BLOCKED,
    "GREEN": State.ON_TRACK,
    "Green - complete": State.DONE,
    "Amber – paused until May": State.ON_HOLD,
    "amber": State.AT_RISK,
    "A": State.AT_RISK,
    "R": State.OFF_TRACK,
    "RED: supplier is late": State.OFF_TRACK,
    "🔴": State.OFF_TRACK,
    "🟢 on plan": State.ON_TRACK,
    "✅": State.DONE,
    "~✅": State.ON_TRACK,
    "✅ ⚠": State.ON_TRACK,
    "❌": State.NOT_STARTED,
    "Not started": State.NOT_STARTED,
    "Backlog": State.NOT_STARTED,
    "In Consultation": State.ON_TRACK,
    "Reviewing/Pending": State.ON_TRACK,
    "WIP": State.ON_TRACK,
    "live since March": State.DONE,
    "On hold": State.ON_HOLD,
    "deferred to 2028": State.ON_HOLD,
    "Blocked by procurement": State.BLOCKED,
    "delayed": State.OFF_TRACK,
    "slipping": State.AT_RISK,
    "not on track": State.OFF_TRACK,
    "Won't do": State.CANCELLED,
    "descoped": State.CANCELLED,
    "40 %": State.ON_TRACK,
    "100%": State.DONE,
    "0%": State.NOT_STARTED,
    "TBD": State.UNKNOWN,
    "see minutes": State.UNKNOWN,
    "Moved to next sprint": State.UNKNOWN,
}


@pytest.mark.parametrize(("text", "state"), FIELDS.items())
def test_fields_are_understood_and_kept_verbatim(text, state):
    status = field_status(text)
    assert status is not None
    assert (status.text, status.state) == (text, state)


def test_an_empty_field_is_no_status():
    assert field_status("  ") is None


@pytest.mark.parametrize(
    ("heading", "state"),
    [
        ("Completed/Merged", State.DONE),
        ("Completed this month", State.DONE),
        ("In progress", State.ON_TRACK),
        ("Up next:", State.NOT_STARTED),
        ("Blocked", State.BLOCKED),
        ("Submitted (QA review)", State.ON_TRACK),
        ("Moved to next sprint", State.UNKNOWN),
        ("Closed (Not Merged)", State.CANCELLED),
        ("On hold", State.ON_HOLD),
        ("✅ Done", State.DONE),
        ("What we have done", State.DONE),
    ],
)
def test_section_headings_tell_the_state(heading, state):
    status = heading_status(heading)
    assert status is not None
    assert status.state is state


@pytest.mark.parametrize(
    "heading",
    [
        "New branch platform",
        "Open data portal",
        "Testing infrastructure",
        "Overview",
        "Live chat for tenants",
        "Future of ticketing",
        "Closed-loop recycling",
    ],
)
def test_other_headings_do_not(heading):
    assert heading_status(heading) is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("We have not got as far as we would have liked with the depot tablets.", State.AT_RISK),
        ("The lab move continues to slip.", State.AT_RISK),
        ("The old billing system was switched off in May.", State.DONE),
        ("The tender is blocked by the legal review, although the design is complete.", State.BLOCKED),
        ("Work on the kiosk has been paused.", State.ON_HOLD),
        ("The chat pilot was cancelled after the second month.", State.CANCELLED),
        ("The new tariff engine is behind schedule.", State.OFF_TRACK),
        ("Phase two has not started.", State.NOT_STARTED),
        ("The scanner rollout is on track.", State.ON_TRACK),
    ],
)
def test_prose(text, state):
    hit = prose_status(text)
    assert hit is not None
    assert hit.state is state
    assert text[hit.start : hit.end].strip() == text[hit.start : hit.end]


def test_prose_without_a_claim_says_nothing():
    assert prose_status("The depot tablets go to forty drivers.") is None


@pytest.mark.parametrize(
    ("marker", "state"),
    [("[x]", State.DONE), ("[X]", State.DONE), ("[ ]", State.NOT_STARTED), ("[-]", State.CANCELLED), ("[~]", State.ON_TRACK)],
)
def test_checkboxes(marker, state):
    status = checkbox_status(marker)
    assert status is not None
    assert status.state is state


def test_a_bullet_is_no_checkbox():
    assert checkbox_status("-") is None


@pytest.mark.parametrize(
    ("text", "number", "state"),
    [("0.4", 0.4, State.ON_TRACK), ("1", 1.0, State.DONE), ("75", None, State.ON_TRACK), ("0", 0.0, State.NOT_STARTED)],
)
def test_percent_columns(text, number, state):
    status = percent_status(text, number)
    assert status is not None
    assert status.state is state


@given(st.text())
def test_offsets_lie_within_any_text(text):
    hit = prose_status(text)
    assert hit is None or 0 <= hit.start < hit.end <= len(text)
    field_status(text)
    heading_status(text)
