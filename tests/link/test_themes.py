from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from aligner.encode import load_encoder
from aligner.encode.manifest import read_manifest
from aligner.errors import ModelError
from aligner.link.themes import Themes, load_themes, themes_of
from aligner.resources import model_folder

FOLDER = model_folder("themes")


def test_the_classifier_belongs_to_the_shipped_encoder():
    assert load_themes(FOLDER).encoder_sha256 == read_manifest(model_folder("encoder")).sha256


def test_plain_wording_is_given_its_theme():
    encoder = load_encoder()
    rows = encoder.encode(["Protect customer data from ransomware and other attacks", "Cut greenhouse gas emissions of the fleet by half"])
    found = themes_of(rows, rows, encoder.sha256, FOLDER)
    assert found is not None
    assert found.shared(0, 0) == "cyber security"
    assert found.shared(1, 1) == "sustainability"
    assert found.shared(0, 1) is None


def test_another_encoder_gets_no_themes():
    rows = np.zeros((1, 384), np.float32)
    assert themes_of(rows, rows, "another", FOLDER) is None


def test_a_theme_is_named_only_where_both_sides_plainly_serve_it():
    themes = Themes(("growth", "resilience"), np.array([[0.9, 0.7]], np.float32), np.array([[0.55, 0.65], [0.5, 0.5]], np.float32))
    assert [themes.shared(0, item) for item in range(2)] == ["resilience", None]


def test_a_damaged_model_is_refused(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "themes")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "sha256": "0" * 64}), "utf-8")
    with pytest.raises(ModelError, match="does not match its manifest"):
        load_themes(folder)
