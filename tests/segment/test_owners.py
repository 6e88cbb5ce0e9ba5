from __future__ import annotations

import pytest

from aligner.segment import Segmenter
from aligner.segment.owners import parse_owner_cell


def owners(text):
    found = Segmenter().facts(text).owners
    for owner in found:
        assert text[owner.start : owner.end] == owner.text
    return [(owner.text, owner.kind.value) for owner in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Government Digital Service will:", [("Government Digital Service", "unit")]),
        ("Departments will publish plans", [("Departments", "unit")]),
        ("The Claims division will migrate its archive", [("Claims division", "unit")]),
        ("By May, the programme board must approve it", [("programme board", "unit")]),
        ("The Chief Digital Officer will own the roadmap", [("Chief Digital Officer", "role")]),
        ("The CIO will", [("CIO", "role")]),
        ("Head of Data is accountable for quality", [("Head of Data", "role")]),
        ("The VP Engineering will lead it", [("VP Engineering", "role")]),
        ("Finance to publish the ledger by Q3", [("Finance", "unit")]),
        ("Jane Okafor will lead the migration", [("Jane Okafor", "person")]),
        ("The programme is led by the COO", [("COO", "role")]),
        ("Work is sponsored by Jane Okafor.", [("Jane Okafor", "person")]),
        ("It is the responsibility of the Director of Estates", [("Director of Estates", "role")]),
        ("Owner: Jane Okafor", [("Jane Okafor", "person")]),
        ("Responsible: Finance, CIO", [("Finance", "unit"), ("CIO", "role")]),
        ("Lead – Arun and Bex", [("Arun", "person"), ("Bex", "person")]),
        ("accountable: Head of Sales and Marketing", [("Head of Sales and Marketing", "role")]),
        ("Build it (Owner: Platform team)", [("Platform team", "unit")]),
        ("Train the crew (CIO)", [("CIO", "role")]),
        ("Fix the gate @lqd", [("@lqd", "handle")]),
        ("Write the guide [DevRel]", [("DevRel", "unit")]),
        ("Owner: TBC", [("TBC", "nobody")]),
        ("All teams will adopt it", [("All teams", "nobody")]),
        ("The business will decide", [("business", "nobody")]),
        ("IT will deliver it", [("IT", "nobody")]),
    ],
)
def test_owners_in_prose(text, expected):
    assert owners(text) == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The Chief Risk Officer answers for it.", "Chief Risk Officer"),
        ("Losses end here; the Chief Nurse is on the hook for this.", "Chief Nurse"),
        ("The Director of Estates reports the figure to the Board.", "Director of Estates"),
        ("The Head of Fleet reports progress every month", "Head of Fleet"),
        ("The Harbour Director carries this.", "Harbour Director"),
        ("The Chief Nurse will see to it", "Chief Nurse"),
        ("The Head of Fleet, who answers for the count, has charge of the yard", "Head of Fleet"),
        ("The COO takes responsibility for both.", "COO"),
        ("Dr Mensah, the Medical Director, is answerable for this.", "Medical Director"),
        ("The Head of Fleet chairs the programme.", "Head of Fleet"),
        ("The two cranes will be switched off by 2027 under the Harbour Director.", "Harbour Director"),
        ("All drivers are to be retrained, with the Head of Fleet in charge.", "Head of Fleet"),
        ("We will close the yard with the COO as its sponsor.", "COO"),
        ("Delivery rests with the Chief Operating Officer.", "Chief Operating Officer"),
        ("It falls to the Head of Data to clean the records", "Head of Data"),
    ],
)
def test_roles_that_answer_for_the_work(text, role):
    assert owners(text) == [(role, "role")]


@pytest.mark.parametrize(
    "text",
    [
        "The team reports to the Chief Risk Officer.",
        "The Chief Risk Officer reports to the Board.",
        "We will hire a Chief Data Officer.",
        "The Director General wrote to all staff.",
        "The CFO will approve the budget.",
        "The Chief Risk Officer receives the figures and reads them.",
        "We report the figure to the Chief Risk Officer.",
        "The Chief Risk Officer was told about it.",
        "All of it is to sit under the Chief Data Officer.",
        "It was introduced under the Chief Information Officer.",
        "The old rules will end under the previous Harbour Director.",
        "Rules under the Chief Inspector's guidance must be met",
        "The decision rests with the Chief Executive.",
        "With the CFO we agreed a budget.",
        "We will agree it with the CFO.",
        "The Chief Risk Officer will not carry this.",
        "Jane Okafor answers for it.",
        "A person named by the Harbour Director, is responsible for it.",
        "The office of the Harbour Director answers for it.",
        "The former Chief Nurse answers for it.",
    ],
)
def test_roles_that_receive_agree_or_are_named_in_passing_own_nothing(text):
    assert owners(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "We will cut cost and our customers will benefit",
        "Vision 2030 will be great",
        "Azure Sentinel will protect the ports",
        "The customer portal will launch in May",
        "The new customer service will be live",
        "Appoint a Chief Digital Officer",
        "reporting to the CIO",
        "Harbour City will grow",
        "write to jane@example.org",
        "Coordinate data sharing across agencies to improve it",
        "see [the guide](https://example.org)",
        "The department will be merged",
        "driven by data",
    ],
)
def test_products_places_and_mentions_own_nothing(text):
    assert owners(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arun, Bex", [("Arun", "person"), ("Bex", "person")]),
        ("Jane Okafor; CIO", [("Jane Okafor", "person"), ("CIO", "role")]),
        ("Maria and Tom", [("Maria", "person"), ("Tom", "person")]),
        ("O. Diaz", [("O. Diaz", "person")]),
        ("jane.okafor@example.org", [("jane.okafor@example.org", "person")]),
        ("@lqd", [("@lqd", "handle")]),
        ("[DevRel]", [("DevRel", "unit")]),
        ("GDS", [("GDS", "unit")]),
        ("Platform team", [("Platform team", "unit")]),
        ("Finance & Legal", [("Finance & Legal", "unit")]),
        ("Ministry of Health and Welfare", [("Ministry of Health and Welfare", "unit")]),
        ("Head of Sales and Marketing", [("Head of Sales and Marketing", "role")]),
        ("Director, Finance", [("Director, Finance", "role")]),
        ("VP Engineering / CTO", [("VP Engineering", "role"), ("CTO", "role")]),
        ("R: Finance, A: CIO", [("Finance", "unit"), ("CIO", "role")]),
        ("A/R Jane", [("Jane", "person")]),
        ("Head of Data (A), CISO", [("Head of Data", "role"), ("CISO", "role")]),
        ("TBC, Arun", [("Arun", "person")]),
        ("TBC", [("TBC", "nobody")]),
        ("n/a", [("n/a", "nobody")]),
        ("-", [("-", "nobody")]),
        ("IT", [("IT", "unit")]),
        ("all teams", [("all teams", "nobody")]),
        ("the business", [("the business", "nobody")]),
        ("", []),
        ("   ", []),
    ],
)
def test_owner_cells(text, expected):
    found = parse_owner_cell(text)
    assert [(owner.text, owner.kind.value) for owner in found] == expected
    assert all(text[owner.start : owner.end] == owner.text for owner in found)
