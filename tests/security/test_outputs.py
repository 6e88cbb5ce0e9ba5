"""Whatever a document says, no table runs it as a formula and no page as markup, in any output of any command."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from lxml import html
from openpyxl import load_workbook

from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Goal, Item
from aligner.domain.links import Evidence, Link, Side, Strength
from aligner.domain.portfolio import Cell, Failure, Found, OrganisationTrend, Portfolio
from aligner.domain.report import InputInfo, ModelInfo, Report, Summary, ToolInfo
from aligner.domain.text import Locator
from aligner.domain.trends import Told, Trend, TrendKind
from aligner.report import base
from aligner.report.portfolio import render_portfolio
from tests.pack.packs import build, comparison, members

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1", '=HYPERLINK("http://x.invalid","y")', "=cmd|' /C calc'!A0"]
MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></table><h1>x",
    "<!--",
    "]]>",
    "&lt;b&gt;",
    "javascript:alert(1)",
]


def report(text: str) -> Report:
    """A report in which a document, its names and its people all say the same."""
    place = Locator(f"{text}.md", line=1, end=len(text))
    evidence = (Evidence(Side.GOAL, text, place), Evidence(Side.ITEM, text, place))
    gap = Gap("UG-1", GapKind.UNSUPPORTED_GOAL, Severity.HIGH, "G1", ("I1",), text, text, text, evidence)
    inputs = tuple(InputInfo(role, f"{text}.md", "0" * 64, "md", 1, ()) for role in ("strategy", "execution"))
    goal, item = Goal("G1", text, place, headings=(text,)), Item("I1", text, place, headings=(text,))
    tool = ToolInfo("aligner", "1", ModelInfo(text, "0" * 64), ())
    return Report(
        tool,
        inputs,
        (goal,),
        (item,),
        (Link("G1", "I1", 0.9, Strength.DIRECT, evidence, (text,)),),
        (gap,),
        Summary(1, 0, 0, 1, 0, 1, 0, 1, 0, 0),
    )


def portfolio(text: str) -> Portfolio:
    whole = report(text)
    (gap,) = whole.gaps
    trend = Trend(
        "GV-1", TrendKind.GOAL_VANISHED, Severity.HIGH, text, (text, text), text, text, (Told(text, text, gap.evidence[0].locator),)
    )
    cell = Cell(text, text, "", (f"{text}.md",), (f"{text}.md",), whole.summary, 1, 0, 0, 0)
    found = (Found(text, text, gap, text, text),)
    failures = (Failure(text, text, text, text),)
    return Portfolio(text, text, ((text, 1),), ((text, 1),), (cell,), found, (OrganisationTrend(text, trend),), failures, (text,))


def tables(text: str) -> dict[str, bytes]:
    """Every csv and xlsx file that any command writes."""
    packed = members(build([replace(comparison(), report=report(text))]).data)
    made = {name: data for name, data in packed.items() if name.endswith((".csv", ".xlsx"))}
    assert set(made) == {"findings.csv", "findings.xlsx", "sample.csv", "sample.xlsx"}
    for form in (".csv", ".xlsx"):
        made[f"portfolio{form}"] = render_portfolio(portfolio(text), form)
        made[f"report{form}"] = base.render(report(text), form)
    return made


@pytest.mark.parametrize("text", FORMULAS)
def test_no_table_holds_a_formula(text):
    for name, data in tables(text).items():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
            assert not [
                cell for cell in cells if cell.lstrip(" \u00a0")[:1] in "=+-@\t\r\uff1d\uff0b\uff0d\uff20" and cell.strip(" \u00a0")
            ], name
            assert [cell for cell in cells if cell.startswith("'")], name
        else:
            cells = [cell for page in load_workbook(io.BytesIO(data)) for row in page for cell in row]
            assert {cell.data_type for cell in cells} <= {"s", "n"}, name
            told = [cell for cell in cells if isinstance(cell.value, str) and cell.value.strip() == text.strip()]
            assert told, name
            assert all(cell.quotePrefix for cell in told), name


@pytest.mark.parametrize("text", MARKUP)
def test_no_page_holds_markup_of_a_document(text):
    for page in (render_portfolio(portfolio(text), ".html"), base.render(report(text), ".html")):
        tree = html.fromstring(page.decode("utf-8"))
        assert not tree.xpath("//img | //iframe | //object | //embed | //link | //base")
        assert not tree.xpath("//@*[starts-with(name(), 'on')]")
        assert not [one for one in tree.xpath("//@href | //@src") if not one.startswith(("#", "data:"))]
        assert text in tree.text_content()
    clean = html.fromstring(render_portfolio(portfolio("plain"), ".html").decode("utf-8"))
    tags = [
        one.tag for one in html.fromstring(render_portfolio(portfolio(text), ".html").decode("utf-8")).iter() if isinstance(one.tag, str)
    ]
    assert tags == [one.tag for one in clean.iter() if isinstance(one.tag, str)]
