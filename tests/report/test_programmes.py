from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.report.programmes import programmes
from aligner.report.view import View
from tests.report import factory


def view(*headings):
    items = [replace(item, headings=path) for item, path in zip(factory.large(1, len(headings)).items, headings, strict=True)]
    return View(replace(factory.large(1, 1), items=tuple(items)))


def titles(found):
    return [(group.title, len(group.items)) for group in found]


def test_the_largest_heading_is_split_while_there_is_room():
    plan = view(("Plan", "A"), ("Plan", "A"), ("Plan", "B"), ("Small",))
    assert titles(programmes(plan, 3)) == [("A", 2), ("B", 1), ("Small", 1)]
    assert titles(programmes(plan, 2)) == [("Plan", 3), ("Small", 1)]


def test_what_does_not_fit_is_gathered():
    many = view(*[(f"Sheet {number // 2}",) for number in range(11)])
    found = programmes(many, 4)
    assert titles(found) == [("Sheet 0", 2), ("Sheet 1", 2), ("Sheet 2", 2), ("Other work", 5)]


def test_work_without_headings_goes_by_its_file():
    assert titles(programmes(view((), ()), 5)) == [("delivery-roadmap.xlsx", 2)]


@pytest.mark.parametrize("most", [1, 2, 5, 12, 100])
def test_all_work_is_shown_once(most):
    shown = View(factory.rich())
    found = programmes(shown, most)
    assert len(found) <= most
    assert sorted(item.id for group in found for item in group.items) == sorted(item.id for item in shown.items)
