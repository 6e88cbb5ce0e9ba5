from __future__ import annotations

from functools import partial
from threading import Event

import numpy as np

from aligner.encode.cached import CachedEncoder
from aligner.encode.prefetch import Prefetch


def test_texts_are_cut_up_together_and_worked_off_in_order():
    planned, done, ended = [], [], Event()

    def plan(texts):
        planned.append(list(texts))
        return [*(partial(done.append, text) for text in texts), ended.set]

    ahead = Prefetch(plan)
    ahead.add(["a", "b", "c"])
    assert ended.wait(10)
    ahead.drop()
    assert planned == [["a", "b", "c"]]
    assert done == ["a", "b", "c"]


def test_nothing_is_begun_while_paused():
    done, ended = [], Event()
    ahead = Prefetch(lambda texts: [*(partial(done.append, text) for text in texts), ended.set])
    ahead.pause()
    ahead.add(["a"])
    assert not ended.wait(0.05)
    assert done == []
    ahead.resume()
    assert ended.wait(10)
    ahead.drop()
    assert done == ["a"]


def test_what_is_dropped_is_not_done():
    done = []
    ahead = Prefetch(lambda texts: [partial(done.append, text) for text in texts])
    ahead.pause()
    ahead.add(["a", "b"])
    ahead.drop()
    assert done == []


class LetterEncoder:
    """Knows no batches."""

    name, sha256, dimension = "letters", "cd" * 32, 2

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], np.float32)


def test_an_encoder_without_batches_is_asked_text_by_text():
    encoder = LetterEncoder()
    keeper = CachedEncoder(encoder)
    keeper.prefetch(["aa", "b", "aa"])
    rows = keeper.encode(["b", "aa"])
    keeper.end_prefetch()
    assert rows.tolist() == [[1, 1], [2, 1]]
    assert sorted(encoder.asked) == ["aa", "b"]
