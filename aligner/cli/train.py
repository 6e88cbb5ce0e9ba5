"""``aligner train``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.console import Console
from aligner.config import Config, cache_folder
from aligner.domain.encoding import Encoders
from aligner.errors import MissingExtraError, MissingFileError, UsageError

if TYPE_CHECKING:
    from aligner.train.neighbours import Labelled

_LINEAR = ("statements", "work-class", "work-prose")
_WHAT = ("encoder", "fast", "links", *_LINEAR, "vagueness", "themes", "goals", "reports", "documents", "neighbours")
_MODULES = {"encoder": "encoder_models", "fast": "fast_models", "links": "link_models"}
_NEEDS = ("sklearn", "scipy", "onnx", "safetensors")


@click.command()
@click.argument("what", nargs=-1, required=True, type=click.Choice((*_WHAT, "all")))
@click.option("--corpus", default="corpora", show_default=True, type=click.Path(), help="Folder with pairs, statements and labelled work.")
@click.option("--out", default="models", show_default=True, type=click.Path(), help="Folder that receives a folder for each model.")
@click.option("--weights", type=click.Path(), help="Folder of the original all-MiniLM-L6-v2 (encoder, fast and links start from it).")
@click.option("--work", default="build/training", show_default=True, type=click.Path(), help="Folder for models that others are made from.")
@click.option(
    "--decisions",
    nargs=2,
    multiple=True,
    type=click.Path(),
    metavar="TABLE REPORT",
    help="With links: a .xlsx or .csv in which reviewers accepted and rejected pairs, and the report.json of the same run; repeatable.",
)
def command(what: tuple[str, ...], corpus: str, out: str, weights: str | None, work: str, decisions: tuple[tuple[str, str], ...]) -> None:
    """Train the models that aligner ships, or adapt its links to your reviewers' decisions.

    The models depend on each other: encoder first, then fast, then links; the others need the encoder. Needs the extra aligner[train].
    """
    _need(_NEEDS)
    chosen = [name for name in _WHAT if name in what or "all" in what]
    if decisions:
        if chosen != ["links"]:
            message = "decisions adapt the links only: aligner train links --decisions matrix.xlsx report.json --out FOLDER"
            raise UsageError(message)
        _adapt(decisions, Path(out) / "links")
        return
    if not Path(corpus).is_dir():
        raise MissingFileError(corpus, "is no folder of training data", "Run from the repository, or name one with --corpus.")
    for name in chosen:
        _train(name, Path(corpus), Path(out), weights, Path(work))


def _train(name: str, corpus: Path, out: Path, weights: str | None, work: Path) -> None:
    target = out / name
    if name in ("encoder", "fast", "links"):
        if weights is None:
            message = f"training '{name}' starts from the original all-MiniLM-L6-v2; name its folder with --weights"
            raise UsageError(message)
        if name != "links":
            _need(("torch",))
        workshop = import_module("aligner.train.workshop").Workshop(work, Path(weights))
        import_module(f"aligner.train.{_MODULES[name]}").train(workshop, corpus, target)
    elif name == "neighbours":
        figures = import_module("aligner.train.neighbours").train(_organisations(corpus), target)
        Console.out(f"{name}: held out {figures}")
    else:
        encoder = import_module("aligner.encode").load_encoder(cache=cache_folder())
        module = import_module(f"aligner.train.{name.replace('-', '_')}")
        figures = module.RECIPE.train(corpus, target, encoder) if name in _LINEAR else module.train(corpus, target, encoder)
        Console.out(f"{name}: held out {figures}")
    Console.out(f"{name}: written to {target}")


def _organisations(corpus: Path) -> list[Labelled]:
    """Read the labelled organisations of the split "dev" as ``aligner compare`` would, up to the odds of every pair by itself."""
    from aligner.evaluate import Gold, labelled_pairs, load  # noqa: PLC0415 - training only
    from aligner.link import weigh  # noqa: PLC0415 - training only
    from aligner.pipeline import compare  # noqa: PLC0415 - training only
    from aligner.pipeline.tools import loaded  # noqa: PLC0415 - training only
    from aligner.train.neighbours import Labelled  # noqa: PLC0415 - training only

    config, found = Config(), []
    with loaded(config) as tools:
        for path in sorted(corpus.glob("*/gold.json")):
            gold = load(path) if json.loads(path.read_text("utf-8")).get("split") == "dev" else None
            if not isinstance(gold, Gold):
                continue
            report = compare(gold.strategy, gold.execution, config, tools=tools)
            weighed = weigh(report.goals, report.items, encoders=tools.encoders, glossary=tools.glossary)
            bounds = (weighed.scorer.lowest_accept, weighed.scorer.highest_accept)
            _, truth, lost, absent = labelled_pairs(report, gold)
            found.append(Labelled(gold.organisation, weighed.alone, report.items, truth, lost, absent, bounds))
    return found


def _adapt(decisions: Sequence[tuple[str, str]], out: Path) -> None:
    encode = import_module("aligner.encode")
    glossary = import_module("aligner.encode.glossary").Glossary.load()
    load = import_module("aligner.report.decode").load
    read = import_module("aligner.report.reviewed").read_decisions
    shipped = import_module("aligner.resources").model_folder("links")
    reviewed = [(load(report), read(table)) for table, report in decisions]
    found = import_module("aligner.train.decisions").adapt(
        reviewed, shipped, out, Encoders(encode.load_encoder(), encode.load_encoder("fast")), glossary
    )
    told = f"{found.decisions} decisions; mean log-loss on goals held out {found.before:.3f} before, {found.after:.3f} after"
    if found.better:
        Console.out(f"{told}\nwritten to {out}; use it with: aligner compare ... --links {out}")
    else:
        Console.out(f"{told}\nnothing was written: the shipped links already predict these decisions as well")


def _need(modules: Sequence[str]) -> None:
    for name in modules:
        try:
            import_module(name)
        except ImportError as error:
            message = "training needs further packages: pip install 'aligner[train]'"
            raise MissingExtraError(message) from error
