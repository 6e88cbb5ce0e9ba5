from __future__ import annotations

import json

import numpy as np
import pytest

from aligner.encode import load_encoder
from aligner.extract.classifier import LinearClassifier
from aligner.extract.goal_features import text_features
from aligner.resources import model_folder
from aligner.train.statements import RECIPE, Example, fit, load_examples


def write(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def corpus(folder):
    write(folder / "statements" / "ports.jsonl", [{"industry": "ports", "kind": "vision", "text": "A harbour for all."}])
    pair = {
        "industry": "dairy",
        "goal": "Halve waste",
        "paraphrase": "Throw away half",
        "direct": ["Weigh the bins", "New lids", "Third"],
        "indirect": [],
        "near_miss": [],
    }
    statement = {"industry": "dairy", "statement": "We will not make yoghurt.", "statement_kind": "negation"}
    write(folder / "pairs" / "dairy.jsonl", [pair, statement, {"industry": "dairy", "orphan": "Paint the gate", "orphan_kind": "run"}])
    return folder


def test_both_sources_are_read_each_text_once(tmp_path):
    found = load_examples(corpus(tmp_path))
    assert {example.text: example.label for example in found} == {
        "A harbour for all.": "vision",
        "Halve waste": "goal",
        "Throw away half": "goal",
        "Weigh the bins": "item",
        "New lids": "item",
        "We will not make yoghurt.": "exclusion",
        "Paint the gate": "item",
    }
    assert next(example.weight for example in found if example.text == "Throw away half") < 1


def test_an_empty_corpus_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="no statements"):
        load_examples(tmp_path)


def test_training_separates_what_can_be_separated_and_repeats_itself():
    pytest.importorskip("sklearn", reason="needs the extra aligner[train]")
    examples = [Example(f"We will cut cost {place} by {place + 3}%", "goal", f"i{place % 6}") for place in range(30)]
    examples += [Example(f"Was opened in {1950 + place} ?", "context", f"i{place % 6}") for place in range(30)]
    rows = text_features([example.text for example in examples])
    first, second = fit(rows, examples, 0), fit(rows, examples, 0)
    assert np.array_equal(first.weights, second.weights)
    figures = RECIPE.evaluate(rows, examples, 0)
    assert figures["accuracy"] == 1.0
    assert figures["others taken for goals"] == 0.0


def test_the_shipped_weights_belong_to_the_shipped_encoder_and_say_what_they_reach():
    model = LinearClassifier.load(model_folder("statements") / "encoded")
    assert model.manifest["encoder_sha256"] == load_encoder("default", cache=None).sha256
    figures = model.manifest["held out by industry"]
    assert isinstance(figures, dict)
    # Two thirds of the statements are sharp contrasts: goals and others in the same voice.
    assert figures["f1"]["goal"] >= 0.84
    assert figures["others taken for goals"] <= 0.07
