from __future__ import annotations

import json
import math

import numpy as np
import pytest

from aligner.encode.manifest import verify
from aligner.encode.shipped import ShippedEncoder
from aligner.errors import ModelError

pytest.importorskip("onnx")
safetensors = pytest.importorskip("safetensors.numpy")

from aligner.train.export_encoder import export, quantise_columns  # noqa: E402 - after the skip

WIDTH, INNER, WORDS = 384, 1536, ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "grow", "save", "train")


def _norm(name, rng):
    return {f"{name}.weight": 1 + 0.1 * rng.normal(size=WIDTH), f"{name}.bias": 0.1 * rng.normal(size=WIDTH)}


def _weights(rng):
    found = {
        f"embeddings.{kind}_embeddings.weight": rng.normal(size=(rows, WIDTH))
        for kind, rows in (("word", len(WORDS)), ("position", 512), ("token_type", 2))
    }
    found |= _norm("embeddings.LayerNorm", rng)
    for number in range(6):
        layer = f"encoder.layer.{number}."
        shapes = {f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
        shapes |= {"attention.output.dense": (WIDTH, WIDTH), "intermediate.dense": (INNER, WIDTH), "output.dense": (WIDTH, INNER)}
        for name, shape in shapes.items():
            found[f"{layer}{name}.weight"] = rng.normal(size=shape) / np.sqrt(shape[1])
            found[f"{layer}{name}.bias"] = 0.1 * rng.normal(size=shape[0])
        found |= _norm(f"{layer}attention.output.LayerNorm", rng) | _norm(f"{layer}output.LayerNorm", rng)
    return {name: value.astype(np.float32) for name, value in found.items()}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("weights")
    safetensors.save_file(_weights(np.random.default_rng(5)), folder / "model.safetensors")
    tokens = {word: number for number, word in enumerate(WORDS)}
    template = {
        "type": "TemplateProcessing",
        "pair": [],
        "single": [
            {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
            {"Sequence": {"id": "A", "type_id": 0}},
            {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
        ],
    }
    template["special_tokens"] = {word: {"id": word, "ids": [tokens[word]], "tokens": [word]} for word in ("[CLS]", "[SEP]")}
    raw = {
        "version": "1.0",
        "truncation": {"max_length": 8, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
        "padding": None,
        "added_tokens": [],
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": template,
        "decoder": None,
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": tokens,
        },
    }
    (folder / "tokenizer.json").write_text(json.dumps(raw))
    return folder


def _erf(x):
    return np.vectorize(math.erf)(x)


def _reference(weights, ids):
    """The model in plain 64-bit arithmetic."""
    w = {name: value.astype(np.float64) for name, value in weights.items()}

    def norm(x, name):
        centred = x - x.mean(-1, keepdims=True)
        return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12) * w[f"{name}.weight"] + w[f"{name}.bias"]

    def dense(x, name):
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    x = (
        w["embeddings.word_embeddings.weight"][ids]
        + w["embeddings.position_embeddings.weight"][: len(ids)]
        + w["embeddings.token_type_embeddings.weight"][0]
    )
    x = norm(x, "embeddings.LayerNorm")
    for number in range(6):
        layer = f"encoder.layer.{number}."
        heads = [
            dense(x, f"{layer}attention.self.{part}").reshape(len(ids), 12, 32).transpose(1, 0, 2) for part in ("query", "key", "value")
        ]
        scores = heads[0] @ heads[1].transpose(0, 2, 1) / np.sqrt(32)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True)) @ heads[2]
        x = norm(
            dense(mixed.transpose(1, 0, 2).reshape(len(ids), WIDTH), f"{layer}attention.output.dense") + x,
            f"{layer}attention.output.LayerNorm",
        )
        inner = dense(x, f"{layer}intermediate.dense")
        x = norm(dense(inner * 0.5 * (1 + _erf(inner / np.sqrt(2))), f"{layer}output.dense") + x, f"{layer}output.LayerNorm")
    pooled = x.mean(0)
    return pooled / np.linalg.norm(pooled)


def test_the_graph_computes_the_model_it_was_made_from(source, tmp_path):
    export(source, tmp_path)
    weights = safetensors.load_file(source / "model.safetensors")
    for text, ids in (("grow", [2, 5, 3]), ("Save train grow grow", [2, 6, 7, 5, 5, 3])):
        assert ShippedEncoder(tmp_path).encode([text])[0] @ _reference(weights, ids) > 0.99


def test_the_same_weights_give_the_same_files(source, tmp_path):
    export(source, tmp_path / "a")
    export(source, tmp_path / "b")
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == ["encoder.onnx", "layers.bin", "manifest.json", "tokenizer.json", "words.bin"]
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)
    verify(tmp_path / "a")


def test_a_folder_without_weights_is_refused(tmp_path):
    with pytest.raises(ModelError, match=r"expected the file model\.safetensors"):
        export(tmp_path, tmp_path / "out")


def test_columns_are_rebuilt_within_their_step():
    weight = np.random.default_rng(1).normal(size=(64, 10)).astype(np.float32)
    integers, scale = quantise_columns(weight)
    assert np.abs(integers).max() <= 63
    assert np.sqrt(np.square(integers * scale - weight).mean()) < 0.02
