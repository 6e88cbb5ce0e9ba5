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
from aligner.encode.static import StaticEncoder
from aligner.errors import ModelError
from aligner.resources import model_folder

TEXTS = ["Cut the time it takes to open an account", "Branch staff move to security keys", "Testing", "", "Überprüfung der Kälteanlage"]


@pytest.fixture(scope="module")
def encoder():
    return StaticEncoder(model_folder("fast"))


def test_files_match_their_manifest():
    verify(model_folder("fast"))


def test_the_model_stays_small():
    assert sum(path.stat().st_size for path in model_folder("fast").iterdir()) < 9_000_000


def test_rows_are_unit_vectors_of_the_stated_length(encoder):
    rows = encoder.encode(TEXTS)
    assert rows.shape == (len(TEXTS), encoder.dimension)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)


def test_nothing_in_nothing_out(encoder):
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_a_vector_does_not_depend_on_its_neighbours(encoder):
    texts = [*TEXTS, *(f"{TEXTS[number % 3]} {number}" for number in range(3000))]
    rows = encoder.encode(texts)
    assert encoder.encode(texts[::-1])[::-1].tobytes() == rows.tobytes()
    alone = np.concatenate([encoder.encode([text]) for text in texts[::100]])
    assert np.ascontiguousarray(rows[::100]).tobytes() == alone.tobytes()


def test_a_text_is_the_sum_of_its_pieces(encoder):
    folder = model_folder("fast")
    rows = np.load(folder / "pieces.npy") * np.load(folder / "scales.npy")
    words = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    summed = rows[[words[word] for word in ("[CLS]", "safer", "streets", "[SEP]")]].sum(axis=0)
    np.testing.assert_allclose(encoder.encode(["Safer streets"])[0], summed / np.linalg.norm(summed), atol=1e-5)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_text_gives_the_same_finite_rows_again(encoder, texts):
    rows = encoder.encode(texts)
    assert np.isfinite(rows).all()
    assert rows.tobytes() == encoder.encode(texts).tobytes()


def test_text_beyond_the_limit_is_cut_off(encoder):
    limit = read_manifest(model_folder("fast")).max_tokens
    long = "goal " * (limit + 50)
    assert encoder.encode([long]).tobytes() == encoder.encode([long + "and something else entirely"]).tobytes()


def test_related_texts_are_closer_than_unrelated_ones(encoder):
    goal, near, far = encoder.encode(["Protect customers from fraud", "Fraud alerts for card payments", "Repaint the car park"])
    assert goal @ near > goal @ far + 0.2


def test_other_processes_give_the_same_bytes():
    code = (
        "import hashlib; from aligner.encode import load_encoder; "
        f"print(hashlib.sha256(load_encoder('fast').encode({TEXTS!r}).tobytes()).hexdigest())"
    )
    found = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in range(2)}
    assert len(found) == 1


def test_the_name_fast_asks_for_it_and_stores_nothing(encoder, tmp_path):
    found = load_encoder("fast", cache=tmp_path)
    assert (found.name, found.sha256, found.dimension) == (encoder.name, encoder.sha256, encoder.dimension)
    assert found.encode(TEXTS).tobytes() == encoder.encode(TEXTS).tobytes()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(model_folder("fast"), tmp_path / "fast")


def test_a_damaged_file_is_named_with_a_remedy(copied):
    path = copied / "pieces.npy"
    path.write_bytes(b"?" * path.stat().st_size)
    with pytest.raises(ModelError, match=r"cannot be loaded .*reinstall aligner"):
        StaticEncoder(copied).encode(["text"])


def test_vectors_of_another_vocabulary_are_refused(copied):
    manifest = json.loads((copied / "manifest.json").read_text("utf-8"))
    np.save(copied / "pieces.npy", np.zeros((7, manifest["dimension"]), np.int8))
    manifest["files"]["pieces.npy"]["bytes"] = (copied / "pieces.npy").stat().st_size
    (copied / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(ModelError, match=r"expected \d+ vectors of \d+ bytes, found \(7, \d+\)"):
        StaticEncoder(copied).encode(["text"])
