"""``aligner train``: what it asks for, and adapting links end to end."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

from tests.cli.run import aligner
from tests.organisations import ORGANISATIONS, arguments

pytest.importorskip("sklearn", reason="needs the extra aligner[train]")
pytest.importorskip("onnx", reason="needs the extra aligner[train]")


def test_a_missing_corpus_is_one_sentence(tmp_path):
    run = aligner("train", "statements", "--corpus", tmp_path / "none")
    assert run.returncode == 2
    assert "is no folder of training data" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_the_encoder_asks_for_its_weights(tmp_path):
    run = aligner("train", "encoder", "--corpus", tmp_path)
    assert run.returncode == 2
    assert "--weights" in run.stderr


def test_decisions_belong_to_links_alone():
    run = aligner("train", "statements", "--decisions", "a.xlsx", "b.json")
    assert run.returncode == 2
    assert "adapt the links only" in run.stderr


def test_links_adapted_to_decisions_can_be_used(tmp_path):
    files = arguments(ORGANISATIONS[0])
    run = aligner("compare", *files, "-q", "-o", tmp_path / "report.json", "-o", tmp_path / "matrix.xlsx")
    assert run.returncode == 0, run.stderr
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    ranked = sorted((link["probability"], f"{link['goal']}:{link['item']}") for link in report["links"])
    accepted = {pair for _, pair in ranked[-len(ranked) // 10 :]}
    book = load_workbook(tmp_path / "matrix.xlsx")
    sheet = book["Traceability"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Decision" for cell in row))
    column = {cell.value: cell.column for cell in head}
    known = {pair for _, pair in ranked}
    for number in range(head[0].row + 1, sheet.max_row + 1):
        pair = f"{sheet.cell(number, column['Goal id']).value}:{sheet.cell(number, column['Item id']).value}"
        if pair in known:
            sheet.cell(number, column["Decision"]).value = "accept" if pair in accepted else "reject"
    book.save(tmp_path / "reviewed.xlsx")
    run = aligner("train", "links", "--decisions", tmp_path / "reviewed.xlsx", tmp_path / "report.json", "--out", tmp_path / "own")
    assert run.returncode == 0, run.stderr
    assert "decisions; mean log-loss on goals held out" in run.stdout
    assert (tmp_path / "own" / "links" / "manifest.json").exists(), run.stdout
    run = aligner("compare", *files, "-q", "-o", tmp_path / "again.json", "--links", tmp_path / "own" / "links")
    assert run.returncode == 0, run.stderr
    assert json.loads((tmp_path / "again.json").read_text("utf-8"))["links"] != report["links"]
