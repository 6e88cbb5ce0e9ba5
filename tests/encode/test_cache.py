from __future__ import annotations

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from aligner.encode.cache import VectorCache
from aligner.encode.cached import CachedEncoder

MODEL = "ab" * 32


class CountingEncoder:
    name = "fake"
    sha256 = MODEL
    dimension = 4

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        rows = np.array([[len(text), 1, sum(map(ord, text)) % 97, 0.1] for text in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def cached(folder):
    encoder = CountingEncoder()
    return CachedEncoder(encoder, VectorCache(folder, MODEL, 4)), encoder


def test_the_second_run_encodes_nothing_and_gives_the_same_bytes(tmp_path):
    first, _ = cached(tmp_path)
    fresh = first.encode(["a", "bb", "a"])
    second, encoder = cached(tmp_path)
    assert second.encode(["a", "bb", "a"]).tobytes() == fresh.tobytes()
    assert encoder.asked == []


def test_a_text_is_encoded_once_within_a_run():
    encoder = CountingEncoder()
    keeper = CachedEncoder(encoder)
    assert keeper.encode(["x", "y", "x"]).shape == (3, 4)
    keeper.encode(["y"])
    assert encoder.asked == ["x", "y"]


def test_no_texts_give_no_rows(tmp_path):
    keeper, encoder = cached(tmp_path)
    assert keeper.encode([]).shape == (0, 4)
    assert encoder.asked == []
    assert list(tmp_path.iterdir()) == []


def test_another_model_does_not_see_the_vectors(tmp_path):
    first, _ = cached(tmp_path)
    first.encode(["a"])
    assert VectorCache(tmp_path, "cd" * 32, 4).get(["a"]) == {}


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all, but long enough to be looked at" * 40, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_damaged_file_is_replaced(tmp_path, content):
    store = VectorCache(tmp_path, MODEL, 4)
    store.path.write_bytes(content)
    first, encoder = cached(tmp_path)
    first.encode(["a"])
    first, _ = cached(tmp_path)
    first.encode(["a"])
    assert encoder.asked == ["a"]
    third, encoder = cached(tmp_path)
    third.encode(["a"])
    assert encoder.asked == []


def test_a_damaged_row_is_encoded_again(tmp_path):
    first, _ = cached(tmp_path)
    rows = first.encode(["a"])
    store = VectorCache(tmp_path, MODEL, 4)
    with sqlite3.connect(store.path) as database:
        database.execute("UPDATE vectors SET row = zeroblob(24)")
    database.close()
    second, encoder = cached(tmp_path)
    assert second.encode(["a"]).tobytes() == rows.tobytes()
    assert encoder.asked == ["a"]


def test_a_folder_that_cannot_be_made_does_not_fail_the_run(tmp_path):
    (tmp_path / "file").write_text("in the way")
    keeper, encoder = cached(tmp_path / "file" / "cache")
    assert keeper.encode(["a"]).shape == (1, 4)
    assert encoder.asked == ["a"]


def test_text_with_lone_surrogates_is_kept(tmp_path):
    first, _ = cached(tmp_path)
    first.encode(["\ud800"])
    second, encoder = cached(tmp_path)
    second.encode(["\ud800"])
    assert encoder.asked == []


def _write(job):
    folder, number = job
    keeper, _ = cached(folder)
    keeper.encode([f"text {number} {place}" for place in range(50)])
    return number


def test_processes_may_write_at_the_same_time(tmp_path):
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(_write, [(tmp_path, number) for number in range(6)])) == list(range(6))
    keeper, encoder = cached(tmp_path)
    keeper.encode([f"text {number} {place}" for number in range(6) for place in range(50)])
    assert encoder.asked == []
