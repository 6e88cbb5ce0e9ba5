from __future__ import annotations

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("onnx")
safetensors = pytest.importorskip("safetensors.numpy")
torch = pytest.importorskip("torch")

from aligner.encode.glossary_files import parse_jsonl  # noqa: E402 - after the skips
from aligner.encode.manifest import verify  # noqa: E402 - see above
from aligner.encode.static import StaticEncoder  # noqa: E402 - see above
from aligner.errors import ModelError  # noqa: E402 - see above
from aligner.train.export_encoder import export  # noqa: E402 - see above
from aligner.train.fast import Settings, train  # noqa: E402 - see above
from aligner.train.fast_files import quantise  # noqa: E402 - see above
from aligner.train.fast_table import Learner, Table, axes  # noqa: E402 - see above
from aligner.train.link_data import read_organisations  # noqa: E402 - see above

WIDTH, INNER = 384, 1536
MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
WORDS = (
    *MARKS,
    *[
        "grow",
        "save",
        "train",
        "fleet",
        "quay",
        "crane",
        "sail",
        "diesel",
        "ferry",
        "ticket",
        "queue",
        "app",
        "refit",
        "engine",
        "a",
        "e",
        "s",
        "t",
        "r",
        "i",
        "n",
        "o",
        "l",
    ],
)
SETTINGS = Settings(dimension=16, lessons=30, texts=32, epochs=20, organisations=1, rate=1e-2, terms=8)


def _weights(rng):
    kinds = (("word", len(WORDS)), ("position", 512), ("token_type", 2))
    shapes = {f"embeddings.{kind}_embeddings.weight": (rows, WIDTH) for kind, rows in kinds}
    norms = ["embeddings.LayerNorm"]
    for number in range(6):
        layer = f"encoder.layer.{number}."
        shapes |= {f"{layer}attention.self.{part}.weight": (WIDTH, WIDTH) for part in ("query", "key", "value")}
        shapes |= {f"{layer}attention.output.dense.weight": (WIDTH, WIDTH)}
        shapes |= {f"{layer}intermediate.dense.weight": (INNER, WIDTH), f"{layer}output.dense.weight": (WIDTH, INNER)}
        norms += [f"{layer}attention.output.LayerNorm", f"{layer}output.LayerNorm"]
    found = {name: rng.normal(size=shape) / np.sqrt(shape[1]) for name, shape in shapes.items()}
    found |= {name.replace(".weight", ".bias"): np.zeros(shape[0]) for name, shape in shapes.items() if "embeddings" not in name}
    for name in norms:
        found |= {f"{name}.weight": np.ones(WIDTH), f"{name}.bias": np.zeros(WIDTH)}
    return {name: value.astype(np.float32) for name, value in found.items()}


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    folder = tmp_path_factory.mktemp("weights")
    safetensors.save_file(_weights(np.random.default_rng(3)), folder / "model.safetensors")
    marks = [{"SpecialToken": {"id": word, "type_id": 0}} for word in ("[CLS]", "[SEP]")]
    template = {"type": "TemplateProcessing", "pair": [], "single": [marks[0], {"Sequence": {"id": "A", "type_id": 0}}, marks[1]]}
    template["special_tokens"] = {word: {"id": word, "ids": [WORDS.index(word)], "tokens": [word]} for word in ("[CLS]", "[SEP]")}
    vocabulary = {word: place for place, word in enumerate(WORDS)}
    tokenizer = {
        "version": "1.0",
        "truncation": {"max_length": 4, "strategy": "LongestFirst", "stride": 0, "direction": "Right"},
        "padding": None,
        "added_tokens": [],
        "normalizer": None,
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": template,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    (folder / "config.json").write_text(json.dumps({"num_attention_heads": 12, "num_hidden_layers": 6}))
    return folder


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "pairs").mkdir()
    industries = (
        ("ferries", ("sail crane", "queue app")),
        ("ports", ("quay diesel", "save ticket")),
        ("yards", ("refit fleet", "grow engine")),
    )
    for industry, links in industries:
        lines = [
            {
                "goal": f"{goal} ferry",
                "paraphrase": f"ferry {goal}",
                "direct": [f"train {work}", f"{work} {work}"],
                "indirect": [f"a {work}"],
                "near_miss": [f"{goal} train"],
            }
            for goal, work in (link.split() for link in links)
        ]
        lines += [{"orphan": "train a"}, {"statement": "train fleet"}]
        (folder / "pairs" / f"{industry}.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    return folder


@pytest.fixture(scope="module", autouse=True)
def quick(tmp_path_factory):
    """The shipped glossary is large, and its words are unknown to these weights; to export them once is enough."""
    kept = tmp_path_factory.mktemp("exported")

    def exported(weights, out):
        if not (kept / weights.name).exists():
            export(weights, kept / weights.name)
        shutil.copytree(kept / weights.name, out, dirs_exist_ok=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aligner.train.encoder_batches.parse_jsonl", lambda text, name: parse_jsonl(text, name)[:40])
        patch.setattr("aligner.train.fast.export", exported)
        yield


@pytest.fixture(scope="module")
def made(weights, corpus, tmp_path_factory):
    out = tmp_path_factory.mktemp("models") / "fast"
    train(weights, corpus, out, settings=SETTINGS, skip={"yards"})
    return out


def _margin(encoder, corpus):
    records = [record for one in read_organisations(corpus / "pairs") for record in one.goals]
    similarity = encoder.encode([one.goal for one in records]) @ encoder.encode([one.direct[0] for one in records]).T
    return float(similarity.diagonal().mean() - similarity.mean())


def test_what_is_written_can_be_loaded_and_says_where_it_came_from(made):
    verify(made)
    manifest = json.loads((made / "manifest.json").read_text("utf-8"))
    assert manifest["dimension"] == StaticEncoder(made).encode(["grow"]).shape[1] == 16
    assert manifest["licence"] == "Apache-2.0"
    assert manifest["settings"]["lessons"] == 30
    assert len(manifest["held_out"]["organisations"]) == 1
    for name in ("fast", "encoder"):
        assert all(0 < value <= 1 for value in manifest["held_out"][name].values())


def test_work_comes_closer_to_its_goal_than_by_following_alone(weights, corpus, made, tmp_path):
    train(weights, corpus, tmp_path, settings=replace(SETTINGS, epochs=0))
    assert _margin(StaticEncoder(made), corpus) > _margin(StaticEncoder(tmp_path), corpus) + 0.05


def test_the_same_input_gives_the_same_files(weights, corpus, made, tmp_path):
    train(weights, corpus, tmp_path, settings=SETTINGS, skip={"yards"})
    names = sorted(path.name for path in made.iterdir())
    assert names == ["manifest.json", "pieces.npy", "scales.npy", "tokenizer.json"]
    assert all((made / name).read_bytes() == (tmp_path / name).read_bytes() for name in names)


def test_few_organisations_are_all_learnt_from(weights, corpus, tmp_path):
    train(weights, corpus, tmp_path, settings=replace(SETTINGS, lessons=2, epochs=1))
    assert json.loads((tmp_path / "manifest.json").read_text("utf-8"))["held_out"] == {"organisations": []}


def test_a_folder_without_weights_is_refused(corpus, tmp_path):
    with pytest.raises(ModelError, match=r"expected the file model\.safetensors"):
        train(tmp_path, corpus, tmp_path / "out", settings=SETTINGS)


def test_axes_span_the_rows_and_point_one_way():
    rows = torch.tensor([[3.0, 4.0, 0.0], [-3.0, -4.0, 0.0], [0.0, 0.0, 1.0]])
    found = axes(rows, 2)
    assert torch.allclose(found.T @ found, torch.eye(2), atol=1e-6)
    assert torch.allclose(found, torch.tensor([[0.6, 0.0], [0.8, 0.0], [0.0, 1.0]]), atol=1e-6)


def test_a_text_is_the_sum_of_folded_rows():
    rng = torch.Generator().manual_seed(1)
    table = Table(*(torch.randn(shape, generator=rng) for shape in ((6, 4), (6, 4), (6,), (4, 4))))
    rows = table.folded()
    found = table.vectors([np.array([0, 3, 3, 5]), np.array([2])]).numpy()
    for vector, ids in zip(found, ([0, 3, 3, 5], [2]), strict=True):
        summed = rows[ids].sum(axis=0)
        np.testing.assert_allclose(vector, summed / np.linalg.norm(summed), rtol=1e-4)


def test_steps_lower_the_loss_and_leave_pieces_alone_that_no_text_holds():
    table = Table(torch.eye(4), torch.zeros(4, 4), torch.zeros(4), torch.zeros(4, 4))
    learner = Learner(table, 0.05, 40)
    losses = []
    for _ in range(40):
        one, other = table.vectors([np.array([0, 1]), np.array([2])])
        loss = 1 - one @ other
        losses.append(float(loss.detach()))
        learner.step(loss)
    assert losses[-1] < losses[0] - 0.3
    assert not table.shifts[3].any()
    assert table.shifts[:3].any(dim=1).all()


def test_rows_are_rebuilt_within_their_step():
    rows = np.random.default_rng(1).normal(size=(10, 64)).astype(np.float32)
    stored = quantise(rows)
    assert stored.pieces.dtype == np.int8
    assert np.abs(stored.pieces * stored.scales - rows).max() < 0.05
