from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from lxml import html
from openpyxl import load_workbook

from aligner.domain.gaps import Gap, GapKind, Severity, Suppression
from aligner.domain.goals import Support
from aligner.domain.links import Evidence, Side
from aligner.domain.portfolio import Found
from aligner.errors import UsageError
from aligner.history.kept import Kept
from aligner.history.portfolio import load_portfolio
from aligner.report.contract import to_dict
from aligner.report.portfolio import export_portfolio, render_portfolio
from aligner.store import open_database
from aligner.store.schema import DOCUMENTS, PAIRS
from tests.history.editions import goal, item, report

EVIL = '=HYPERLINK("http://x","<script>alert(1)</script>")'
FERRY = goal("G1", "Run the ferry on hydrogen", end="2028-12-31")
LATER = goal("G1", "Run the ferry on hydrogen", end="2030-12-31")


def gap(ident, message, severity=Severity.HIGH, **more):
    evidence = (Evidence(Side.GOAL, FERRY.text, FERRY.locator),)
    return Gap(ident, GapKind.UNSUPPORTED_GOAL, severity, "G1", (), message, "Which work?", evidence=evidence, **more)


def document(path, kind, start=None, end=None, unit=None):
    row = dict.fromkeys(column.name for column in DOCUMENTS.columns)
    texts = dict.fromkeys(("sha256", "format", "title", "language", "unread", "properties", "extract_key"), "")
    told = {"kind": kind, "unit": unit, "period_start": start, "period_end": end}
    return {**row, **texts, **told, "id": f"D-{path}", "file": path, "path": path, "analysed": True, "blocks": 1, "signature": b""}


def pair(strategy, execution, found, organisation="Otterby Ferries"):
    row = dict.fromkeys(column.name for column in PAIRS.columns)
    ident = f"P-{strategy}-{execution}"
    told = {"organisation": organisation, "unit": "", "rules": "[]", "pair_key": "", "state": "compared" if found else "no goal was found"}
    sides = {"id": ident, "strategy": f"D-{strategy}", "execution": f"D-{execution}"}
    return {**row, **told, **sides, "report": json.dumps(to_dict(found)) if found else None}


def plain(path, state="read", reason=""):
    return {"path": path, "size": 1, "stamp": "", "sha256": "", "state": state, "reason": reason, "same_as": None, "read_key": ""}


@pytest.fixture
def portfolio(tmp_path):
    database = open_database(str(tmp_path / "a.sqlite"))
    quarters = [("2027-01-01", "2027-03-31"), ("2027-05-01", "2027-05-31")]
    papers = [
        document("s1.md", "strategy"),
        document("s2.md", "strategy"),
        document("lone.md", "strategy"),
        document("q1.md", "status-report", *quarters[0]),
        document("q2.md", "status-report", *quarters[1]),
        document("q2b.md", "minutes", *quarters[1]),
        document("undated.md", "minutes"),
    ]
    for one in papers:
        database.put_file(plain(one["file"]), [one], {}, [])
    failure = {"file": "bad.pdf", "path": "bad.pdf", "stage": "read", "kind": "encrypted", "reason": "is encrypted", "of_pair": None}
    database.put_file(plain("bad.pdf", "failed", "is encrypted"), [], {}, [failure])
    database.put_file(plain(f"{EVIL}.exe", "unsupported", "is a program"), [], {}, [])
    work = item("I1", EVIL, file="q2.md")
    lacking = replace(LATER, support=Support.UNSUPPORTED)
    accepted = gap("UG-3", "Accepted.", suppressed=Suppression("known", None, "here"))
    database.put_pair(pair("s1.md", "q1.md", report([FERRY], [], gaps=[gap("UG-1", EVIL), accepted], papers=["q1.md"], strategy="old")), {})
    database.put_pair(pair("s2.md", "q2.md", report([LATER], [work], [("G1", "I1")], strategy="new"), "otterby ferries ltd"), {})
    database.put_pair(pair("s2.md", "q2b.md", report([lacking], [], gaps=[gap("UG-2", "None.")], papers=["q2b.md"], strategy="new")), {})
    database.put_pair(pair("s2.md", "undated.md", None), {})
    yield load_portfolio(database)
    database.close()


def test_comparisons_of_one_organisation_and_period_stand_together(portfolio):
    assert [(cell.organisation, cell.period) for cell in portfolio.cells] == [
        ("Otterby Ferries", "2027 Q1"),
        ("Otterby Ferries", "2027 Q2"),
    ]
    first, second = portfolio.cells
    assert (first.high, second.high) == (1, 0)
    assert (second.summary.supported, second.summary.goals, second.execution) == (1, 1, ("q2.md", "q2b.md"))


def test_accepted_findings_and_those_that_another_comparison_clears_are_left_out(portfolio):
    assert [one.gap.id for one in portfolio.found] == ["UG-1"]


def test_findings_over_time_are_told(portfolio):
    (one,) = portfolio.trends
    assert (one.organisation, one.trend.kind.value) == ("Otterby Ferries", "goal-slipped")


def test_what_was_not_read_or_compared_is_told_once(portfolio):
    told = [(one.path, one.stage, one.kind) for one in portfolio.failures]
    assert told == [
        ("bad.pdf", "read", "encrypted"),
        (f"{EVIL}.exe", "read", "unsupported"),
        ("s2.md against undated.md", "compare", "nothing to compare"),
    ]
    assert portfolio.unpaired == ("lone.md",)
    assert dict(portfolio.files) == {"failed": 1, "read": 7, "unsupported": 1}


def test_the_page_escapes_everything_and_needs_nothing_else(portfolio):
    page = render_portfolio(portfolio, ".html").decode("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)
    tree = html.fromstring(page)
    assert [one.text_content() for one in tree.xpath("//h2")][:3] == ["Organisations by period", "Worst gaps", "Over time"]
    assert "1 of 1 (100%)" in tree.text_content()
    assert "lone.md" in tree.text_content()
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_the_table_holds_all_and_runs_nothing(portfolio):
    rows = list(csv.DictReader(io.StringIO(render_portfolio(portfolio, ".csv").decode("utf-8-sig"), newline="")))
    assert [row["Row"] for row in rows] == ["coverage", "coverage", "finding", "over time", *["not read"] * 4]
    assert rows[2]["Message"] == f"'{EVIL}"
    assert rows[5]["Work"] == f"'{EVIL}.exe"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values() if cell)


def test_the_workbook_has_no_formula(portfolio):
    book = load_workbook(io.BytesIO(render_portfolio(portfolio, ".xlsx")))
    assert book.sheetnames == ["Coverage", "Findings", "Over time", "Not read"]
    cells = [cell for page in book for row in page for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert EVIL in [cell.value for cell in cells]


@pytest.mark.parametrize("extension", [".html", ".csv", ".xlsx"])
def test_equal_portfolios_give_equal_bytes(portfolio, extension):
    assert render_portfolio(portfolio, extension) == render_portfolio(portfolio, extension)


def test_unknown_forms_are_refused(portfolio, tmp_path):
    with pytest.raises(UsageError, match=r"\.csv, \.html, \.xlsx"):
        export_portfolio(portfolio, str(tmp_path / "p.docx"))


def test_an_empty_archive_gives_a_page_too(tmp_path):
    database = open_database(str(tmp_path / "e.sqlite"))
    empty = load_portfolio(database)
    database.close()
    assert (empty.cells, [*empty.found], [*empty.trends]) == ((), [], [])
    assert b"Nothing was compared." in render_portfolio(empty, ".html")
    assert render_portfolio(empty, ".xlsx")


def test_findings_on_disk_come_in_the_order_of_their_gravity():
    kept = Kept(Found, lambda one: one.gap.severity)
    given = [
        Found("Otterby", "2027", gap(f"UG-{number}", EVIL, severity), FERRY.text, "")
        for number, severity in enumerate((*Severity, *Severity))
    ]
    for one in reversed(given):
        kept.add(one)
    assert [one.gap.id for one in kept] == [f"UG-{number}" for number in (4, 0, 5, 1, 6, 2, 7, 3)]
    assert (len(kept), next(iter(kept)), given[0] in kept, EVIL in kept) == (8, given[4], True, False)


def test_a_page_of_very_many_organisations_shows_the_worst_and_says_so(portfolio):
    first = portfolio.cells[0]
    cells = tuple(
        replace(first, organisation=f"Works {n:04}", period=f"{1900 + n % 60}", start=f"{1900 + n % 60}", high=n) for n in range(400)
    )
    page = render_portfolio(replace(portfolio, cells=cells), ".html").decode("utf-8")
    assert "Works 0100" in page
    assert "Works 0099" not in page
    assert "300 organisations with the most high findings and the newest 40 periods; 200 more cells in the workbook" in page
    failures = portfolio.failures * 1_000
    page = render_portfolio(replace(portfolio, failures=failures), ".html").decode("utf-8")
    assert page.count("<td>bad.pdf</td>") < 1_000
    assert "and 1001 more in the workbook and the table" in page


def test_documents_in_other_languages_are_listed_with_the_reason(tmp_path):
    database = open_database(str(tmp_path / "a.sqlite"))
    papers = [
        document("en.md", "other"),
        *({**document(f"{code}.md", None), "language": code, "analysed": False} for code in ("de", "und-Thai")),
    ]
    for paper in papers:
        database.put_file(plain(paper["path"]), [paper], {}, [])
    told = load_portfolio(database).failures
    database.close()
    assert [(one.path, one.stage, one.kind) for one in told] == [("de.md", "extract", "language"), ("und-Thai.md", "extract", "language")]
    assert told[0].reason == "is in German: goals and work are looked for in English texts only"
    assert "another language (und-Thai)" in told[1].reason
