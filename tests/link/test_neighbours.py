from __future__ import annotations

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

from aligner.domain.encoding import Encoders
from aligner.domain.facts import Owner, OwnerKind
from aligner.domain.goals import Goal, Item
from aligner.domain.text import Locator
from aligner.encode import load_encoder
from aligner.encode.glossary import Glossary
from aligner.errors import ModelError
from aligner.link import link
from aligner.link.neighbours import FEATURES, NeighbourModel, load_neighbours, neighbour_features
from aligner.resources import model_folder

FOLDER = model_folder("neighbours")


def row(number, *, headings=("Plan",), file="plan.xlsx", cell=True):
    place = Locator(file=file, sheet="Plan", cell=f"A{number}") if cell else Locator(file=file, paragraph=number)
    return Item(f"I{number}", f"Work {number}", place, headings=headings)


def features(odds, items):
    found = neighbour_features(np.array(odds, np.float32), items)
    return {name: found[..., place] for place, name in enumerate(FEATURES)}


def test_rows_above_and_below_are_heard():
    found = features([[4.0, 0.0, 4.0, -4.0, -4.0]], [row(number) for number in range(5)])
    assert found["adjacent"][0, 1] == pytest.approx(4.0)
    assert found["adjacent"][0, 4] == pytest.approx(-4.0)
    assert found["best adjacent"][0, 1] > found["best adjacent"][0, 4]


@pytest.mark.parametrize("other", [row(1, headings=("Other",)), row(1, file="other.xlsx"), row(1, cell=False)])
def test_another_section_document_or_plain_prose_is_no_neighbour(other):
    items = [other, replace(row(2), headings=()), row(3, headings=("Third",))]
    found = features([[9.0, 0.0, 0.0]], items)
    assert not found["adjacent"][0, 1]
    assert not found["best adjacent"].any()


def test_other_work_of_the_owner_is_heard_unless_the_owner_has_most_of_it():
    owned = Owner("Ada Quill", 0, 9, OwnerKind.PERSON)
    items = [replace(row(number, cell=False, headings=()), owner=owned if number in {0, 5} else None) for number in range(10)]
    found = features([[5.0, *[0.0] * 9]], items)
    assert found["owner"][0, 5] == pytest.approx(4.5)
    assert not found["owner"][0, 1:5].any()
    everyone = [replace(item, owner=owned) for item in items]
    assert not features([[5.0, *[0.0] * 9]], everyone)["owner"].any()
    nobody = [replace(item, owner=replace(owned, kind=OwnerKind.NOBODY)) if item.owner else item for item in items]
    assert not features([[5.0, *[0.0] * 9]], nobody)["owner"].any()


def test_without_tables_sections_and_owners_nothing_is_corrected():
    items = [row(number, cell=False, headings=()) for number in range(20)]
    assert not load_neighbours(FOLDER).apply(np.zeros((2, 20), np.float32), items).any()


def test_a_handful_of_rows_has_no_neighbours():
    odds = np.zeros((2, 12), np.float32)
    odds[0, 3] = 2.0
    items = [row(number) for number in range(12)]
    model = load_neighbours(FOLDER)
    assert (model.apply(odds, items) != odds).any()
    assert (model.apply(odds[:, :11], items[:11]) == odds[:, :11]).all()


def test_a_row_between_two_that_serve_the_goal_becomes_likelier():
    items = [row(number) for number in range(14)]
    odds = np.full((2, 14), -3.0, np.float32)
    odds[0, [2, 4]] = 3.0
    corrected = load_neighbours(FOLDER).apply(odds, items)
    assert corrected[0, 3] > corrected[0, 7]
    assert corrected[0, 3] > corrected[1, 3]


def test_the_model_is_read_as_it_was_written(tmp_path):
    model = NeighbourModel((0.1, -0.2, 0.3, 0.4, 0.5))
    model.save(tmp_path, {"name": "neighbours"})
    assert load_neighbours(tmp_path) == model


def test_a_changed_model_is_refused(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "neighbours")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["weights"]["owner"] += 1
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(ModelError, match="does not match its manifest"):
        load_neighbours(folder)


def test_the_reason_is_given_where_the_row_beside_serves_the_goal():
    encoders = Encoders(load_encoder(), load_encoder("fast"))
    goals = [
        Goal("G1", "Reduce customer churn to 4% by 2028", Locator(file="s.md", line=1)),
        Goal("G2", "Cut greenhouse gas emissions of the van fleet by half", Locator(file="s.md", line=2)),
    ]
    texts = [
        "Customer churn early warning",
        "Churn win-back offers for customers",
        "Emissions of vans measured",
        "Electric vans for the fleet",
        "Canteen painted",
    ]
    texts += [f"Lift {number} serviced" for number in range(8)]
    items = [replace(row(number), text=text) for number, text in enumerate(texts)]
    links = {(one.goal, one.item): one for one in link(goals, items, encoders=encoders, glossary=Glossary.load()) if one.accepted}
    assert "the row beside it serves this goal too" in links["G1", "I0"].why
    assert not any("beside" in reason for (_, item), one in links.items() if item == "I9" for reason in one.why)
