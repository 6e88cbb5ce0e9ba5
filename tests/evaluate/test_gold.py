from __future__ import annotations

import json

import pytest

from aligner.errors import CorruptFileError
from aligner.evaluate.gold import load_gold

WHOLE = {
    "organisation": "Example",
    "strategy": ["s.docx"],
    "execution": ["e.xlsx"],
    "goals": [{"id": "g1", "text": "Cut cost", "vague": False, "mentions": [{"text": "Lower cost", "file": "s.docx"}]}],
    "non_goals": [{"text": "Our vision", "kind": "vision"}],
    "items": [{"id": "i1", "text": "Automate intake", "alignment": "aligned"}],
    "links": [{"goal": "g1", "item": "i1", "strength": "direct"}],
    "gaps": [{"kind": "vague-goal", "goal": "g1", "items": []}],
}


def test_reads_labels_and_resolves_files(tmp_path):
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(WHOLE), "utf-8")
    gold = load_gold(path)
    assert gold.strategy == (str(tmp_path / "s.docx"),)
    assert gold.goals[0].texts == ("Cut cost", "Lower cost")
    assert gold.links == {("g1", "i1")}


@pytest.mark.parametrize("text", ["no json", "{}", json.dumps({**WHOLE, "goals": [{"text": "x"}]})])
def test_says_what_is_wrong(tmp_path, text):
    path = tmp_path / "gold.json"
    path.write_text(text, "utf-8")
    with pytest.raises(CorruptFileError, match="is no gold file"):
        load_gold(path)
