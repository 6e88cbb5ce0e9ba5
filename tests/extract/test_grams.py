from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import ModelError
from aligner.extract.classifier import LinearClassifier
from aligner.extract.grams import GramModel, grams, scale, skeleton


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("We will cut the queue at Norhaven from 12 to 8 days by 2028.", "we will W the W at C from # to # days by Y ."),
        ("Nobody\u2019s waiting longer than ten minutes", "nobody 's Wing longer than ten minutes"),
        ("The kilns cooled quickly, bricks baked", "the Ws Wed Wly , Ws Wed"),
        ("£4,500.50 in 1999 or 2199", "£ # in Y or #"),
        ("Bricks from Old Norhaven Quay", "Ws from C"),
        ("", ""),
    ],
)
def test_words_of_the_trade_leave_only_their_shape(text: str, marks: str) -> None:
    assert skeleton(text) == ["^", *marks.split(), "$"]


def test_two_trades_that_promise_alike_have_the_same_patterns() -> None:
    promise = grams("We will shorten the queue at Norhaven by 2028.")
    assert grams("We will fatten the herd at Tarnmoor by 2031.") == promise
    assert grams("We were fattening the herd at Tarnmoor in 2021.") != promise
    assert {"we will W the", "by Y", "we .. the"} <= promise
    assert max(len(one.split()) for one in promise) == 4


def test_function_words_are_paired_over_the_words_between() -> None:
    assert "no .. shall" in grams("No tired pilot of the northern harbour shall steer")
    assert not any(" .. W" in one or one.startswith("W ..") for one in grams("Bricks baked in a kiln"))


def test_runs_of_nothing_but_words_of_the_trade_tell_nothing() -> None:
    assert not any(
        set(one.split()) <= {"W", "Ws", "Wed", "Wing", "C"} and len(one.split()) > 2 for one in grams("clay bricks baked drying kilns")
    )


@given(st.text(max_size=60))
def test_any_text_has_a_pattern_and_always_the_same(text: str) -> None:
    marks = skeleton(text)
    assert (marks[0], marks[-1]) == ("^", "$")
    assert grams(text) == grams(text)
    assert all(0 < len(one.split(" ")) <= 4 for one in grams(text))


def test_long_texts_do_not_shout() -> None:
    assert scale(0) == scale(1) == 3.0
    assert scale(9) == pytest.approx(1.0)
    assert 100 * scale(100) == pytest.approx(10 * scale(1))


def _model() -> GramModel:
    weights = np.array([[2.0, -2.0], [-1.0, 1.0], [0.5, -0.5]], dtype=np.float32)
    classifier = LinearClassifier(("goal", "other"), weights, np.array([0.25, -0.25], dtype=np.float32), {"card": "made"})
    return GramModel(classifier, {"we will": 0, "was": 1, "<under done>": 2})


def test_log_odds_add_up_the_known_patterns() -> None:
    odds = _model().log_odds(["We will bake", "It was baked", "Clay"], "goal")
    assert odds == pytest.approx([0.5 + 4 * scale(1), 0.5 - 2 * scale(1), 0.5])
    assert _model().log_odds(["We will bake"], "other") == pytest.approx(-odds[:1])


def test_chances_sum_to_one_and_further_marks_count() -> None:
    plain, marked = _model().chances(["It was baked", "It was baked"], [[], ["<under done>", "<never seen>"]])
    assert plain.sum() == pytest.approx(1.0)
    assert marked[0] > plain[0]
    assert marked[0] == pytest.approx(1 / (1 + np.exp(-(0.5 + (-2 + 1) * scale(2)))), rel=1e-5)


def test_what_is_saved_comes_back_and_twice_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        _model().save(tmp_path / name)
    for part in ("grams.json", "manifest.json", "weights.npz"):
        assert (tmp_path / "one" / part).read_bytes() == (tmp_path / "two" / part).read_bytes()
    loaded = GramModel.load(tmp_path / "one")
    assert dict(loaded.rows) == dict(_model().rows)
    texts = ["We will bake", "It was baked"]
    assert np.array_equal(loaded.log_odds(texts, "goal"), _model().log_odds(texts, "goal"))


def _without_a_pattern(folder: Path) -> None:
    path = folder / "grams.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8"))[:-1]), "utf-8")


def _without_patterns(folder: Path) -> None:
    (folder / "grams.json").unlink()


def _torn(folder: Path) -> None:
    (folder / "grams.json").write_text('["we will"', "utf-8")


def _other_weights(folder: Path) -> None:
    data = bytearray((folder / "weights.npz").read_bytes())
    data[-1] ^= 1
    (folder / "weights.npz").write_bytes(bytes(data))


@pytest.mark.parametrize("change", [_without_a_pattern, _without_patterns, _torn, _other_weights])
def test_a_changed_folder_is_refused_by_name(tmp_path: Path, change) -> None:
    _model().save(tmp_path)
    change(tmp_path)
    with pytest.raises(ModelError, match="reinstall aligner") as refused:
        GramModel.load(tmp_path)
    assert str(tmp_path) in refused.value.message
