from __future__ import annotations

import hashlib

import pytest

from aligner.domain.text import BlockKind, Layer, SpanStyle
from aligner.errors import CorruptFileError, EncryptedFileError
from aligner.readers import read_source
from aligner.readers.base import Limits, Source
from tests.readers.odf_factory import META, content, packed

LIMITS = Limits()

BOLD = (
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T" style:family="paragraph" style:parent-style-name="Title"/>'
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/>'
    '<text:list-level-style-bullet text:level="2" text:bullet-char="–"/></text:list-style>'
)


def read(data: bytes, limits: Limits = LIMITS):
    document = read_source(Source("plan.bin", data, hashlib.sha256(data).hexdigest()), limits)
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text
        for cell in block.cells:
            assert document.text_at(cell.locator) == cell.text
    assert len({block.locator.place for block in document.blocks}) == len(document.blocks)
    return document


def seen(document):
    return [(block.kind.value, block.level, block.marker, block.text) for block in document.blocks]


def test_headings_lists_and_looks():
    body = (
        '<text:h text:outline-level="1">Quays</text:h><text:p>We will <text:span text:style-name="B">dredge</text:span><text:s text:c="3"/>early.</text:p>'
        '<text:list text:style-name="L"><text:list-item><text:p>First</text:p><text:list><text:list-item><text:p>Under</text:p></text:list-item></text:list>'
        "</text:list-item><text:list-item><text:p>Second</text:p></text:list-item></text:list>"
    )
    document = read(packed("text", body, BOLD, meta_xml=META))
    assert document.format == "odt"
    assert (document.title, document.date) == ("Harbour plan", "2026-04-05")
    assert seen(document) == [
        ("heading", 1, "", "Quays"),
        ("paragraph", 0, "", "We will dredge early."),
        ("list-item", 0, "1.", "First"),
        ("list-item", 1, "–", "Under"),
        ("list-item", 0, "2.", "Second"),
    ]
    span = document.blocks[1].spans[0]
    assert (span.style, document.blocks[1].text[span.start : span.end]) == (SpanStyle.BOLD, "dredge")
    assert document.blocks[4].locator.describe() == "paragraph 5"


def test_a_text_table_has_named_columns_and_merged_cells():
    row = "<table:table-row>{}</table:table-row>"
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    rows = (
        "<table:table-header-rows>" + row.format("".join(cell.format("", text) for text in ("Task", "Owner", "Due"))) + "</table:table-header-rows>"
        + row.format(cell.format(' table:number-rows-spanned="2"', "Dredge") + cell.format("", "Ada Low") + cell.format("", "May 2027"))
        + row.format("<table:covered-table-cell/>" + cell.format("", "Bo Ek") + cell.format("", "June 2027"))
    )  # fmt: skip
    document = read(packed("text", f"<text:p>Work</text:p><table:table>{rows}</table:table>"))
    found = [[(one.header, one.text, one.merged) for one in block.cells] for block in document.blocks if block.kind is BlockKind.ROW]
    assert found == [
        [("Task", "Dredge", False), ("Owner", "Ada Low", False), ("Due", "May 2027", False)],
        [("Task", "Dredge", True), ("Owner", "Bo Ek", False), ("Due", "June 2027", False)],
    ]
    assert document.blocks[1].cells[1].locator.describe() == "paragraph 2, cell B2"


def test_what_is_not_shown_is_kept_apart():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Old promise.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Shown<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
        "<office:annotation><text:p>Really?</text:p></office:annotation> text.</text:p>"
        '<text:section text:display="none"><text:p>Secret.</text:p></text:section>'
        "<text:table-of-content><text:index-body><text:p>Quays 3</text:p></text:index-body></text:table-of-content>"
        '<text:p><draw:frame><draw:image xlink:href="a.png"/></draw:frame></text:p>'
    )
    document = read(packed("text", body))
    assert [(block.layer, block.text) for block in document.blocks] == [
        (Layer.DELETED, "Old promise."),
        (Layer.BODY, "Shown text."),
        (Layer.FOOTNOTE, "A note."),
        (Layer.COMMENT, "Really?"),
        (Layer.HIDDEN, "Secret."),
    ]
    assert {entry.what: entry.count for entry in document.unread} == {"hidden text": 1, "image": 1, "tracked deletion": 1}


def test_a_flat_file_is_read_like_a_packed_one():
    text = content("text", "<text:p>We will dredge.</text:p>").replace("office:document-content", "office:document")
    flat = text.replace("<office:document ", '<office:document office:mimetype="application/vnd.oasis.opendocument.text" ')
    assert seen(read(flat.encode())) == [("paragraph", 0, "", "We will dredge.")]


def test_a_spreadsheet_has_places_types_and_hidden_parts():
    def cell(text, extra=""):
        return f"<table:table-cell{extra}><text:p>{text}</text:p></table:table-cell>"

    dated = ' office:value-type="date" office:date-value="2027-05-31"'
    number = ' office:value-type="currency" office:value="1200.5"'
    rows = (
        f"<table:table-row>{''.join(cell(text) for text in ('Task', 'Owner', 'Due', 'Budget'))}</table:table-row>"
        f"<table:table-row>{cell('Dredge')}{cell('Ada Low')}{cell('31.05.27', dated)}{cell('1.200,50 €', number)}</table:table-row>"
        f'<table:table-row table:visibility="collapse">{cell("Paint")}{cell("Bo Ek")}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    style = '<style:style style:name="H" style:family="table"><style:table-properties table:display="false"/></style:style>'
    hidden = f'<table:table table:name="Old" table:style-name="H"><table:table-row>{cell("Gone")}</table:table-row></table:table>'
    document = read(packed("spreadsheet", f'<table:table table:name="Plan">{rows}</table:table>{hidden}', style))
    first = document.blocks[0]
    assert document.format == "ods"
    assert [(one.header, one.text, one.iso_date, one.number) for one in first.cells] == [
        ("Task", "Dredge", None, None),
        ("Owner", "Ada Low", None, None),
        ("Due", "2027-05-31", "2027-05-31", None),
        ("Budget", "1.200,50 €", None, 1200.5),
    ]
    assert first.cells[3].locator.describe() == "sheet Plan, cell D2"
    assert [block.text for block in document.blocks if block.layer is Layer.HIDDEN] == ["Paint | Bo Ek", "Gone"]
    assert {entry.what for entry in document.unread} == {"hidden row", "hidden sheet"}


def test_repeated_cells_and_rows_stay_within_the_limits():
    row = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000"><text:p>x y</text:p></table:table-cell></table:table-row>'
    document = read(packed("spreadsheet", f'<table:table table:name="A">{row * 3}</table:table>'), Limits(cells=5_000))
    assert sum(len(block.cells) for block in document.blocks) <= 7_000
    assert ("sheet beyond the limits", 1) in {(entry.what, entry.count) for entry in document.unread}


def test_slides_have_titles_notes_and_hidden_pages():
    style = '<style:style style:name="D" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    title = '<draw:frame presentation:class="title"><draw:text-box><text:p>Our quays</text:p></draw:text-box></draw:frame>'
    text = "<draw:frame><draw:text-box><text:list><text:list-item><text:p>Dredge by May 2027</text:p></text:list-item></text:list></draw:text-box></draw:frame>"
    notes = '<presentation:notes><draw:frame presentation:class="notes"><draw:text-box><text:p>Say it slowly.</text:p></draw:text-box></draw:frame></presentation:notes>'
    second = '<draw:page draw:style-name="D"><draw:frame><draw:text-box><text:p>Spare</text:p></draw:text-box></draw:frame></draw:page>'
    document = read(packed("presentation", f"<draw:page>{text}{title}{notes}</draw:page>{second}", style))
    assert [(block.kind.value, block.layer.value, block.text, block.locator.slide) for block in document.blocks] == [
        ("heading", "body", "Our quays", 1),
        ("list-item", "body", "Dredge by May 2027", 1),
        ("paragraph", "note", "Say it slowly.", 1),
        ("paragraph", "hidden", "Spare", 2),
    ]
    assert document.blocks[1].caption == "Our quays"


def test_entities_and_passwords_are_refused():
    evil = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + content("text", "<text:p>&b;</text:p>").partition("?>")[2]
    with pytest.raises(CorruptFileError, match="document type"):
        read(packed("text", "", main=evil))
    with pytest.raises(EncryptedFileError):
        read(packed("text", "<text:p>x</text:p>", **{"META-INF__manifest_xml": "<m><encryption-data/></m>"}))


def test_a_text_document_without_its_content_is_damaged():
    with pytest.raises(CorruptFileError, match="lacks the content"):
        read(packed("text", "", main=content("spreadsheet", "")))
