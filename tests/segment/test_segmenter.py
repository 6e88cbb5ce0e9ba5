from __future__ import annotations

import subprocess
import sys

from aligner.domain.text import Block, BlockKind, Cell, Document, Layer, Locator, Span, SpanStyle
from aligner.segment import Segmenter

HEADING, PARAGRAPH, ITEM, ROW, CODE = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.ROW, BlockKind.CODE


def block(number, kind, text, *, level=0, layer=Layer.BODY, spans=(), caption="", **place):  # noqa: PLR0913 - the fields of a block
    locator = Locator("plan.md", line=None if place else number, paragraph=number if place else None, end=len(text), **place)
    return Block(kind, text, locator, level=level, layer=layer, spans=spans, caption=caption)


def document(*blocks, path="plan.md", title="", day=None):
    return Document(path, "0" * 64, "md", tuple(blocks), title=title, date=day)


def statements(*blocks, **options):
    made = document(*blocks, **options)
    found = Segmenter().statements(made)
    for statement in found:
        assert made.text_at(statement.locator) == statement.text
        assert made.blocks[statement.block_index] is statement.block
    return found


def test_heading_paths_leave_out_the_heading_itself():
    found = statements(
        block(1, HEADING, "Plan", level=1),
        block(2, HEADING, "Goals", level=2),
        block(3, PARAGRAPH, "Cut waste. Grow trade."),
        block(4, HEADING, "Risks", level=2),
        block(5, PARAGRAPH, "Storms"),
    )
    assert [(s.text, s.headings) for s in found] == [
        ("Plan", ()),
        ("Goals", ("Plan",)),
        ("Cut waste.", ("Plan", "Goals")),
        ("Grow trade.", ("Plan", "Goals")),
        ("Risks", ("Plan",)),
        ("Storms", ("Plan", "Risks")),
    ]


def test_a_list_knows_the_line_that_introduces_it():
    found = statements(
        block(1, PARAGRAPH, "This is new. The Harbour Board will:"),
        block(2, ITEM, "cut waste"),
        block(3, ITEM, "in the yard", level=1),
        block(4, ITEM, "grow trade"),
        block(5, PARAGRAPH, "Nothing else happens in this long paragraph of running prose that introduces no list at all."),
        block(6, ITEM, "alone"),
    )
    assert [s.lead for s in found] == ["", "", "The Harbour Board will:", "cut waste", "The Harbour Board will:", "", ""]


def test_a_short_line_without_a_full_stop_introduces_a_list_too():
    found = statements(block(1, PARAGRAPH, "Goals for 2026"), block(2, ITEM, "Open the gate by Q3"))
    assert found[1].lead == "Goals for 2026"
    assert found[1].facts.dates[0].end == "2026-09-30"


def test_sheets_and_slides_count_as_headings():
    found = statements(
        block(1, ROW, "Gate | Q1", caption="Roadmap", sheet="Roadmap"),
        block(2, ROW, "Crane | Q2", caption="Budget", sheet="Budget"),
        block(1, HEADING, "Our aims", level=1, caption="Our aims", slide=1),
        block(2, ITEM, "Cut waste", caption="Our aims", slide=1),
        block(1, ITEM, "Grow trade", caption="More aims", slide=2),
    )
    assert [s.headings for s in found] == [("Roadmap",), ("Budget",), (), ("Our aims",), ("More aims",)]


def test_bold_leads_stand_alone_and_labels_do_not():
    bold = Span(SpanStyle.BOLD, 0, 16)
    found = statements(block(1, ITEM, "Cut yard waste. It costs too much. We know.", spans=(Span(SpanStyle.BOLD, 0, 15),)))
    assert [s.text for s in found] == ["Cut yard waste.", "It costs too much.", "We know."]
    found = statements(block(1, PARAGRAPH, "Shared berth map: one view for all", spans=(bold,)))
    assert [s.text for s in found] == ["Shared berth map:", "one view for all"]
    found = statements(block(1, PARAGRAPH, "Owner: Jane Okafor", spans=(Span(SpanStyle.BOLD, 0, 6),)))
    assert [(s.text, s.facts.owners[0].text) for s in found] == [("Owner: Jane Okafor", "Jane Okafor")]
    found = statements(block(1, PARAGRAPH, "Harbour services will be online", spans=(bold,)))
    assert [s.text for s in found] == ["Harbour services will be online"]


def test_only_body_and_notes_give_statements():
    layers = [Layer.BODY, Layer.NOTE, Layer.FOOTNOTE, Layer.COMMENT, Layer.DELETED, Layer.HIDDEN, Layer.QUOTED]
    blocks = [block(number, PARAGRAPH, f"Line in {layer.value}", layer=layer) for number, layer in enumerate(layers, 1)]
    found = statements(*blocks, block(99, CODE, "print(1)"), block(100, PARAGRAPH, "***"))
    assert [s.text for s in found] == ["Line in body", "Line in note"]


def test_a_row_is_one_statement_with_its_cells():
    text = "Gate. New | 30.6.2026"
    cells = tuple(
        Cell(part, column, "", Locator("plan.md", line=7, cell=f"{'AB'[column]}1", end=len(part)))
        for column, part in enumerate(text.split(" | "))
    )
    row = Block(ROW, text, Locator("plan.md", line=7, end=len(text)), cells=cells, table=0)
    found = statements(row)
    assert [s.text for s in found] == [text]
    assert found[0].block.cells == cells


def test_dates_of_the_document_and_the_way_it_writes_them_reach_every_statement():
    found = statements(
        block(1, PARAGRAPH, "Status as of 12 March 2026"),
        block(2, PARAGRAPH, "Done on 25/02/2026."),
        block(3, PARAGRAPH, "Due on 03/04/2026, the rest within 18 months. We pay 12,5 % on 1.234 €."),
    )
    assert [span.end for span in found[2].facts.dates] == ["2026-04-03", "2027-09-12"]
    assert [metric.value for metric in found[3].facts.metrics] == [12.5, 1234.0]


def test_importing_the_package_loads_neither_spacy_nor_numpy():
    code = "import sys, aligner.segment\nprint([name for name in ('spacy', 'numpy', 'thinc') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[]"
