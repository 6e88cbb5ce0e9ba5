from __future__ import annotations

import io

import pytest
from docx import Document as WordDocument
from openpyxl import Workbook
from openpyxl.comments import Comment
from pptx import Presentation

from aligner.domain.markers import MARK
from aligner.domain.text import Layer
from aligner.readers import read_document

MARKER = "aligner: ignore vague-goal until 2027-03-31 because the board agreed"


def read(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_document(path)


def markers(document):
    return [block for block in document.blocks if block.layer is Layer.COMMENT and MARK.search(block.text)]


def body(document):
    return [block.text for block in document.blocks if block.layer is Layer.BODY]


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_comment_alone_is_about_the_next_block_and_one_in_a_line_about_its_own(tmp_path):
    text = f"# Goals\n\n<!-- {MARKER} -->\n- Be modern.\n- Be quick. <!-- {MARKER} -->\n\nA paragraph\nof two lines <!-- {MARKER} -->\n\n- Last\n"
    found = markers(read(tmp_path, "draft.md", text))
    assert [block.locator.line for block in found] == [4, 5, 7]
    assert all("board agreed" in block.text for block in found)


def test_html_comments_count_too(tmp_path):
    text = (
        f"<html><body><h1>Goals</h1>\n<!-- {MARKER} -->\n<p>Be modern.</p>\n<p>Be quick. <!-- {MARKER} --></p>\n<p>Last</p></body></html>"
    )
    document = read(tmp_path, "draft.html", text)
    lines = {block.text: block.locator.line for block in document.blocks}
    assert [block.locator.line for block in markers(document)] == [lines["Be modern."], lines["Be quick."]]


def test_other_comments_stay_unread(tmp_path):
    document = read(tmp_path, "draft.md", "# Goals\n\n<!-- aligner: please read -->\n<!-- note to self -->\n- Be modern.\n")
    assert [block.layer for block in document.blocks] == [Layer.BODY, Layer.BODY]


@pytest.mark.parametrize("name", ["draft.md", "draft.txt"])
def test_a_visible_marker_leaves_the_text_that_is_analysed(tmp_path, name):
    document = read(tmp_path, name, f"# Goals\n\nBe modern. [{MARKER}]\n\n[{MARKER}]\n\nBe quick.\n")
    assert "Be modern." in body(document)
    assert not any("2027" in text for text in body(document))
    lines = {block.text: block.locator.line for block in document.blocks}
    assert [block.locator.line for block in markers(document)] == [lines["Be modern."], lines["Be quick."]]
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text


def test_a_marker_in_the_middle_of_a_sentence_is_left_alone(tmp_path):
    document = read(tmp_path, "draft.md", f"We write [{MARKER}] to accept a finding.\n")
    assert MARKER in body(document)[0]
    assert not markers(document)


def test_a_cell_marker_is_about_its_row(tmp_path):
    document = read(tmp_path, "plan.csv", f"Initiative,Owner,Due\nMove mail,Ann,2026-05-01\nMove files [{MARKER}],Bo,2026-06-01\n")
    assert document.blocks[1].text == "Move files | Bo | 2026-06-01"
    assert document.blocks[1].cells[0].text == "Move files"
    assert markers(document)[0].locator.cell == "A3 marker1"


def test_word_comments_are_placed_at_their_anchor(tmp_path):
    word = WordDocument()
    word.add_paragraph("An introduction.")
    goal = word.add_paragraph("Be modern.")
    table = word.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("Task", "Owner"), ("Move mail", "Ann")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    word.add_comment(goal.runs, text=MARKER, author="Jo")
    word.add_comment(table.cell(1, 1).paragraphs[0].runs, text=MARKER, author="Jo")
    word.add_comment(goal.runs, text="An ordinary remark", author="Jo")
    document = read(tmp_path, "draft.docx", saved(word))
    places = {block.text: block.locator for block in document.blocks if block.layer is Layer.BODY}
    first, second = markers(document)
    assert first.locator.paragraph == places["Be modern."].paragraph
    assert (second.locator.paragraph, second.locator.cell.split()[0]) == (places["Move mail | Ann"].paragraph, "B2")
    assert len({block.locator.place for block in document.blocks}) == len(document.blocks)


def test_a_visible_marker_in_word_ends_its_paragraph(tmp_path):
    word = WordDocument()
    word.add_paragraph(f"Be modern. [{MARKER}]")
    document = read(tmp_path, "draft.docx", saved(word))
    assert body(document) == ["Be modern."]
    assert markers(document)[0].locator.paragraph == 1


def test_cell_comments_of_a_workbook_are_markers(tmp_path):
    book = Workbook()
    sheet = book.active
    for row in (["Task", "Owner"], ["Move mail", "Ann"], ["Move files", "Bo"]):
        sheet.append(row)
    sheet["B3"].comment = Comment(MARKER, "Jo")
    (found,) = markers(read(tmp_path, "plan.xlsx", saved(book)))
    assert (found.locator.sheet, found.locator.cell.split()[0]) == ("Sheet", "B3")


def test_notes_of_a_slide_are_about_the_slide(tmp_path):
    deck = Presentation()
    for title in ("Be modern", "Be quick"):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "A line"
    deck.slides[1].notes_slide.notes_text_frame.text = MARKER
    (found,) = markers(read(tmp_path, "deck.pptx", saved(deck)))
    assert (found.locator.slide, found.locator.paragraph) == (2, None)
