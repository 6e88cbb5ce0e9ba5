"""Times ``aligner compare`` against the plain script, side by side, as whole processes.

``python tests/benchmarks/whole_process.py STRATEGY.docx ROADMAP.xlsx MODEL_FOLDER [--runs 5]``

MODEL_FOLDER holds all-MiniLM-L6-v2 in the layout of sentence-transformers. Prints median wall seconds and peak memory of each and
the ratios; the embedding cache of aligner is switched off, so that every run does all of its work.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path


def once(command: list[str]) -> tuple[float, float]:
    """Run a command; return wall seconds and peak resident memory in MiB."""
    start = time.perf_counter()
    # Installed packages have their modules compiled; a setting that forbids it would count compiling as running.
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    settings |= {"ALIGNER_CACHE": "", "HF_HUB_OFFLINE": "1"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=settings)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        told = process.stderr.read().decode() if process.stderr else ""
        message = f"{' '.join(command)} failed:\n{told}"
        raise SystemExit(message)
    return wall, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("strategy")
    parser.add_argument("roadmap")
    parser.add_argument("model")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    ours = [sys.executable, "-m", "aligner", "compare", options.strategy, options.roadmap]
    plain = [sys.executable, str(Path(__file__).with_name("plain_script.py")), options.strategy, options.roadmap, options.model]
    helps = [sys.executable, "-m", "aligner", "--help"]
    figures: dict[str, list[tuple[float, float]]] = {"aligner": [], "plain script": [], "aligner --help": []}
    once(ours), once(plain), once(helps)
    for _ in range(options.runs):
        figures["aligner"].append(once(ours))
        figures["plain script"].append(once(plain))
        figures["aligner --help"].append(once(helps))
    medians = {name: tuple(statistics.median(column) for column in zip(*rows, strict=True)) for name, rows in figures.items()}
    for name, (wall, memory) in medians.items():
        print(f"{name:16} {wall:7.2f} s {memory:8.0f} MiB")
    wall, memory = (medians["aligner"][k] / medians["plain script"][k] for k in (0, 1))
    print(f"ratio            {wall:7.3f}   {memory:8.3f}      (targets: 0.167 and 0.5)")


if __name__ == "__main__":
    main()
