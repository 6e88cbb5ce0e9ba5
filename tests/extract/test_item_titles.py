"""What names a piece of work in lists and reports, and what only stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.domain.goals import Item, State, WorkClass
from aligner.extract.item_text import kind_labels, lead_end, trimmed
from aligner.extract.items import extract_items
from aligner.extract.status import field_status, prose_status
from aligner.readers import read_document
from aligner.segment import Segmenter


@pytest.fixture
def items_of(encoder, tmp_path: Path):
    def extract(text: str) -> list[Item]:
        path = tmp_path / "report.md"
        path.write_text(text, "utf-8")
        document, segmenter = read_document(path), Segmenter()
        return list(extract_items([document], {document.path: segmenter.statements(document)}, encoder=encoder, segmenter=segmenter))

    return extract


def test_a_date_or_a_person_in_front_is_not_the_title(items_of):
    items = items_of(
        "# Choir league, report 3 of 2031\n\nPresent: Ines Falk, Tom Berg.\n\n## Up next\n\n- May 22: Open rehearsal on the pier\n"
        "- Tom Berg: hire the second pianist\n- Ines Falk to write to the ferry line by 3 June 2031\n"
    )
    assert [(item.text, item.owner.text if item.owner else None, item.due.end if item.due else None) for item in items] == [
        ("Open rehearsal on the pier", None, "2031-05-22"),
        ("hire the second pianist", "Tom Berg", None),
        ("Ines Falk to write to the ferry line by 3 June 2031", "Ines Falk", "2031-06-03"),
    ]


def test_what_a_thing_consists_of_and_met_conditions_are_no_work(items_of):
    items = items_of(
        "# Song library\n\n## Work in hand\n\n- Lending desk for scores\n\nThe new shelf has:\n\n- 40 part songs - mostly old\n- 3 operas - all complete\n\n"
        "## To stay a member\n\n- [x] Have met four times in the year\n- [ ] Print the season leaflet\n"
    )
    assert [item.text for item in items] == ["Lending desk for scores", "Print the season leaflet"]


def test_a_numbered_milestone_stands_for_itself_below_any_list(items_of):
    items = items_of(
        "# Dyke plan progress\n\n## Quarter 4, 2030 (October to December)\n\n- Milestone 2.1. Raise the sluice wall.\n\nRelevant web links:\n\n- The dyke page\n\n"
        "- Milestone 2.2. Plant the willow mats.\n\nOwing to the winter storms, this milestone has been delayed.\n"
    )
    assert [(item.text, item.due.end if item.due else None, item.state) for item in items] == [
        ("Raise the sluice wall", "2030-12-31", State.UNKNOWN),
        ("Plant the willow mats", "2030-12-31", State.OFF_TRACK),
    ]


def test_a_count_of_finished_work_is_no_work_and_a_speaker_no_title(items_of):
    items = items_of(
        "# Progress report of the tramway, March 2031\n\n## Progress\n\nAs of 1 March, the districts have completed 12 of the milestones in the plan. "
        "\n\nIda Moen reported that the turning loop at the abattoir has been delayed by the frost.\n"
    )
    assert all(item.text != "Ida Moen" for item in items)
    assert [(item.text, item.state) for item in items] == [("the turning loop at the abattoir", State.OFF_TRACK)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("— As a reader, I want large print", "As a reader, I want large print"),
        ("Milestone 9.1, counting the boats", "counting the boats"),
        ("Action 12: Paint the hull", "Paint the hull"),
        ("– [SPIKE] Try the tar", "[SPIKE] Try the tar"),
    ],
)
def test_dashes_and_numbers_in_front_are_left_out(text, title):
    start, end = trimmed(text)
    assert text[start:end] == title


def test_a_lead_that_only_says_what_sort_of_line_it_is_stays_with_its_name():
    text = "Proposal - A second ferry > the vote has passed"
    assert text[: lead_end(text)] == "Proposal - A second ferry"
    assert lead_end("Still pending: a link to the guide") == len("Still pending: a link to the guide")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("This milestone has been partially COMPLETED.", State.ON_TRACK),
        ("The action is partly done.", State.ON_TRACK),
        ("This action is pending guidance.", State.BLOCKED),
        ("This milestone has been COMPLETED.", State.DONE),
    ],
)
def test_states_told_in_part(text, state):
    found = prose_status(text)
    assert found is not None
    assert found.state is state


def test_a_proposal_that_was_turned_down_is_no_live_work():
    status = field_status("Not accepted")
    assert status is not None
    assert status.state is State.CANCELLED


def test_a_label_counts_when_it_stands_alone():
    assert kind_labels("website, tech debt; Blog") == "tech debt"
    assert kind_labels("Error Audit, documentation, good first issue") == ""


def test_mere_likeness_exempts_no_work_that_names_its_goal_or_a_users_wish(items_of):
    items = items_of(
        "# Plan\n\n| Task | Strategic goal | Owner | Due |\n|---|---|---|---|\n| Locks and keys | Safe harbour | Ola | 2031-02-01 |\n"
        "| As a skipper, I need to know which berth was checked | | Per | 2031-03-01 |\n| Patch the mail server | Safe harbour | Per | 2031-03-01 |\n"
    )
    assert [item.work_class for item in items] == [WorkClass.CHANGE, WorkClass.CHANGE, WorkClass.SECURITY_UPKEEP]


def test_someone_at_work_is_not_the_name_of_the_work(items_of):
    items = items_of(
        "# Progress report of the tramway, March 2031\n\n## Progress\n\nOla Thorsen is working to renew the switch at the depot before June 2031.\n"
    )
    assert [item.text for item in items] == ["Ola Thorsen is working to renew the switch at the depot before June 2031"]


def test_what_follows_a_lead_begins_with_a_word(items_of):
    items = items_of("# Choir league\n\n## Up next\n\n- Open rehearsal on the pier > many members will come\n")
    assert [(item.text, item.description[0].text) for item in items] == [("Open rehearsal on the pier", "many members will come")]
