from __future__ import annotations

import json

import numpy as np
import pytest

from aligner.errors import ModelError
from aligner.extract.classifier import LinearClassifier, data_hash


def model() -> LinearClassifier:
    weights = np.array([[2.0, 0.0, -2.0], [0.0, 1.0, 0.0]], dtype=np.float32)
    return LinearClassifier(("goal", "other", "risk"), weights, np.array([0.0, 0.5, 0.0], dtype=np.float32), {"licence": "Apache-2.0"})


def test_rows_are_distributions_and_follow_the_weights():
    found = model().probabilities(np.array([[5.0, 0.0], [-5.0, 0.0], [0.0, 9.0]], dtype=np.float32))
    assert found.shape == (3, 3)
    assert np.allclose(found.sum(axis=1), 1.0)
    assert found.argmax(axis=1).tolist() == [0, 2, 1]


def test_a_saved_model_reads_back_and_repeats_its_bytes(tmp_path):
    model().save(tmp_path / "a")
    read = LinearClassifier.load(tmp_path / "a")
    read.save(tmp_path / "b")
    assert read.labels == ("goal", "other", "risk")
    assert read.manifest["licence"] == "Apache-2.0"
    for name in ("weights.npz", "manifest.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_changed_weights_are_refused(tmp_path):
    model().save(tmp_path)
    with (tmp_path / "weights.npz").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match="not the ones its manifest describes"):
        LinearClassifier.load(tmp_path)


def test_a_missing_folder_and_a_foreign_schema_are_model_errors(tmp_path):
    with pytest.raises(ModelError, match="cannot be read"):
        LinearClassifier.load(tmp_path / "nowhere")
    model().save(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    (tmp_path / "manifest.json").write_text(json.dumps({**manifest, "schema": "other/9"}), "utf-8")
    with pytest.raises(ModelError, match="has schema 'other/9'"):
        LinearClassifier.load(tmp_path)


def test_labels_that_do_not_fit_the_weights_are_refused(tmp_path):
    model().save(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    (tmp_path / "manifest.json").write_text(json.dumps({**manifest, "labels": ["goal"]}), "utf-8")
    with pytest.raises(ModelError, match="for 1 labels"):
        LinearClassifier.load(tmp_path)


def test_vectors_of_another_encoder_are_refused():
    with pytest.raises(ModelError, match=r"expected vectors of shape \(n, 2\)"):
        model().probabilities(np.zeros((1, 3), dtype=np.float32))


def test_an_unknown_label_lists_the_known_ones():
    assert model().column("risk") == 2
    with pytest.raises(ModelError, match="it knows goal, other, risk"):
        model().column("vision")


def test_the_data_hash_depends_on_order_and_content():
    assert data_hash(["a", "b"]) == data_hash(["a", "b"])
    assert data_hash(["a", "b"]) != data_hash(["b", "a"])
