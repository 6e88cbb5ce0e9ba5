from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from aligner.errors import ModelError
from aligner.train.link_data import read_organisations

torch = pytest.importorskip("torch")
safetensors = pytest.importorskip("safetensors.torch")

from aligner.train.bert import read_bert  # noqa: E402 - after the skip
from aligner.train.contrast import contrast, drift  # noqa: E402 - after the skip
from aligner.train.encoder import Settings, main, tune  # noqa: E402 - after the skip
from aligner.train.encoder_batches import draw  # noqa: E402 - after the skip

WIDTH, INNER, LAYERS = 32, 64, 2
MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
WORDS = (*MARKS, "grow", "save", "train", "fleet", "quay", "crane", "ferry", "diesel", "ticket", "sail", "engine", "refit", "queue", "app")
SETTINGS = Settings(epochs=6, organisations=2, rate=3e-3, terms=4, others=2)


def _weights(generator):
    def normal(*shape):
        return torch.randn(shape, generator=generator) / shape[-1] ** 0.5

    found = {
        f"embeddings.{kind}_embeddings.weight": normal(rows, WIDTH)
        for kind, rows in (("word", len(WORDS)), ("position", 128), ("token_type", 2))
    }
    shapes = {f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
    shapes |= {"attention.output.dense": (WIDTH, WIDTH), "intermediate.dense": (INNER, WIDTH), "output.dense": (WIDTH, INNER)}
    norms = ["embeddings.LayerNorm"]
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}."
        for name, shape in shapes.items():
            found |= {f"{layer}{name}.weight": normal(*shape), f"{layer}{name}.bias": normal(shape[0])}
        norms += [f"{layer}attention.output.LayerNorm", f"{layer}output.LayerNorm"]
    for name in norms:
        found |= {f"{name}.weight": torch.ones(WIDTH), f"{name}.bias": torch.zeros(WIDTH)}
    return found


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    folder = tmp_path_factory.mktemp("weights")
    safetensors.save_file(_weights(torch.Generator().manual_seed(3)), folder / "model.safetensors")
    marks = [{"SpecialToken": {"id": word, "type_id": 0}} for word in ("[CLS]", "[SEP]")]
    template = {"type": "TemplateProcessing", "pair": [], "single": [marks[0], {"Sequence": {"id": "A", "type_id": 0}}, marks[1]]}
    template["special_tokens"] = {word: {"id": word, "ids": [WORDS.index(word)], "tokens": [word]} for word in ("[CLS]", "[SEP]")}
    tokenizer = {
        "version": "1.0",
        "truncation": {"max_length": 4, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
        "padding": None,
        "added_tokens": [],
        "normalizer": None,
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": template,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": {word: place for place, word in enumerate(WORDS)}, "unk_token": "[UNK]"},
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    (folder / "config.json").write_text(json.dumps({"num_attention_heads": 2, "num_hidden_layers": LAYERS}))
    (folder / "pooling").mkdir()
    (folder / "pooling" / "config.json").write_text("{}")
    return folder


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pairs")
    for industry, words in (("ferries", ("sail", "queue")), ("ports", ("quay", "save")), ("yards", ("refit", "grow"))):
        lines = [
            {
                "goal": f"{word} ferry",
                "paraphrase": f"ferry {word}",
                "direct": [f"crane {word}", f"ticket {word} app"],
                "indirect": [f"diesel {word}"],
                "near_miss": ["ferry engine"],
            }
            for word in words
        ]
        lines += [{"orphan": "fleet app"}, {"statement": "train fleet"}]
        (folder / f"{industry}.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    return folder


def test_a_vector_has_unit_length_and_hardly_depends_on_its_neighbours(weights):
    model = read_bert(weights)
    texts = ["grow", "save diesel crane ferry quay", "train fleet"]
    together = model.vectors(texts, 64)
    assert torch.allclose(together.norm(dim=1), torch.ones(3), atol=1e-5)
    for row, text in zip(together, texts, strict=True):
        assert float(row @ model.vectors([text], 64)[0]) > 0.999


def test_long_texts_keep_their_beginning_and_the_end_mark(weights):
    model = read_bert(weights)
    assert model.token_ids(["grow save train fleet quay", "grow"], 4) == [[2, 4, 5, 3], [2, 4, 3]]


def test_many_texts_come_back_in_their_order(weights):
    model = read_bert(weights)
    texts = [" ".join(WORDS[4 + (start + step) % 14] for step in range(1 + start % 40)) for start in range(300)]
    rows = model.vectors(texts, 64)
    alone = torch.cat([model.vectors([text], 64) for text in texts[::37]])
    assert float((rows[::37] * alone).sum(1).min()) > 0.999


def test_an_incomplete_folder_is_refused(tmp_path):
    with pytest.raises(ModelError, match=r"config\.json"):
        read_bert(tmp_path)


def test_links_of_one_goal_do_not_compete():
    one = contrast(torch.tensor([[2.0, 0.0]]), torch.tensor([[True, False]]))
    # By rows softplus(0 - 2), by columns nothing is unlinked beside the link.
    assert float(one) == pytest.approx(np.log1p(np.exp(-2.0)) / 2, abs=1e-4)
    both = contrast(torch.tensor([[2.0, 2.0, 0.0]]), torch.tensor([[True, True, False]]))
    assert float(both) == pytest.approx(float(one), abs=1e-6)


def test_drift_is_zero_where_nothing_moved():
    rows = torch.eye(3)[:2]
    assert float(drift(rows, rows)) == pytest.approx(0)
    assert float(drift(rows[[1, 0]], rows)) == pytest.approx(1)
    assert float(drift(torch.tensor([[1.0, 0], [1.0, 0]]), torch.eye(2))) == pytest.approx(0.5 + 10 * 0.5)


def test_a_batch_links_work_to_its_own_goal_only(pairs):
    organisations = read_organisations(pairs)
    for seed in range(20):
        batch = draw(organisations, lambda text: f"{text} (gloss)", np.random.default_rng(seed))
        assert batch.truth.shape == (len(batch.goals), len(batch.items)) == (6, 6 * 4 + 3)
        assert batch.truth.sum(axis=1).tolist() == [3] * 6
        for row, goal in enumerate(batch.goals):
            own = next(word for word in ("sail", "queue", "quay", "save", "refit", "grow") if word in goal)
            assert all(own in batch.items[column] for column in np.flatnonzero(batch.truth[row]))
        for column in np.flatnonzero(~batch.truth.any(axis=0)):
            assert batch.items[column].startswith(("ferry engine", "fleet app"))


def test_wordings_vary(pairs):
    organisations = read_organisations(pairs)
    seen = {text for seed in range(30) for text in draw(organisations, lambda text: f"{text} (gloss)", np.random.default_rng(seed)).goals}
    assert {"sail ferry", "ferry sail", "sail ferry. ferry sail", "sail ferry (gloss)"} <= seen


def _margin(folder, pairs):
    model = read_bert(folder)
    records = [record for one in read_organisations(pairs) for record in one.goals]
    goals = model.vectors([record.goal for record in records], 64)
    work = model.vectors([record.direct[0] for record in records], 64)
    similarity = goals @ work.T
    return float(similarity.diagonal().mean() - similarity.mean())


def test_tuning_draws_work_to_its_goals_and_leaves_words_alone(weights, pairs, tmp_path):
    tune(weights, pairs, tmp_path, settings=SETTINGS)
    assert _margin(tmp_path, pairs) > _margin(weights, pairs) + 0.01
    before, after = (safetensors.load_file(folder / "model.safetensors") for folder in (weights, tmp_path))
    assert list(before) == list(after)
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert {name.split(".")[0] for name in changed} == {"encoder"}
    for name in ("config.json", "tokenizer.json", "pooling/config.json"):
        assert (tmp_path / name).read_bytes() == (weights / name).read_bytes()


def test_the_share_blends_tuned_and_original_weights(weights, pairs, tmp_path):
    folders = [tmp_path / "none", tmp_path / "half", tmp_path / "all"]
    for folder, share in zip(folders, (0.0, 0.5, 1.0), strict=True):
        tune(weights, pairs, folder, settings=replace(SETTINGS, epochs=2, share=share))
    none, half, whole = (safetensors.load_file(folder / "model.safetensors")["encoder.layer.0.output.dense.weight"] for folder in folders)
    assert torch.equal(none, safetensors.load_file(weights / "model.safetensors")["encoder.layer.0.output.dense.weight"])
    assert not torch.equal(none, whole)
    assert torch.allclose(half, (none + whole) / 2, atol=1e-6)


def test_the_same_input_gives_the_same_files(weights, pairs, tmp_path):
    for name in ("one", "two"):
        tune(weights, pairs, tmp_path / name, settings=SETTINGS)
    for name in ("model.safetensors", "training.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_organisations_can_be_left_out(weights, pairs, tmp_path, monkeypatch):
    monkeypatch.setattr("aligner.train.encoder.Settings", lambda: SETTINGS)
    main(["--weights", str(weights), "--pairs", str(pairs), "--out", str(tmp_path), "--skip", "ports", "yards"])
    assert json.loads((tmp_path / "training.json").read_text())["organisations"] == ["ferries"]
    with pytest.raises(ModelError, match="left out"):
        tune(weights, pairs, tmp_path, skip={"ports", "yards", "ferries"})
