from __future__ import annotations

import json
import shutil
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.encode import load_encoder
from aligner.encode.manifest import read_manifest, verify
from aligner.encode.shipped import ShippedEncoder
from aligner.errors import ModelError
from aligner.resources import model_folder

TEXTS = ["Cut the time it takes to open an account", "Branch staff move to security keys", "Testing", "", "Überprüfung der Kälteanlage"]


@pytest.fixture(scope="module")
def encoder():
    return ShippedEncoder(model_folder("encoder"))


def test_files_match_their_manifest():
    verify(model_folder("encoder"))


def test_no_file_is_too_large_for_the_repository():
    assert max(path.stat().st_size for path in model_folder("encoder").iterdir()) < 12_000_000


def test_rows_are_unit_vectors_of_the_stated_length(encoder):
    rows = encoder.encode(TEXTS)
    assert rows.shape == (len(TEXTS), encoder.dimension)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)


def test_nothing_in_nothing_out(encoder):
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_a_vector_does_not_depend_on_its_neighbours(encoder):
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert encoder.encode(TEXTS).tobytes() == alone.tobytes()
    assert encoder.encode(TEXTS[::-1])[::-1].tobytes() == alone.tobytes()


def test_texts_of_one_length_run_together_and_stay_the_same_bytes(encoder):
    texts = [
        f"{verb} {thing} {place}" for verb in ("open", "close", "sell") for thing in ("branches", "depots") for place in ("here", "there")
    ]
    texts += [f"{text} before the end of the year after the next one" for text in texts] + ["goal " * 300, "plan " * 300]
    batches = encoder.batches(texts)
    assert len(batches) < len(texts) / 3
    assert sorted(place for batch in batches for place in batch.places) == list(range(len(texts)))
    alone = [encoder.encode([text]).tobytes() for text in texts]
    assert [row.tobytes() for row in encoder.encode(texts)] == alone


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_text_gives_the_same_finite_rows_again(encoder, texts):
    rows = encoder.encode(texts)
    assert np.isfinite(rows).all()
    assert rows.tobytes() == encoder.encode(texts).tobytes()


def test_text_beyond_the_limit_is_cut_off(encoder):
    limit = read_manifest(model_folder("encoder")).max_tokens
    long = "goal " * (limit + 50)
    assert encoder.encode([long]).tobytes() == encoder.encode([long + "and something else entirely"]).tobytes()


def test_related_texts_are_closer_than_unrelated_ones(encoder):
    goal, near, far = encoder.encode(["Protect customers from fraud", "Fraud alerts for card payments", "Repaint the car park"])
    assert goal @ near > 0.4 > goal @ far


def test_ranks_like_the_reference_vectors(encoder):
    """The cosines of the tuned 32-bit model for these pairs, rounded."""
    first = ["Reduce waiting times", "Grow revenue in Asia", "A greener fleet"]
    second = ["Shorter queues at the counter", "Open a sales office in Osaka", "Electric vans replace diesel"]
    expected = np.array(
        [
            [0.608, 0.101, 0.031],
            [0.068, 0.428, 0.081],
            [0.18, 0.063, 0.336],
        ]
    )
    assert np.abs(encoder.encode(first) @ encoder.encode(second).T - expected).max() < 0.03


def test_loading_imports_neither_torch_nor_onnxruntime():
    code = "import sys; from aligner.encode import load_encoder; load_encoder(); print([m for m in ('torch', 'onnxruntime', 'tokenizers') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_missing_file_is_named(tmp_path):
    folder = shutil.copytree(model_folder("encoder"), tmp_path / "encoder")
    (folder / "words.bin").unlink()
    with pytest.raises(ModelError, match=r"words\.bin: expected \d+ bytes, found no file; reinstall aligner"):
        ShippedEncoder(folder)


def test_a_changed_byte_is_found_by_verify(tmp_path):
    folder = shutil.copytree(model_folder("encoder"), tmp_path / "encoder")
    data = bytearray((folder / "layers.bin").read_bytes())
    data[1000] ^= 1
    (folder / "layers.bin").write_bytes(data)
    read_manifest(folder)
    with pytest.raises(ModelError, match=r"layers\.bin: expected sha256"):
        verify(folder)


def test_a_manifest_of_another_form_is_refused(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"format": "other/1"}))
    with pytest.raises(ModelError, match=r"expected format aligner\.encoder/1, found other/1"):
        read_manifest(tmp_path)


def test_a_damaged_graph_is_a_model_error(tmp_path):
    folder = shutil.copytree(model_folder("encoder"), tmp_path / "encoder")
    (folder / "encoder.onnx").write_bytes(b"\0" * (folder / "encoder.onnx").stat().st_size)
    with pytest.raises(ModelError, match="the model cannot be loaded"):
        ShippedEncoder(folder).encode(["x"])


def test_warm_up_leaves_results_unchanged():
    warmed = load_encoder()
    warmed.warm_up()
    assert warmed.encode(TEXTS).tobytes() == load_encoder().encode(TEXTS).tobytes()
