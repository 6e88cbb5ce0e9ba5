from __future__ import annotations

import docx
import pytest
from lxml import etree

from aligner.annotate import annotate
from aligner.domain.links import Evidence, Side
from aligner.domain.text import Layer, Locator
from aligner.errors import UnsupportedFormatError
from aligner.readers import read_document
from tests.annotate.made import W, gap, parts, place, quoted, ranges, typed
from tests.readers import ooxml_factory as factory


@pytest.fixture
def made(tmp_path):
    def write(body, **more):
        path = tmp_path / "draft.docx"
        path.write_bytes(typed(factory.docx(body, **more)))
        return path

    return write


def run(text, properties=""):
    return f'<w:r w:rsidR="00A1"><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(path, *quotes):
    """Annotate quotes, and return the copy with the text of each range."""
    target = path.with_name("draft.reviewed.docx")
    assert annotate(path, quoted(path, *quotes), target) == ()
    return target, list(ranges(target).values())


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        (run("We cut cost by 12% this year."), "12%"),
        (run("We cut cost"), "We cut cost"),
        (run("We cut co") + run("st by 1", "<w:b/>") + run("2% this year."), "cost by 12%"),
        (run("See ") + f"<w:hyperlink>{run('our pl')}{run('an')}</w:hyperlink>" + run(" of May."), "plan of May"),
        (run("By ") + f'<w:ins w:id="9">{run("March")}</w:ins><w:del w:id="8"><w:r><w:delText>June</w:delText></w:r></w:del>' + run(" 2027."), "March 2027"),
        (run("step") + "<w:r><w:noBreakHyphen/></w:r>" + run("change now"), "step-change"),
        (run("one") + "<w:r><w:tab/><w:t>two</w:t><w:br/><w:t>three four</w:t></w:r>", "two three"),
        (f'<w:sdt><w:sdtContent>{run("held in a control")}</w:sdtContent></w:sdt>', "a control"),
        (f"<w:smartTag>{run('Stenner')}</w:smartTag>{run('by')}", "Stennerby"),
        (run("soft\u00adly, and\u00a0sure"), "softly, and sure"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Goal 3 holds") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "3 holds"),
    ],
)  # fmt: skip
def test_a_range_spans_exactly_the_characters_of_its_quote(made, body, quote):
    path = made(f"<w:p>{body}</w:p>")
    target, texts = mark(path, quote)
    assert [" ".join(text.replace("\u00ad", "").split()) for text in texts] == [quote]
    before, after = read_document(path), read_document(target)
    assert [(block.kind, block.text, block.spans) for block in before.blocks] == [
        (block.kind, block.text, block.spans) for block in after.blocks if block.layer is not Layer.COMMENT
    ]


def test_cut_runs_keep_their_properties(made):
    path = made(f"<w:p>{run('before the words after', '<w:b/><w:color w:val=&quot;FF0000&quot;/>'.replace('&quot;', chr(34)))}</w:p>")
    target, _ = mark(path, "the words")
    runs = [one for one in etree.fromstring(parts(target)["word/document.xml"]).iter(f"{W}r") if one.find(f"{W}t") is not None]
    assert ["".join(one.itertext()) for one in runs] == ["before ", "the words", " after"]
    assert {etree.tostring(one.find(f"{W}rPr")) for one in runs} == {etree.tostring(runs[0].find(f"{W}rPr"))}
    assert {one.get(f"{W}rsidR") for one in runs} == {"00A1"}


def test_quotes_in_tables_lists_and_repeated_texts_are_found_where_they_are(made):
    body = (
        factory.paragraph("Cut cost by 12%")
        + factory.table(
            ["Goal", "Target", "Owner"], ["Cut cost by 12%", "12%", "Ann Lee"], ["Keep staff", "91% stay", "Bo Ek"], header=True
        )
        + factory.item("Cut cost by 12%")
    )
    path = made(body)
    document = read_document(path)
    findings = [
        gap(place(document, "Cut cost by 12%", nth=0), number=1),
        gap(place(document, "Cut cost by 12%", nth=1), number=2),
        gap(place(document, "Cut cost by 12%", nth=3), number=3),
        gap(place(document, "91% stay"), number=4),
        gap(place(document, "Keep staff | 91% stay | Bo", nth=0), number=5),
    ]
    target = path.with_name("copy.docx")
    assert annotate(path, findings, target) == ()
    root = etree.fromstring(parts(target)["word/document.xml"])
    where = {
        start.get(f"{W}id"): [one.tag.removeprefix(W) for one in start.iterancestors()] for start in root.iter(f"{W}commentRangeStart")
    }
    assert "tc" in where["0"]
    assert "tc" not in where["1"]
    assert "tc" not in where["2"]
    assert [" ".join(text.split()) for text in ranges(target).values()][3:] == ["91% stay", "Keep staff 91% stay Bo"]


def test_a_cell_of_several_paragraphs_and_merged_cells(made):
    cell = f"<w:tc>{factory.paragraph('First line')}{factory.paragraph('second line ends')}</w:tc>"
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{factory.paragraph("Wide text")}</w:tc>'
    path = made(factory.table(["A", "B", "C"], [cell, "x", "y"], [wide, "the end"], header=True))
    _, texts = mark(path, "line second line", "Wide", "the end")
    assert [" ".join(text.split()) for text in texts] == ["line second line", "Wide", "the end"]


def test_overlapping_quotes_get_ranges_of_their_own(made):
    path = made(f"<w:p>{run('We cut cost by 12% and keep staff.')}</w:p>")
    _, texts = mark(path, "cut cost by 12%", "12% and keep", "cost", "We cut cost by 12% and keep staff.")
    assert sorted(texts) == sorted(["cut cost by 12%", "12% and keep", "cost", "We cut cost by 12% and keep staff."])


def test_a_text_box_is_marked_where_it_hangs(made):
    box = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{factory.paragraph("Boxed words")}</w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r>'
    path = made(f"<w:p>{run('Beside it.')}{box}</w:p>")
    target, texts = mark(path, "Boxed")
    assert texts == [" Boxed words"]
    root = etree.fromstring(parts(target)["word/document.xml"])
    assert not [one for one in root.iter(f"{W}commentRangeStart") if [*one.iterancestors(f"{W}txbxContent")]]


def test_comments_say_all_and_refer_to_each_other(made):
    path = made(
        factory.paragraph("Cut cost by 12%") + factory.paragraph("and by 15%"), properties=factory.core("T", "2031-02-03T10:00:00Z")
    )
    document = read_document(path)
    other = ("9% at most", Locator("plans/roadmap.xlsx", sheet="Plan", cell="B7", end=10))
    finding = gap(place(document, "12%"), place(document, "15%"), other, message="Bad \x00\u202echars & <tags>")
    target = path.with_name("copy.docx")
    assert annotate(path, [finding], target) == ()
    first, second = docx.Document(str(target)).comments
    assert (first.author, first.initials, first.timestamp.isoformat()) == ("aligner", "al", "2031-02-03T00:00:00+00:00")
    assert first.text == (
        "High: target conflict (TC-00000001)\nBad chars & <tags>\nAsk: Which one holds?\nTo clear it: Correct one of them.\n"
        "roadmap.xlsx, sheet Plan, cell B7: “9% at most”"
    )
    assert second.text == "High: target conflict (TC-00000001)\nBelongs to the comment at paragraph 1: Bad chars & <tags>"


def test_a_quote_within_another_of_the_same_finding_gets_no_comment_of_its_own(made):
    path = made(factory.paragraph("Cut cost by 12% in 2027"))
    document = read_document(path)
    target = path.with_name("copy.docx")
    assert annotate(path, [gap(place(document, "cost by 12%"), place(document, "12%"), place(document, "2027"))], target) == ()
    assert list(ranges(target).values()) == ["cost by 12%", "2027"]


def test_without_a_date_of_its_own_a_document_gets_comments_without_one(made):
    path = made(factory.paragraph("Cut cost by 12%"))
    target, _ = mark(path, "12%")
    assert docx.Document(str(target)).comments.get(0).timestamp is None


def test_existing_comments_stay_and_ids_are_fresh(made):
    old = '<w:comment w:id="4" w:author="Ann"><w:p><w:r><w:t>Really?</w:t></w:r></w:p></w:comment>'
    body = f'<w:p><w:commentRangeStart w:id="4"/>{run("Cut cost")}<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>{run(" by 12%")}</w:p>'
    path = made(body, extra={"comments": ("comments", old)})
    target, _ = mark(path, "cost by")
    assert [(one.comment_id, one.author) for one in docx.Document(str(target)).comments] == [(4, "Ann"), (5, "aligner")]
    assert ranges(target) == {"4": "Cut cost", "5": "cost by"}
    again = target.with_name("twice.docx")
    annotate(target, quoted(target, "12%"), again)
    assert [one.comment_id for one in docx.Document(str(again)).comments] == [4, 5, 6]


def test_every_other_part_is_carried_over_and_the_source_untouched(made):
    path = made(factory.paragraph("Cut cost by 12%"), extra={"footnotes": ("footnotes", "")})
    before = path.read_bytes()
    target, _ = mark(path, "12%")
    assert path.read_bytes() == before
    old, new = parts(path), parts(target)
    changed = {name for name in new if old.get(name) != new[name]}
    assert changed == {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert list(new)[: len(old)] == list(old)


def test_the_same_findings_give_the_same_bytes(made):
    path = made(factory.paragraph("Cut cost by 12%"))
    first, second = path.with_name("one.docx"), path.with_name("two.docx")
    for target in (first, second):
        annotate(path, quoted(path, "12%"), target)
    assert first.read_bytes() == second.read_bytes()


def test_quotes_that_the_file_does_not_hold_are_handed_back(made):
    path = made(factory.paragraph("Cut cost by 12%"))
    document = read_document(path)
    _, there = place(document, "12%")
    moved = gap(("13%", there), number=1)
    elsewhere = gap(("12%", Locator("other.docx", paragraph=1, start=12, end=15)), number=2)
    beyond = gap(("12%", Locator(document.path, paragraph=99, start=12, end=15)), number=3)
    bare = gap(number=4)
    sound = gap(("12%", there), number=5)
    target = path.with_name("copy.docx")
    assert annotate(path, [moved, elsewhere, beyond, bare, sound], target) == (moved, elsewhere, beyond, bare)
    assert list(ranges(target).values()) == ["12%"]


def test_a_file_without_findings_is_copied_as_it_is(made):
    path = made(factory.paragraph("Cut cost by 12%"))
    target = path.with_name("copy.docx")
    assert annotate(path, [], target) == ()
    assert parts(target) == parts(path)


def test_the_strict_variant_is_refused(made, tmp_path):
    path = made(factory.paragraph("Cut cost by 12%"))
    findings = quoted(path, "12%")
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        )
        for name, data in parts(path).items()
    }
    path.write_bytes(factory.zipped(strict))
    with pytest.raises(UnsupportedFormatError, match="strict variant"):
        annotate(path, findings, tmp_path / "copy.docx")
    assert not (tmp_path / "copy.docx").exists()


def test_evidence_sides_do_not_matter(made):
    path = made(factory.paragraph("Cut cost by 12%"))
    quote, locator = place(read_document(path), "12%")
    finding = gap(number=7)
    finding = type(finding)(
        **{name: getattr(finding, name) for name in finding.__slots__} | {"evidence": (Evidence(Side.ITEM, quote, locator),)}
    )
    assert annotate(path, [finding], path.with_name("copy.docx")) == ()
