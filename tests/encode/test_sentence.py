from __future__ import annotations

import sys

import numpy as np
import pytest

from aligner.encode import load_encoder
from aligner.errors import MissingExtraError, ModelError


def test_a_missing_library_is_named_with_its_install_command(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingExtraError, match=r"'some/model' needs sentence-transformers.*pip install 'aligner\[transformers\]'"):
        load_encoder("some/model")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    library = pytest.importorskip("sentence_transformers", exc_type=ImportError)
    from sentence_transformers.models import StaticEmbedding  # noqa: PLC0415 - takes seconds, and the extra may be missing
    from tokenizers import Tokenizer  # noqa: PLC0415 - as above
    from tokenizers.models import WordLevel  # noqa: PLC0415 - as above
    from tokenizers.pre_tokenizers import Whitespace  # noqa: PLC0415 - as above

    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "grow": 1, "save": 2, "train": 3}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    weights = np.random.default_rng(0).normal(size=(4, 16)).astype(np.float32)
    path = tmp_path_factory.mktemp("static")
    library.SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(str(path))
    return path


@pytest.mark.transformers
@pytest.mark.filterwarnings("ignore")
def test_any_folder_of_the_library_can_be_used(folder, tmp_path):
    encoder = load_encoder(str(folder), cache=tmp_path)
    rows = encoder.encode(["grow", "save train", "grow"])
    assert rows.shape == (3, encoder.dimension) == (3, 16)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0].tobytes() == rows[2].tobytes() == load_encoder(str(folder)).encode(["grow"])[0].tobytes()
    assert load_encoder(str(folder)).sha256 == encoder.sha256
    assert load_encoder(str(folder)).encode([]).shape == (0, 16)


@pytest.mark.transformers
@pytest.mark.filterwarnings("ignore")
def test_a_folder_without_a_model_is_refused(tmp_path):
    pytest.importorskip("sentence_transformers", exc_type=ImportError)
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_encoder(str(tmp_path))
