"""Run by ``.ci/run`` inside a folder of organisations with an installed wheel: every comparison works and finds something."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import aligner

assert "site-packages" in aligner.__file__, aligner.__file__
for gold in sorted(Path.cwd().glob("*/gold.json")):
    labels = json.loads(gold.read_text("utf-8"))
    sides = [
        part
        for side, flag in (("strategy", "-s"), ("execution", "-e"))
        for name in labels[side]
        for part in (flag, str(gold.parent / name))
    ]
    out = Path(f"{gold.parent.name}.json")
    subprocess.run([str(Path(sys.executable).with_name("aligner")), "compare", *sides, "-q", "-o", str(out)], check=True)
    report = json.loads(out.read_text("utf-8"))
    assert report["schema"] == "aligner.report/1"
    assert report["links"]
    assert report["gaps"]
    print(f"{labels['organisation']}: {report['summary']}")
