from __future__ import annotations

import pytest

from aligner.readers import read_document
from aligner.stress.edit import edited
from aligner.stress.faults import Copy, Remove, Replace, Unplantable
from tests.stress import documents

MAKERS = {
    "docx": documents.docx,
    "pptx": documents.pptx,
    "xlsx": documents.xlsx,
    "csv": documents.csv,
    "md": documents.markdown,
    "html": documents.html,
    "txt": documents.text,
}
PROSE = ["docx", "pptx", "md", "html", "txt"]
TABLES = ["docx", "pptx", "xlsx", "csv", "md", "html"]


@pytest.fixture(params=list(MAKERS))
def form(request):
    return request.param


def opened(form, folder):
    path = MAKERS[form](folder / f"file.{form}")
    return path, read_document(path)


def after(path, document, *edits):
    path.write_bytes(edited(path.read_bytes(), document, edits))
    return read_document(path)


def texts(document):
    return [block.text for block in document.blocks]


def block_with(document, words):
    return next(block for block in document.blocks if words in block.text)


def cell_with(document, words):
    return next(cell for block in document.blocks for cell in block.cells if words in cell.text)


def without(document, words):
    return [text for text in texts(document) if words not in text]


@pytest.mark.parametrize("form", PROSE)
def test_some_words_of_a_paragraph(form, tmp_path):
    path, document = opened(form, tmp_path)
    block = block_with(document, "no more than 4")
    start = block.text.index("4 hours")
    changed = after(path, document, Replace(block.locator.slice(start, start + 7), "9 days"))
    assert block_with(changed, "no more than").text == "By 2030 ships wait no more than 9 days & leave on time."
    assert without(changed, "no more than") == without(document, "no more than")


@pytest.mark.parametrize("form", PROSE)
def test_several_words_of_one_paragraph_at_once(form, tmp_path):
    path, document = opened(form, tmp_path)
    block = block_with(document, "no more than 4")
    ends = [(block.text.index(word), len(word), new) for word, new in (("2030", "2035"), ("4", "12"), ("on time", "late"))]
    edits = [Replace(block.locator.slice(start, start + length), new) for start, length, new in ends]
    assert block_with(after(path, document, *edits), "ships").text == "By 2035 ships wait no more than 12 hours & leave late."


@pytest.mark.parametrize("form", PROSE)
def test_a_list_item_goes(form, tmp_path):
    path, document = opened(form, tmp_path)
    changed = after(path, document, Remove(block_with(document, "second quay").locator))
    assert texts(changed) == without(document, "second quay")


@pytest.mark.parametrize("form", PROSE)
def test_words_behind_a_sentence(form, tmp_path):
    path, document = opened(form, tmp_path)
    block = block_with(document, "second quay")
    changed = after(path, document, Replace(block.locator.slice(len(block.text), len(block.text)), " Target: 5 ships."))
    assert block_with(changed, "second quay").text == "We will open a second quay. Target: 5 ships."


@pytest.mark.parametrize("form", TABLES)
def test_a_cell_gets_other_words(form, tmp_path):
    path, document = opened(form, tmp_path)
    cell = cell_with(document, "Paint every")
    changed = after(path, document, Replace(cell.locator.slice(6, 11), "no"))
    assert cell_with(changed, "Paint").text == "Paint no lighthouse"
    assert without(changed, "lighthouse") == without(document, "lighthouse")


@pytest.mark.parametrize("form", TABLES)
def test_a_row_goes(form, tmp_path):
    path, document = opened(form, tmp_path)
    changed = after(path, document, Remove(block_with(document, "lighthouse").locator))
    assert texts(changed) == without(document, "lighthouse")


@pytest.mark.parametrize("form", TABLES)
def test_a_row_is_copied_with_other_words(form, tmp_path):
    path, document = opened(form, tmp_path)
    row = block_with(document, "lighthouse")
    title, owner = cell_with(document, "Paint every"), cell_with(document, "Otto")
    changes = tuple(
        Replace(cell.locator.slice(0, len(cell.text)), new) for cell, new in ((title, "Repaint all beacons"), (owner, "Ines Vale"))
    )
    changed = after(path, document, Copy(row.locator, changes))
    assert without(changed, "beacons") == texts(document)
    assert [cell.text for cell in block_with(changed, "beacons").cells][:4] == ["K-02", "Repaint all beacons", "Ines Vale", "Q3 2027"]


@pytest.mark.parametrize("form", TABLES)
def test_edits_of_several_rows_do_not_get_in_each_others_way(form, tmp_path):
    path, document = opened(form, tmp_path)
    first, last = block_with(document, "northern"), cell_with(document, "Train the pilots")
    copy = Copy(first.locator, (Replace(cell_with(document, "Dredge").locator.slice(0, 25), "Deepen the basin"),))
    changed = after(path, document, Remove(block_with(document, "lighthouse").locator), copy, Replace(last.locator.slice(0, 5), "Teach"))
    told = [next(cell.text for cell in block.cells if cell.column == 1) for block in changed.blocks if len(block.cells) > 3]
    assert told == ["Dredge the northern basin", "Deepen the basin", "Teach the pilots"]


def test_a_typed_date_stays_one(tmp_path):
    path, document = opened("xlsx", tmp_path)
    cell = cell_with(document, "2027-03-31")
    assert cell.iso_date == "2027-03-31"
    changed = after(path, document, Replace(cell.locator.slice(0, len(cell.text)), "2029-03-28"))
    assert cell_with(changed, "2029-03-28").iso_date == "2029-03-28"


def test_the_title_above_stays_merged_and_the_lines_of_a_cell_stay_lines(tmp_path):
    path, document = opened("xlsx", tmp_path)
    changed = after(path, document, Remove(block_with(document, "lighthouse").locator))
    assert cell_with(changed, "deeper").breaks == cell_with(document, "deeper").breaks != ()


def test_what_is_not_there_cannot_be_changed(tmp_path):
    path, document = opened("docx", tmp_path)
    other = read_document(documents.text(tmp_path / "other.txt"))
    with pytest.raises(Unplantable):
        edited(path.read_bytes(), document, [Remove(other.blocks[0].locator)])
