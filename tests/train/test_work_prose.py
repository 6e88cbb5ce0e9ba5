from __future__ import annotations

import json

import numpy as np
import pytest

from aligner.extract.classifier import LinearClassifier
from aligner.resources import model_folder
from aligner.train.work_prose import RECIPE, Example, fit, load_examples


def _write(path, *lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def test_report_sentences_come_first_and_strategy_statements_count_against(tmp_path):
    _write(
        tmp_path / "work-prose" / "port.jsonl",
        {"industry": "port", "text": "The crane is up.", "work": True},
        {"industry": "port", "text": "It rained.", "work": False},
    )
    _write(
        tmp_path / "statements" / "port.jsonl",
        {"industry": "port", "kind": "values", "text": "We treat every crew with respect and care"},
        {"industry": "port", "kind": "values", "text": "Too short"},
        {"industry": "port", "kind": "item", "text": "Second crane for the east quay by June"},
    )
    assert load_examples(tmp_path) == (
        Example("The crane is up.", "work", "port", report=True),
        Example("It rained.", "other", "port", report=True),
        Example("We treat every crew with respect and care", "other", "port", report=False),
    )


def test_a_corpus_without_report_sentences_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="work-prose"):
        load_examples(tmp_path)


def test_what_can_be_told_apart_is_told_apart():
    pytest.importorskip("sklearn")
    examples = [Example(f"sentence {index}", ("work", "other")[index % 2], f"industry {index % 5}", report=True) for index in range(40)]
    rows = np.eye(2, dtype=np.float32)[[index % 2 for index in range(40)]]
    figures = RECIPE.evaluate(rows, examples, 0)
    assert (figures["precision"], figures["recall"]) == (1.0, 1.0)
    model = fit(rows, examples, 0)
    chances = model.probabilities(np.eye(2, dtype=np.float32))[:, model.column("work")]
    assert chances[0] > 0.5 > chances[1]


def test_the_shipped_judge_has_both_labels():
    for name in ("encoded", "wording"):
        assert set(LinearClassifier.load(model_folder("work-prose") / name).labels) == {"other", "work"}
