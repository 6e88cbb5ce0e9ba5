"""The link scorer learns from reviewers' decisions, and only when that helps."""

from __future__ import annotations

import pytest

from aligner.domain.encoding import Encoders
from aligner.encode import load_encoder
from aligner.encode.glossary import Glossary
from aligner.errors import UsageError
from aligner.link.model import load_model
from aligner.report.reviewed import Decision
from aligner.resources import model_folder
from tests.organisations import ORGANISATIONS, report_on

pytest.importorskip("scipy", reason="needs the extra aligner[train]")
decisions_module = pytest.importorskip("aligner.train.decisions", reason="needs the extra aligner[train]")


@pytest.fixture(scope="module")
def report():
    return report_on(ORGANISATIONS[0])


def adapt(report, decisions, out):
    return decisions_module.adapt(
        [(report, decisions)], model_folder("links"), out, Encoders(load_encoder(), load_encoder("fast")), Glossary.load()
    )


def test_reviewers_stricter_than_the_scorer_are_followed(report, tmp_path):
    links = sorted(report.links, key=lambda link: -link.probability)
    decisions = [Decision(link.goal, link.item, accepted=place < len(links) // 8) for place, link in enumerate(links)]
    found = adapt(report, decisions, tmp_path / "links")
    assert found.decisions == len(links)
    assert found.better
    shipped, adapted = load_model(model_folder("links")), load_model(tmp_path / "links")
    assert adapted.scorer.features == shipped.scorer.features
    assert (adapted.scorer.weight >= 0)[: len(adapted.scorer.features) - 2].all(), "likeness never counts against a pair"
    assert (adapted.scorer.weight != shipped.scorer.weight).any()


def test_too_few_or_one_sided_decisions_are_refused(report, tmp_path):
    link = report.links[0]
    with pytest.raises(UsageError, match="too few to learn from"):
        adapt(report, [Decision(link.goal, link.item, accepted=True)] * 30, tmp_path / "links")


def test_decisions_of_another_report_are_refused(report, tmp_path):
    with pytest.raises(UsageError, match="not in the report"):
        adapt(report, [Decision("G0", "I0", accepted=True)], tmp_path / "links")
