"""What a command loads, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys

CODE = """
import atexit, gc, json, sys
atexit.register(lambda: print(json.dumps([gc.get_freeze_count(), sorted(sys.modules)])))
sys.argv = ["aligner", *sys.argv[1:]]
from aligner import cli
cli.main()
"""


def ended(folder, *arguments):
    run = subprocess.run([sys.executable, "-c", CODE, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    frozen, modules = json.loads(run.stdout.splitlines()[-1])
    return frozen, set(modules)


def test_a_comparison_loads_its_own_stages_only_and_ends_without_looking_for_cycles(tmp_path):
    (tmp_path / "s.md").write_text("# Goals\n\n- Cut waiting times to 10 minutes by June 2027\n- Open two depots by 2028\n")
    (tmp_path / "r.csv").write_text("Project,Owner,Due\nNew queueing screens,Ann Poole,2027-03-01\nDepot in the north,Bo Tarr,2028-02-01\n")
    frozen, modules = ended(tmp_path, "compare", "s.md", "r.csv", "-q")
    assert frozen > 10_000
    assert {"aligner.gaps.touching", "aligner.encode.shipped"} <= modules
    for name in (
        "aligner.pipeline.check",
        "aligner.check",
        "aligner.scan",
        "aligner.train",
        "aligner.readers.pdf",
        "openpyxl",
        "spacy",
        "torch",
    ):
        assert name not in modules
    assert not {"lxml.etree", "rich"} & modules
