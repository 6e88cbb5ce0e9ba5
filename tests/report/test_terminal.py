from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from aligner.report.lines import Line, Look
from aligner.report.terminal import layout, summary
from tests.report import factory


@pytest.mark.parametrize("width", [40, 60, 71, 72, 80, 120])
@pytest.mark.parametrize(
    "report", [factory.rich(), factory.empty(), factory.small(), factory.large(20, 60)], ids=["rich", "empty", "small", "large"]
)
def test_no_line_is_longer_than_the_screen(report, width):
    text = summary(report, width=width).plain
    assert max(cell_len(line) for line in text.split("\n")) <= width
    assert text.endswith("\n")
    assert all(line == line.rstrip() for line in text.split("\n"))


@settings(deadline=None)
@given(
    text=st.text(),
    label=st.text(alphabet="abc ", max_size=10),
    width=st.integers(40, 90),
    most=st.integers(0, 3),
    look=st.sampled_from(Look),
)
def test_any_text_is_laid_out_within_the_screen(text, label, width, most, look):
    lines = layout([Line(text, look, 4, label, most=most)], width=width).plain.removesuffix("\n").split("\n")
    assert max(cell_len(line) for line in lines) <= width
    assert len(lines) <= most or most == 0


def test_it_opens_with_the_sentence_and_five_findings():
    text = summary(factory.rich()).plain
    assert text.split("\n")[2].startswith("6 of 14 goals are supported, 2 partly; 3 have no live work")
    assert text.count("    Ask   ") == 5
    assert "18 findings: 5 high, 6 medium, 6 low and 1 question" in text
    assert "delivery-roadmap.xlsx, sheet Portfolio, cell B11" in text
    assert "Work without a goal                                 -        3        3" in text


def test_a_long_quote_takes_two_lines_and_ends_between_words():
    report = factory.rich()
    goal = replace(report.goals[3], text="word " * 80)
    gap = replace(factory.gap(factory.GapKind.VAGUE_GOAL, factory.Severity.HIGH, "m", "q", goal=goal))
    text = summary(replace(report, gaps=(gap,))).plain
    quote = text[text.index('"word') : text.index("larkfield-strategy.docx, paragraph")]
    assert quote.strip().count("\n") == 1
    assert quote.strip().endswith('word…"')


def test_where_to_read_on_depends_on_what_was_saved():
    first = summary(factory.rich()).plain
    assert "add -o report.html" in first
    saved = summary(factory.rich(), saved=["out.html", "out.json"]).plain
    assert "The whole report: out.html and out.json." in saved
    assert "aligner explain out.json VUG" in saved


def test_a_pipe_gets_no_colour_and_a_terminal_does():
    def printed(**options):
        file = io.StringIO()
        Console(file=file, width=80, **options).print(summary(factory.rich()), end="")
        return file.getvalue()

    assert printed() == summary(factory.rich()).plain
    assert "\x1b[" in printed(force_terminal=True, color_system="standard")
    assert "\x1b[3" not in printed(force_terminal=True, color_system="standard", no_color=True).replace("\x1b[3m", "")


def test_a_document_cannot_drive_the_terminal():
    goal = replace(factory.small().goals[0], text="\x1b[2J\x1b]0;owned\x07 text \u202egnp.exe")
    gap = factory.gap(factory.GapKind.VAGUE_GOAL, factory.Severity.HIGH, "m", "q", goal=goal)
    assert not {"\x1b", "\x07", "\u202e"} & set(summary(replace(factory.small(), gaps=(gap,))).plain)


def test_square_brackets_are_not_markup():
    goal = replace(factory.small().goals[0], text="[bold]Reach[/bold] [link=x]")
    gap = factory.gap(factory.GapKind.VAGUE_GOAL, factory.Severity.HIGH, "m", "q", goal=goal)
    assert "[bold]Reach[/bold] [link=x]" in summary(replace(factory.small(), gaps=(gap,))).plain
