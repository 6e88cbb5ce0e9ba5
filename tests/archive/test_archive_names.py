from __future__ import annotations

import random

import pytest

from aligner.archive.inventory import Patterns, shown
from aligner.archive.language import language
from aligner.archive.likeness import near_duplicates, resemblance, signature
from aligner.archive.versions import versions

ENGLISH = "The board of the trust will bring the cost of care down by a tenth, and it has asked for a plan from the service that is to be built with the staff. We have not been told which of the sites are in it."
GERMAN = "Der Vorstand wird die Kosten der Pflege um ein Zehntel senken und hat von der Abteilung einen Plan verlangt, der mit den Leuten im Haus erstellt werden soll. Wir wissen nicht, welche der Häuser dazu gehören und ob auch die Kliniken bei dem Vorhaben sind."


def words(seed: int, count: int = 600) -> list[str]:
    draw = random.Random(seed)
    return [f"word{draw.randrange(5000)}" for _ in range(count)]


def changed(text: list[str], share: float, seed: int = 9) -> list[str]:
    draw = random.Random(seed)
    return [f"other{draw.randrange(5000)}" if draw.random() < share else word for word in text]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        ("План развития цифровых услуг города", "und-Cyrl"),
        ("数字化战略和实施计划", "zh"),
        ("12 14 ROI", ""),
        ("Les questions pour la réunion sont dans une liste que nous envoyons par courriel avec le plan.", "fr"),
        ("The questions for the meeting are in a list that we will send by mail with the plan.", "en"),
        ("Plan A, plan B, plan C, plan D, board, phase, test, pilot, data, team, task, item", ""),
        ("A | C | I | R y Y N | Scott Lee | acme.com.pt | https://o.com/os/das no do as | Alpha " * 9, ""),
    ],
)
def test_the_language_is_told_by_small_words_or_script(text, code):
    assert language([text]).code == code


def test_the_signature_estimates_common_shingles():
    text = words(1)
    near, far = changed(text, 0.02), words(2)
    one, two = {" ".join(text[i : i + 4]) for i in range(len(text) - 3)}, {" ".join(near[i : i + 4]) for i in range(len(near) - 3)}
    exact = len(one & two) / len(one | two)
    assert abs(resemblance(signature([" ".join(text)]), signature([" ".join(near)])) - exact) < 0.12
    assert resemblance(signature([" ".join(text)]), signature([" ".join(far)])) < 0.1
    assert resemblance(signature([]), signature([])) == 0.0


def test_near_duplicates_point_to_the_earliest_and_ignore_order():
    text = words(3)
    texts = {"b.md": text, "a.md": changed(text, 0.01), "c.md": words(4), "d.md": changed(text, 0.01, seed=5)}
    signed = {key: signature([" ".join(value)]) for key, value in texts.items()}
    found = near_duplicates(signed)
    assert [(one.key, one.of) for one in found] == [("b.md", "a.md"), ("d.md", "a.md")]
    assert near_duplicates(dict(reversed(signed.items()))) == found


@pytest.mark.parametrize(
    "names",
    [
        ["plan/Digital Strategy v1.docx", "plan/Digital Strategy v2.docx", "plan/Digital Strategy v10.docx"],
        ["plan/roadmap_draft.xlsx", "plan/roadmap.xlsx", "plan/roadmap FINAL.xlsx"],
        ["plan/drafts/charter draft 2.md", "plan/charter rev 3.md"],
        ["plan/charter 2024-03-01.md", "plan/charter 2024-11-30.md"],
    ],
)
def test_versions_are_ordered_by_their_marks(names):
    text = words(7)
    signed = {name: signature([" ".join(changed(text, 0.02, seed))]) for seed, name in enumerate(names)}
    found = {version.path: version.number for version in versions(signed)}
    assert sorted(found, key=found.__getitem__) == names


def test_a_series_of_reports_is_not_one_document():
    signed = {f"reports/status 2024-0{month}.md": signature([" ".join(words(month))]) for month in (1, 2, 3)}
    assert versions(signed) == ()


def test_other_folders_hold_other_documents():
    signed = {f"{unit}/plan v{number}.md": signature([" ".join(words(1))]) for number, unit in enumerate(("north", "south"))}
    assert versions(signed) == ()


@pytest.mark.parametrize(
    ("include", "exclude", "path", "taken"),
    [
        ((), (), "a/b/c.docx", True),
        (("*.docx",), (), "a/b/c.DOCX", True),
        (("*.docx",), (), "a/b/c.pdf", False),
        ((), ("a/b",), "a/b/c.pdf", False),
        ((), ("a/*.pdf",), "a/b/c.pdf", True),
        ((), ("a/**/c.pdf",), "a/b/x/c.pdf", False),
        ((), ("archive/",), "archive/old.md", False),
        (("*.md",), ("draft*",), "x/draft 1.md", False),
    ],
)
def test_patterns(include, exclude, path, taken):
    assert Patterns(include, exclude).take(path) is taken


def test_odd_names_are_shown_one_to_one():
    names = ["plain.md", "a\udcff.md", "a\\xff.md", "new\nline.md", "a\\xff\udcff", "bell\x07"]
    told = [shown(name) for name in names]
    assert len(set(told)) == len(names)
    assert all(name.encode().decode() == name and name.isprintable() for name in told)
