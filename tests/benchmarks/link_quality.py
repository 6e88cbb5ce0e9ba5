"""Measures the linker on gold links: ``python tests/benchmarks/link_quality.py FOLDER``.

FOLDER holds JSON files ``{"name", "goals": [{"id", "text"}], "items": [{"id", "text"}], "links": [[goal, item]]}``.
The decision is the program's own; the best threshold, which nobody knows beforehand, is shown for comparison.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from aligner.domain.goals import Goal, Item
from aligner.domain.text import Locator
from aligner.encode import load_encoder
from aligner.encode.glossary import Glossary
from aligner.link.calibrate import accept_threshold
from aligner.link.measure import measure
from aligner.link.model import load_model
from aligner.link.retrieve import csls
from aligner.resources import model_folder
from aligner.train.link_figures import Outcome, average_precision, best_f1, f1_at


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="default")
    parser.add_argument("--links", type=Path, default=None, help="linker folder instead of the shipped one")
    chosen = parser.parse_args()
    encoder, terms = load_encoder(chosen.model), Glossary.load()
    model = load_model(chosen.links or model_folder("links"))
    rows = []
    for path in sorted(chosen.folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        rows.append(_measure(gold, encoder, terms, model))
        _show(path.stem, rows[-1])
    _show("mean", np.mean(rows, axis=0))


def _measure(gold, encoder, terms, model):
    goals = [Goal(one["id"], one["text"], Locator("gold")) for one in gold["goals"]]
    items = [Item(one["id"], one["text"], Locator("gold")) for one in gold["items"]]
    truth = np.zeros((len(goals), len(items)), np.int8)
    rows, columns = ({one.id: place for place, one in enumerate(side)} for side in (goals, items))
    for goal, item in gold["links"]:
        truth[rows[goal], columns[item]] = 1
    found = measure(goals, items, encoder=encoder, terms=terms, model=model)
    own = Outcome(True, found.probability, truth)
    plain = Outcome(True, csls(found.similarity), truth)
    return [
        f1_at(own, accept_threshold(found.probability, found.scorer.lowest_accept, found.scorer.highest_accept)),
        best_f1(own),
        average_precision(own),
        best_f1(plain),
        average_precision(plain),
    ]


def _show(name, row) -> None:
    labels = ("decision F1", "best F1", "AP", "corrected cosine best F1", "AP")
    sys.stdout.write(f"{name:24s}" + "  ".join(f"{label} {value:.3f}" for label, value in zip(labels, row, strict=True)) + "\n")


if __name__ == "__main__":
    main()
