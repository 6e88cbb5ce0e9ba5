from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import pytest

from aligner.domain.report import ModelInfo, ToolInfo
from aligner.report import reliability
from aligner.report.definitions import definitions
from aligner.resources import fingerprint

RAW = json.loads((files("aligner") / "data" / "reliability.json").read_text("utf-8"))
TOOL = ToolInfo("aligner", "1", ModelInfo("m", RAW["model_sha256"]), (("links", None),))


def test_the_shipped_figures_are_those_of_the_shipped_models():
    again = "aligner evaluate corpora --split dev --reliability aligner/data/reliability.json"
    assert RAW["links_sha256"] == fingerprint("links", "neighbours"), f"the link scorer is new; run {again}"
    assert reliability.trusted(TOOL) is not None


@pytest.mark.parametrize("tool", [replace(TOOL, model=ModelInfo("m", "0")), replace(TOOL, config=(("links", "own/links"),))])
def test_another_matcher_makes_no_promise(tool):
    assert reliability.trusted(tool) is None
    assert "not measured" in dict(definitions(tool))["Probability"]


def figures(*bins):
    return reliability.Reliability(TOOL.model.sha256, fingerprint("links", "neighbours"), 2, sum(one[2] for one in bins), "", bins)


@pytest.mark.parametrize(
    ("bins", "told", "caution"),
    [
        (
            ((0.02, 0.01, 900), (0.6, 0.5, 30), (0.8, 0.7, 10), (0.96, 0.75, 40)),
            "On 2 labelled organisations 75% of the pairs given 90% or more (96% on average) and 55% of the pairs given 50% to 90% (65% on average) were true links",
            True,
        ),
        (((0.02, 0.01, 900), (0.95, 0.96, 40)), "96% of the pairs given 90% or more (95% on average) were true links", False),
        (((0.02, 0.01, 900),), "No pair was likely", False),
    ],
)
def test_the_sentence_follows_the_figures(monkeypatch, bins, told, caution):
    monkeypatch.setattr(reliability, "_measured", lambda: figures(*bins))
    words = reliability.meaning(TOOL)
    assert told in words
    assert ("promise more than they keep" in words) is caution
