from __future__ import annotations

import tracemalloc
from itertools import pairwise

import numpy as np
import pytest

from aligner.scan.nearest import nearest


def unit(seed, count, width=32):
    rows = np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize("sizes", [[500], [1, 2, 497], [100] * 5, [0, 500]])
def test_blocks_give_what_the_whole_product_gives(sizes):
    goals, items = unit(1, 70), unit(2, 500)
    edges = np.cumsum([0, *sizes])
    found = nearest(goals, (items[a:b] for a, b in pairwise(edges)), 4)
    scores = goals @ items.T
    best = np.argsort(-scores, axis=1, kind="stable")[:, :4]
    assert (found.items == best).all()
    assert np.allclose(found.scores, np.take_along_axis(scores, best, axis=1), atol=1e-6)


def test_ties_go_to_the_first_and_gaps_are_marked():
    goals = unit(3, 1)
    found = nearest(goals, [np.repeat(goals, 2, axis=0), goals], 5)
    assert found.items.tolist() == [[0, 1, 2, -1, -1]]
    assert found.scores[0, 3] == -2


def test_memory_does_not_grow_with_the_items():
    goals = unit(4, 300)

    def peak(blocks):
        tracemalloc.start()
        nearest(goals, (unit(number, 1000) for number in range(blocks)), 5)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(20) < 1.2 * peak(4)
