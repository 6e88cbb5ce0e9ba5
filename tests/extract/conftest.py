from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from aligner.domain.encoding import Encoder
from aligner.domain.goals import Goal
from aligner.encode import load_encoder
from aligner.extract.goals import extract_goals
from aligner.readers import read_document
from aligner.segment import Segmenter


@dataclass(frozen=True)
class Extraction:
    """Writes texts as files and extracts their goals with the shipped models."""

    folder: Path
    encoder: Encoder

    def goals(self, **files: str) -> tuple[Goal, ...]:
        segmenter = Segmenter()
        documents = []
        for name, text in files.items():
            stem, _, ending = name.rpartition("_")
            path = self.folder / f"{stem}.{ending}"
            path.write_text(text, "utf-8")
            documents.append(read_document(path))
        statements = {document.path: segmenter.statements(document) for document in documents}
        found = extract_goals(documents, statements, encoder=self.encoder, segmenter=segmenter)
        by_path = {document.path: document for document in documents}
        for goal in found:
            quotes = [goal.metric_quote, goal.deadline_quote, goal.owner_quote, *goal.description, *goal.mentions]
            for text, place in [(goal.text, goal.locator), *((quote.text, quote.locator) for quote in quotes if quote)]:
                assert by_path[place.file].text_at(place) == text
        return found


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_encoder("default", cache=None)


@pytest.fixture
def extraction(tmp_path: Path, encoder: Encoder) -> Extraction:
    return Extraction(tmp_path, encoder)
