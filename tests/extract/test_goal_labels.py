from __future__ import annotations

import pytest

from aligner.domain.goals import Level
from aligner.extract.goal_labels import parse_label, trimmed


@pytest.mark.parametrize(
    ("text", "rest", "reference", "level"),
    [
        ("GOAL 3: Cut the queue", "Cut the queue", ("goal 3",), Level.GOAL),
        ("Action 05: Publish the list", "Publish the list", ("action 5",), Level.GOAL),
        ("Pillar II \u2013 A greener fleet", "A greener fleet", ("pillar 2",), Level.THEME),
        ("Priority One - Protect children", "Protect children", ("priority 1",), Level.GOAL),
        ("Strategic objective 3.2: raise spend", "raise spend", ("objective 3.2",), Level.OBJECTIVE),
        ("KR2.1 uptime of 99.9%", "uptime of 99.9%", ("kr2.1",), Level.KEY_RESULT),
        ("O1: Win small shops", "Win small shops", ("o1",), Level.OBJECTIVE),
        ("\U0001f512 O3. Stay up", "Stay up", ("o3",), Level.OBJECTIVE),
        ("Our ambition: no paper", "no paper", (), Level.GOAL),
        ("3.1 Answer in a day", "Answer in a day", ("3.1",), None),
        ("Goal 4", "", ("goal 4",), Level.GOAL),
    ],
)
def test_labels_are_cut_off_and_kept_as_references(text, rest, reference, level):
    label = parse_label(text)
    assert label is not None
    assert text[label.end :] == rest
    assert label.reference == reference
    assert label.level is level


@pytest.mark.parametrize(
    "text",
    ["Goals", "Action plan for schools", "Our people come first", "2027 budget", "G20 summit follow-up", "Priority is given to repairs"],
)
def test_ordinary_words_are_no_labels(text):
    label = parse_label(text)
    assert label is None or (label.end == 0 and label.level is None)


def test_a_list_marker_gives_the_number():
    label = parse_label("Cut the queue", "3.")
    assert label is not None
    assert (label.end, label.reference) == (0, ("3",))
    assert parse_label("Cut the queue", "\u2022") is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("grow exports;", "grow exports"),
        ("cut waste; and", "cut waste"),
        ("Clean water:", "Clean water"),
        ("No more queues.", "No more queues."),
        ("  plain  ", "plain"),
    ],
)
def test_joining_marks_are_cut_off_and_full_stops_stay(text, kept):
    start, end = trimmed(text, 0, len(text))
    assert text[start:end] == kept
