"""Scans an archive with one process and with several, and converts the same files with markitdown: ``python tests/benchmarks/scan_archive.py ARCHIVE``.

markitdown is not a dependency; name the interpreter of an environment that has it (``pip install 'markitdown[docx,xlsx,pptx,pdf]'``)
with ``--markitdown``. Its process is started once, as ours is, and what it cannot convert it may skip. Processor times are of all
processes together, ours with their start-up; on a machine that does other work, compare these.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_CONVERT = """
import json, sys, time
from markitdown import MarkItDown
converter = MarkItDown()
begun, used, characters, failed = time.perf_counter(), time.process_time(), 0, 0
for path in json.load(sys.stdin):
    try:
        characters += len(converter.convert(path).text_content)
    except Exception:
        failed += 1
print(json.dumps({"seconds": time.perf_counter() - begun, "processor": time.process_time() - used, "characters": characters, "failed": failed}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--markitdown", metavar="PYTHON", help="interpreter of an environment with markitdown")
    chosen = parser.parse_args()
    seconds, processor = {}, {}
    for jobs in chosen.jobs:
        seconds[jobs], processor[jobs] = _scan(chosen.archive, jobs)
    if len(seconds) > 1:
        first, *more = seconds
        print("".join(f"{first} -> {jobs} processes: {seconds[first] / seconds[jobs]:.2f} times as fast\n" for jobs in more), end="")
    if chosen.markitdown:
        files = sorted(str(path.resolve()) for path in chosen.archive.rglob("*") if path.is_file())
        done = subprocess.run([chosen.markitdown, "-c", _CONVERT], input=json.dumps(files), capture_output=True, text=True, check=True)
        told = json.loads(done.stdout)
        print(
            f"markitdown: {told['seconds']:.1f} s, {told['processor']:.1f} s of processor time, {len(files) - told['failed']} of {len(files)} files converted"
        )
        for jobs, taken in seconds.items():
            share = processor[jobs] / told["processor"]
            print(f"  scan with {jobs} process(es) takes {taken / told['seconds']:.0%} of that, {share:.0%} of its processor time")


def _scan(archive: Path, jobs: int) -> tuple[float, float]:
    """Time one scan into a fresh database with an empty cache: seconds on the clock and of all processors."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "aligner",
            "scan",
            str(archive),
            "--db",
            f"{folder}/audit.sqlite",
            "--no-config",
            "--jobs",
            str(jobs),
        ]
        begun, used = time.perf_counter(), _used()
        done = subprocess.run(command, env={**os.environ, "ALIGNER_CACHE": f"{folder}/cache"}, capture_output=True, text=True, check=True)
        taken, used = time.perf_counter() - begun, _used() - used
        size = Path(folder, "audit.sqlite").stat().st_size / 1e6
    # On Linux in kilobytes; the largest of all children so far, workers among them.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    print(
        f"scan, {jobs} process(es): {taken:.1f} s, {used:.1f} s of processor time, largest process so far {peak:.0f} MB, database {size:.0f} MB"
    )
    print("".join(f"  {line}\n" for line in done.stdout.splitlines()[:4]), end="")
    return taken, used


def _used() -> float:
    """Seconds of processor time of all processes that have ended so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
