from __future__ import annotations

import hashlib
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aligner.domain.text import BlockKind, Layer, SpanStyle
from aligner.errors import LimitError, ReadError
from aligner.readers.base import Limits, Source
from aligner.readers.md import read
from aligner.readers.template_tags import without_tags


def load(text: str | bytes):
    data = text.encode() if isinstance(text, str) else text
    return read(Source("plan.md", data, hashlib.sha256(data).hexdigest()), Limits())


def shape(document):
    return [(block.kind.value, block.level, block.locator.line, block.text) for block in document.blocks]


def test_headings_of_every_sort():
    document = load("# Plan\n\n####Action 05\n\nSetext one\n===\n\nSetext two\n---\n\n#Aim of the plan\n\n#2687 is a ticket\n")
    assert shape(document) == [
        ("heading", 1, 1, "Plan"),
        ("heading", 4, 3, "Action 05"),
        ("heading", 1, 5, "Setext one"),
        ("heading", 2, 8, "Setext two"),
        ("heading", 1, 11, "Aim of the plan"),
        ("paragraph", 0, 13, "#2687 is a ticket"),
    ]


def test_paragraph_above_a_rule_is_no_heading():
    document = load("We will open two harbours and close the old one before winter.\n---\nNext.\n")
    assert document.blocks[0].kind is BlockKind.PARAGRAPH


def test_lists_with_levels_and_markers():
    document = load("1. One\n   - inner\n2. Two\n\n* [x] done\n* [ ] open\n")
    assert [(block.level, block.marker, block.text) for block in document.blocks] == [
        (0, "1.", "One"),
        (1, "-", "inner"),
        (0, "2.", "Two"),
        (0, "[x]", "done"),
        (0, "[ ]", "open"),
    ]


def test_front_matter_gives_title_and_date_and_is_not_text():
    document = load('---\ntitle: "Harbour plan"\nlayout: page\ndate: 2026-3-9\n---\n\n# One\n')
    assert (document.title, document.date) == ("Harbour plan", "2026-03-09")
    assert shape(document) == [("heading", 1, 7, "One")]


def test_impossible_date_in_front_matter_is_left_out():
    assert load("---\ndate: 2026-13-45\n---\ntext\n").date is None


def test_spans_cover_bold_strike_and_links():
    block = load("- **Grow fast**: [see the plan](https://example.org/x) ~~never~~ now\n").blocks[0]
    found = {span.style: block.text[span.start : span.end] for span in block.spans}
    assert found == {SpanStyle.BOLD: "Grow fast", SpanStyle.LINK: "see the plan", SpanStyle.STRIKE: "never"}
    assert "example.org" not in block.text


def test_tables_have_headers_cell_places_and_clean_text():
    document = load("| Task | Due |\n|---|---|\n| **Build**<br>the hub | <s>May</s> <b>June</b> |\n| ~~Old~~ | |\n")
    first, second = document.blocks
    assert [(cell.header, cell.text, cell.locator.cell, cell.locator.line) for cell in first.cells] == [
        ("Task", "Build the hub", "A2", 3),
        ("Due", "June", "B2", 3),
    ]
    assert first.cells[0].breaks == (6,)
    assert first.cells[1].bold
    assert second.cells[0].strike
    assert second.cells[0].text == "Old"


def test_generator_tags_and_comments_are_dropped_but_lines_hold():
    text = "<!-- two\nlines -->\n# Plan {: .no_toc}\n\n{% include nav.md %}\n\nSee {{ site.name }} now.\n{:.meta}\n\n(((ROWS: all)))\n\n```\n{% code %}\n```\n"
    document = load(text)
    assert shape(document) == [
        ("heading", 1, 3, "Plan"),
        ("paragraph", 0, 7, "See now."),
        ("code", 0, 12, "{% code %}"),
    ]


def cost(text: str) -> float:
    """Least processor seconds of three runs."""
    found = []
    for _ in range(3):
        start = time.process_time()
        assert without_tags(text).endswith("\nend")
        found.append(time.process_time() - start)
    return min(found)


@pytest.mark.parametrize("opening", ["{{", "{%", "{include ", ":::", "\n{a"])
def test_many_tags_that_never_end_cost_no_more_than_their_length(opening):
    # Four times the length may cost four times as much, with room for noise; squared it would be sixteen times.
    assert cost(opening * 80_000 + "\nend") < 10 * cost(opening * 20_000 + "\nend") + 0.05


def test_fences_of_call_outs_anchors_and_single_brace_tags_are_no_text():
    document = load(
        "## Our aims {#our-aims}\n\n:::caution Take care\n\nThe set {a, b} stays.\n\n:::\n\n{pull}\n\n{include aims/one.md}\n\nEnd {x}.\n"
    )
    assert [block.text for block in document.blocks] == ["Our aims", "Take care", "The set {a, b} stays.", "End {x}."]


def test_tag_line_inside_a_table_does_not_end_it():
    document = load("| Task | Due |\n|---|---|\n| a | 1 |\n{% for x in y %}\n| b | 2 |\n")
    assert [(block.locator.line, block.text) for block in document.blocks] == [(3, "a | 1"), (5, "b | 2")]


def test_entities_and_invisible_characters():
    document = load("\ufeffZero\u200bwidth &amp; co&#x20;here&nbsp;now\n")
    assert document.blocks[0].text == "Zerowidth & co here now"


def test_html_headings_tables_and_details():
    text = "<h2>Aims</h2>\n\n<details>\n<summary>More</summary>\n\nInner *text*\n\n</details>\n\n"
    text += "<table>\n<tr><th>Task</th><th>Owner</th></tr>\n\n<tr><td>Build</td>\n\n<td>Ann</td></tr>\n</table>\n"
    document = load(text)
    assert shape(document)[:3] == [("heading", 2, 1, "Aims"), ("paragraph", 0, 4, "More"), ("paragraph", 0, 6, "Inner text")]
    row = document.blocks[3]
    assert [(cell.header, cell.text) for cell in row.cells] == [("Task", "Build"), ("Owner", "Ann")]
    assert row.locator.line == 13


def test_bold_line_is_a_heading_below_the_last_one():
    document = load("## Sprint\n1 May to 14 May\n**Done:**\n\n* one\n\n**This whole sentence is bold.**\n")
    assert shape(document) == [
        ("heading", 2, 1, "Sprint"),
        ("paragraph", 0, 2, "1 May to 14 May"),
        ("heading", 3, 3, "Done:"),
        ("list-item", 0, 5, "one"),
        ("paragraph", 0, 7, "This whole sentence is bold."),
    ]


def test_hard_breaks_part_paragraphs_and_every_place_is_unique():
    document = load("Owner: Ann  \nDue: May<br>Status: green\n")
    assert [block.text for block in document.blocks] == ["Owner: Ann", "Due: May", "Status: green"]
    assert [block.locator.line for block in document.blocks] == [1, 2, 2]
    assert len({block.locator.place for block in document.blocks}) == 3


def test_footnotes_quotes_and_images_are_kept_apart():
    document = load("Aim.[^1] ![chart](a.png)\n\n> On Monday, Ann wrote:\n> no\n\n> A principle.\n\n[^1]: Source.\n")
    assert [(block.layer, block.text) for block in document.blocks] == [
        (Layer.BODY, "Aim."),
        (Layer.QUOTED, "On Monday, Ann wrote: no"),
        (Layer.BODY, "A principle."),
        (Layer.FOOTNOTE, "Source."),
    ]
    assert [(item.what, item.count) for item in document.unread] == [("image", 1)]


def test_placeholders_in_angle_brackets_stay():
    assert load("Owner: <insert name> by <b>May</b>\n").blocks[0].text == "Owner: <insert name> by May"


def test_break_mark_at_the_end_of_an_item_is_dropped():
    assert load("* ship it\\\n").blocks[0].text == "ship it"


def test_very_long_line_is_refused():
    with pytest.raises(LimitError, match="line of more than"):
        load("a" * 200_000)


MARKS = "#*_-|[]()<>!`~>\n \\&;:{}%abc1.x+=^"


@given(st.one_of(st.binary(max_size=200), st.text(MARKS, max_size=160).map(str.encode)))
@example(b"---\n---\n***")
@example(b"<table>\n\n<tr><td>a</td>")
@example(b"- a\n\n      b\n  ---\n")
@settings(max_examples=250, deadline=None)
def test_any_bytes_are_read_or_refused(data):
    try:
        document = load(data)
    except ReadError:
        return
    places = [block.locator.place for block in document.blocks] + [cell.locator.place for block in document.blocks for cell in block.cells]
    assert len(places) == len(set(places))
    lines = data.count(b"\n") + data.count(b"\r") + data.count(b"\x85") + 10
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text == " ".join(block.text.split())
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)
        assert block.locator.line is not None
        assert 1 <= block.locator.line <= lines
