from __future__ import annotations

import json

import numpy as np
import pytest

from aligner.errors import ModelError
from aligner.link.score import project
from aligner.train.link_data import DIRECT, INDIRECT, read_organisations, simulate, whole_run
from aligner.train.link_figures import Line, Outcome, average_precision, best_f1, f1_at, figures
from aligner.train.projection import Sample, train_projection


@pytest.fixture
def pairs(tmp_path):
    lines = [
        {
            "industry": "ferries",
            "goal": f"goal {number}",
            "goal_style": "objective",
            "paraphrase": f"what goal {number} is about",
            "direct": [f"direct {number} {place}" for place in range(5)],
            "indirect": [f"indirect {number} {place}" for place in range(2)],
            "near_miss": [f"trap {number} {place}" for place in range(2)],
        }
        for number in range(6)
    ]
    lines += [{"industry": "ferries", "orphan": f"orphan {number}", "orphan_kind": "run-the-business"} for number in range(4)]
    lines += [{"industry": "ferries", "statement": "We sailed.", "statement_kind": "achievement"}]
    (tmp_path / "ferries.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    return tmp_path


def test_a_whole_run_holds_all_links_and_nothing_else(pairs):
    run = whole_run(read_organisations(pairs)[0])
    assert run.truth.shape == (6, 6 * 9 + 4)
    assert (run.truth == DIRECT).sum() == 30
    assert (run.truth == INDIRECT).sum() == 12
    for column in range(len(run.items)):
        goals = [run.goals[row].title for row in run.truth[:, column].nonzero()[0]]
        words = run.items[column].title.split()
        assert goals == ([f"goal {words[1]}"] if words[0] in {"direct", "indirect"} else [])


def test_simulated_runs_keep_the_truth_and_repeat_with_the_seed(pairs):
    organisation = read_organisations(pairs)[0]
    for seed in range(20):
        run = simulate(organisation, np.random.default_rng(seed))
        again = simulate(organisation, np.random.default_rng(seed))
        assert run.goals == again.goals
        assert run.items == again.items
        assert (run.truth == again.truth).all()
        for row, column in zip(*run.truth.nonzero(), strict=True):
            assert run.items[column].title.split()[1] in run.goals[row].full.split()
        assert not run.truth[:, [item.title.startswith(("trap", "orphan")) for item in run.items]].any()


def test_bad_pairs_are_refused_with_their_place(tmp_path):
    with pytest.raises(ModelError, match="found none"):
        read_organisations(tmp_path)
    (tmp_path / "a.jsonl").write_text('{"goal": "x"}')
    with pytest.raises(ModelError, match=r"a\.jsonl, line 1: not a training pair"):
        read_organisations(tmp_path)


def test_figures_of_a_perfect_and_of_a_useless_ranking():
    truth = np.array([[2, 0, 0, 1], [0, 1, 0, 0]], np.int8)
    perfect = Outcome(True, (truth > 0).astype(np.float32), truth)
    assert best_f1(perfect) == average_precision(perfect) == f1_at(perfect, 0.5) == 1
    inverted = Outcome(True, 1 - perfect.scores, truth)
    assert average_precision(inverted) < 0.5
    assert f1_at(inverted, 0.5) == 0
    found = figures([perfect, Outcome(False, perfect.scores, truth)], Line(0.1, 0.5, 0.5))
    assert found["whole: F1"] == found["whole: orphans found"] == 1
    assert found["whole: false orphans"] == found["whole: Brier"] == 0


def test_the_projection_learns_a_rotation_and_repeats_with_the_seed():
    rng = np.random.default_rng(2)
    rotation = np.linalg.qr(rng.normal(size=(16, 16)))[0]

    def sample():
        topics = rng.normal(size=(6, 16))
        items = np.repeat(topics, 4, axis=0) + 0.3 * rng.normal(size=(24, 16))
        goals = topics @ rotation
        unit = [rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in (goals, items)]
        return Sample(unit[0][None].astype(np.float32), unit[1].astype(np.float32), np.repeat(np.eye(6, dtype=bool), 4, axis=1))

    samples = [sample() for _ in range(24)]
    learnt = train_projection(samples[:16], seed=1)

    def precision(left, right, truth):
        return average_precision(Outcome(True, left @ right.T, truth.astype(np.int8)))

    before = np.mean([precision(one.goals[0], one.items, one.truth) for one in samples[16:]])
    after = np.mean([precision(project(one.goals[0], learnt.goals), project(one.items, learnt.items), one.truth) for one in samples[16:]])
    assert after > before + 0.1
    repeated = train_projection(samples[:16], seed=1)
    assert (repeated.goals[0].weight == learnt.goals[0].weight).all()
