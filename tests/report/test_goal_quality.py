"""What the rules of goal quality found travels through the JSON form, the schema and ``explain``."""

from __future__ import annotations

from dataclasses import replace

from jsonschema import Draft202012Validator

from aligner.domain.goals import Quote
from aligner.domain.quality import RuleHit
from aligner.domain.report import Report
from aligner.report.contract import from_dict, to_dict
from aligner.report.explain import explain
from aligner.report.schema import schema
from tests.report import factory

SHARPER = "raise <metric for ties> from <baseline> to <target> by <date>, owner <role>"


def judged() -> Report:
    report = factory.rich()
    one = report.goals[1]
    words = Quote(one.text[:4], one.locator.slice(one.locator.start, one.locator.start + 4))
    hits = (
        RuleHit("R3", "vague terms", words, f"“{words.text}” gives a direction, and nothing says how far."),
        RuleHit("R11", "no time limit", Quote(one.text, one.locator), "No date or period says by when the goal is met."),
    )
    return replace(report, goals=(report.goals[0], replace(one, quality=hits, sharper=SHARPER), *report.goals[2:]))


def test_hits_and_the_sharper_wording_survive_the_round_trip():
    report = judged()
    data = to_dict(report)
    again = from_dict(data)
    assert again.goals[1].quality == report.goals[1].quality
    assert again.goals[1].sharper == SHARPER
    assert to_dict(again) == data
    Draft202012Validator(schema()).validate(data)


def test_a_report_of_an_earlier_version_has_neither():
    data = to_dict(judged())
    for one in data["goals"]:
        del one["quality"], one["sharper"]
    assert all(goal.quality == () and goal.sharper is None for goal in from_dict(data).goals)


def test_explain_shows_rules_words_and_wording():
    report = judged()
    text = explain(report, report.goals[1].id, width=80).plain
    assert "R3 vague terms: “" in text
    assert "R11 no time limit: No date or period" in " ".join(text.split())
    assert SHARPER in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 80
