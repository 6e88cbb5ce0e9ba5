from __future__ import annotations

import json

from aligner.resources import model_folder
from aligner.train.vocabulary import shipped_vocabulary


def test_only_the_blanked_entries_change_and_every_place_stays():
    vocabulary = {f"word{place}": place for place in range(21_500)}
    found = shipped_vocabulary({"version": "1.0", "model": {"type": "WordPiece", "vocab": vocabulary}})
    told = found["model"]["vocab"]
    assert found["version"] == "1.0"
    assert sorted(told.values()) == sorted(vocabulary.values())
    assert set(told) - set(vocabulary) == {"[unused994]", "[unused995]"}
    assert len(set(vocabulary) - set(told)) == 2


def test_a_small_vocabulary_stays_as_it_is():
    raw = {"model": {"type": "WordPiece", "vocab": {"a": 0, "b": 1}}}
    assert shipped_vocabulary(raw) == raw


def test_both_shipped_models_have_it():
    for name in ("encoder", "fast"):
        vocabulary = json.loads((model_folder(name) / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
        assert (vocabulary["[unused994]"], vocabulary["[unused995]"]) == (8149, 21424)
