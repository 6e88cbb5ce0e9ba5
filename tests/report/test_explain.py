from __future__ import annotations

import pytest
from rich.cells import cell_len

from aligner.domain.goals import Alignment
from aligner.errors import UsageError
from aligner.report.contract import from_dict, to_dict
from aligner.report.explain import explain
from aligner.report.kinds import KINDS
from tests.report import factory

RICH = factory.rich()


@pytest.mark.parametrize("gap", RICH.gaps, ids=lambda gap: gap.id)
def test_a_finding_shows_rule_guard_remedy_and_every_quote(gap):
    text = " ".join(explain(RICH, gap.id).plain.split())
    for piece in (KINDS[gap.kind].when, KINDS[gap.kind].guard, gap.message, gap.question, gap.remedy, gap.kind.value):
        assert piece in text
    for evidence in gap.evidence:
        assert f'"{" ".join(factory_text(evidence.quote).split())}"' in text


def factory_text(text):
    return "".join(char for char in text if char not in "\u202e\u202c")


def test_a_goal_shows_its_places_links_and_findings():
    text = explain(RICH, RICH.goals[1].id).plain
    assert "by the end of 2027 (31 Dec 2027)" in text
    assert "Also at      larkfield-strategy.docx, paragraph 4" in text
    assert "97%  Billing platform replacement, release 2 (direct, I" in text
    theme = explain(RICH, RICH.goals[0].id).plain
    assert "Sub-goal" in theme
    assert 'Described as "Our customers expect' in theme
    assert "None was found." in theme


def test_an_item_shows_why_it_is_exempt_and_where_it_is_repeated():
    exempt = next(item for item in RICH.items if item.alignment is Alignment.EXEMPT)
    assert "Running the business: its section heading" in explain(RICH, exempt.id).plain
    again = RICH.items[-1]
    assert f"Repeats      {again.same_as}" in explain(RICH, again.id).plain
    assert "Also at      status-may.md, line 60" in explain(RICH, again.same_as).plain


@pytest.mark.parametrize("joined", ["{0.goal} {0.item}", "{0.goal}:{0.item}", "  {0.goal} : {0.item} "])
def test_a_link_is_named_by_both_ids(joined):
    link = RICH.links[0]
    text = explain(RICH, joined.format(link)).plain
    assert "Linked, direct. Calibrated probability that the work serves the goal: 97%." in text
    assert "Because      share the words contacts and digital" in text


def test_a_pair_in_doubt_says_so():
    link = next(link for link in RICH.links if not link.accepted)
    assert "Cannot tell: too likely to drop, too unlikely to claim" in explain(RICH, f"{link.goal}:{link.item}").plain


def test_the_beginning_of_an_id_is_enough_in_either_case():
    gap = RICH.gaps[0]
    assert explain(RICH, gap.id[:7].lower()) == explain(RICH, gap.id)


def test_an_ambiguous_beginning_lists_the_ids():
    with pytest.raises(UsageError, match=r"'G' is the beginning of several ids: G\w+, .* and 12 more; give more"):
        explain(RICH, "G")


def test_an_unknown_id_lists_near_ones():
    wrong = RICH.gaps[0].id[:-1] + "x"
    with pytest.raises(UsageError, match=rf"holds no finding, goal or item '{wrong}'; the nearest ids are {RICH.gaps[0].id}"):
        explain(RICH, wrong)
    with pytest.raises(UsageError, match="a report lists all ids"):
        explain(RICH, "zzzzzz")
    with pytest.raises(UsageError, match="holds no finding"):
        explain(RICH, "")


def test_an_unlinked_pair_names_what_the_goal_is_linked_to():
    link = RICH.links[0]
    with pytest.raises(UsageError, match=f"are not linked; {link.goal} is linked to {link.item}"):
        explain(RICH, f"{link.goal}:{RICH.items[9].id}")
    with pytest.raises(UsageError, match="has no links"):
        explain(RICH, f"{RICH.goals[0].id}:{RICH.items[9].id}")


@pytest.mark.parametrize("width", [40, 80])
def test_everything_can_be_explained_from_json_within_the_screen(width):
    report = from_dict(to_dict(RICH))
    idents = [thing.id for thing in (*report.gaps, *report.goals, *report.items)] + [f"{link.goal}:{link.item}" for link in report.links]
    for ident in idents:
        assert max(cell_len(line) for line in explain(report, ident, width=width).plain.split("\n")) <= width
