"""Scans made archives of growing size and tells how cost grows: ``python -m tests.benchmarks.scan_synthetic [FILES ...] [--jobs N]``.

Each archive is made from the organisations under corpora/ (``archive_maker``) and scanned into a fresh database with an empty cache.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.archive_maker import make
from tests.benchmarks.watched import watch


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=int, nargs="*", default=[500, 2_000, 20_000])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for archives and databases")
    parser.add_argument("--progress", action="store_true", help="show how far each scan is")
    chosen = parser.parse_args(arguments)
    costs: dict[int, float] = {}
    for files in chosen.files:
        with tempfile.TemporaryDirectory() as made:
            folder = chosen.keep / f"made-{files}" if chosen.keep else Path(made)
            costs[files] = _scan(folder, files, chosen.jobs, quiet=not chosen.progress)
    for smaller, larger in zip(chosen.files, chosen.files[1:], strict=False):
        print(
            f"{smaller:,} -> {larger:,} files: {larger / smaller:.1f} times the files, {costs[larger] / costs[smaller]:.1f} times the processor time"
        )


def _scan(folder: Path, files: int, jobs: int, *, quiet: bool) -> float:
    begun = time.perf_counter()
    size = make(folder / "archive", files)
    print(f"{files:,} files, {size / 1e6:.1f} MB, made in {time.perf_counter() - begun:.0f} s", flush=True)
    database = folder / "audit.sqlite"
    for old in folder.glob("audit.sqlite*"):
        old.unlink()
    command = [sys.executable, "-m", "aligner", "scan", str(folder / "archive"), "--db", str(database), "--no-config", "--jobs", str(jobs)]
    with tempfile.TemporaryDirectory() as cache:
        done = watch([*command, *(["--quiet"] if quiet else ["--json-progress"])], env={**os.environ, "ALIGNER_CACHE": cache})
    if done.code:
        sys.exit(f"the scan ended with exit code {done.code}: {done.output}")
    opened = sqlite3.connect(database)
    counted = {
        name: opened.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0]
        for name in ("files", "documents", "goals", "items", "pairs", "gaps")
    }
    states = ", ".join(
        f"{count:,} {state}" for state, count in opened.execute("SELECT state, COUNT(*) FROM files GROUP BY state ORDER BY 2 DESC")
    )
    opened.close()
    if counted["files"] != files:
        sys.exit(f"{files - counted['files']} files are not accounted for")
    print(f"  {done}; {files / done.seconds:.1f} files/s; {1e3 * done.busy / files:.0f} ms of processor time a file")
    print(f"  {states}; {', '.join(f'{count:,} {name}' for name, count in counted.items() if name != 'files')}")
    print(f"  database {database.stat().st_size / 1e6:.0f} MB, {database.stat().st_size / files / 1e3:.0f} kB a file", flush=True)
    return done.busy


if __name__ == "__main__":
    main(sys.argv[1:])
