from __future__ import annotations

import csv
import io
from dataclasses import replace

import jsonschema
import pytest

from aligner.domain.gaps import Suppression
from aligner.report.accepted import decision
from aligner.report.contract import from_dict, to_dict
from aligner.report.csv_file import render as csv_bytes
from aligner.report.explain import explain
from aligner.report.kinds import KINDS
from aligner.report.markdown import render
from aligner.report.schema import schema
from aligner.report.sheets import sheets
from aligner.report.terminal import summary
from aligner.report.view import View
from tests.report import factory

ACCEPTED = Suppression("the board agreed in May", "2027-03-31", "aligner.toml:12")
LAPSED = Suppression("until the spring", "2026-01-31", "draft.md, line 4")


@pytest.fixture
def report():
    made = factory.rich()
    first, second, *rest = made.gaps
    return replace(made, gaps=(replace(first, suppressed=ACCEPTED), replace(second, lapsed=LAPSED), *rest))


def test_decisions_survive_the_contract(report):
    data = to_dict(report)
    jsonschema.Draft202012Validator(schema()).validate(data)
    assert data["gaps"][0]["suppressed"] == {"reason": "the board agreed in May", "expires": "2027-03-31", "origin": "aligner.toml:12"}
    assert data["gaps"][0]["lapsed"] is None
    back = from_dict(data)
    assert (back.gaps[0].suppressed, back.gaps[1].lapsed) == (ACCEPTED, LAPSED)


def test_reports_of_before_are_still_read(report):
    data = to_dict(report)
    for gap in data["gaps"]:
        del gap["suppressed"], gap["lapsed"]
    assert all(gap.suppressed is None and gap.lapsed is None for gap in from_dict(data).gaps)


def test_the_first_screen_lists_them_apart_and_counts_them_out(report):
    text = summary(report).plain
    plain = " ".join(text.split())
    assert f"{len(report.gaps) - 1} findings:" in plain
    before, _, after = text.partition("1 finding suppressed, not counted above")
    assert report.gaps[0].id not in before
    assert report.gaps[0].id in after
    assert "until 31 Mar 2027: the board agreed in May (aligner.toml:12)" in plain
    assert "1 finding counted again: the suppression has expired" in plain
    assert "until 31 Jan 2026: until the spring (draft.md, line 4)" in plain


def test_the_other_forms_tell_the_decision(report):
    assert "Suppressed until 31 Mar 2027: the board agreed in May" in render(report).decode()
    assert "the board agreed in May (aligner.toml:12)" in " ".join(explain(report, report.gaps[0].id).plain.split())


def test_a_decision_without_a_day_says_so():
    assert decision(replace(ACCEPTED, expires=None)) == "without end: the board agreed in May (aligner.toml:12)"


def test_the_wiki_page_counts_them_out(report):
    text = render(report).decode()
    assert f"## Findings ({len(report.gaps) - 1})" in text
    before, _, after = text.partition("### Suppressed (1)")
    assert f"`{report.gaps[0].id}`" not in before
    assert f"`{report.gaps[0].id}`" in after


def test_tables_show_them_last_with_the_decision(report):
    rows = [row for row in csv.DictReader(io.StringIO(csv_bytes(report).decode("utf-8-sig"), newline="")) if row["Row"] == "finding"]
    assert rows[-1]["Id"] == report.gaps[0].id
    assert rows[-1]["Suppressed"] == "suppressed until 31 Mar 2027: the board agreed in May (aligner.toml:12)"
    assert rows[0]["Suppressed"].startswith("expired: suppressed until 31 Jan 2026")
    assert not any(row["Suppressed"] for row in rows[1:-1])


def test_the_workbook_counts_them_out_and_shows_them(report):
    pages = {sheet.name: sheet for sheet in sheets(View(report))}
    titles = [column.title for column in pages["Gaps"].columns]
    assert str(pages["Gaps"].rows[-1][titles.index("Suppressed")]).startswith("suppressed until 31 Mar 2027")
    counts = {str(row[0]): row[1] for row in pages["Summary"].rows}
    assert counts["Findings suppressed"] == 1
    assert sum(counts[text.plural] for text in KINDS.values()) == len(report.gaps) - 1
