from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from aligner.encode import load_encoder
from aligner.extract.classifier import LinearClassifier
from aligner.extract.goal_nodes import Carrier
from aligner.extract.goal_place import PLACE_FEATURES
from aligner.extract.grams import GramModel
from aligner.resources import model_folder
from aligner.train.goal_nodes import Labelled, apart, load_labelled, rows
from aligner.train.goals import train
from tests.train.labelled_texts import TRADES, corpus

pytest.importorskip("sklearn", reason="needs the extra aligner[train]")


@pytest.fixture(scope="module")
def encoder():
    return load_encoder("default", cache=None)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    return corpus(tmp_path_factory.mktemp("goals") / "corpus")


@pytest.fixture(scope="module")
def trained(made, encoder) -> tuple[Path, dict[str, object]]:
    out = made.parent / "one"
    return out, train(made, out, encoder)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_corpus_gives_the_same_bytes_wherever_it_lies(trained, made, encoder, tmp_path) -> None:
    moved = shutil.copytree(made, tmp_path / "elsewhere")
    assert train(moved, tmp_path / "two", encoder) == trained[1]
    first = _bytes(trained[0])
    assert _bytes(tmp_path / "two") == first
    assert set(first) == {
        "patterns/grams.json",
        "patterns/manifest.json",
        "patterns/weights.npz",
        "places/manifest.json",
        "places/weights.npz",
    }


def test_what_is_told_by_build_alone_is_found_in_trades_not_seen(trained) -> None:
    figures = trained[1]
    assert figures["passage"] == {"statements": 36, "goals": 18, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    patterns = GramModel.load(trained[0] / "patterns")
    odds = patterns.log_odds(
        ["By 2037 no barrel will be late by more than 4 minutes.", "The cellars were founded in 1913 by our fathers."], "goal"
    )
    assert odds[0] > 0 > odds[1]


def test_manifests_say_what_the_weights_are(trained, encoder) -> None:
    for name in ("patterns", "places"):
        manifest = json.loads((trained[0] / name / "manifest.json").read_text("utf-8"))
        assert manifest["licence"] == "Apache-2.0"
        assert manifest["documents"] == len(TRADES)
        assert manifest["encoder_sha256"] == encoder.sha256
        assert manifest["held out by organisation"] == trained[1]
    places = LinearClassifier.load(trained[0] / "places")
    assert places.manifest["features"] == list(PLACE_FEATURES)
    assert set(places.labels) == {"goal", "other"}


def test_another_label_gives_other_weights_and_another_hash(trained, made, encoder, tmp_path) -> None:
    changed = shutil.copytree(made, tmp_path / "changed")
    path = min((changed / "passages").glob("*.json"))
    path.write_text(path.read_text("utf-8").replace('"goal"', '"context"'), "utf-8")
    train(changed, tmp_path / "out", encoder)
    one, two = (LinearClassifier.load(folder / "places") for folder in (trained[0], tmp_path / "out"))
    assert one.manifest["data_sha256"] != two.manifest["data_sha256"]
    assert not np.array_equal(one.weights, two.weights)


def test_labels_find_their_statements_and_headings_without_one_count_for_neither(made, encoder) -> None:
    found: tuple[Labelled, ...] = load_labelled(made, encoder)
    assert [one.organisation for one in found] == sorted(f"norhaven-{trade}" for trade, _, _ in TRADES)
    for one in found:
        assert one.sort == "passage"
        assert [node.carrier for node in one.nodes if id(node) not in one.known] == [Carrier.HEADING]
        goals = [node.text for node in one.nodes if node.accepted]
        assert [text.split()[0] for text in goals] == ["By", "We", "Every"]
        told = list(rows(one, GramModel.load(model_folder("goals") / "patterns")))
        assert [node.text for node, _ in told] == [
            node.text for node in one.nodes if id(node) in one.known and node.carrier is not Carrier.BULLET
        ]
        assert {len(row) for _, row in told} == {len(PLACE_FEATURES)}


def test_organisations_of_the_split_test_teach_nothing(made, tmp_path, encoder) -> None:
    folder = shutil.copytree(made, tmp_path / "corpus")
    for name, split in (("kelp-works", "dev"), ("reed-works", "test")):
        (folder / name).mkdir()
        (folder / name / "plan.md").write_text(
            "# Plan\n\nBy 2030 no net will be torn for more than 3 days.\n\nIt was a wet year.\n", "utf-8"
        )
        (folder / name / "list.csv").write_text("Work,Owner\nNew nets,Yard\n", "utf-8")
        goal = {"id": "g", "text": "By 2030 no net will be torn for more than 3 days.", "file": "plan.md", "parent": None, "vague": False}
        goal |= {"metric": None, "deadline": None, "owner": None, "support": "unclear", "mentions": []}
        gold = {
            "organisation": name,
            "industry": "nets",
            "split": split,
            "strategy": ["plan.md"],
            "execution": ["list.csv"],
            "goals": [goal],
        }
        gold |= {key: [] for key in ("non_goals", "items", "links", "near_misses", "gaps", "not_gaps")}
        (folder / name / "gold.json").write_text(json.dumps(gold), "utf-8")
    listed = [{"folder": "kelp-works", "split": "dev"}, {"folder": "reed-works", "split": "test"}]
    (folder / "manifest.json").write_text(json.dumps({"corpora": listed}), "utf-8")
    assert apart(folder) == {"reed-works"}
    first, *others = load_labelled(folder, encoder)
    assert (first.organisation, first.sort) == ("kelp-works", "organisation")
    assert [node.text for node in first.nodes if node.accepted] == ["By 2030 no net will be torn for more than 3 days."]
    assert {one.sort for one in others} == {"passage"}
