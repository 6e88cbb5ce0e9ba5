"""The judges of work told in sentences: what they are told, and what they make of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from aligner.domain.facts import Facts
from aligner.domain.goals import State, Status
from aligner.extract.classifier import LinearClassifier
from aligner.extract.goal_features import FEATURES
from aligner.extract.grams import GramModel
from aligner.extract.item_draft import Page
from aligner.extract.item_sections import Section, SectionKind
from aligner.extract.prose_class import prose_features
from aligner.extract.report_place import REPORT_FEATURES, Told, patterns, report_features, report_odds, state_chances, state_features
from aligner.extract.report_title import is_report
from aligner.readers import read_document
from aligner.resources import model_folder
from aligner.segment import Segmenter

NEUTRAL = Section(SectionKind.NEUTRAL)
FINISHED = Section(SectionKind.WORK, Status("Finished", State.DONE))
STUCK = Section(SectionKind.WORK, Status("Stuck", State.BLOCKED))


def _told(text: str, section: Section = NEUTRAL, *, work: float = 0.5, facts: Facts | None = None) -> Told:
    return Told(
        text=text,
        facts=Segmenter().facts(text) if facts is None else facts,
        section=section,
        work=work,
        wording=[float(value) for value in prose_features([text])[0]],
        witness=0.0,
        plain=True,
        listed=False,
        follows=False,
        back=False,
    )


def _row(told: Told, built: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> dict[str, float]:
    """Features by name; the names of wording that stand twice keep the earlier value."""
    values = report_features(told, built)
    return dict(reversed(list(zip(REPORT_FEATURES, values, strict=True))))


def test_rows_have_as_many_values_as_names_and_the_shipped_judges_know_them_in_this_order() -> None:
    model = LinearClassifier.load(model_folder("reports") / "places")
    assert set(model.labels) == {"other", "work"}
    assert model.manifest["features"] == list(REPORT_FEATURES)
    assert model.weights.shape == (len(REPORT_FEATURES), 2)
    assert len(report_features(_told("The crane is up."), (0.0, 0.0, 0.0))) == len(REPORT_FEATURES)
    assert len(prose_features(["The crane is up."])[0]) == len(FEATURES) + 5


def test_the_judges_of_build_and_state_know_their_labels() -> None:
    assert "work" in GramModel.load(model_folder("reports") / "patterns").classifier.labels
    assert set(GramModel.load(model_folder("reports") / "states").classifier.labels) == {state.value for state in State}


def test_build_place_and_states_are_told() -> None:
    found = _row(replace(_told("The crane is blocked.", STUCK), listed=True, back=True), (1.0, 2.0, -3.0))
    assert [found[name] for name in ("pattern", "pattern before", "pattern after")] == [1.0, 2.0, -3.0]
    assert [found[name] for name in ("plain", "listed", "follows", "points back")] == [1, 1, 0, 1]
    assert [name for name in REPORT_FEATURES if name.startswith(("in ", "tells ", "under ")) and found[name]] == [
        "in work",
        "tells blocked",
        "under blocked",
    ]
    assert found["length"] == pytest.approx(0.4)


@pytest.mark.parametrize(("chance", "odds"), [(0.5, 0.0), (0.0, np.log(0.001 / 0.999)), (1.0, np.log(0.999 / 0.001))])
def test_certainty_of_the_judge_of_single_sentences_is_bounded(chance: float, odds: float) -> None:
    assert _row(_told("The crane is up.", work=chance))["work"] == pytest.approx(odds)


def test_patterns_are_bounded() -> None:
    weights = np.array([[-90.0, 90.0]], dtype=np.float32)
    model = GramModel(LinearClassifier(("other", "work"), weights, np.zeros(2, dtype=np.float32), {}), {"is": 0})
    assert patterns(["The crane is up.", "Clay"], model) == [8.0, 0.0]
    assert patterns(["The crane went up.", "The crane is up."], model) == [0.0, 8.0]


def test_odds_follow_the_judge_of_single_sentences_and_nothing_is_asked_of_nothing() -> None:
    assert report_odds([], []) == []
    text = "The new crane at the east quay goes live in May 2027."
    low, high = report_odds([_told(text, work=0.05), _told(text, work=0.95)], [(0.0, 0.0, 0.0)] * 2)
    assert low < high


def test_a_sentence_about_a_crane_is_likelier_work_than_thanks() -> None:
    told = [
        _told("The new crane for the east quay is being built and goes live in May 2027."),
        _told("Thank you all for coming.", work=0.05),
    ]
    built = [(one, 0.0, 0.0) for one in patterns([one.text for one in told])]
    work, thanks = report_odds(told, built)
    assert work > 0 > thanks


def test_marks_of_state_come_from_the_words_and_from_the_heading() -> None:
    assert state_features("The crane is blocked.", STUCK) == ["<tells blocked>", "<under blocked>"]
    assert state_features("The crane has a red roof.", NEUTRAL) == []
    assert state_features("The crane has a red roof.", FINISHED) == ["<under done>"]


def test_chances_of_states_sum_to_one_and_hear_the_heading() -> None:
    text = "The crane for the east quay."
    plain, finished = state_chances(text, NEUTRAL), state_chances(text, FINISHED)
    assert set(plain) == set(State)
    assert sum(plain.values()) == pytest.approx(1.0, abs=1e-5)
    assert finished[State.DONE] > plain[State.DONE]


@pytest.mark.parametrize(
    ("opening", "report"),
    [
        ("# Status of the harbour works", True),
        ("# Weekly round-up", True),
        ("Minutes of the steering group, 4 May 2027", True),
        ("# Where we stand\n\nOn the east quay", True),
        ("# Charter of the quay", False),
        ("# Our strategy until 2030", False),
        ("# How to moor a boat", False),
    ],
)
def test_a_report_says_so_at_its_beginning(tmp_path: Path, opening: str, report: bool) -> None:  # noqa: FBT001 - a table of cases
    path = tmp_path / "note.md"
    path.write_text(
        f"{opening}\n\nThe crane is up.\n\nShe turns.\n\nShe lifts.\n\nThe sheds are dry.\n\nA status report comes later.\n", "utf-8"
    )
    document, segmenter = read_document(path), Segmenter()
    assert is_report(Page.build(document, segmenter.statements(document), segmenter)) is report
