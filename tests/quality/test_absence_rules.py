"""Rules about what a goal lacks, and rules over a whole plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.facts import Direction, Metric, OwnerKind
from aligner.domain.goals import Level
from aligner.domain.text import Block, BlockKind, Cell, Locator
from tests.quality.factory import FILE, document, fired, goal, owner, plan, words


def metric(text: str, value: float, unit: str | None, of: str, **more) -> Metric:
    return Metric(text, 0, 0, value, unit, of, **more)


def test_a_goal_without_any_number_has_no_measurable_quantity():
    assert words("R8", [goal("Be the baker of the valley")]) == ["Be the baker of the valley"]
    assert words("R8", [goal("Be the baker of half the valley")]) == []
    assert words("R8", [goal("Be the baker of the valley", "Nine in ten loaves come from us.")]) == []
    assert words("R8", [goal("Be the baker of the valley", "See Table 2.")]) == []
    assert words("R8", [goal("Open the second mill", concrete=0.9)]) == []


def test_a_table_row_may_hold_the_number():
    cells = ("Loaves sold in the valley", "4,000")
    row = Block(
        BlockKind.ROW,
        " | ".join(cells),
        Locator(FILE, line=9, end=33),
        cells=tuple(
            Cell(text, place, "", Locator(FILE, line=9, cell=f"{'AB'[place]}9", end=len(text))) for place, text in enumerate(cells)
        ),
        table=0,
    )
    one = goal("More loaves for the valley")
    assert words("R8", [one], document(one.text))
    assert words("R8", [one], replace(document(one.text), blocks=(*document(one.text).blocks, row))) == []


def test_what_follows_in_the_paragraph_counts():
    one = goal("Be the baker of the valley.")
    paragraph = document("Be the baker of the valley. That means 4,000 loaves a day by 2028.")
    assert words("R8", [one], paragraph) == []
    assert words("R11", [one], paragraph) == []


@pytest.mark.parametrize("text", ["Feed the valley by 2028", "Feed the valley every month", "Feed the valley within two years"])
def test_a_date_or_rhythm_binds_a_goal_in_time(text: str):
    assert words("R11", [goal(text)]) == []
    assert words("R11", [goal("Feed the valley")]) == ["Feed the valley"]
    assert words("R11", [goal("Feed the valley", headings=("Plan 2026 to 2030",))]) == []


def test_a_relative_change_needs_a_baseline():
    assert words("R13", [goal("Halve complaints in our shops by 2028")]) == ["Halve"]
    assert words("R13", [goal("Halve complaints in our shops by 2028 against 2024")]) == []
    assert words("R13", [goal("Halve complaints in our shops by 2028", "Today there are 40 a week.")]) == []
    assert words("R13", [goal("Cut complaints from 40 to 20 a week by 2028")]) == []
    assert words("R13", [goal("Women make up 40% of bakers by 2030")]) == []


def test_an_owner_is_missed_only_where_others_have_one():
    owned = [goal(f"Open mill number {place}", line=place, owner=owner("Head of Mills")) for place in range(2, 6)]
    bare = goal("Feed the valley")
    assert words("R15", [bare, *owned]) == ["Feed the valley"]
    assert words("R15", [bare]) == []
    assert words("R15", [goal("Feed the valley", "The Head of Bread leads."), *owned]) == []
    assert words("R15", [goal("Feed the valley", "Mira Toll will visit every village."), *owned]) == []
    assert words("R15", [replace(bare, level=Level.THEME), *owned]) == []


def test_an_owner_who_is_nobody_is_named():
    text = "All teams will feed the valley"
    assert words("R15", [goal(text, owner=owner("All teams", OwnerKind.NOBODY))]) == ["All teams"]


def test_a_goal_without_number_among_numbered_ones():
    numbered = [goal(f"Open mill {'abcd'[place]}", line=place + 2, reference=(f"1.{place}",)) for place in range(4)]
    assert words("R16", [goal("Feed the valley"), *numbered]) == ["Feed the valley"]
    assert words("R16", [goal("Feed the valley", reference=("1.9",)), *numbered]) == []
    lonely = goal("20 loaves", line=9, level=Level.KEY_RESULT)
    assert words("R16", [goal("Feed the valley"), lonely]) == ["20 loaves"]
    assert words("R16", [goal("Feed the valley"), replace(lonely, parent="G1")]) == []


def test_name_and_formula_of_a_measure_agree():
    assert words("R17", [goal("Lower the complaint rate", "Counted as the number of letters in a year.")]) == [
        "Counted as the number of letters in a year"
    ]
    assert words("R17", [goal("Lower the complaint rate", "Counted as the share of loaves sent back.")]) == []


def test_one_measure_in_two_units():
    days = goal("Answer letters", line=1, metrics=(metric("5 days", 5, "days", "time to answer letters"),))
    hours = goal("Reply fast", line=2, metrics=(metric("48 hours", 48, "hours", "time to answer letters"),))
    assert words("R10", [days, hours]) == ["Reply fast"]
    assert words("R10", [days, replace(hours, metrics=(metric("2 days", 2, "days", "time to answer letters"),))]) == []
    loaves = goal("Bake", line=3, metrics=(metric("48 hours", 48, "hours", "time to bake loaves"),))
    assert words("R10", [days, loaves]) == []


def test_two_measures_that_are_one():
    one = goal("Answer letters", line=1, metrics=(metric("90%", 90, "%", "letters answered in time"),))
    other = goal("Reply fast", line=2, metrics=(metric("95%", 95, "%", "letters answered in time"),))
    assert words("R20", [one, other]) == ["Reply fast"]
    assert words("R20", [one, replace(other, parent="G1")]) == []
    assert words("R20", [one, replace(other, metrics=(metric("95%", 95, "%", "loaves sold in time"),))]) == []


def test_measures_without_a_source_where_others_have_one():
    told = [goal(f"Sell {place}0% of loaves in village {'abcde'[place]}", "Reported monthly.", line=place + 2) for place in range(1, 5)]
    silent = goal("Sell 90% of loaves before noon")
    assert words("R19", [silent, *told]) == ["Sell 90% of loaves before noon"]
    assert words("R19", [silent, *told[:2]]) == []


def test_parts_of_the_plan_without_a_measure():
    parts = []
    for place in range(1, 4):
        parts += [
            goal(f"Pillar {'abc'[place - 1]}", line=place * 10),
            goal(f"Sell {place}0% more", line=place * 10 + 1, parent=f"G{place * 10}"),
        ]
    bare = [goal("Kindness", line=40), goal("Smile at guests", line=41, parent="G40")]
    assert words("R21", [*parts, *bare]) == ["Kindness"]
    assert words("R21", bare) == []


def test_measures_that_all_look_one_way():
    money = [
        f"Raise {name} sales to {place}0 million euros" for place, name in enumerate(("bread", "cake", "flour", "malt", "oat", "rye"), 1)
    ]
    assert len(fired("R22", plan(*money))) == 1
    assert fired("R22", plan(*money, "Answer letters within 5 days")) == []
    assert fired("R22", plan(*money[:4])) == []


def test_short_forms_are_spelt_out_somewhere():
    one = goal("Renew the QVB in every mill")
    assert words("R24", [one], document(one.text)) == ["QVB"]
    assert words("R24", [one], document(one.text, "The quick valve box (QVB) shuts the mill.")) == []
    assert words("R24", [one], document(one.text, "Each mill has a quick valve box.")) == []
    assert words("R24", [goal("Renew IT in the EU")]) == []
    assert words("R24", [goal("FEED THE VALLEY NOW")]) == []


def test_one_measure_keeps_one_name():
    churn = goal("Lower churn of growers", line=1, metric=metric("5%", 5, "%", "churn of growers"))
    attrition = goal("Watch attrition of growers", line=2, metric=metric("4%", 4, "%", "attrition of growers"))
    assert words("R24", [churn, attrition]) == ["attrition"]
    assert words("R24", [churn, replace(attrition, metric=metric("4%", 4, "%", "attrition of bakers"))]) == []


def test_targets_that_cannot_be_right():
    def doubt(**more) -> list[str]:
        return words("R27", [goal("Raise the share of rye", metrics=(metric("x", unit="%", of="share of rye", **more),))])

    assert doubt(value=120)
    assert doubt(value=100, baseline=0)
    assert doubt(value=40, baseline=60, direction=Direction.INCREASE)
    assert not doubt(value=60, baseline=40, direction=Direction.INCREASE)
    assert not doubt(value=100, baseline=90)
    assert words("R27", [goal("From March 2028 we rebuild the mill by December 2026.")])
    assert not words("R27", [goal("From March 2026 we rebuild the mill by December 2028.")])
