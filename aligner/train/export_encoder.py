"""Makes the shipped encoder from the original weights: ``python -m aligner.train.export_encoder --weights FOLDER --out models/encoder``.

The graph takes the token ids of texts of one length and returns their mean-pooled unit vectors. Weights of the linear layers are
kept as integers of seven bits, one scale per output column; activations are quantised to eight bits with one scale per token while
the graph runs. Seven bits instead of eight keep the pairwise 16-bit sums of older x86 processors from overflowing, so integer
products are exact on every processor. No operator looks beyond one text, so a vector is the same bytes whatever runs beside it.
Same weights in, same files out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

from aligner.errors import ModelError
from aligner.train.vocabulary import shipped_vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["export"]

MAX_TOKENS = 256
_LAYERS = 6
_HEADS = 12
_EPSILON = 1e-12
_WEIGHT_LIMIT = 63
_ACTIVATION_LIMIT = 127
_ACTIVATION_ZERO = 128
_SHRINK = tuple(step / 100 for step in range(70, 101, 2))
_SOURCE = "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2"
_CONTRIB = "com.microsoft"


def quantise_columns(weight: NDArray[np.float32], limit: int = _WEIGHT_LIMIT) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return integers in [-limit, limit] of shape ``(k, n)`` and one scale per column, chosen for the least squared error."""
    peak = np.maximum(np.abs(weight).max(axis=0), np.float32(1e-12))
    best_error = np.full(weight.shape[1], np.inf)
    best_scale = peak / limit
    for shrink in _SHRINK:
        scale = peak * np.float32(shrink) / limit
        rebuilt = np.clip(np.rint(weight / scale), -limit, limit) * scale
        error = np.square(weight - rebuilt, dtype=np.float64).sum(axis=0)
        better = error < best_error
        best_error = np.where(better, error, best_error)
        best_scale = np.where(better, scale, best_scale)
    scale = best_scale.astype(np.float32)
    return np.clip(np.rint(weight / scale), -limit, limit).astype(np.int8), scale


@dataclass
class _Graph:
    """Nodes and tensors of an ONNX graph under construction; ``shards`` names the file that a large tensor goes to."""

    weights: Mapping[str, NDArray[Any]]
    nodes: list[Any] = field(default_factory=list)
    tensors: dict[str, NDArray[Any]] = field(default_factory=dict)
    shards: dict[str, str] = field(default_factory=dict)

    def node(self, operator: str, inputs: Sequence[str], *, domain: str = "", **attributes: object) -> str:
        """Append an operator with one output and return the output's name."""
        return self.nodes_with(operator, inputs, 1, domain=domain, **attributes)[0]

    def nodes_with(self, operator: str, inputs: Sequence[str], outputs: int, *, domain: str = "", **attributes: object) -> list[str]:
        """Append an operator and return its output names."""
        names = [f"t{len(self.nodes)}_{index}" for index in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, domain=domain, **attributes))
        return names

    def tensor(self, name: str, value: NDArray[Any] | np.generic, shard: str = "") -> str:
        """Store a constant under a name; repeated names must carry the same value."""
        self.tensors[name] = np.ascontiguousarray(value) if np.ndim(value) else np.asarray(value)
        if shard:
            self.shards[name] = shard
        return name

    def linear(self, x: str, name: str, weight: NDArray[np.float32]) -> str:
        """Multiply tokens by a ``(k, n)`` weight without bias, in integers."""
        integers, scale = quantise_columns(weight)
        peak = self.node("ReduceMax", [self.node("Abs", [x]), self.tensor("last_axis", np.array([-1], np.int64))], keepdims=1)
        peak = self.node("Max", [peak, self.tensor("tiny", np.float32(1e-9))])
        step = self.tensor("activation_step", np.float32(1 / _ACTIVATION_LIMIT))
        zero = self.tensor("activation_zero", np.uint8(_ACTIVATION_ZERO))
        tokens = self.node("QuantizeLinear", [self.node("Div", [x, peak]), step, zero])
        integers_name = self.tensor(f"{name}.weight", integers, "layers.bin")
        columns = self.tensor(f"{name}.scale", (scale / _ACTIVATION_LIMIT).astype(np.float32))
        inputs = [tokens, integers_name, self.tensor("one", np.float32(1)), columns, zero]
        return self.node("Mul", [self.node("MatMulIntegerToFloat", inputs, domain=_CONTRIB), peak])

    def norm(self, name: str) -> list[str]:
        """Return the names of a layer norm's scale and shift."""
        return [self.tensor(f"{name}.{part}", self.weights[f"{name}.{part}"]) for part in ("weight", "bias")]


def _embed(graph: _Graph) -> str:
    integers, scale = quantise_columns(graph.weights["embeddings.word_embeddings.weight"].T, _ACTIVATION_LIMIT)
    rows = graph.node("Gather", [graph.tensor("words", integers.T, "words.bin"), "ids"])
    scales = graph.node("Gather", [graph.tensor("words.scale", scale[:, None]), "ids"])
    words = graph.node("Mul", [graph.node("Cast", [rows], to=TensorProto.FLOAT), scales])
    # Every text is a single segment, so the segment vector is folded into the positions.
    places = (
        graph.weights["embeddings.position_embeddings.weight"][:MAX_TOKENS] + graph.weights["embeddings.token_type_embeddings.weight"][0]
    )
    zero = graph.tensor("first", np.array([0], np.int64))
    length = graph.node("Shape", ["ids"], start=1, end=2)
    positions = graph.node("Slice", [graph.tensor("places", places), zero, length, zero])
    summed = graph.node("Add", [words, positions])
    return graph.node("LayerNormalization", [summed, *graph.norm("embeddings.LayerNorm")], epsilon=_EPSILON, axis=-1)


def _layer(graph: _Graph, x: str, number: int) -> str:
    prefix = f"encoder.layer.{number}."
    attention = f"{prefix}attention."
    parts = [f"{attention}self.{part}" for part in ("query", "key", "value")]
    joined = np.concatenate([graph.weights[f"{part}.weight"].T for part in parts], axis=1)
    bias = graph.tensor(f"{attention}bias", np.concatenate([graph.weights[f"{part}.bias"] for part in parts]))
    heads = graph.nodes_with("Split", [graph.linear(x, f"{attention}self", joined)], 3, axis=-1, num_outputs=3)
    mixed = graph.node("MultiHeadAttention", [*heads, bias], domain=_CONTRIB, num_heads=_HEADS)
    x = _close(graph, mixed, x, f"{attention}output")
    inner = graph.linear(x, f"{prefix}intermediate", graph.weights[f"{prefix}intermediate.dense.weight"].T)
    inner_bias = graph.tensor(f"{prefix}intermediate.bias", graph.weights[f"{prefix}intermediate.dense.bias"])
    return _close(graph, graph.node("BiasGelu", [inner, inner_bias], domain=_CONTRIB), x, f"{prefix}output")


def _close(graph: _Graph, x: str, residual: str, name: str) -> str:
    """Project back to the hidden size, add bias and residual, and normalise; the operator that does both at once is three times slower."""
    projected = graph.linear(x, name, graph.weights[f"{name}.dense.weight"].T)
    biased = graph.node("Add", [projected, graph.tensor(f"{name}.dense.bias", graph.weights[f"{name}.dense.bias"])])
    summed = graph.node("Add", [biased, residual])
    return graph.node("LayerNormalization", [summed, *graph.norm(f"{name}.LayerNorm")], epsilon=_EPSILON, axis=-1)


def _pool(graph: _Graph, x: str) -> str:
    """Sum over the tokens of each text: its unit vector is that of the mean. A product sums each text alike, however many there are."""
    ones = graph.tensor("ones", np.ones((1, 1, MAX_TOKENS), np.float32))
    first, last = graph.tensor("first", np.array([0], np.int64)), graph.tensor("token_axis", np.array([2], np.int64))
    weights = graph.node("Slice", [ones, first, graph.node("Shape", ["ids"], start=1, end=2), last])
    return graph.node("Squeeze", [graph.node("MatMul", [weights, x]), graph.tensor("pooled_axis", np.array([1], np.int64))])


def _serialise(graph: _Graph, pooled: str) -> dict[str, bytes]:
    """Return the files of the model: the graph and the shards with its large tensors."""
    shards: dict[str, bytearray] = {}
    constants = []
    for name, value in graph.tensors.items():
        tensor = numpy_helper.from_array(value, name)
        if name in graph.shards:
            shard = shards.setdefault(graph.shards[name], bytearray())
            _externalise(tensor, graph.shards[name], len(shard))
            shard.extend(value.tobytes())
        constants.append(tensor)
    nodes = [*graph.nodes, helper.make_node("LpNormalization", [pooled], ["vector"], axis=-1, p=2)]
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])
    vector = helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["texts", 384])
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(_CONTRIB, 1)]
    model = helper.make_model(helper.make_graph(nodes, "encoder", [ids], [vector], constants), opset_imports=opsets, ir_version=9)
    return {"encoder.onnx": model.SerializeToString(deterministic=True)} | {name: bytes(data) for name, data in shards.items()}


def _externalise(tensor: Any, file: str, offset: int) -> None:  # noqa: ANN401 - a protobuf message without published types
    """Move a tensor's bytes out of the graph."""
    size = len(tensor.raw_data)
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", file), ("offset", str(offset)), ("length", str(size))):
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value


def _tokenizer(folder: Path) -> bytes:
    """Return the tokenizer without padding or truncation, which the encoder sets itself."""
    raw = shipped_vocabulary(json.loads((folder / "tokenizer.json").read_text("utf-8")))
    raw.update(truncation=None, padding=None)
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode()


def export(weights: Path, out: Path) -> None:
    """Write ``encoder.onnx``, its shards, ``tokenizer.json`` and ``manifest.json``.

    Args:
        weights: folder with ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2.
        out: target folder, made if missing.

    Raises:
        ModelError: the folder lacks one of the two files.
    """
    for name in ("model.safetensors", "tokenizer.json"):
        if not (weights / name).is_file():
            message = f"{weights}: expected the file {name} of all-MiniLM-L6-v2 in this folder"
            raise ModelError(message)
    graph = _Graph({name.removeprefix("bert."): value for name, value in load_file(weights / "model.safetensors").items()})
    x = _embed(graph)
    for number in range(_LAYERS):
        x = _layer(graph, x, number)
    files = _serialise(graph, _pool(graph, x)) | {"tokenizer.json": _tokenizer(weights)}
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (out / name).write_bytes(data)
    source = hashlib.sha256((weights / "model.safetensors").read_bytes()).hexdigest()
    (out / "manifest.json").write_text(json.dumps(_manifest(files, source, weights / "training.json"), indent=2) + "\n", "utf-8")


def _manifest(files: Mapping[str, bytes], source: str, record: Path) -> dict[str, object]:
    """Return the manifest; weights that were tuned here have a record of it, which names the original weights."""
    tuned: dict[str, Any] = json.loads(record.read_text("utf-8")) if record.is_file() else {}
    listed = {name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in sorted(files.items())}
    joined = "".join(f"{name} {entry['sha256']}\n" for name, entry in listed.items())
    return {
        "format": "aligner.encoder/1",
        "name": "all-MiniLM-L6-v2-tuned-int8" if tuned else "all-MiniLM-L6-v2-int8",
        "sha256": hashlib.sha256(joined.encode()).hexdigest(),
        "dimension": 384,
        "max_tokens": MAX_TOKENS,
        "licence": "Apache-2.0",
        "source": {"url": _SOURCE, "file": "model.safetensors", "sha256": tuned.get("source_sha256", source)},
        **({"tuned": {"weights_sha256": source, "settings": tuned["settings"], "pairs_sha256": tuned["pairs_sha256"]}} if tuned else {}),
        "recipe": "aligner train encoder --weights FOLDER --corpus corpora --out models",
        "files": listed,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the recipe from the command line."""
    parser = argparse.ArgumentParser(prog="python -m aligner.train.export_encoder", description=main.__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    chosen = parser.parse_args(arguments)
    export(chosen.weights, chosen.out)


if __name__ == "__main__":
    main()
