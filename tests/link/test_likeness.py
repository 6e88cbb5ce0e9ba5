from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.domain.encoding import Encoders
from aligner.domain.goals import Goal, Item, Quote
from aligner.domain.remarks import Remark, RemarkKind
from aligner.domain.text import Locator
from aligner.encode import load_encoder
from aligner.encode.glossary import Glossary
from aligner.link import item_texts, likeness

TERMS = Glossary.load()


def place(text):
    return Locator("plan.md", paragraph=1 + sum(map(ord, text)), start=0, end=len(text))


def item(ident, text, *told, **more):
    return Item(ident, text, place(text), description=tuple(Quote(one, place(one)) for one in told), **more)


def remark(ident, text):
    return Remark(ident, "execution", RemarkKind.RISK, Quote(text, place(text)))


ITEMS = (
    item("I1", "Online booking of appointments", "patients choose a time on the web", headings=("Plan", "Clinics")),
    item("I2", "Web page for booking appointments", "a patient picks day and time", headings=("Plan", "Digital")),
    item("I3", "New roof for the boiler house", headings=("Plan", "Estates")),
    item("I4", "Resurfacing of the staff car park", headings=("Plan", "Estates")),
    item("I5", "Parking permits renewed", headings=("Plan", "Estates")),
)
GOALS = (Goal("G1", "Let patients book their appointments online", place("a")), Goal("G2", "Cut heating costs", place("b")))


class Counting:
    """Passes texts on to an encoder and remembers them."""

    def __init__(self, model="default"):
        self._encoder = load_encoder(model)
        self.seen = []

    def __getattr__(self, name):
        return getattr(self._encoder, name)

    def encode(self, texts):
        self.seen += texts
        return self._encoder.encode(texts)


@pytest.fixture(scope="module")
def encoders():
    return Encoders(load_encoder(), load_encoder("fast"))


def test_work_on_the_same_thing_is_alike_and_other_work_is_not(encoders):
    found = likeness(GOALS, ITEMS, (), encoders, TERMS)
    assert found["I1", "I2"] > 0.5
    assert not {("I1", "I3"), ("I2", "I4")} & found.keys()


def test_the_smaller_id_comes_first_and_nothing_is_its_own_likeness(encoders):
    found = likeness(GOALS, ITEMS[::-1], (remark("R1", "Booking software: no licence for appointments on the web"),), encoders, TERMS)
    assert found
    assert all(one < other for one, other in found)


def test_a_common_heading_makes_no_likeness(encoders):
    rows = [replace(one, headings=("Roads, bridges and tunnels of the northern district",)) for one in ITEMS]
    apart, together = (likeness((), items, (), encoders, TERMS) for items in (ITEMS, rows))
    assert together.get(("I3", "I5"), 0.0) <= apart.get(("I3", "I5"), 0.0) + 0.1


def test_repeated_mentions_are_left_out(encoders):
    found = likeness((), (ITEMS[0], replace(ITEMS[1], same_as="I1")), (), encoders, TERMS)
    assert not found


def test_remarks_are_compared_with_goals_and_work(encoders):
    found = likeness(GOALS, ITEMS, (remark("R1", "Nobody is left who can run the online booking of appointments"),), encoders, TERMS)
    assert ("G1", "R1") in found
    assert ("I1", "R1") in found
    assert ("G1", "G2") not in found


def test_remarks_without_work_are_compared_with_goals(encoders):
    assert ("G1", "R1") in likeness(GOALS, (), (remark("R1", "Online booking of appointments is short of staff"),), encoders, TERMS)


def test_nothing_is_like_nothing(encoders):
    assert likeness((), (), (), encoders, TERMS) == {}


def test_the_main_encoder_is_asked_for_what_matching_and_extraction_ask_for():
    main = Counting()
    likeness(GOALS, ITEMS, (), Encoders(main, load_encoder("fast")), TERMS)
    assert set(main.seen) == {*item_texts(ITEMS, TERMS), *(one.text for one in ITEMS)}


def test_a_crowd_keeps_its_closest(encoders):
    crowd = [item(f"I{n:03}", f"Refit of shop number {n}") for n in range(60)]
    found = likeness((), crowd, (), encoders, TERMS)
    assert 60 * 40 / 2 <= len(found) < 60 * 59 / 2
