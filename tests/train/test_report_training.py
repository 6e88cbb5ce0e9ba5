from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from aligner.encode import load_encoder
from aligner.extract.classifier import LinearClassifier
from aligner.extract.grams import GramModel
from aligner.extract.report_place import REPORT_FEATURES
from aligner.train.reports import train
from tests.train.labelled_texts import corpus

pytest.importorskip("sklearn", reason="needs the extra aligner[train]")


@pytest.fixture(scope="module")
def encoder():
    return load_encoder("default", cache=None)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    return corpus(tmp_path_factory.mktemp("reports") / "corpus")


@pytest.fixture(scope="module")
def trained(made, encoder) -> tuple[Path, dict[str, object]]:
    out = made.parent / "one"
    return out, train(made, out, encoder)


def test_the_same_corpus_gives_the_same_bytes_wherever_it_lies(trained, made, encoder, tmp_path) -> None:
    moved = shutil.copytree(made, tmp_path / "elsewhere")
    assert train(moved, tmp_path / "two", encoder) == trained[1]
    one, two = ({str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*.*")} for top in (trained[0], tmp_path / "two"))
    assert one == two
    assert {Path(name).parent.name for name in one} == {"patterns", "places", "states"}


def test_work_and_its_state_are_found_in_organisations_not_seen(trained) -> None:
    figures = trained[1]
    assert figures["report"] == {"sentences": 36, "work": 18, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert figures["states"] == {"labelled": 18, "accuracy": 1.0}


def test_models_know_their_labels_and_say_what_they_are(trained, encoder) -> None:
    places = LinearClassifier.load(trained[0] / "places")
    assert places.manifest["features"] == list(REPORT_FEATURES)
    assert set(places.labels) == {"other", "work"}
    states = GramModel.load(trained[0] / "states")
    assert set(states.classifier.labels) == {"done", "on-track"}
    assert "<tells done>" in states.rows
    for name in ("patterns", "places", "states"):
        manifest = json.loads((trained[0] / name / "manifest.json").read_text("utf-8"))
        assert (manifest["licence"], manifest["sentences"], manifest["encoder_sha256"]) == ("Apache-2.0", 36, encoder.sha256)
        assert manifest["held out by organisation"] == trained[1]


def test_marks_of_state_are_no_part_of_what_tells_work(trained) -> None:
    assert not [one for one in GramModel.load(trained[0] / "patterns").rows if one.startswith("<")]


def test_prose_of_organisations_is_read_and_their_tables_and_the_split_test_are_not(trained, made, encoder, tmp_path) -> None:
    folder = shutil.copytree(made, tmp_path / "corpus")
    text = "The net loft rebuild is being tested in hall 4."
    for name, split in (("kelp-works", "dev"), ("reed-works", "test")):
        (folder / name).mkdir()
        (folder / name / "mail.md").write_text(f"# Status report of the nets\n\n{text}\n\nIt was a wet week for all of us.\n", "utf-8")
        (folder / name / "list.csv").write_text("Work,Owner\nNew nets,Yard\n", "utf-8")
        items = [{"id": "a", "text": text, "file": "mail.md", "status": "on-track"}]
        gold = {"organisation": name, "split": split, "strategy": [], "execution": ["mail.md", "list.csv"], "items": items}
        (folder / name / "gold.json").write_text(json.dumps(gold), "utf-8")
    listed = [{"folder": "kelp-works", "split": "dev"}, {"folder": "reed-works", "split": "test"}]
    (folder / "manifest.json").write_text(json.dumps({"corpora": listed}), "utf-8")
    figures = train(folder, tmp_path / "out", encoder)
    assert (figures["organisation"]["sentences"], figures["organisation"]["work"]) == (2, 1)
    assert figures["report"]["sentences"] == trained[1]["report"]["sentences"]
