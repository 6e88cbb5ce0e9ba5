"""Makes the fast encoder: ``aligner train fast --weights FOLDER --corpus corpora --out models``.

A vector for every word piece is all it has. The pieces start where the float encoder puts each alone, along the main axes of its
vectors of texts, and weighted by smooth inverse frequency (Arora, Liang and Ma 2017). Then their sums learn to lie as the encoder's
own vectors of the same texts do, and at last goals and work are drawn together as for the encoder itself, with pieces left out at
random, so that no link hangs on a single word. What is learnt is folded into one row of eight-bit integers per piece.

All of it is done twice: without some of the organisations, to measure on them, and with all, to be stored. Same weights, same
corpora and same number of threads give the same files.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from aligner.encode.glossary import Glossary
from aligner.encode.shipped import ShippedEncoder
from aligner.link.texts import with_glosses
from aligner.train import encoder_batches
from aligner.train.bert import Bert, read_bert
from aligner.train.contrast import contrast
from aligner.train.encoder_batches import Material, read_material, shown_steps
from aligner.train.export_encoder import export
from aligner.train.fast_figures import ranking
from aligner.train.fast_files import Source, quantise, write_fast
from aligner.train.fast_table import Learner, Table, axes, start_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aligner.domain.encoding import Encoder

    Ids = NDArray[np.int64]

__all__ = ["Settings", "train"]

# The products are too small to be shared out.
_THREADS = 1
_LONGEST = 256
# Texts that the encoder is given at once; bounds memory only.
_TOGETHER = 8192
_TOLD_EVERY = 500


@dataclass(frozen=True, slots=True)
class Settings:
    """How the vectors learn.

    Attributes:
        dimension: length of a vector.
        frequent: share of all pieces at which a piece counts half.
        lessons: steps that follow the encoder. texts: shown in each of them. lesson_rate: their highest learning rate.
        epochs: times that every organisation is shown. organisations: shown together in one step. rate: highest learning rate.
        temperature: cosines are divided by it.
        dropped: share of pieces left out of linked texts.
        terms: glossary terms drawn to their glosses in one step. term_weight: of the loss over them.
        spread: weight of the cosines among texts, beside that of the vectors themselves, in following the encoder.
        seed: of order, wording and the organisations measured on.
    """

    dimension: int = 256
    frequent: float = 1e-3
    lessons: int = 1500
    texts: int = 512
    lesson_rate: float = 3e-3
    epochs: int = 8
    organisations: int = 4
    rate: float = 1e-3
    temperature: float = 0.1
    dropped: float = 0.15
    terms: int = 64
    term_weight: float = 0.3
    spread: float = 10.0
    seed: int = 20_260


@dataclass(frozen=True, slots=True, eq=False)
class _Taught:
    """Texts as piece numbers with the encoder's unit vectors, whole and along the main axes."""

    texts: Sequence[Ids]
    whole: Any
    short: Any


def train(weights: Path, corpus: Path, out: Path, *, settings: Settings | None = None, skip: Collection[str] = ()) -> None:
    """Write ``pieces.npy``, ``scales.npy``, ``tokenizer.json`` and ``manifest.json``.

    Args:
        weights: folder of the float encoder in the form of sentence-transformers.
        corpus: folder with ``pairs``, which holds ``<industry>.jsonl`` files.
        out: target folder, made if missing.
        settings: the defaults make the shipped model.
        skip: names of organisations to leave out, and to measure on; the encoder should not have seen them either.

    Raises:
        ModelError: weights or pairs cannot be read.
    """
    settings = settings or Settings()
    torch.set_num_threads(_THREADS)
    torch.use_deterministic_algorithms(mode=True)
    everything = read_material(corpus / "pairs", ())
    held = [one for one in everything.organisations if one.name in skip]
    shown = read_material(corpus / "pairs", skip)
    with TemporaryDirectory() as folder:
        # As integers it is several times faster, and this is the form it is shipped in.
        export(weights, Path(folder))
        encoder = ShippedEncoder(Path(folder))
        known = _vectors(encoder, _texts(shown))
        model = read_bert(weights)
        table = quantise(_learn(model, shown, known, settings).folded())
        figures = ranking(held, table, encoder, model.tokenizer) if held else {}
    if held:
        print(f"held out: {figures}", flush=True)
    write_fast(out, table, Source(weights, corpus / "pairs", asdict(settings), [one.name for one in held]), figures)


def _texts(material: Material) -> list[str]:
    """Return every text there is to follow the encoder on, with and without the glosses that it carries in a comparison."""
    glossed = lru_cache(maxsize=None)(partial(with_glosses, terms=Glossary.load()))
    found: list[str] = []
    for one in material.organisations:
        for record in one.goals:
            told = (record.goal, record.paraphrase, f"{record.goal}. {record.paraphrase}")
            found += [*told, *record.direct, *record.indirect, *record.near_miss]
        found += one.orphans
    found += [glossed(text) for text in found]
    for entry in material.entries:
        found += [entry.term, *entry.aliases, entry.gloss]
    return list(dict.fromkeys([*found, *material.others]))


def _vectors(encoder: Encoder, texts: Sequence[str]) -> dict[str, Any]:
    """Return the encoder's vector of every text."""
    found: dict[str, Any] = {}
    for start in range(0, len(texts), _TOGETHER):
        part = texts[start : start + _TOGETHER]
        found.update(zip(part, torch.from_numpy(encoder.encode(part)), strict=True))
        print(f"{len(found)} of {len(texts)} texts encoded", flush=True)
    return found


def _learn(model: Bert, material: Material, known: dict[str, Any], settings: Settings) -> Table:
    rng = np.random.default_rng(settings.seed)
    texts = _texts(material)
    whole = torch.stack([known[text] for text in texts])
    main = axes(whole, settings.dimension)
    taught = _Taught(_pieces(model, texts), whole, torch.nn.functional.normalize(whole @ main, dim=1))
    counts = np.bincount(np.concatenate(taught.texts), minlength=model.tokenizer.get_vocab_size())
    table = start_table(model, main, counts, settings.frequent)
    learner = Learner(table, settings.lesson_rate, settings.lessons)
    for step in range(1, settings.lessons + 1):
        loss = _unlikeness(table, taught, settings, rng)
        learner.step(loss)
        if step % _TOLD_EVERY == 0:
            print(f"lesson {step} of {settings.lessons}: loss {float(loss.detach()):.3f}", flush=True)
    _link(table, model, material, taught, settings, rng)
    return table


def _link(table: Table, model: Bert, material: Material, taught: _Taught, settings: Settings, rng: np.random.Generator) -> None:
    """Draw goals and work, terms and glosses together, and go on following the encoder meanwhile."""
    steps = settings.epochs * max(1, len(material.organisations) // settings.organisations)
    learner = Learner(table, settings.rate, steps)
    wanted = encoder_batches.Settings(organisations=settings.organisations, terms=settings.terms)
    for step, shown in enumerate(shown_steps(material, steps, wanted, rng), start=1):
        batch = shown.batch
        linked = [_thinned(ids, settings.dropped, rng) for ids in _pieces(model, [*batch.goals, *batch.items])]
        rows = table.vectors([*linked, *_pieces(model, [*shown.names, *shown.glosses])])
        goals, items, names, glosses = rows.split((len(batch.goals), len(batch.items), len(shown.names), len(shown.glosses)))
        same = torch.tensor([[left == right for right in shown.glosses] for left in shown.glosses])
        loss = contrast(goals @ items.T / settings.temperature, torch.from_numpy(batch.truth))
        loss = loss + settings.term_weight * contrast(names @ glosses.T / settings.temperature, same)
        learner.step(loss + _unlikeness(table, taught, settings, rng))
        if step % _TOLD_EVERY == 0 or step == steps:
            print(f"step {step} of {steps}: loss {float(loss.detach()):.3f}", flush=True)


def _unlikeness(table: Table, taught: _Taught, settings: Settings, rng: np.random.Generator) -> Any:  # noqa: ANN401 - a tensor; torch is not there when types are checked
    """Return how far some texts lie from where the encoder puts them, and their cosines from its cosines."""
    chosen = rng.integers(len(taught.texts), size=settings.texts).tolist()
    rows, whole = table.vectors([taught.texts[place] for place in chosen]), taught.whole[chosen]
    away = (1 - (rows * taught.short[chosen]).sum(1)).mean()
    return away + settings.spread * (rows @ rows.T - whole @ whole.T).square().mean()


def _pieces(model: Bert, texts: Sequence[str]) -> list[Ids]:
    return [np.array(ids, np.int64) for ids in model.token_ids(texts, _LONGEST)]


def _thinned(ids: Ids, share: float, rng: np.random.Generator) -> Ids:
    """Leave out some pieces, but never the first, which is a mark."""
    kept = rng.random(len(ids)) >= share
    kept[0] = True
    return ids[kept]
