"""Tunes the default encoder on goals and the work that serves them: ``python -m aligner.train.encoder --weights FOLDER --pairs corpora/pairs --out FOLDER``.

A step shows a few whole organisations, as a comparison in use would: every goal should lie closer to its own work than to all
other work of the step, near misses and work without a goal included, and every piece of work closer to its goal than to other
goals. Terms and what they are for are drawn together likewise. Texts of other kinds must not lose by it, so vectors are held near
those of the original encoder, and the weights written lie between the original and the tuned ones. Word and position vectors stay.

Plain torch, because the trainer of sentence-transformers knows one positive text per row: in its batches other work of the same
goal would count as a negative, and an organisation could not stay together. Same weights and same pairs give the same files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import shutil
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from aligner.train.bert import Bert, read_bert
from aligner.train.contrast import contrast, drift
from aligner.train.encoder_batches import Material, Settings, Step, read_material, shown_steps

__all__ = ["Settings", "tune"]

# Sums are taken in the same order on every machine.
_THREADS = 1
# Titles and short paragraphs; what follows in a longer text seldom says what it is about.
_LONGEST = 64
_WARM_UP = 0.1
_DECAY = 0.01
_LARGEST_GRADIENT = 1.0
_TOLD_EVERY = 20


def tune(weights: Path, pairs: Path, out: Path, *, settings: Settings | None = None, skip: Collection[str] = ()) -> None:
    """Write a copy of the model with tuned weights, and ``training.json`` that says how they came about.

    Args:
        weights: folder of all-MiniLM-L6-v2 in the form of sentence-transformers.
        pairs: folder of ``<industry>.jsonl`` files.
        out: folder to write, made if missing; sentence-transformers can load it.
        settings: the defaults make the shipped model.
        skip: names of organisations to leave out, to measure on them.

    Raises:
        ModelError: weights or pairs cannot be read, or no organisation is left.
    """
    settings = settings or Settings()
    material = read_material(pairs, skip)
    torch.set_num_threads(_THREADS)
    torch.use_deterministic_algorithms(mode=True)
    model, original = read_bert(weights), read_bert(weights)
    _fit(model, original, material, settings)
    tuned = {name: settings.share * value.detach() + (1 - settings.share) * original.tensors[name] for name, value in _layers(model)}
    _write(weights, out, tuned)
    record = {
        "recipe": "aligner train encoder --weights FOLDER --corpus corpora --out models",
        "settings": asdict(settings),
        "source_sha256": hashlib.sha256((weights / "model.safetensors").read_bytes()).hexdigest(),
        "pairs_sha256": hashlib.sha256(b"".join(path.read_bytes() for path in sorted(pairs.glob("*.jsonl")))).hexdigest(),
        "organisations": [one.name for one in material.organisations],
    }
    (out / "training.json").write_text(json.dumps(record, indent=2) + "\n", "utf-8")


def _layers(model: Bert) -> list[tuple[str, Any]]:
    """Return the tensors that learn."""
    return [(name, value) for name, value in model.tensors.items() if name.startswith("encoder.")]


@dataclass(frozen=True, slots=True)
class _Original:
    """Vectors of the original encoder, each computed once."""

    model: Bert
    known: dict[str, Any]

    def __call__(self, texts: Sequence[str]) -> Any:  # noqa: ANN401 - a tensor; torch is not there when types are checked
        """Return unit rows in the order of the texts."""
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        if new:
            with torch.no_grad():
                self.known.update(zip(new, self.model.vectors(new, _LONGEST), strict=True))
        return torch.stack([self.known[text] for text in texts])


def _fit(model: Bert, original: Bert, material: Material, settings: Settings) -> None:
    """Change the model's layers in place."""
    rng = np.random.default_rng(settings.seed)
    learning = [value.requires_grad_() for _, value in _layers(model)]
    groups = [
        {"params": [value for value in learning if value.ndim > 1], "weight_decay": _DECAY},
        {"params": [value for value in learning if value.ndim == 1], "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, lr=settings.rate)
    steps = settings.epochs * max(1, len(material.organisations) // settings.organisations)
    before = _Original(original, {})
    seen = 0.0
    for step, shown in enumerate(shown_steps(material, steps, settings, rng), start=1):
        for group in optimiser.param_groups:
            group["lr"] = settings.rate * _schedule(step / (steps + 1))
        optimiser.zero_grad()
        loss = _loss(model, before, shown, settings)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, _LARGEST_GRADIENT)
        optimiser.step()
        seen += float(loss.detach())
        if step % _TOLD_EVERY == 0 or step == steps:
            print(f"step {step} of {steps}: mean loss {seen / step:.3f}", flush=True)


def _loss(model: Bert, original: _Original, shown: Step, settings: Settings) -> Any:  # noqa: ANN401 - a tensor; torch is not there when types are checked
    texts = [*shown.batch.goals, *shown.batch.items, *shown.names, *shown.glosses, *shown.others]
    rows = model.vectors(texts, _LONGEST)
    before = original(texts)
    sizes = (len(shown.batch.goals), len(shown.batch.items), len(shown.names), len(shown.glosses), len(shown.others))
    goals, items, names, glosses, others = rows.split(sizes)
    loss = contrast(goals @ items.T / settings.temperature, torch.from_numpy(shown.batch.truth))
    same = torch.tensor([[left == right for right in shown.glosses] for left in shown.glosses])
    loss = loss + settings.term_weight * contrast(names @ glosses.T / settings.temperature, same)
    pairs = len(goals) + len(items)
    loss = loss + settings.stay * (1 - (rows[:pairs] * before[:pairs]).sum(1)).mean()
    return loss + settings.stay * drift(others, before[-len(others) :])


def _schedule(done: float) -> float:
    """Rise over the first tenth, then fall to zero along half a cosine."""
    return done / _WARM_UP if done < _WARM_UP else 0.5 * (1 + math.cos(math.pi * (done - _WARM_UP) / (1 - _WARM_UP)))


def _write(weights: Path, out: Path, tuned: dict[str, Any]) -> None:
    """Copy everything but the weights, and write these with the names they had."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(weights.rglob("*")):
        if path.is_file() and path.name != "model.safetensors":
            target = out / path.relative_to(weights)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    tensors = load_file(weights / "model.safetensors")
    for name in tensors:
        tensors[name] = tuned.get(name.removeprefix("bert."), tensors[name]).contiguous()
    save_file(tensors, out / "model.safetensors", {"format": "pt"})


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the recipe from the command line."""
    parser = argparse.ArgumentParser(prog="python -m aligner.train.encoder", description=main.__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="folder of all-MiniLM-L6-v2 in the form of sentence-transformers")
    parser.add_argument("--pairs", type=Path, required=True, help="folder of <industry>.jsonl files")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument("--skip", nargs="*", default=(), metavar="INDUSTRY", help="industries to leave out, to measure on them")
    chosen = parser.parse_args(arguments)
    tune(chosen.weights, chosen.pairs, chosen.out, skip=frozenset(chosen.skip))


if __name__ == "__main__":
    main()
