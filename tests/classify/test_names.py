from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.classify.names import folder_name, organisation, unit
from aligner.domain.text import Block, BlockKind, Cell, Locator
from tests.classify.documents import document

PROSE = "The report that follows was asked for in spring and tells what was done and what was left for later by those who had no time."


def named(*lines, path="file.docx"):
    one = document(*lines, path=path)
    found = organisation(one)
    if found is not None and found.quote is not None:
        assert one.text_at(found.quote.locator) == found.value
    return found.value if found else None


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("# Corporate Strategy of the Otterby Savings Bank 2027–2031", PROSE), "Otterby Savings Bank"),
        (("# Steady Cold", "Annual Report 2026 for Kelpmoor Water Authority", PROSE), "Kelpmoor Water Authority"),
        (("Harwick & Daughters plc", "12 Mill Lane, Harwick", "# Board paper 4", PROSE), "Harwick & Daughters plc"),
        (("Lindholm Shipping GmbH", "# Roadmap", PROSE), "Lindholm Shipping GmbH"),
        (("# Where we go", PROSE, "© 2026 Brackwater Lines. All rights reserved."), "Brackwater Lines"),
        (("# Plan", PROSE, "Copyright 2024-2026 Tarnside", "Page 1"), "Tarnside"),
        (
            ("# Weekly mail", "Dear all,", PROSE, "Best wishes", "Dora", "Programme Office, Otterby Savings Bank, Mill Lane 4"),
            "Otterby Savings Bank",
        ),
        (("# Otterby Bank – change portfolio", PROSE), "Otterby Bank"),
        (("Marlport Shipping AS", "# Plan", PROSE), "Marlport Shipping AS"),
    ],
)
def test_names_of_title_pages_letterheads_rights_and_signatures(lines, name):
    assert named(*lines) == name


@pytest.mark.parametrize(
    "lines",
    [
        ("# Quarterly report to the Board of Directors", "Adopted by the Supervisory Board on 2 May 2027.", PROSE),
        ("# Minutes", "Present: Ms Orr, Mr Lund (Kelpmoor Water Authority), Mr Hale (Otterby Bank).", PROSE),
        ("# Slack Water to High Tide", PROSE),
        ("# Notes", f"{PROSE} The pilot was seen by Otterby County Council and by Kelp County Council, who liked it.", PROSE),
        ("# Working Group on Ports", PROSE),
        ("# Report to the Ministry of Ports", PROSE),
        ("# Where we are", "The supplier, Nordal Data Systems, is late.", PROSE),
        ("# Guide", PROSE, PROSE, "# Social Media", PROSE),
        ("# Sprint 14", f"Sprint 14 went well. {PROSE}", "Sprint 15 begins on Monday."),
    ],
)
def test_what_is_not_plainly_the_owner_is_unknown(lines):
    assert named(*lines) is None


def test_a_name_without_such_a_word_is_taken_where_the_folder_says_the_same():
    lines = ("# Tarnside Coldways: project list", PROSE)
    assert named(*lines) is None
    assert named(*lines, path="tarnside-coldways/list.docx") == "Tarnside Coldways"


def test_a_first_row_of_a_sheet_is_a_title():
    text = "Otterby Bank – projects"
    row = Block(
        BlockKind.ROW,
        text,
        Locator("a.xlsx", cell="A1", end=len(text)),
        cells=(Cell(text, 0, "", Locator("a.xlsx", cell="A1", end=len(text))),),
    )
    one = replace(document("x", path="a.xlsx"), blocks=(row,))
    assert organisation(one).value == "Otterby Bank"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("otterby/2027/Q1/minutes/a.docx", "otterby"),
        ("archive/old/otterby-bank/reports/a.docx", "otterby-bank"),
        ("shared drive/strategies/2027/a.docx", ""),
        ("2025h1/a.md", ""),
        ("a.docx", ""),
        ("9B__handbook/pages/a.md", "9B__handbook"),
        ("fy27/Q1/v2/wk14/a.docx", ""),
        ("clients/Kelp & Co/mail.eml!/plan.docx", "Kelp & Co"),
    ],
)
def test_the_outermost_telling_folder(path, name):
    assert folder_name(path) == name


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        (("# Claims Directorate: plan for 2028", PROSE), "Claims Directorate"),
        (("# Department of Roads", "# Report", PROSE), "Department of Roads"),
        (("# Team Charter Overview", PROSE), None),
        (("# Report", PROSE, f"{PROSE} It was seen by the Roads Division and by others in the house who know the trade well."), None),
    ],
)
def test_units(lines, part):
    found = unit(document(*lines), None)
    assert (found.value if found else None) == part
