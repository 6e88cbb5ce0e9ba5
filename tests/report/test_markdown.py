from __future__ import annotations

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from aligner.report.markdown import render
from tests.report import factory

GFM = MarkdownIt("commonmark").enable("table")


def test_it_opens_with_the_sentence_and_shows_every_finding():
    text = render(factory.rich()).decode()
    assert text.startswith("# 6 of 14 goals are supported, 2 partly;")
    for gap in factory.rich().gaps:
        assert f"`{gap.id}`" in text


def test_tables_have_the_same_number_of_cells_in_every_row():
    tables = [token for token in GFM.parse(render(factory.rich()).decode()) if token.type == "table_open"]
    assert len(tables) == 6
    html = GFM.render(render(factory.rich()).decode())
    assert html.count("<tr>") == 6 + len(factory.rich().goals) + 50 + 3


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>", "![x](http://evil.invalid/x.png)", "[x](javascript:alert)", "a | b", "# head", "- item", "1. item", "> quote",
        "`code`", "**bold**", "=1", "a\\|b", "&lt;b&gt;", "http://evil.invalid", "~~gone~~", "+ item", "[x]: http://evil.invalid",
    ],
)  # fmt: skip
def test_a_quote_never_becomes_markup(hostile):
    goal = replace(factory.small().goals[0], text=hostile)
    report = replace(
        factory.small(), goals=(goal,), gaps=(factory.gap(factory.GapKind.VAGUE_GOAL, factory.Severity.LOW, "Message.", "Why?", goal=goal),)
    )
    plain = replace(
        report,
        goals=(replace(goal, text="plain"),),
        gaps=(replace(report.gaps[0], evidence=(replace(report.gaps[0].evidence[0], quote="plain"),)),),
    )
    shape = [token.type for token in GFM.parse(render(plain).decode())]
    parsed = GFM.parse(render(report).decode())
    assert [token.type for token in parsed] == shape
    (quoted,) = [token for token in parsed if token.type == "inline" and token.content.startswith("“")]
    assert [child.type for child in quoted.children] == ["text"]
    assert quoted.children[0].content == f"“{hostile}”"


def test_handles_call_nobody():
    goal = replace(factory.small().goals[0], text="Ask @someone")
    assert "@someone" not in render(replace(factory.small(), goals=(goal,))).decode()


def test_an_empty_report_says_so():
    text = render(factory.empty()).decode()
    assert text.startswith("# No goals were found.")
    assert "No findings were made." in text
