"""The transformer behind the default encoder in plain torch: tensors in, mean-pooled unit vectors out, differentiable.

Sixteen-bit products with 32-bit weights make training several times faster on processors that have them, and texts of like
length share a run, so that little work goes into padding.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch.nn import functional

from aligner.errors import ModelError

__all__ = ["Bert", "read_bert"]

_NEEDED = ("config.json", "model.safetensors", "tokenizer.json")
_EPSILON = 1e-12
# Tokens that run together; more do not make better use of the processor's caches.
_TOKENS = 2400
_FAR = -1e4


@dataclass(frozen=True, slots=True, eq=False)
class Bert:
    """Weights by the names they have in ``model.safetensors``, with the tokenizer.

    Attributes:
        tensors: 32-bit tensors without a leading "bert.".
        heads: attention heads of every layer.
        layers: number of layers.
        tokenizer: cuts nothing off and pads nothing.
    """

    tensors: Mapping[str, Any]
    heads: int
    layers: int
    tokenizer: Any

    def token_ids(self, texts: Sequence[str], most: int) -> list[list[int]]:
        """Return the token ids of every text, the outer ones being marks; texts with more than ``most`` tokens are cut before the end mark."""
        rows = [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]
        return [row if len(row) <= most else [*row[: most - 1], row[-1]] for row in rows]

    def vectors(self, texts: Sequence[str], most: int) -> Any:  # noqa: ANN401 - a tensor; torch is not there when types are checked
        """Return unit rows of shape ``(len(texts), width)`` in the order of the texts, at least one."""
        return self.vectors_of(self.token_ids(texts, most))

    def vectors_of(self, rows: Sequence[Sequence[int]]) -> Any:  # noqa: ANN401 - see above
        """Return unit rows for texts given as token ids, end marks included."""
        order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
        found, start = [], 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end + 1 - start) * len(rows[order[end]]) <= _TOKENS:
                end += 1
            found.append(self._pooled([rows[place] for place in order[start:end]]))
            start = end
        back = torch.empty(len(order), dtype=torch.long)
        back[torch.tensor(order)] = torch.arange(len(order))
        return torch.cat(found)[back]

    def _pooled(self, rows: Sequence[Sequence[int]]) -> Any:  # noqa: ANN401 - see above
        length = max(len(row) for row in rows)
        ids = torch.tensor([[*row, *[0] * (length - len(row))] for row in rows])
        real = torch.tensor([[1.0] * len(row) + [0.0] * (length - len(row)) for row in rows])
        with torch.autocast("cpu", torch.bfloat16):
            x = self._embed(ids)
            for number in range(self.layers):
                x = self._layer(x, number, (1 - real)[:, None, None, :] * _FAR)
        summed = (x.float() * real[:, :, None]).sum(1)
        return functional.normalize(summed / real.sum(1, keepdim=True), dim=1)

    def _embed(self, ids: Any) -> Any:  # noqa: ANN401 - see above
        table = {kind: self.tensors[f"embeddings.{kind}_embeddings.weight"] for kind in ("word", "position", "token_type")}
        # Every text is a single segment.
        summed = functional.embedding(ids, table["word"]) + table["position"][: ids.shape[1]] + table["token_type"][0]
        return self._norm(summed, "embeddings.LayerNorm")

    def _layer(self, x: Any, number: int, mask: Any) -> Any:  # noqa: ANN401 - see above
        prefix = f"encoder.layer.{number}."
        count, length, width = x.shape
        size = width // self.heads
        query, key, value = (
            self._linear(x, f"{prefix}attention.self.{part}").view(count, length, self.heads, size).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        share = torch.softmax(query @ key.transpose(2, 3) * size**-0.5 + mask, -1)
        mixed = (share @ value).transpose(1, 2).reshape(count, length, width)
        x = self._norm(x + self._linear(mixed, f"{prefix}attention.output.dense"), f"{prefix}attention.output.LayerNorm")
        inner = functional.gelu(self._linear(x, f"{prefix}intermediate.dense"))
        return self._norm(x + self._linear(inner, f"{prefix}output.dense"), f"{prefix}output.LayerNorm")

    def _linear(self, x: Any, name: str) -> Any:  # noqa: ANN401 - see above
        return functional.linear(x, self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"])

    def _norm(self, x: Any, name: str) -> Any:  # noqa: ANN401 - see above
        weight = self.tensors[f"{name}.weight"]
        return functional.layer_norm(x, weight.shape, weight, self.tensors[f"{name}.bias"], _EPSILON)


def read_bert(folder: Path) -> Bert:
    """Read a model that sentence-transformers could load.

    Raises:
        ModelError: the folder lacks the configuration, the weights or the tokenizer.
    """
    for name in _NEEDED:
        if not (folder / name).is_file():
            message = f"{folder}: expected the file {name} of all-MiniLM-L6-v2 in this folder"
            raise ModelError(message)
    config = json.loads((folder / "config.json").read_text("utf-8"))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tensors = {name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()}
    return Bert(tensors, config["num_attention_heads"], config["num_hidden_layers"], tokenizer)
