from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.phrases import Phrases

ENTRY = st.from_regex(r"\A~?[ab]{1,3}\*?(?:[ /'][ab]{1,3}\*?){0,2}\Z")


@given(
    entries=st.lists(ENTRY, min_size=1, max_size=6), text=st.text("aabb'- ~/Aé_\n", max_size=40), loose=st.booleans(), fold=st.booleans()
)
def test_entries_are_found_where_one_pattern_of_all_would_find_them(entries, text, loose, fold):
    ordered = sorted(dict.fromkeys(entries), key=lambda entry: (-len(entry), entry))
    bodies = (re.escape(entry).replace(r"\*", r"\w*") for entry in ordered)
    body = "|".join(entry.replace(r"\ ", r"[\s-]+") if loose else entry for entry in bodies)
    pattern = re.compile(rf"(?<![\w'-])(?:{body})(?![\w-])", re.IGNORECASE if fold else re.NOFLAG)
    phrases = Phrases(entries, before="'-", after="-", loose=loose, fold=fold)
    wanted = [match.span() for match in pattern.finditer(text)]
    assert list(phrases.spans(text)) == wanted
    assert phrases.found_in(text) == bool(wanted)
    assert [place for place in range(len(text)) if phrases.begins_at(text, place)] == [
        place for place in range(len(text)) if pattern.match(text, place)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The pier is rolled out.", ["rolled out"]),
        ("Rolled -  out, not rolling", ["Rolled -  out"]),
        ("controlled out", []),
        ("pre-rolled out", []),
        ("Repainting the repaint shop", ["Repainting", "repaint shop"]),
        ("İ repaint", ["repaint"]),
    ],
)
def test_words_are_whole_and_the_longest_entry_counts(text, found):
    phrases = Phrases(["rolled out", "repaint*", "repaint shop"], loose=True, fold=True)
    assert [text[start:end] for start, end in phrases.spans(text)] == found
