from __future__ import annotations

import json

import pytest

pytest.importorskip("sklearn")

from aligner.encode import load_encoder
from aligner.encode.glossary_files import parse_jsonl
from aligner.link.themes import load_themes
from aligner.train import themes


def test_the_recipe_learns_themes_and_gives_the_same_bytes_again(tmp_path, monkeypatch):
    monkeypatch.setattr(themes, "parse_jsonl", lambda text, name: parse_jsonl(text, name)[:400])
    encoder = load_encoder()
    figures = themes.train(tmp_path, tmp_path / "once", encoder)
    themes.train(tmp_path, tmp_path / "twice", encoder)
    assert figures["mean average precision"] > 2 * figures["base rate"]
    for name in ("manifest.json", "weights.npz"):
        assert (tmp_path / "once" / name).read_bytes() == (tmp_path / "twice" / name).read_bytes()
    manifest = json.loads((tmp_path / "once" / "manifest.json").read_text("utf-8"))
    assert manifest["held out by entry"] == figures
    assert load_themes(tmp_path / "once").themes == tuple(sorted(manifest["themes"]))
