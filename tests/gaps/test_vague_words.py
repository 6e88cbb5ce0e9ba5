"""A vague goal's finding names the words that make it vague and offers others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.goals import Goal, Quote, Support
from aligner.domain.quality import RuleHit
from aligner.gaps import vague_goal, vague_unsupported_goal
from tests.gaps.factory import analysis, goal

SHARPER = "raise <metric for ties> from <baseline> to <target> by <date>, owner <role>"


def vague(*hits: tuple[str, str, str], **more) -> Goal:
    one = goal("G1", "Strengthen our ties with several growers", vague=True, vague_because=("no measurable target",), **more)
    found = []
    for rule, name, words in hits:
        start = one.text.find(words)
        found.append(RuleHit(rule, name, Quote(words, one.locator.slice(start, start + len(words))), "A plain sentence."))
    return replace(one, quality=tuple(found))


@pytest.mark.parametrize(("rule", "support"), [(vague_goal, Support.SUPPORTED), (vague_unsupported_goal, Support.UNSUPPORTED)])
def test_the_finding_names_rules_words_and_a_sharper_wording(rule, support):
    one = vague(("R3", "vague terms", "Strengthen"), ("R12", "indefinite amount", "several"), support=support, sharper=SHARPER)
    (gap,) = rule.find(analysis([one]))
    assert gap.message.endswith("; vague terms in “Strengthen”, indefinite amount in “several”.")
    assert f"“{SHARPER}”" in gap.remedy


@pytest.mark.parametrize(("rule", "support"), [(vague_goal, Support.SUPPORTED), (vague_unsupported_goal, Support.UNSUPPORTED)])
def test_without_them_the_finding_stays_as_it_was(rule, support):
    (gap,) = rule.find(analysis([vague(support=support)]))
    assert "“Strengthen”" not in gap.message
    assert "For instance" not in gap.remedy
    assert gap.remedy


def test_what_is_absent_is_told_once_and_words_are_few():
    names = [("R8", "no measurable quantity", "Strengthen"), *((f"R{rule}", "a rule", word) for rule, word in _WORDS)]
    (gap,) = vague_goal.find(analysis([vague(*names, support=Support.SUPPORTED)]))
    assert "no measurable quantity" not in gap.message
    assert gap.message.count("a rule in") == 3


_WORDS = ((3, "Strengthen"), (4, "our"), (5, "ties"), (12, "several"))
