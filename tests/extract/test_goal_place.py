"""The judge of goals that nothing announces: what it is told of a statement, and what it makes of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from aligner.domain.facts import Facts, Polarity, Tense
from aligner.domain.statements import Statement
from aligner.domain.text import Block, BlockKind, Locator
from aligner.extract.classifier import LinearClassifier
from aligner.extract.goal_nodes import Carrier, Node, by_clause
from aligner.extract.goal_place import PLACE_FEATURES, mark_patterns, place_features, place_odds
from aligner.extract.goal_sections import Section
from aligner.extract.goal_within import is_rule
from aligner.extract.grams import GramModel
from aligner.resources import model_folder
from aligner.segment import Segmenter

BUILT = GramModel(
    LinearClassifier(
        ("goal", "other"), np.array([[4.0, -4.0], [-400.0, 400.0]], dtype=np.float32), np.array([-1.0, 1.0], dtype=np.float32), {}
    ),
    {"will": 0, "was": 1},
)
"""Takes "will" for a goal's word and "was" for anything but."""


def _node(text: str, *, place: int = 0, carrier: Carrier = Carrier.SENTENCE, parent: Node | None = None) -> Node:
    locator = Locator("a.md", line=place + 1, end=len(text))
    statement = Statement(text, locator, Block(BlockKind.PARAGRAPH, text, locator), place)
    return Node(statement, text, locator, carrier, 1.0, parent=parent, facts=Segmenter().facts(text))


def _features(node: Node, section: Section = Section.NEUTRAL, **told: bool) -> dict[str, float]:
    known = {"detail": False, "rule": False, "elsewhere": False, "enough": False, **told}
    return dict(zip(PLACE_FEATURES, place_features(node, section, **known), strict=True))


def test_every_feature_has_one_name_and_the_shipped_judge_knows_them_in_this_order() -> None:
    assert len(set(PLACE_FEATURES)) == len(PLACE_FEATURES)
    model = LinearClassifier.load(model_folder("goals") / "places")
    assert set(model.labels) == {"goal", "other"}
    assert model.manifest["features"] == list(PLACE_FEATURES)
    assert model.weights.shape == (len(PLACE_FEATURES), 2)
    assert "goal" in GramModel.load(model_folder("goals") / "patterns").classifier.labels


@pytest.mark.parametrize(
    ("section", "name"),
    [(Section.GOALS, "in goals"), (Section.CHAPTER, "in chapter"), (Section.MEASURES, "in measures"), (Section.OTHER, "in other")],
)
def test_the_section_is_told_by_one_feature(section: Section, name: str) -> None:
    found = _features(_node("Fewer tugs lie idle"), section)
    assert [key for key in PLACE_FEATURES if key.startswith("in ") and found[key]] == [name]
    assert found["prose in goals"] == (section is Section.GOALS)
    assert found["entry in goals"] == 0


def test_what_a_statement_states_is_told() -> None:
    sharp = _features(_node("By 31 December 2028 nobody waits more than ten minutes for a pilot"))
    vague = _features(_node("Our pilots are proud people"))
    told = ("quantity", "deadline", "quantity and deadline", "metrics", "dates")
    assert [sharp[name] for name in told] == [1] * len(told)
    assert [vague[name] for name in told] == [0] * len(told)
    assert vague["length"] == pytest.approx(0.5)


def test_carrier_kind_and_surroundings_are_told() -> None:
    node = _node("Light every berth", carrier=Carrier.BULLET)
    node.kind, node.assigned, node.odds, node.announced = "vision", True, 1.5, 2.5
    found = _features(node, detail=True, enough=True)
    on = {name for name in ("heading", "bold", "bullet", "sentence", "note", "vision", "values", "assigned", "detail", "rule", "structured elsewhere", "announced elsewhere") if found[name]}  # fmt: skip
    assert on == {"bullet", "vision", "assigned", "detail", "structured elsewhere"}
    assert (found["wording"], found["wording where announced"]) == (1.5, 1.5)  # announced odds count with amount and date only


def test_tense_and_polarity_are_told() -> None:
    node = _node("No crate will be lost")
    node.facts = replace(Facts(), tense=Tense.FUTURE, polarity=Polarity.NEGATIVE)
    found = _features(node)
    assert [found[name] for name in ("past tense", "future tense", "imperative", "negative")] == [0, 1, 0, 1]


def test_patterns_are_bounded_and_neighbours_and_density_follow() -> None:
    first, second = _node("Chapter of the quay", carrier=Carrier.HEADING), _node("Chapter of the shed", carrier=Carrier.HEADING, place=4)
    texts = ["Tugs will sail", "It was wet", "Cranes will turn"]
    below = [_node(text, place=place, parent=first) for place, text in enumerate(texts, 1)]
    last = _node("It was dry", place=5, parent=second)
    mark_patterns([first, *below, second, last], BUILT)
    assert below[0].pattern == pytest.approx(8.0)  # 22 by the weights
    assert below[1].pattern == pytest.approx(-8.0)
    assert below[1].beside == (below[0].pattern, below[2].pattern)
    assert (first.beside[0], last.beside[1]) == (0.0, 0.0)
    assert {node.density[0] for node in (first, *below, second, last)} == {2 / 8}  # of six, two more counted
    assert {node.density[1] for node in below} == {2 / 5}
    assert last.density[1] == 0


def test_rows_of_tables_are_passed_over() -> None:
    row, before, after = _node("Tugs will sail", carrier=Carrier.CELL), _node("It was wet"), _node("Cranes will turn", place=2)
    mark_patterns([before, row, after], BUILT)
    assert (row.pattern, row.beside) == (0.0, (0.0, 0.0))
    assert before.beside == (0.0, after.pattern)


def test_a_promise_is_likelier_a_goal_than_a_look_back() -> None:
    told = {"detail": False, "rule": False, "elsewhere": False, "enough": False}
    promise, back = (
        _node("By 2030 no ship will wait longer than ten minutes for a pilot."),
        _node("In 2019 the second quay was built by our fathers.", place=1),
    )
    mark_patterns([promise, back])
    assert promise.pattern > back.pattern
    assert place_odds(promise, Section.NEUTRAL, **told) > place_odds(back, Section.NEUTRAL, **told)
    assert place_odds(promise, Section.NEUTRAL, **told) > 0 > place_odds(back, Section.NEUTRAL, **told)


def test_clauses_become_nodes_that_quote_their_own_words_and_facts() -> None:
    first, second = "We will open ten quays by 2028", "the tugs must run on batteries by 2030."
    node = _node(f"{first}; {second}")
    parts = by_clause(node)
    assert [part.text for part in parts] == [first, second]
    for part in parts:
        assert node.statement.block.text[part.locator.start : part.locator.end] == part.text
        assert not part.whole
        assert [part.text[date.start_offset : date.end_offset] for date in part.facts.dates] == [date.text for date in part.facts.dates]
    assert [[date.end for date in part.facts.dates] for part in parts] == [["2028-12-31"], ["2030-12-31"]]
    bullet = _node(node.text, carrier=Carrier.BULLET)
    assert by_clause(bullet) == [bullet]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Departments must keep a list of their keys", True),
        ("We must keep our word", False),
        ("Departments must halve waste by 2028", False),
    ],
)
def test_duties_of_others_without_amount_or_date_are_rules(text: str, rule: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_rule(_node(text)) is rule
