from __future__ import annotations

import pptx
import pytest
from lxml import etree
from pptx.util import Emu

from aligner.annotate import annotate
from aligner.domain.text import Layer
from aligner.errors import UnsupportedFormatError
from aligner.readers import read_document
from tests.annotate.made import gap, parts, place, quoted
from tests.readers import ooxml_factory as factory

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@pytest.fixture
def deck(tmp_path):
    made = pptx.Presentation()
    for title, body in (("Goals", "Cut cost by 12%"), ("Plan", "Merge the two ledgers")):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = body
    box = made.slides[1].shapes.add_textbox(Emu(1587500), Emu(3175000), Emu(900000), Emu(400000))
    box.text_frame.text = "By June 2027"
    made.slides[1].notes_slide.notes_text_frame.text = "Said at the meeting"
    path = tmp_path / "deck.pptx"
    made.save(path)
    return path


def comments(path):
    """Comments by slide part."""
    found = {}
    for name, data in parts(path).items():
        if name.startswith("ppt/slides/_rels/"):
            for relation in etree.fromstring(data):
                if relation.get("Type").endswith("/comments"):
                    part = "ppt/" + relation.get("Target").removeprefix("../")
                    root = etree.fromstring(parts(path)[part])
                    found[name.split("/")[-1].removesuffix(".xml.rels")] = [
                        (one.get("idx"), one.find(f"{P}pos").get("x"), one.find(f"{P}pos").get("y"), one.findtext(f"{P}text"))
                        for one in root
                    ]
    return found


def test_comments_stand_at_the_shape_that_holds_the_quote(deck, tmp_path):
    target = tmp_path / "copy.pptx"
    assert annotate(deck, quoted(deck, "June 2027", "by 12%"), target) == ()
    found = comments(target)
    assert set(found) == {"slide1", "slide2"}
    (one,) = found["slide2"]
    assert one[1:3] == ("1000", "2000")
    assert one[3] == (
        "High: target conflict (TC-00000001)\n“June 2027”\nThe two figures differ.\nAsk: Which one holds?\nTo clear it: Correct one of them."
    )
    assert len(pptx.Presentation(target).slides) == 2
    again = read_document(target)
    assert [block.text for block in again.blocks if block.layer is not Layer.COMMENT] == [
        block.text for block in read_document(deck).blocks
    ]
    assert sum(block.layer is Layer.COMMENT for block in again.blocks) == 2


def test_comments_at_one_shape_do_not_hide_each_other(deck, tmp_path):
    target = tmp_path / "copy.pptx"
    annotate(deck, quoted(deck, "June", "2027", "Said at"), target)
    places = [(across, down) for _, across, down, _ in comments(target)["slide2"]]
    assert places == [("1000", "2000"), ("1120", "2000"), ("10", "10")]


def test_the_author_is_listed_once_and_comments_are_numbered_on(deck, tmp_path):
    once, twice = tmp_path / "once.pptx", tmp_path / "twice.pptx"
    annotate(deck, quoted(deck, "June", "12%"), once)
    annotate(once, quoted(once, "Merge"), twice)
    authors = [data for name, data in parts(twice).items() if name.startswith("ppt/commentAuthors")]
    assert len(authors) == 1
    (author,) = etree.fromstring(authors[0])
    assert (author.get("name"), author.get("initials"), author.get("lastIdx")) == ("aligner", "al", "3")
    assert sorted(one[0] for found in comments(twice).values() for one in found) == ["1", "2", "3"]


def test_every_other_part_is_carried_over(deck, tmp_path):
    target = tmp_path / "copy.pptx"
    before = deck.read_bytes()
    annotate(deck, quoted(deck, "12%"), target)
    assert deck.read_bytes() == before
    old, new = parts(deck), parts(target)
    assert {name for name in new if old.get(name) != new[name]} == {
        "[Content_Types].xml", "ppt/_rels/presentation.xml.rels", "ppt/slides/_rels/slide1.xml.rels", "ppt/comments/comment1.xml", "ppt/commentAuthors.xml",
    }  # fmt: skip
    assert set(old) <= set(new)


def test_quotes_that_are_not_there_are_handed_back(deck, tmp_path):
    _, locator = place(read_document(deck), "12%")
    wrong = gap(("13%", locator))
    assert annotate(deck, [wrong], tmp_path / "copy.pptx") == (wrong,)
    assert parts(tmp_path / "copy.pptx") == parts(deck)


def test_a_deck_with_comments_of_the_newer_form_is_refused(deck, tmp_path):
    findings = quoted(deck, "12%")
    held = parts(deck)
    newer = b'<Relationship Id="rId77" Type="http://schemas.microsoft.com/office/2018/10/relationships/comments" Target="../comments/modern.xml"/></Relationships>'
    name = "ppt/slides/_rels/slide2.xml.rels"
    deck.write_bytes(factory.zipped({**held, name: held[name].replace(b"</Relationships>", newer)}))
    with pytest.raises(UnsupportedFormatError, match="newer form"):
        annotate(deck, findings, tmp_path / "copy.pptx")
