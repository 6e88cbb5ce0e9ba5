from __future__ import annotations

import hashlib
import json
import shutil

import pytest

from aligner.encode.manifest import read_manifest
from aligner.errors import ModelError
from aligner.link.features import feature_names
from aligner.link.measure import LEXICAL, MEANING, PIECES, PROJECTED
from aligner.link.model import load_model
from aligner.resources import model_folder

FOLDER = model_folder("links")


def test_files_match_their_manifest():
    manifest = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
    assert manifest["licence"] == "Apache-2.0"
    for name, entry in manifest["files"].items():
        data = (FOLDER / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"])


def test_the_projection_belongs_to_the_shipped_encoder():
    assert load_model(FOLDER).encoder_sha256 == read_manifest(model_folder("encoder")).sha256


def test_scorers_fit_the_features_and_never_distrust_likeness():
    model = load_model(FOLDER)
    assert model.scorer.features == feature_names((PROJECTED, PIECES), LEXICAL)
    assert model.general.features == feature_names((MEANING, PIECES), LEXICAL)
    for scorer in (model.scorer, model.general):
        weights = dict(zip(scorer.features, scorer.weight.tolist(), strict=True))
        assert all(weight >= 0 for name, weight in weights.items() if not name.startswith("log_"))
        assert 0 < scorer.lowest_accept < scorer.highest_accept < 1


@pytest.mark.parametrize("name", ["manifest.json", "scorers.json", "background.json", "projection.npz"])
def test_a_missing_or_damaged_file_is_a_model_error(tmp_path, name):
    folder = shutil.copytree(FOLDER, tmp_path / "links")
    (folder / name).write_bytes(b"{}")
    with pytest.raises(ModelError, match="the model cannot be read"):
        load_model(folder)
    folder = shutil.copytree(FOLDER, tmp_path / "missing")
    (folder / name).unlink()
    with pytest.raises(ModelError, match="the model cannot be read"):
        load_model(folder)
