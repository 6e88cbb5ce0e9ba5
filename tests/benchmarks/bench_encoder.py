"""Measures the shipped encoder in a fresh process: ``python tests/benchmarks/bench_encoder.py [PAIRS]``."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

start = time.perf_counter()
from aligner.encode import load_encoder  # noqa: E402 - the import is what is timed

encoder = load_encoder()
made = time.perf_counter()
encoder.encode(["first"])
ready = time.perf_counter()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "corpora" / "pairs"
    texts: dict[str, None] = {}
    for path in sorted(folder.glob("*.jsonl"))[:10]:
        for line in path.read_text("utf-8").splitlines():
            raw = json.loads(line)
            texts |= dict.fromkeys(
                text for value in raw.values() for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)
            )
    begin = time.perf_counter()
    encoder.encode(list(texts))
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"made in {made - start:.3f} s, first vector after {ready - made:.3f} s, {len(texts) / (done - begin):.0f} texts/s, peak {peak:.0f} MB\n"
    )


if __name__ == "__main__":
    main()
