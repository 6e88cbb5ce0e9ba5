"""A full spaCy pipeline that the user names finds the sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from aligner.errors import ModelError
from aligner.segment.pipeline import sentence_spans

TEXT = "We save. ok then, We grow."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("pipeline") / "cutter"
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    blank.to_disk(target)
    return str(target)


def test_takes_the_sentences_of_the_named_pipeline(folder: str) -> None:
    assert [TEXT[a:b] for a, b in sentence_spans([TEXT], folder)[0]] == ["We save.", "ok then, We grow."]
    assert len(sentence_spans([TEXT])[0]) == 1, "the own rules see no end before a small letter"


def test_a_pipeline_that_is_not_there_is_one_sentence() -> None:
    with pytest.raises(ModelError, match=r"no_such_pipeline: cannot be used as a spaCy pipeline"):
        sentence_spans([TEXT], "no_such_pipeline")


def test_a_pipeline_without_sentences_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(ModelError, match="marks no sentences"):
        sentence_spans([TEXT], str(tmp_path / "bare"))
