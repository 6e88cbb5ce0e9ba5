from __future__ import annotations

import json

import pytest

from aligner.diff import diff
from aligner.diff.forms import EXTENSIONS, as_html, as_json, as_markdown, render
from aligner.diff.text import text
from aligner.domain.gaps import GapKind, Severity
from aligner.domain.goals import State
from aligner.report.terminal import layout
from tests.diff.reports import day, gap, goal, item, report

LONG = "Open a second ferry line to the island of Osk and keep it open through every winter storm that the coast has known"
OLD = report([goal("G1", LONG, deadline=day("by 2027", "2027-12-31")), goal("G2", "Count <b>gulls</b>")], [item("I1", "Buy a ferry")])
AFTER = goal("G1", LONG, deadline=day("by 2029", "2029-12-31"))
NEW = report([AFTER], [item("I1", "Buy a ferry", state=State.DONE)], [gap("A", GapKind.VAGUE_GOAL, Severity.LOW, AFTER)], version="2")
FOUND = diff(OLD, NEW)
NAMES = ("old.json", "new.json")


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_wider_than_the_terminal(width):
    assert max(map(len, layout(text(FOUND, NAMES, width=width), width=width).plain.splitlines())) <= width


def test_the_text_tells_what_happened():
    plain = layout(text(FOUND, NAMES)).plain
    assert "broke 1 finding; weakened 1 goal; silently dropped 1 goal" in " ".join(plain.split())
    assert "“by 2027” → “by 2029” (later)" in plain
    assert "different versions" in plain


def test_json_holds_every_change():
    value = json.loads(as_json(FOUND, NAMES))
    assert value["schema"] == "aligner.diff/1"
    assert len(value["changes"]) == len(FOUND.changes)
    assert value["summary"]["weakened"] == {"goal": 1, "item": 0, "gap": 0}


def test_quoted_text_never_becomes_markup():
    assert "<b>gulls" not in as_html(FOUND, NAMES)
    assert "<b>gulls" not in as_markdown(FOUND, NAMES).replace("\\<", "")


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_same_reports_same_bytes(extension):
    assert render(diff(OLD, NEW), NAMES, extension) == render(FOUND, NAMES, extension)
