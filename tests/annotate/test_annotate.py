from __future__ import annotations

from pathlib import Path

import pytest

from aligner.annotate import FORMATS, annotate, check_copy
from aligner.domain.text import Layer
from aligner.errors import MissingFileError, OutputError, UsageError
from aligner.readers import read_document
from tests.annotate.made import gap, ranges
from tests.readers import ooxml_factory as factory

CORPORA = Path(__file__).parents[2] / "corpora"
DOCUMENTS = sorted(path for path in CORPORA.glob("*/*.docx") if path.parent.name in {"skelderwick-mutual", "tu-brennholt", "mallowtide"})


def test_formats_are_named():
    assert FORMATS == ("docx", "pptx", "xlsx")


@pytest.mark.parametrize(
    ("name", "text"), [("notes.md", "# Goals\n\n- Cut cost"), ("notes.txt", "Cut cost by 12%"), ("plan.csv", "Task,Owner\nA,B\nC,D\n")]
)
def test_other_formats_say_what_can_be_annotated(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    with pytest.raises(UsageError, match="cannot carry comments; docx, xlsx and pptx files can be annotated"):
        annotate(tmp_path / name, [], tmp_path / f"copy-{name}")


def test_the_source_is_never_written_over(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(factory.docx(factory.paragraph("Cut cost")))
    (tmp_path / "same.docx").symlink_to(path)
    before = path.read_bytes()
    for target in (path, tmp_path / "same.docx"):
        with pytest.raises(UsageError, match="is the file to annotate; choose another name"):
            annotate(path, [], target)
    assert path.read_bytes() == before


def test_the_copy_keeps_the_ending_of_its_source(tmp_path):
    path = tmp_path / "draft.docm"
    path.write_bytes(factory.docx(factory.paragraph("Cut cost")))
    with pytest.raises(UsageError, match=r"must be named with \.docm at its end, not 'copy\.docx'"):
        annotate(path, [], tmp_path / "copy.docx")
    annotate(path, [], tmp_path / "copy.docm")
    assert (tmp_path / "copy.docm").exists()


def test_missing_files_and_folders_are_named(tmp_path):
    with pytest.raises(MissingFileError, match="does not exist"):
        annotate(tmp_path / "none.docx", [], tmp_path / "copy.docx")
    path = tmp_path / "draft.docx"
    path.write_bytes(factory.docx(factory.paragraph("Cut cost")))
    with pytest.raises(OutputError, match="cannot write"):
        annotate(path, [], tmp_path / "none" / "copy.docx")


def test_a_copy_that_cannot_be_made_is_refused_before_any_work(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(factory.docx(factory.paragraph("Cut cost")))
    check_copy(path, tmp_path / "copy.docx")
    assert [each.name for each in tmp_path.iterdir()] == ["draft.docx"]
    with pytest.raises(OutputError, match=r"the folder .*none does not exist"):
        check_copy(path, tmp_path / "none" / "copy.docx")
    with pytest.raises(UsageError, match="must be named with"):
        check_copy(path, tmp_path / "copy.xlsx")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_kind_of_place_in_real_looking_documents_is_hit(path, tmp_path):
    """A slice of every body block and cell is quoted; each range must hold exactly that slice."""
    document = read_document(path)
    things = [
        thing
        for block in document.blocks
        if block.layer is Layer.BODY
        for thing in (block, *(cell for cell in block.cells if not cell.merged))
    ]
    findings = []
    for number, thing in enumerate(things):
        start, end = len(thing.text) // 4, len(thing.text) - len(thing.text) // 4
        while thing.text[start].isspace():
            start += 1
        while thing.text[end - 1].isspace():
            end -= 1
        findings.append(gap((thing.text[start:end], thing.locator.slice(start, end)), number=number))
    target = tmp_path / path.name
    assert annotate(path, findings, target) == ()
    found = list(ranges(target).values())
    assert len(found) >= len(findings)
    wanted = sorted("".join(finding.evidence[0].quote.replace("|", "").split()) for finding in findings)
    got = sorted("".join(text.replace("|", "").replace("\u00ad", "").replace("\u2011", "-").split()) for text in found)
    assert [text for text in wanted if text not in got] == []
    assert [block.text for block in document.blocks if block.layer is Layer.BODY] == [
        block.text for block in read_document(target).blocks if block.layer is Layer.BODY
    ]
