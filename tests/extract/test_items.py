"""Whole documents in, items out: every carrier with what should and should not come of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.domain.goals import Item, State, WorkClass
from aligner.domain.text import Document
from aligner.encode import load_encoder
from aligner.extract.items import extract_items
from aligner.readers import read_document
from aligner.segment import Segmenter


@pytest.fixture(scope="session")
def encoder():
    return load_encoder(cache=None)


@pytest.fixture
def items_of(encoder, tmp_path: Path):
    """Write files, read them, and return the items with every quote checked against its document."""

    def extract(**files: str) -> list[Item]:
        documents = []
        for name, text in files.items():
            stem, ending = name.rsplit("_", 1)
            path = tmp_path / f"{stem}.{ending}"
            path.write_text(text, encoding="utf-8")
            documents.append(read_document(path))
        segmenter = Segmenter()
        statements = {document.path: segmenter.statements(document) for document in documents}
        items = extract_items(documents, statements, encoder=encoder, segmenter=segmenter)
        _check_quotes(items, documents)
        return list(items)

    return extract


def _check_quotes(items: tuple[Item, ...], documents: list[Document]) -> None:
    by_path = {document.path: document for document in documents}
    for item in items:
        assert by_path[item.locator.file].text_at(item.locator) == item.text
        single = (item.owner_quote, item.due_quote, item.status_quote, item.goal_reference)
        for quote in (*item.description, *item.depends_on, *item.metric_quotes, *(quote for quote in single if quote)):
            assert by_path[quote.locator.file].text_at(quote.locator) == quote.text
    assert len({item.id for item in items}) == len(items)


def _named(items: list[Item], text: str) -> Item:
    found = [item for item in items if item.text == text]
    assert len(found) == 1, [item.text for item in items]
    return found[0]


PLAN = """Ref,Piece,Who carries it,Runs to,RAG,Stage,Money,Strategic pillar,Waits for,Notes
N-1,Self-check desks in all reading rooms,Marta Olsen,2027-03-31,Green,Build,EUR 120k,Open doors,,Ten desks in the first round
N-2,Night bus pass for members,Ivo Brandt,30 June 2027,Amber,Design,40k,Open doors,N-1,Talks with the bus company
N-3,Renewal of catalogue licences,Petra Noll,Q2 2027,Green,Live,15k,,,
N-4,Old loan engine switched off,Marta Olsen,2027-09-30,Red,On hold,80k,Lean house,N-2,
"""


def test_a_plan_with_unusual_headers_in_any_order(items_of):
    items = items_of(plan_csv=PLAN)
    assert [item.text for item in items] == [
        "Self-check desks in all reading rooms",
        "Night bus pass for members",
        "Renewal of catalogue licences",
        "Old loan engine switched off",
    ]
    desks, bus, licences, engine = items
    assert desks.owner
    assert desks.owner.text == "Marta Olsen"
    assert desks.due
    assert desks.due.end == "2027-03-31"
    assert desks.goal_reference
    assert desks.goal_reference.text == "Open doors"
    assert desks.budget == "EUR 120k"
    assert [quote.text for quote in desks.description] == ["Ten desks in the first round"]
    assert bus.state is State.AT_RISK
    assert [quote.text for quote in bus.depends_on] == ["N-1"]
    assert bus.due
    assert bus.due.end == "2027-06-30"
    assert licences.goal_reference is None
    assert licences.work_class is WorkClass.RUN
    assert engine.state is State.ON_HOLD
    assert all(item.owner_slot for item in items)


def test_a_table_without_any_header(items_of):
    text = "Replace meters in the harbour quarter,K. Lind,2027-05-01,in progress\nPaint the north bridge,S. Moe,2027-08-15,not started\nNew ferry timetable,A. Berg,2027-02-28,done\n"
    items = items_of(list_csv=text)
    assert [(item.text, item.owner and item.owner.text, item.due and item.due.end, item.state) for item in items] == [
        ("Replace meters in the harbour quarter", "K. Lind", "2027-05-01", State.ON_TRACK),
        ("Paint the north bridge", "S. Moe", "2027-08-15", State.NOT_STARTED),
        ("New ferry timetable", "A. Berg", "2027-02-28", State.DONE),
    ]


NO_WORK = {
    "risks": "ID,Risk,Probability,Impact,Mitigation,Owner\n1,Supplier fails,High,High,Second source,K. Lind\n2,Staff leave,Low,High,Pay more,S. Moe\n",
    "stakeholders": "Name,Role,Department,Influence,Email\nK. Lind,Sponsor,Board,High,k@lind.example\nS. Moe,User,Sales,Low,s@moe.example\n",
    "glossary": "Term,Definition\nNRT,Net running time of a pump\nSAB,Shore approval board\n",
    "figures": "KPI,Unit,Baseline,Target,Actual\nCalls answered,%,71,90,84\nDays to repair,days,9,4,6\n",
    "flags": "Region,Posted the plan?,Held the meeting?\nNorth,Y,N\nSouth,Y,Y\nWest,N,N\n",
    "attendance": "Attendee,Organisation,Present\nK. Lind,Harbour,yes\nS. Moe,Bridge,no\n",
    "money": "Cost line,Budget,Actual,Variance,Forecast\nStaff,120,118,2,121\nTravel,12,19,-7,22\n",
    "channels": "Audience,Message,Channel,Frequency,Owner\nAll staff,News,Mail,Weekly,K. Lind\nBoard,Status,Paper,Monthly,S. Moe\n",
    "duties": "Step,Name,TPM,SDM,Lead,Business\n1,Planning,A,C,R,I\n2,Design,R,A,C,I\n3,Testing,C,A,R,I\n",
    "versions": "Version,Date,Author,Change\n0.1,2026-01-02,K. Lind,First draft\n0.2,2026-02-02,S. Moe,Costs added\n",
}


@pytest.mark.parametrize("name", NO_WORK)
def test_tables_that_list_no_work_give_no_items(items_of, name):
    assert items_of(**{f"{name}_csv": NO_WORK[name]}) == []


def test_a_duty_chart_names_the_owner_of_work_listed_elsewhere(items_of):
    chart = "Step,Name,Harbour master,Port engineer,Finance\n1,Deepen the east basin,A,R,C\n2,Quay lighting,C,A,I\n3,Tug tender,A,C,I\n"
    plan = "Task,Due date,Status\nDeepen the east basin,2027-06-30,planned\nQuay lighting,2027-04-30,planned\n"
    items = items_of(chart_csv=chart, plan_csv=plan)
    assert [(item.text, item.owner and item.owner.text) for item in items] == [
        ("Deepen the east basin", "Harbour master"),
        ("Quay lighting", "Port engineer"),
    ]


JIRA = """Issue key,Issue Type,Summary,Status,Assignee,Epic Name,Labels,Due date,Created
POD-11,Story,Resume where I stopped listening,In Progress,ana.k,Player,web,19/Jun/26,04/May/26
POD-12,Bug,Sound drops after a call,Done,,Player,app,,04/May/26
POD-13,Task,Bump the codec library,Closed (Not Merged),li.w,Upkeep,security,,04/May/26
"""


def test_a_ticket_export(items_of):
    resume, sound, codec = items_of(tickets_csv=JIRA)
    assert resume.text == "Resume where I stopped listening"
    assert resume.headings[-1] == "Player"
    assert resume.owner
    assert resume.owner.text == "ana.k"
    assert resume.due
    assert resume.due.end == "2026-06-19"
    assert (resume.state, sound.state, codec.state) == (State.ON_TRACK, State.DONE, State.CANCELLED)
    assert sound.owner is None
    assert sound.owner_slot


SPRINT = """# Sprint 14

## Completed
- [#211 Map shows low tide](https://tracker.example/211)
- Gauge calibration page #208

## In progress
- [#214 Alert by text when water rises](https://tracker.example/214)
  - waits for the sender name

## Moved to next sprint
- [#199 Night colours](https://tracker.example/199)

## Closed (Not Merged)
- [#180 Own map tiles](https://tracker.example/180)

## Risks
- The supplier of gauges may fail

## Attendees
- Ola, Per, Kim
"""


def test_tickets_below_state_headings(items_of):
    items = items_of(sprint_md=SPRINT)
    assert [(item.text, item.state) for item in items] == [
        ("Map shows low tide", State.DONE),
        ("Gauge calibration page", State.DONE),
        ("Alert by text when water rises", State.ON_TRACK),
        ("Night colours", State.UNKNOWN),
        ("Own map tiles", State.CANCELLED),
    ]
    assert items[2].description[0].text == "waits for the sender name"
    assert items[0].status_quote
    assert items[0].status_quote.text == "Completed"


def test_the_same_ticket_in_a_later_report_brings_its_newest_state(items_of):
    later = "# Sprint 15\n\nDate: 2 May 2026\n\n## Completed\n- #214 Text alert when the water is rising\n"
    earlier = SPRINT.replace("# Sprint 14\n", "# Sprint 14\n\nDate: 18 April 2026\n")
    items = items_of(earlier_md=earlier, later_md=later)
    told = [item for item in items if "alert" in item.text.lower()]
    assert len(told) == 2
    kept = next(item for item in told if item.same_as is None)
    assert next(item for item in told if item.same_as).same_as == kept.id
    assert kept.state is State.DONE
    assert kept.status_quote
    assert kept.status_quote.locator.file.endswith("later.md")


TASKS = """# Garden railway

## By end of Q1 2027:
- [x] Lay the upper loop [P0][TRACK] @ines
- [ ] Solar feed for the signals [P1]
- ~~Second station~~

## Links
- [Minutes](https://example.org/minutes)

## Questions
- [ ] Who paints the bridge?
"""


def test_task_lists_with_marks_tags_and_handles(items_of):
    loop, feed, station = items_of(tasks_md=TASKS)
    assert (loop.text, loop.state, loop.owner and loop.owner.text) == ("Lay the upper loop", State.DONE, "@ines")
    assert (feed.text, feed.state, feed.due and feed.due.end) == ("Solar feed for the signals", State.NOT_STARTED, "2027-03-31")
    assert (station.text, station.state) == ("Second station", State.CANCELLED)


LINES = """# Weekly update, 12 May 2027

Subject matter: four projects.

## Projects
- **Depot tablets**: forty drivers have one, the rest follow. Owner: M. Okoye; due: June 2027; status: AMBER
- Tariff engine - on hold until the merger is settled
- [Project Name]: status
"""


def test_labelled_lines_and_leads(items_of):
    tablets, tariff = items_of(lines_md=LINES)
    assert tablets.text == "Depot tablets"
    assert tablets.owner
    assert tablets.owner.text == "M. Okoye"
    assert tablets.due
    assert tablets.due.end == "2027-06-30"
    assert (tablets.status and tablets.status.text, tablets.state) == ("AMBER", State.AT_RISK)
    assert tablets.description[0].text.startswith("forty drivers")
    assert (tariff.text, tariff.state) == ("Tariff engine", State.ON_HOLD)


ONE = """# Quieter trams in the old town

| Metadata | |
| :-- | :-- |
| Point of contact | @lindqvist |
| Status | Accepted |
| What and why | Rubber inlays so that residents sleep |

## Summary

We will test two kinds of inlay.

## Work items

| Task | Owner(s) | Notes |
| --- | --- | --- |
| Lay 400 m | @per | at night |
"""


def test_a_document_that_is_one_item(items_of):
    (item,) = items_of(quiet_md=ONE)
    assert item.text == "Quieter trams in the old town"
    assert item.owner
    assert item.owner.text == "@lindqvist"
    assert item.status
    assert item.status.text == "Accepted"
    assert item.description[0].text == "Rubber inlays so that residents sleep"


SECTIONS = """# Programme report, May 2027

## Initiatives

### Cold-store doors
Status: Red
Owner: Facilities

Three of nine doors are fitted. The fitter has gone bankrupt.

### Milk route planning
Status: Green
Owner: Dagny Falk

The planner runs on all northern routes.
"""


def test_sections_that_are_items(items_of):
    doors, route = items_of(sections_md=SECTIONS)
    assert (doors.text, doors.state, doors.owner and doors.owner.text) == ("Cold-store doors", State.OFF_TRACK, "Facilities")
    assert (route.text, route.state, route.owner and route.owner.text) == ("Milk route planning", State.ON_TRACK, "Dagny Falk")
    assert doors.description[0].text.startswith("Three of nine doors")


MAIL = """From: Hanna <hanna@ferry.example>
To: all
Date: Fri, 7 May 2027 16:00:00 +0200
Subject: status update, week 18

Dear all,

The new ticket gates at Sund are live since Monday. The ramp at Holm has been postponed until the autumn because the steel is late.
Passenger numbers were 4 per cent up on last year. Thank you all for a hard week.

We believe that ferries bring people together.

Kind regards,
Hanna
"""


def test_a_status_mail_in_prose(items_of):
    items = items_of(mail_txt=MAIL)
    assert [item.text for item in items] == ["The new ticket gates at Sund", "The ramp at Holm has been postponed until the autumn"]
    assert [item.state for item in items] == [State.DONE, State.ON_HOLD]


BOARD = """# Board

| To do | Doing | Done |
| --- | --- | --- |
| Label the shelves | Count the stock | Sell the old van |
| Order new crates | Train two drivers | |
"""


def test_a_board_of_columns(items_of):
    items = items_of(board_md=BOARD)
    assert [(item.text, item.state) for item in items] == [
        ("Label the shelves", State.NOT_STARTED),
        ("Count the stock", State.ON_TRACK),
        ("Sell the old van", State.DONE),
        ("Order new crates", State.NOT_STARTED),
        ("Train two drivers", State.ON_TRACK),
    ]


def test_numbered_rows_make_a_hierarchy_and_bare_groups_are_no_items(items_of):
    text = "WBS,Task,Owner,End date\n1,Move to the new hall,,\n1.1,Design,K. Lind,2027-01-31\n1.2,Build,K. Lind,2027-06-30\n2,Open house,S. Moe,2027-07-31\n2.1,Design,S. Moe,2027-07-01\n"
    items = items_of(plan_csv=text)
    assert [(item.text, item.headings[-1] if item.headings else "") for item in items] == [
        ("Design", "Move to the new hall"),
        ("Build", "Move to the new hall"),
        ("Open house", ""),
        ("Design", "Open house"),
    ]
    assert all(item.same_as is None for item in items)


def test_phases_regions_and_versions_are_different_work(items_of):
    plan = "Project,Owner,Due date,Status\nTill software phase 1,A. Berg,2027-01-31,done\nTill software phase 2,A. Berg,2027-09-30,planned\nScanner roll-out region north,A. Berg,2027-05-31,planned\n"
    report = "Project,Owner,Due date,Status\nTill software phase 2,A. Berg,2027-10-31,delayed\nScanner roll-out region south,A. Berg,2027-05-31,planned\n"
    items = items_of(plan_csv=plan, report_csv=report)
    repeats = [item for item in items if item.same_as]
    assert [item.text for item in repeats] == ["Till software phase 2"]
    assert _named([item for item in items if not item.same_as], "Scanner roll-out region south")


_PIECES = [
    "# Report",
    "## In progress",
    "## Risks",
    "### Quay lights",
    "Status: amber | Owner: Ola",
    "- **Depot**: late; due: June 2027 @ines",
    "- [x] ~~Lay cable~~ #12",
    "  - deeper: Owner: Per",
    "| Task | Owner | Due |\n| --- | --- | --- |\n| Dig [Date] | | 1/Feb/27 |\n| Lay #7 | Kim | Q3 |",
    "| Now | Next |\n| --- | --- |\n| Paint hall • Fix roof | New bell |",
    "| Metadata | |\n| --- | --- |\n| Owner | Ola |\n| Status | done |",
    "The bridge at Sund was repaired in May. It holds.",
    "Owner: : ; = status:",
    "- [ ]",
    "> quoted",
    "",
]


def test_nothing_comes_of_a_document_without_work(items_of):
    text = "# About us\n\nWe were founded in 1911. Our values are trust and care.\n\n## Agenda\n- Welcome\n- Minutes of the last meeting\n\n## Decisions\n- The budget was approved\n"
    assert items_of(about_md=text) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14))
def test_any_mixture_of_pieces_keeps_quotes_exact(items_of, lines):
    items_of(mix_md="Notes of the week.\n\n" + "\n".join(lines) + "\n")


def test_the_same_files_give_the_same_items(items_of):
    assert items_of(plan_csv=PLAN, sprint_md=SPRINT) == items_of(plan_csv=PLAN, sprint_md=SPRINT)


MEMO = """Dear board,

You asked for one page. The short version is that quays are ahead and the office is behind.

The new gate has gone into nine of twelve quays and we expect to finish before the season. The ledger was to go live in April and the earliest date is now September, because the accounts are still argued over. We have stopped work on the sound guide; it cost more than it sold.

Sickness was high. Our goal remains to be the friendliest port.

Risks

The ledger vendor may be sold.
"""


def test_prose_alone_with_slips_and_stops(items_of):
    items = items_of(memo_txt=MEMO)
    assert [(item.text, item.state) for item in items] == [
        ("The new gate has gone into nine of twelve quays", State.ON_TRACK),
        ("The ledger was to go live in April", State.AT_RISK),
        ("We have stopped work on the sound guide", State.CANCELLED),
    ]


HIGHLIGHT = """# Monthly highlight report, April 2027

**Programme:** Smart Water | **SRO:** J. Achebe | **Overall status:** Amber

## Achievements this period
- Fitted 1,200 listening sensors in district 4

## Planned next period
- Begin the meter trial in Ashby (owner: Customer team, 30 June 2027)

## Milestones
| Ref | Milestone | Baseline | Forecast | Status | Owner |
|---|---|---|---|---|---|
| M1 | Sensors complete | 31/03/2027 | 30/04/2027 | Delayed | P. Quinn |

## Issues
- Drivers were missing in April

## Budget
| Line | Budget | Actual | Forecast |
|---|---|---|---|
| Capex | 12.0 | 3.1 | 12.4 |

## Decisions required
- Approve the second source for meters
"""


def test_a_highlight_report(items_of):
    items = items_of(highlight_md=HIGHLIGHT)
    assert [(item.text, item.state, item.owner and item.owner.text, item.due and item.due.end) for item in items] == [
        ("Fitted 1,200 listening sensors in district 4", State.DONE, None, None),
        ("Begin the meter trial in Ashby", State.NOT_STARTED, "Customer team", "2027-06-30"),
        ("Sensors complete", State.OFF_TRACK, "P. Quinn", "2027-04-30"),
    ]


OWNED = """# Plan 2027

Owner: Programme office

## Payments (lead: Dana Ruiz)

### Projects
- Refund within a day
- Card tokens @kim

## Stores

Owner: Retail operations

### Projects
- New shelves in Leeds
"""


def test_a_section_owner_counts_where_the_line_names_none(items_of):
    items = items_of(owned_md=OWNED)
    assert [(item.text, item.owner and item.owner.text) for item in items] == [
        ("Refund within a day", "Dana Ruiz"),
        ("Card tokens", "@kim"),
        ("New shelves in Leeds", "Retail operations"),
    ]


def test_objectives_beside_work_are_references(items_of):
    text = "Objective,Initiative,Owner,KPI,Target,Timeline\nFaster ferries,New engines on two boats,Tech,Speed,+2 kn,Q3 2027\nFaster ferries,Shorter turnaround at Holm,Ops,Minutes,12,Q4 2027\n"
    items = items_of(plan_csv=text)
    assert [(item.text, item.goal_reference and item.goal_reference.text, item.due and item.due.end) for item in items] == [
        ("New engines on two boats", "Faster ferries", "2027-09-30"),
        ("Shorter turnaround at Holm", "Faster ferries", "2027-12-31"),
    ]


def test_minutes_give_their_actions_only(items_of):
    text = "# Minutes, 3 May 2027\n\nPresent: A, B, C\n\n## Items\n1. The chair welcomed everyone.\n\n| Action | Who | By when |\n|---|---|---|\n| Order barriers | SM | 14 May 2027 |\n\n## AOB\nNone\n"
    assert [(item.text, item.owner and item.owner.text, item.due and item.due.end) for item in items_of(minutes_md=text)] == [
        ("Order barriers", "SM", "2027-05-14")
    ]


def test_a_grid_of_quarters(items_of):
    text = "Theme,Q1 2027,Q2 2027,Q3 2027\nCustomer,Chat on website,Refunds in app; Seat choice,Loyalty card\nOperations,Fuel meters,,Crew tablets\n"
    items = items_of(grid_csv=text)
    assert [(item.text, item.headings[0], item.due and item.due.end) for item in items] == [
        ("Chat on website", "Customer", "2027-03-31"),
        ("Refunds in app", "Customer", "2027-06-30"),
        ("Seat choice", "Customer", "2027-06-30"),
        ("Loyalty card", "Customer", "2027-09-30"),
        ("Fuel meters", "Operations", "2027-03-31"),
        ("Crew tablets", "Operations", "2027-09-30"),
    ]


def test_groups_of_a_roadmap_are_no_work_where_rows_below_them_are(items_of):
    found = items_of(
        plan_md="# Roadmap\n\n## WARM\n\n| No | Work | Lead | State |\n|---|---|---|---|\n| 1 | Retrofit lots one and two | S. Ferring | on track |\n"
        "| 2 | Loft insulation, hill villages | K. Ambrow | late |\n\n## SAFE\n\n| No | Work | Lead | State |\n|---|---|---|---|\n"
        "| 3 | Closers on the doors of tall blocks | D. Quillan | on track |\n"
    )
    assert [item.text for item in found] == [
        "Retrofit lots one and two",
        "Loft insulation, hill villages",
        "Closers on the doors of tall blocks",
    ]
