from __future__ import annotations

import pytest

from aligner.domain.text import Block, BlockKind, Cell, Document, Locator
from aligner.readers import read_document
from aligner.stress.copies import as_markdown, copied
from tests.stress import documents


def test_pdf_text_becomes_markdown_that_reads_the_same(tmp_path):
    cells = tuple(
        Cell(text, column, header, Locator("a.pdf", page=1, cell=f"{letter}1", end=len(text)))
        for column, (text, header, letter) in enumerate((("Dredge | basin", "Work", "A"), ("Mara", "Owner", "B")))
    )
    blocks = (
        Block(BlockKind.HEADING, "Harbour #1", Locator("a.pdf", page=1, line=1), level=1),
        Block(BlockKind.PARAGRAPH, "1. Ships *leave* on time.", Locator("a.pdf", page=1, line=2)),
        Block(BlockKind.LIST_ITEM, "Open a quay", Locator("a.pdf", page=1, line=3), marker="•"),
        Block(BlockKind.ROW, "Dredge | basin | Mara", Locator("a.pdf", page=1, line=4), cells=cells, table=0),
    )
    path = tmp_path / "a.md"
    path.write_text(as_markdown(Document("a.pdf", "0" * 64, "pdf", blocks)), "utf-8")
    read = read_document(path)
    assert [block.text for block in read.blocks[:3]] == [block.text for block in blocks[:3]]
    assert [(cell.text, cell.header) for cell in read.blocks[-1].cells] == [(cell.text, cell.header) for cell in cells]


def test_files_of_the_same_name_do_not_meet(tmp_path):
    for folder in ("q1", "q2", "copies"):
        (tmp_path / folder).mkdir()
    one, other = documents.csv(tmp_path / "q1" / "plan.csv"), documents.csv(tmp_path / "q2" / "plan.csv")
    made = copied([documents.text(tmp_path / "s.txt")], [one, other], tmp_path / "copies")
    assert len(set(made.execution)) == 2
    assert [made.originals[path] for path in made.execution] == [one.as_posix(), other.as_posix()]


@pytest.mark.parametrize("form", ["docx", "csv"])
def test_copies_hold_the_same_bytes(form, tmp_path):
    (tmp_path / "copies").mkdir()
    made = copied([getattr(documents, form)(tmp_path / f"a.{form}")], [documents.text(tmp_path / "b.txt")], tmp_path / "copies")
    assert made.data[made.strategy[0]] == (tmp_path / f"a.{form}").read_bytes()
