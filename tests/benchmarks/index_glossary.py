"""Writes ``aligner/data/glossary.index``, from which the program knows the names of the glossary without reading its entries.

``python tests/benchmarks/index_glossary.py``; to be run after every change of ``glossary.jsonl``. Same glossary in, same bytes out.
"""

from __future__ import annotations

from pathlib import Path

from aligner.encode.glossary_shelf import index_of

DATA = Path(__file__).resolve().parents[2] / "aligner" / "data"

if __name__ == "__main__":
    DATA.joinpath("glossary.index").write_text(index_of(DATA.joinpath("glossary.jsonl").read_text("utf-8")), "utf-8")
