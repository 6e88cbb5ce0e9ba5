"""Kills scans at random moments, lets them go on, and compares what the database holds in the end with an undisturbed scan's.

``python -m tests.benchmarks.scan_kills [--kills 20] [--units 12] [--seed 1] [--on sqlite postgresql cluster]``: a database is scanned
until a drawn moment, killed with SIGKILL, perhaps killed again, then scanned to its end. ``postgresql`` needs Debian's package, ``cluster``
the extra aligner[cluster]; both servers are started here and removed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.scan.archives import build, content, roadmap, strategy
from tests.scan.clusters import cluster
from tests.store.servers import fresh, server

_NAMES = ("Quay", "Mill", "Ferry", "Market", "Bridge", "Tower", "Meadow", "Station", "Library", "Garden")
_AGAIN = 0.5
"""How likely a scan that was killed is killed once more before it may end."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--units", type=int, default=12, help="organisations' folders with four files each, besides thirteen other files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", nargs="*", choices=["sqlite", "postgresql", "cluster"], default=["sqlite"])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = _archive(Path(folder, "archive"), chosen.units)
        whole = Path(folder, "whole.sqlite")
        begun = time.monotonic()
        _finish(archive, str(whole), ())
        seconds = time.monotonic() - begun
        print(f"{sum(path.is_file() for path in archive.rglob('*'))} files, undisturbed scan {seconds:.1f} s", flush=True)
        for kind in chosen.on:
            _round(kind, archive, whole, seconds, chosen.kills, random.Random(chosen.seed))


def _archive(root: Path, units: int) -> Path:
    build(root)
    for number in range(units):
        unit = f"{_NAMES[number % len(_NAMES)]} {number // len(_NAMES) + 1}"
        folder = root / unit
        folder.mkdir()
        (folder / "strategy v2.md").write_text(strategy(unit), "utf-8")
        (folder / "strategy v1 draft.md").write_text(strategy(unit, "\nThis draft is for discussion.\n"), "utf-8")
        (folder / "roadmap.csv").write_text(roadmap(unit), "utf-8")
        (folder / "roadmap (copy).csv").write_text(roadmap(unit), "utf-8")
    return root


def _round(kind: str, archive: Path, whole: Path, seconds: float, kills: int, draw: random.Random) -> None:
    """Kill so many scans on one kind of database and tell how they ended."""
    wanted, stages, different, ended = content(str(whole)), Counter[str](), 0, 0
    begun = time.monotonic()
    with _place(kind, whole.parent) as (databases, options):
        while stages.total() < kills:
            database = next(databases)
            while stages.total() < kills and (stage := _killed(archive, database, options, draw.uniform(0.3, seconds))):
                stages[stage] += 1
                if draw.random() > _AGAIN:
                    break
            _finish(archive, database, options)
            ended += 1
            found = content(database)
            different += found != wanted
            for table in wanted:
                if found[table] != wanted[table]:
                    print(f"  {database}: {table} differs: {set(found[table]) ^ set(wanted[table])}"[:2000], flush=True)
            if "://" not in database:
                assert sqlite3.connect(database).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    hit = ", ".join(f"{count} {stage}" for stage, count in stages.most_common())
    print(f"{kind}: {stages.total()} kills ({hit}), {ended} databases, {different} different, {time.monotonic() - begun:.0f} s", flush=True)


@contextlib.contextmanager
def _place(kind: str, folder: Path) -> Iterator[tuple[Iterator[str], Sequence[str]]]:
    """Give fresh databases one after the other, and the options that say who does the work."""
    files = (str(folder / f"{kind}{number}.sqlite") for number in range(1_000_000))
    if kind == "cluster":
        with tempfile.TemporaryDirectory() as place, cluster(Path(place)) as made:
            yield files, ("--scheduler", made.address)
    elif kind == "postgresql":
        with server() as url:
            yield _fresh(url), ("--jobs", "2")
    else:
        yield files, ("--jobs", "2")


def _fresh(url: str) -> Iterator[str]:
    while True:
        with fresh(url) as database:
            yield database


def _command(archive: Path, database: str, options: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "aligner", "scan", str(archive), "--db", database, "--no-config", "--json-progress", *options]


def _finish(archive: Path, database: str, options: Sequence[str]) -> None:
    done = subprocess.run(_command(archive, database, options), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def _killed(archive: Path, database: str, options: Sequence[str], moment: float) -> str:
    """Start a scan and kill it after so many seconds; tell the stage that it was in, nothing when it had ended by then."""
    with (
        tempfile.TemporaryFile("w+") as told,
        subprocess.Popen(_command(archive, database, options), stdout=subprocess.DEVNULL, stderr=told) as process,
    ):
        try:
            process.wait(moment)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
        told.seek(0)
        lines = told.read().splitlines()
    assert process.returncode in {0, -signal.SIGKILL}, lines[-1]
    stage = "starting"
    for line in lines:
        with contextlib.suppress(ValueError):  # the last one may be cut
            stage = str(json.loads(line)["stage"])
    return stage if process.returncode else ""


if __name__ == "__main__":
    main()
