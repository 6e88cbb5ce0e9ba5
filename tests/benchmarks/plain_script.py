"""What a person would write in ten minutes: read both files, encode everything, take cosines. The yardstick for speed and memory.

``python tests/benchmarks/plain_script.py STRATEGY.docx ROADMAP.xlsx MODEL_FOLDER``: needs python-docx, openpyxl and sentence-transformers.
"""

from __future__ import annotations

import sys

import docx
import openpyxl
from sentence_transformers import SentenceTransformer


def main(strategy: str, roadmap: str, model: str) -> None:
    goals = [paragraph.text for paragraph in docx.Document(strategy).paragraphs if paragraph.text.strip()]
    rows = []
    for sheet in openpyxl.load_workbook(roadmap):
        for row in sheet.iter_rows(values_only=True):
            text = " ".join(str(cell) for cell in row if cell is not None)
            if text:
                rows.append(text)
    encoder = SentenceTransformer(model)
    left = encoder.encode(goals, normalize_embeddings=True)
    right = encoder.encode(rows, normalize_embeddings=True)
    best = (left @ right.T).max(axis=1)
    for text, score in zip(goals, best, strict=True):
        print(f"{score:.2f} {text[:80]}")


if __name__ == "__main__":
    main(*sys.argv[1:4])
