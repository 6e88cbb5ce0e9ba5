from __future__ import annotations

import json
from pathlib import Path

import pytest

from aligner.classify.judge import KindModel
from aligner.domain.classification import DocumentKind
from aligner.domain.text import BlockKind
from aligner.resources import model_folder
from aligner.train.document_labels import opening

FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "documents"
LINES = [json.loads(line) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]


def test_the_shipped_model_knows_every_kind():
    model = KindModel.load(model_folder("documents"))
    assert set(model.classifier.labels) == {kind.value for kind in DocumentKind}
    held_out = model.classifier.manifest["held out by organisation"]
    assert held_out["accuracy"] > 0.85
    assert held_out["expected calibration error"] < 0.05
    assert {kind for kind, told in held_out["kinds"].items() if told["recall"] < 0.8} == set()


def test_the_openings_are_many_and_of_every_kind():
    assert len(LINES) >= 500
    assert {line["kind"] for line in LINES} == {kind.value for kind in DocumentKind}


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['kind']}-{line['file']}")
def test_an_opening_is_a_document_whose_places_hold_its_texts(line):
    document = opening(line)
    title = document.blocks[len(line.get("above", ()))]
    assert title.kind is BlockKind.HEADING
    assert title.text == line["title"]
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text
        for cell in block.cells:
            assert document.text_at(cell.locator) == cell.text
            assert cell.header in line["columns"]
    rows = [block for block in document.blocks if block.kind is BlockKind.ROW]
    assert len(rows) == len(line.get("rows", ()))
