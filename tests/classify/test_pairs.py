from __future__ import annotations

import pytest

from aligner.classify import load_mapping, pairs
from aligner.domain.classification import DocumentKind
from aligner.errors import ConfigError
from tests.classify.documents import classified

STRATEGY, STATUS, POLICY = DocumentKind.STRATEGY, DocumentKind.STATUS, DocumentKind.POLICY
YEARS = ("2027-01-01", "2030-12-31")
QUARTER = ("2028-01-01", "2028-03-31")


def found(*documents, mapping=None):
    return [(pair.strategy, pair.execution) for pair in pairs(documents, mapping)]


def test_same_organisation_and_overlapping_period_make_a_pair():
    one = classified("a/s.docx", STRATEGY, "The Otterby Bank plc", YEARS)
    other = classified("b/q.docx", STATUS, "Otterby Bank", QUARTER)
    (pair,) = pairs([one, other])
    assert (pair.strategy, pair.execution, pair.organisation) == ("a/s.docx", "b/q.docx", "The Otterby Bank plc")
    assert (pair.period.start, pair.period.end) == QUARTER
    assert any("same organisation" in rule for rule in pair.rules)
    assert any("periods overlap" in rule for rule in pair.rules)


@pytest.mark.parametrize(
    "other",
    [
        classified("b/q.docx", STATUS, "Kelp Bank", QUARTER),
        classified("b/q.docx", STATUS, "Otterby Bank", ("2031-01-01", "2031-03-31")),
        classified("b/q.docx", POLICY, "Otterby Bank", QUARTER),
        classified("b/q.docx", STATUS, "Otterby Bank", QUARTER, unit="Roads Division"),
        classified("b/q.docx", STATUS, None, QUARTER),
    ],
    ids=["other organisation", "other period", "no execution document", "other unit", "unknown, in another folder"],
)
def test_what_does_not_belong_together_is_no_pair(other):
    assert found(classified("a/s.docx", STRATEGY, "Otterby Bank", YEARS, unit="Claims Division"), other) == []


def test_documents_of_one_folder_pair_where_one_does_not_say_whose_it_is():
    one, other = classified("a/s.docx", STRATEGY, "Otterby Bank"), classified("a/q.docx", STATUS)
    (pair,) = pairs([one, other])
    assert any("same folder: a" in rule for rule in pair.rules)


def test_two_organisations_of_one_folder_stay_apart_where_other_documents_confirm_both():
    one, other = classified("a/s.docx", STRATEGY, "Otterby Bank"), classified("a/q.docx", STATUS, "Kelp Bank")
    others = classified("b/o.docx", POLICY, "Otterby Bank"), classified("c/k.docx", POLICY, "Kelp Bank")
    assert found(one, other, *others) == []
    assert found(one, other) == [("a/s.docx", "a/q.docx")]


def test_a_folder_with_the_strategies_of_two_organisations_decides_nothing():
    strategies = classified("a/s.docx", STRATEGY, "Otterby Bank"), classified("a/t.docx", STRATEGY, "Kelp Bank")
    assert found(*strategies, classified("a/q.docx", STATUS), classified("a/r.docx", STATUS, "Kelp Bank")) == [("a/t.docx", "a/r.docx")]


def test_order_does_not_matter():
    documents = [
        classified(f"a/{name}", kind, "Otterby Bank") for name, kind in (("s", STRATEGY), ("r", STATUS), ("q", STATUS), ("t", STRATEGY))
    ]
    assert pairs(documents) == pairs(documents[::-1])
    assert found(*documents) == [("a/s", "a/q"), ("a/s", "a/r"), ("a/t", "a/q"), ("a/t", "a/r")]


DOCUMENTS = [
    classified("a/s.docx", STRATEGY, "Otterby Bank", YEARS),
    classified("a/q.docx", STATUS, "Otterby Bank", QUARTER),
    classified("b/x.docx", POLICY, "Kelp Bank"),
]


def written(tmp_path, text, name="map.toml"):
    (tmp_path / name).write_text(text, "utf-8")
    return load_mapping(tmp_path / name)


def test_a_csv_mapping_replaces_the_rules_for_the_strategies_it_names(tmp_path):
    mapping = written(tmp_path, "strategy,execution,organisation\na/s.docx,b/x.docx,Otterby\n", "map.csv")
    (pair,) = pairs(DOCUMENTS, mapping)
    assert (pair.execution, pair.organisation) == ("b/x.docx", "Otterby")
    assert pair.rules[0].endswith("map.csv:2")


def test_a_toml_mapping_takes_lists_and_may_leave_a_strategy_alone(tmp_path):
    both = written(tmp_path, '[[pair]]\nstrategy = "a/s.docx"\nexecution = ["a/q.docx", "b/x.docx"]\n')
    assert found(*DOCUMENTS, mapping=both) == [("a/s.docx", "a/q.docx"), ("a/s.docx", "b/x.docx")]
    assert found(*DOCUMENTS, mapping=written(tmp_path, '[[pair]]\nstrategy = "a/s.docx"\nexecution = []\n')) == []


def test_a_document_can_be_corrected(tmp_path):
    text = (
        '[[document]]\npath = "b/x.docx"\nkind = "status-report"\norganisation = "Otterby Bank"\nstart = 2029-01-01\nend = "2029-03-31"\n'
    )
    assert found(*DOCUMENTS, mapping=written(tmp_path, text)) == [("a/s.docx", "a/q.docx"), ("a/s.docx", "b/x.docx")]


@pytest.mark.parametrize(
    ("name", "text", "line", "part"),
    [
        ("map.csv", "strategy,execution\na/s.docx,a/q.docx\na/s.docx,gone.docx\n", 3, "gone.docx"),
        ("map.csv", "plan,report\n", 1, "expected strategy, execution"),
        ("map.csv", "strategy,execution\n,a/q.docx\n", 2, "names no strategy"),
        ("map.csv", "strategy,execution\na,b,c\n", 2, "more cells"),
        ("map.toml", '\n[[pair]]\nstrategy = "gone.docx"\nexecution = "a/q.docx"\n', 2, "gone.docx"),
        ("map.toml", '[[pair]]\nexecution = "a/q.docx"\n', 1, "'strategy' is missing"),
        ("map.toml", '[[document]]\npath = "a/s.docx"\nkind = "novel"\n', 1, "'novel' is no kind"),
        ("map.toml", '[[document]]\npath = "a/s.docx"\nstart = 2028-01-01\n', 1, "needs 'start' and 'end'"),
        ("map.toml", "[other]\nx = 1\n", 1, "'other' is not known"),
        ("map.toml", "[[pair]\n", 1, "not valid TOML"),
    ],
)
def test_mistakes_in_a_mapping_name_file_and_line(tmp_path, name, text, line, part):
    with pytest.raises(ConfigError) as caught:
        pairs(DOCUMENTS, written(tmp_path, text, name))
    assert f"{name}:{line}: " in caught.value.message
    assert part in caught.value.message


def test_of_very_many_strategies_the_nearest_are_compared_and_the_rule_says_so():
    strategies = [
        classified(f"{'near/deep' if n % 5 == 0 else 'far'}/s{n:02}.docx", STRATEGY, "Otterby Bank", (f"20{n + 10}-01-01", "2090-12-31"))
        for n in range(60)
    ]
    plan = classified("near/deep/q.docx", STATUS, "Otterby Bank", ("2080-01-01", "2080-03-31"))
    made = pairs([*strategies, plan])
    assert [pair.strategy for pair in made] == [f"near/deep/s{n:02}.docx" for n in range(0, 60, 5)]
    assert {pair.rules[-1] for pair in made} == {"one of the 12 nearest of 60 strategies that fit, by unit, period and folder"}
    assert len(pairs([*strategies[:12], plan])) == 12
    assert not any("nearest" in rule for pair in pairs([*strategies[:12], plan]) for rule in pair.rules)


def test_pairs_grow_with_the_documents_and_not_with_their_square():
    def count(size):
        strategies = [classified(f"s/{n}.docx", STRATEGY, "Otterby Bank") for n in range(size)]
        return len(pairs([*strategies, *(classified(f"q/{n}.docx", STATUS, "Otterby Bank") for n in range(size))]))

    assert count(100) == 10 * count(10) * 1.2 == 1_200
