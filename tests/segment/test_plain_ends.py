"""Plain sentence ends: the same answer as the rules on spaCy's tokens, or none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.segment.pipeline import sentence_spans
from aligner.segment.plain_ends import plain_spans

PIECES = (
    "We", "will", "cut", "costs", "by", "3.2", "3.5.", "Fig", "No", "e.g", "approx", "Jan", "Dr", "U.S", "Q3", "2027", "12%", "(see", "below)", "“now”",
    "I", "B", "follow-up", "members'", '"Half"', "O'Neill", "and", "The", "Owner:", "1,200", "£3.4m", "etc", "vs", "p.a", "—", "*bold*", "A-team", "St",
)  # fmt: skip
JOINTS = (" ", ". ", "! ", "? ", "… ", ".) ", ".” ", "; ", ", ", ".. ", ".\n", "  ", ": ", "-")


@st.composite
def texts(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
    joints = draw(st.lists(st.sampled_from(JOINTS), min_size=len(words), max_size=len(words)))
    lead = draw(st.sampled_from(("", " ")))
    return lead + "".join(word + joint for word, joint in zip(words, joints, strict=True))


@settings(max_examples=600, deadline=None)
@given(texts())
def test_agrees_with_the_tokenizer_wherever_it_answers(text: str) -> None:
    plain = plain_spans(text)
    if plain is not None:
        assert plain == sentence_spans([text])[0]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aZI1. !?…()\"'”*_-,:%£", max_size=40).filter(str.strip))
def test_agrees_with_the_tokenizer_on_any_marks(text: str) -> None:
    plain = plain_spans(text)
    if plain is not None:
        assert plain == sentence_spans([text])[0]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We grow. We save.", 2),
        (" It fell by 3.4 million. The lead is Dr Tove Marchbank. She reports.", 3),
        ("Version 3.2. Approved by the Board on 11 February 2026. Owner: the clerk.", 2),
        ("Figure 1. Hours alongside.", 2),
        ("Half of it (by value). The rest waits!", 2),
        ("One sentence vs. Another", 1),
        ("3. Cut the cost", 1),
    ],
)
def test_plain_texts_need_no_tokenizer(text: str, count: int) -> None:
    spans = plain_spans(text)
    assert spans is not None
    assert len(spans) == count


@pytest.mark.parametrize("text", ["Line one.\nLine two.", "See www.example.org. Then go.", "The U.S. Treasury met.", "a  b. C"])
def test_leaves_the_rest_to_the_tokenizer(text: str) -> None:
    assert plain_spans(text) is None
