from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.config import Config
from aligner.pipeline.examine import cut, goals_of, items_of
from aligner.pipeline.tools import loaded
from aligner.readers import read_document
from tests.scan.archives import GOALS, WORK, roadmap, strategy


class Costly:
    """Stands for the default encoder, which a first pass must not ask."""

    sha256 = "none"

    def encode(self, texts):
        pytest.fail(f"the default model was asked for {list(texts)}")


@pytest.fixture(scope="module")
def tools():
    with loaded(Config()) as found:
        yield replace(found, shipped=Costly(), encoder=Costly())


def test_goals_are_found_without_the_default_model(tools, tmp_path):
    path = tmp_path / "strategy.md"
    path.write_text(strategy("Harbour"), "utf-8")
    found = goals_of(cut(read_document(path), Config()), tools)
    assert [goal.text.rstrip(".") for goal in found] == [goal.format(unit="Harbour").rstrip(".") for goal in GOALS]


def test_work_is_found_without_the_default_model(tools, tmp_path):
    path = tmp_path / "roadmap.csv"
    path.write_text(roadmap("Harbour"), "utf-8")
    found = items_of(cut(read_document(path), Config()), tools)
    assert [item.text for item in found] == [name.format(unit="Harbour") for name, *_ in WORK]
