from __future__ import annotations

import json

import numpy as np
import pytest

from aligner.domain.goals import WorkClass
from aligner.extract.classifier import LinearClassifier
from aligner.resources import model_folder
from aligner.train.work_class import RECIPE, Example, fit, load_examples


def _line(path, **fields):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(fields) + "\n", "utf-8")


def test_examples_come_from_labelled_lines_and_pairs(tmp_path):
    _line(tmp_path / "work-class" / "port.jsonl", industry="port", text="Crane service", work_class="run")
    _line(tmp_path / "pairs" / "port.jsonl", industry="port", orphan="Grease the gates", orphan_kind="run-the-business")
    _line(tmp_path / "pairs" / "quay.jsonl", industry="port", goal="Be quick", direct=["Second berth", "Third berth"])
    assert load_examples(tmp_path) == (
        Example("Crane service", "run", "port", by_hand=True),
        Example("Grease the gates", "exempt", "port", by_hand=False),
        Example("Second berth", "change", "port", by_hand=False),
    )


def test_a_corpus_without_labels_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="work-class"):
        load_examples(tmp_path)


def _toy(count=30):
    examples, rows = [], []
    for index in range(count):
        name = ("change", "run", "debt")[index % 3]
        examples.append(
            Example(f"{name} {index}", "exempt" if name == "run" and index > 20 else name, f"industry {index % 5}", by_hand=index <= 20)
        )
        rows.append(np.eye(3, dtype=np.float32)[index % 3])
    return np.array(rows), examples


def test_lines_known_only_as_exempt_find_their_class():
    pytest.importorskip("sklearn")
    rows, examples = _toy()
    model = fit(rows, examples, 0)
    assert "exempt" not in model.labels
    assert [model.labels[column] for column in model.probabilities(np.eye(3, dtype=np.float32)).argmax(axis=1)] == ["change", "run", "debt"]


def test_figures_keep_both_errors_apart():
    pytest.importorskip("sklearn")
    rows, examples = _toy()
    figures = RECIPE.evaluate(rows, examples, 0)
    assert figures["accuracy by hand"] == 1.0
    assert figures["change taken for exempt"]["by hand"] == 0.0


def test_the_shipped_model_knows_every_class():
    for name in ("encoded", "cues"):
        model = LinearClassifier.load(model_folder("work-class") / name)
        assert set(model.labels) == {work_class.value for work_class in WorkClass}
