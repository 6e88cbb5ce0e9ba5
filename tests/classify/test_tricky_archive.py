"""A small archive of hard cases, read, judged and paired as a scan would."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.archive.likeness import signature
from aligner.archive.versions import versions
from aligner.classify import classify, load_mapping, pairs
from aligner.domain.classification import DocumentKind
from aligner.readers import read_document
from aligner.segment import Segmenter

GOALS = "## Our goals\n\n- We will cut waiting for repairs to five days by the end of {year}.\n- By {year} every tenant will be able to see their own account.\n"
DONE = "## What moved\n\nThe booking tool went live. The new phones are late by three weeks. Two of nine projects are at risk.\n"
FILES = {
    # two organisations with names alike
    "mixed/otterby-strategy.md": "# Strategy 2027 to 2030\n\nOtterby Housing Association, 4 March 2027\n\n" + GOALS.format(year=2030),
    "mixed/otterby-q2.md": "# Status report, second quarter 2028\n\nThe Otterby Housing Association Ltd, 7 July 2028\n\n" + DONE,
    "mixed/north-strategy.md": "# Strategy 2027 to 2030\n\nNorth Otterby Housing Association, 11 May 2027\n\n" + GOALS.format(year=2029),
    "mixed/north-q2.md": "# Status report, second quarter 2028\n\nNorth Otterby Housing Association, 9 July 2028\n\n" + DONE,
    # a strategy without a period, and a shorter form of the name
    "kwa/where we go.md": "# Where the river goes: our strategy\n\nKelpmoor Water Authority\n\nWe want a river that people can swim in. We will mend what leaks and pay for what we spoil.\n\n"
    "## Our goals\n\n- We will halve leakage.\n- We will give every customer a meter that they can read.\n",
    "reports/progress.md": "# Progress report, March 2028\n\nKelpmoor Water, 2 April 2028\n\n" + DONE,
    # a roadmap that spans the periods of two strategies
    "brack/strategy 2022-2025.md": "# Strategy 2022–2025\n\nBrackwater Ferries plc, 3 February 2022\n\n" + GOALS.format(year=2025),
    "brack/strategy 2026-2029.md": "# Strategy 2026–2029\n\nBrackwater Ferries plc, 5 February 2026\n\n"
    + GOALS.format(year=2029).replace("repairs", "boats"),
    "brack/roadmap.csv": "Project,Owner,Status,Start,Due\nNew booking,Orr,Running,2025-04-01,2027-06-30\nQuay phones,Lund,Planned,2025-09-01,2026-12-31\nCrew app,Hale,Running,2025-01-01,2026-03-31\n",
    # a document that only its folder names
    "tarnside-mutual/strategy.md": "# Strategy 2027 to 2031\n\nTarnside Mutual, 8 January 2027\n\n" + GOALS.format(year=2031),
    "tarnside-mutual/reports/2028/minutes.md": "# Minutes of the board, 14 March 2028\n\nPresent: Ms Orr, Mr Lund of Otterby Housing Association. Apologies: none.\n\nIt was agreed to buy the phones. Action: Mr Lund.\n",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    root = tmp_path_factory.mktemp("tricky")
    told = []
    for path, text in FILES.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        document = replace(read_document(file), path=path)
        reader = Segmenter()
        told.append(classify(document, reader.statements(document), segmenter=reader))
    kinds = {"brack/roadmap.csv": DocumentKind.ROADMAP}
    return [replace(one, kind=kinds.get(one.path, one.kind)) for one in told]


def rules(archive, **more):
    return {(pair.strategy, pair.execution): pair.rules for pair in pairs(archive, **more)}


def test_names_alike_are_kept_apart_and_legal_forms_joined(archive):
    made = rules(archive)
    assert ("mixed/otterby-strategy.md", "mixed/otterby-q2.md") in made
    assert ("mixed/north-strategy.md", "mixed/north-q2.md") in made
    assert ("mixed/otterby-strategy.md", "mixed/north-q2.md") not in made
    assert ("mixed/north-strategy.md", "mixed/otterby-q2.md") not in made


def test_a_strategy_without_period_pairs_and_the_rules_say_so(archive):
    told = rules(archive)["kwa/where we go.md", "reports/progress.md"]
    assert any("Kelpmoor Water Authority" in rule and "the plan or report writes Kelpmoor Water," in rule for rule in told)
    assert "the strategy names no period" in told


def test_a_roadmap_over_two_periods_pairs_with_both_strategies(archive):
    made = rules(archive)
    assert {strategy for strategy, execution in made if execution == "brack/roadmap.csv"} == {
        "brack/strategy 2022-2025.md",
        "brack/strategy 2026-2029.md",
    }


def test_a_folder_named_like_the_organisation_pairs_and_a_guest_does_not(archive):
    made = rules(archive)
    told = made["tarnside-mutual/strategy.md", "tarnside-mutual/reports/2028/minutes.md"]
    assert any("the folder says so" in rule for rule in told)
    assert ("mixed/otterby-strategy.md", "tarnside-mutual/reports/2028/minutes.md") not in made


def test_a_mapping_overrides_the_rules(archive, tmp_path):
    (tmp_path / "map.csv").write_text("strategy,execution\nmixed/north-strategy.md,mixed/otterby-q2.md\n", "utf-8")
    made = rules(archive, mapping=load_mapping(tmp_path / "map.csv"))
    assert {execution for strategy, execution in made if strategy == "mixed/north-strategy.md"} == {"mixed/otterby-q2.md"}
    assert made["mixed/north-strategy.md", "mixed/otterby-q2.md"][0].endswith("map.csv:2")


def test_editions_for_other_years_are_not_versions_of_one_document():
    text = " ".join(FILES["brack/strategy 2022-2025.md"].split() * 3)
    other = " ".join(FILES["kwa/where we go.md"].split() * 3)
    names = {"brack/strategy 2022-2025.md": text, "brack/strategy 2026-2029.md": other, "brack/strategy 2026-2029 draft.md": other}
    found = versions({path: signature([told]) for path, told in names.items()})
    assert [one.path for one in found if one.latest] == ["brack/strategy 2026-2029.md"]
    assert "brack/strategy 2022-2025.md" not in {one.path for one in found}
