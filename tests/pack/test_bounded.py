"""However many comparisons there are, they go through one after the other."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from dataclasses import replace

import pytest

from aligner.domain.gaps import Gap
from aligner.domain.report import Report
from aligner.history.portfolio import load_portfolio
from aligner.pack import Comparison, build, verify
from aligner.report.contract import from_dict
from aligner.report.portfolio import export_portfolio
from aligner.store import open_database
from tests.history.test_portfolio import document, pair, plain
from tests.pack.packs import comparison

ONE = comparison(findings=40).report
COUNT = 12
FEW_REPORTS, FEW_GAPS = 4, 6 * 40
"""More than the one at hand, its forerunner and what the tests hold themselves; far fewer than there are."""


@pytest.fixture
def most():
    """The most reports and findings that were alive, beside those of other tests, whenever another comparison was asked for."""
    gc.collect()
    found, held = {Report: 0, Gap: 0}, Counter(type(one) for one in gc.get_objects())

    def look():
        alive = Counter(type(one) for one in gc.get_objects())
        found.update({kind: max(before, alive[kind] - held[kind]) for kind, before in found.items()})

    return found, look


def comparisons(look):
    for number in range(COUNT):
        look()
        gaps = tuple(replace(gap, id=f"UG-{number}-{place}") for place, gap in enumerate(ONE.gaps))
        yield Comparison(f"c{number:04}", replace(ONE, gaps=gaps))


def bounded(found):
    assert found[Report] <= FEW_REPORTS
    assert found[Gap] <= FEW_GAPS


def test_packs_are_made_and_checked_one_comparison_at_a_time(tmp_path, monkeypatch, most):
    found, look = most
    with (tmp_path / "pack.zip").open("w+b") as target:
        assert build(comparisons(look), target).findings == 40 * COUNT
    bounded(found)

    def looked(data, **more):
        look()
        return from_dict(data, **more)

    monkeypatch.setattr(sys.modules["aligner.pack.verify"], "from_dict", looked)
    assert verify(str(tmp_path / "pack.zip")).findings == 40 * COUNT
    bounded(found)


def test_portfolios_are_written_one_period_at_a_time(tmp_path, monkeypatch, most):
    found, look = most
    database = open_database(str(tmp_path / "a.sqlite"))
    for number, one in enumerate(comparisons(lambda: None)):
        sides = (f"s{number}.md", f"p{number}.md")
        for path, kind in zip(sides, ("strategy", "status-report"), strict=True):
            database.put_file(plain(path), [document(path, kind)], {}, [])
        database.put_pair(pair(*sides, one.report, f"Works {number}"), {})

    def looked(data):
        look()
        return from_dict(data)

    monkeypatch.setattr("aligner.history.portfolio.from_dict", looked)
    portfolio = load_portfolio(database)
    database.close()
    look()
    assert len(portfolio.found) == 40 * COUNT
    for form in ("csv", "xlsx", "html"):
        export_portfolio(portfolio, str(tmp_path / f"p.{form}"))
        look()
    bounded(found)


def test_the_bound_would_notice_a_list(most):
    found, look = most
    assert len(list(comparisons(look))) == COUNT
    assert found[Report] > FEW_REPORTS
    assert found[Gap] > FEW_GAPS
