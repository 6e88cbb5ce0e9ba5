"""``aligner evaluate``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.console import Console, ProgressLine
from aligner.config import Config, cache_folder
from aligner.domain.encoding import Encoders
from aligner.errors import MissingFileError, UsageError

if TYPE_CHECKING:
    from aligner.evaluate import Study

_EXTENSIONS = (".json", ".csv", ".html")


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", multiple=True, type=click.Path(dir_okay=False), help="Also write .json, .csv or .html; repeatable.")
@click.option("--split", help="Only organisations whose gold.json names this split: train, dev or test.")
@click.option("--model", default="default", show_default=True, help="Encoder of the program's own matching.")
@click.option("--plain-model", default="default", show_default=True, help="Encoder of the baselines.")
@click.option(
    "--reliability",
    type=click.Path(dir_okay=False),
    help="Also write how often stated probabilities came true, for the methods page of reports.",
)
@click.option("--each", is_flag=True, help="Also print every organisation by itself.")
def command(
    gold: tuple[str, ...], output: tuple[str, ...], split: str | None, model: str, plain_model: str, reliability: str | None, *, each: bool
) -> None:
    """Measure the program on labelled documents.

    GOLD is a folder with a gold.json (at any depth), or a file with goals, items and links.
    """
    # Imported when run, so that help stays quick.
    from aligner.report import check_target  # noqa: PLC0415 - see above
    from aligner.report.base import write  # noqa: PLC0415 - see above

    for path in output:
        check_target(path, _EXTENSIONS)
    with ProgressLine(quiet=False) as progress:
        labelled = _labelled(gold, split)
        found = _measure(labelled, model, plain_model, progress)
    for path in output:
        write(path, _rendered(found, Path(path).suffix.lower()).encode())
    if reliability is not None:
        write(reliability, _reliability(found, model, labelled).encode())
    Console.out(_table(found, each=each))


def _labelled(paths: tuple[str, ...], split: str | None) -> list[Path]:
    found = [path for name in paths for path in _below(Path(name))]
    if split is not None:
        found = [path for path in found if _split(path) == split]
    if not found:
        message = f"no gold.json{f' of the split {split}' if split else ''} in {', '.join(paths)}; name a folder of labelled documents or a file of goals, items and links"
        raise UsageError(message)
    return found


def _below(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise MissingFileError(str(path), "does not exist", "Check the spelling of the path.")
    if path.is_file():
        yield path
        return
    labelled = sorted(path.rglob("gold.json"))
    yield from labelled or sorted(path.glob("*.json"))


def _measure(paths: list[Path], model: str, plain_model: str, progress: Callable[[str, int, int], None]) -> Study:
    from aligner.encode import load_encoder  # noqa: PLC0415 - see ``command``
    from aligner.encode.glossary import Glossary  # noqa: PLC0415 - see ``command``
    from aligner.evaluate import Gold, Tools, from_plain, from_report, load, study  # noqa: PLC0415 - see ``command``
    from aligner.pipeline import compare  # noqa: PLC0415 - see ``command``

    encoders = Encoders(load_encoder(model, cache=cache_folder()), load_encoder("fast"))
    tools = Tools(encoders, load_encoder(plain_model, cache=cache_folder()), Glossary.load())
    subjects = []
    for done, path in enumerate(paths):
        progress("measuring", done, len(paths))
        gold = load(path)
        if isinstance(gold, Gold):
            subjects.append(from_report(compare(gold.strategy, gold.execution, Config(model)), gold, tools))
        else:
            subjects.append(from_plain(gold, tools))
    return study(subjects)


def _reliability(found: Study, model: str, labelled: list[Path]) -> str:
    from aligner.encode import load_encoder  # noqa: PLC0415 - see ``command``
    from aligner.evaluate import reliability  # noqa: PLC0415 - see ``command``

    return reliability(found, model_sha256=load_encoder(model).sha256, splits={_split(path) for path in labelled})


def _split(path: Path) -> str:
    """Return which split a file of labels names; plain sets name none."""
    return str(json.loads(path.read_text("utf-8")).get("split"))


def _rendered(found: Study, extension: str) -> str:
    from aligner.evaluate import as_json, csv_text, html  # noqa: PLC0415 - see ``command``

    if extension == ".json":
        return json.dumps(as_json(found), indent=1, ensure_ascii=False) + "\n"
    return html(found) if extension == ".html" else csv_text(found)


def _table(found: Study, *, each: bool) -> str:
    """Lay the figures out at 80 columns."""
    from aligner.evaluate.tables import decimals, rows, span  # noqa: PLC0415 - see ``command``

    lines = [f"{len(found.subjects)} measured; intervals are 95 %, by bootstrap over organisations", ""]
    head = f"{'':33}{'precision':>9}{'recall':>8}{'F1':>7}  {'interval':12}{'labelled':>8}"
    name = ""
    for row in rows(found):
        if row[1].startswith("links: ") or (row[0] != "all" and not each):
            continue
        if row[0] != name:
            name = row[0]
            lines += ["", "all organisations" if name == "all" else name, head]
        lines.append(f"{row[1][:32]:33}{row[2]:>9}{row[3]:>8}{row[4]:>7}  {row[5]:12}{row[8]:>8}")
    lines += [
        "",
        "links, each matcher's own decision, and what it ranks",
        f"{'':34}{'mean F1':>7}  {'interval':12}{'best F1':>8}{'MAP':>8}",
    ]
    for one in found.matchers:
        decision = f"{decimals(one.decision_f1):>7}  {span(one.decision_interval):12}"
        lines.append(f"{one.name:34}{decision}{decimals(one.best_f1):>8}{decimals(one.mean_average_precision):>8}")
    lines += [
        "",
        f"calibration: Brier {found.calibration.brier:.3f}, expected calibration error {found.calibration.error:.3f}",
        f"left open: {found.doubt.hits} of {found.doubt.wanted} items, {found.doubted_aligned.hits} of them labelled aligned",
    ]
    return "\n".join(lines)
