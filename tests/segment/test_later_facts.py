from __future__ import annotations

import copy
import pickle
from dataclasses import replace

import pytest

from aligner.domain.facts import Facts, Polarity, Tense
from aligner.domain.text import Block, BlockKind, Document, Locator
from aligner.segment import Segmenter, parse

TEXT = "The Operations Office will cut waiting times from 12 to 8 days by the end of 2027."


class Counting:
    """Parts that note what they were asked for."""

    def __init__(self):
        self.asked = []

    def part(self, name):
        self.asked.append(name)
        return {"polarity": Polarity.NEGATIVE, "tense": Tense.PAST}.get(name, ())


def test_a_field_is_looked_for_once_and_only_when_it_is_read():
    parts = Counting()
    facts = Facts.later(parts)
    assert parts.asked == []
    assert (facts.tense, facts.tense, facts.polarity) == (Tense.PAST, Tense.PAST, Polarity.NEGATIVE)
    assert parts.asked == ["tense", "polarity"]


def test_facts_found_later_equal_those_that_were_given():
    later, given = Facts.later(Counting()), Facts(polarity=Polarity.NEGATIVE, tense=Tense.PAST)
    assert later == given
    assert hash(Facts.later(Counting())) == hash(given)
    assert repr(Facts.later(Counting())) == repr(given)
    assert replace(Facts.later(Counting()), tense=Tense.NONE) == Facts(polarity=Polarity.NEGATIVE)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda facts: pickle.loads(pickle.dumps(facts))])
def test_copies_hold_all_values(copied):
    facts = Segmenter().facts(TEXT)
    assert copied(facts) == Segmenter().facts(TEXT)
    assert copied(facts).metrics


def test_what_is_no_field_is_missing():
    for facts in (Facts(), Facts.later(Counting()), Segmenter().facts(TEXT)):
        with pytest.raises(AttributeError, match="no field 'size'"):
            getattr(facts, "size")  # noqa: B009 - an attribute that the types do not know


def test_the_order_of_reading_does_not_change_what_is_found():
    names = ("metrics", "dates", "owners", "polarity", "tense")
    first, second = Segmenter().facts(TEXT), Segmenter().facts(TEXT)
    forward = [getattr(first, name) for name in names]
    assert forward[::-1] == [getattr(second, name) for name in reversed(names)]
    assert [metric.text for metric in first.metrics] == ["from 12 to 8 days"]
    assert [date.text for date in first.dates] == ["by the end of 2027"]


def test_statements_are_cut_without_parsing(monkeypatch):
    monkeypatch.setattr(parse, "find_metrics", lambda *_: pytest.fail("parsed without need"))
    block = Block(BlockKind.PARAGRAPH, TEXT, Locator("strategy.md", line=1))
    (statement,) = Segmenter().statements(Document("strategy.md", "", "md", (block,)))
    assert statement.facts.tense is Tense.FUTURE
