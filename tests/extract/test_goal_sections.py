from __future__ import annotations

import pytest

from aligner.extract.goal_sections import Section, is_guidance, is_other_document, lead_section, section_of


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Our strategic goals", Section.GOALS),
        ("3. Objectives", Section.GOALS),
        ("Priorities for 2027", Section.GOALS),
        ("What we will do", Section.GOALS),
        ("2. What is expected of us", Section.GOALS),
        ("What could go wrong", Section.OTHER),
        ("What we have done since 2022", Section.OTHER),
        ("Why we set goals", Section.OTHER),
        ("How goals are chosen", Section.OTHER),
        ("Market context", Section.OTHER),
        ("Our values", Section.OTHER),
        ("Risks and mitigation", Section.OTHER),
        ("Out of scope", Section.EXCLUDED),
        ("Non-goals", Section.EXCLUDED),
        ("Deliverables", Section.ACTIONS),
        ("Harbour and fleet", Section.NEUTRAL),
        ("Meet our climate targets before 2030", Section.NEUTRAL),
        ("Where do we stand?", Section.OTHER),
    ],
)
def test_headings_announce_what_follows(heading, section):
    assert section_of(heading) is section


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Outcomes", Section.MEASURES),
        ("What we will do", Section.ACTIONS),
        ("Success measures", Section.MEASURES),
        ("Rationale", Section.OTHER),
    ],
)
def test_below_a_goal_the_same_words_name_its_parts(heading, section):
    assert section_of(heading, below_goal=True) is section


@pytest.mark.parametrize(
    ("lead", "section"),
    [
        ("By 2028 we will:", Section.GOALS),
        ("Our priorities are:", Section.GOALS),
        ("We will not:", Section.OTHER),
        ("The report includes:", Section.OTHER),
        ("Since then the harbour has achieved:", Section.OTHER),
        ("", Section.NEUTRAL),
        ("Two vessels:", Section.NEUTRAL),
        ("The harbour board will, by the end of 2028:", Section.GOALS),
        ("The following work will occur each quarter:", Section.NEUTRAL),
        ("We will get there by:", Section.ACTIONS),
        ("Working in the open will:", Section.OTHER),
        ("The objectives of the survey are to:", Section.OTHER),
        ("Progress on this goal is measured by:", Section.MEASURES),
    ],
)
def test_list_introductions(lead, section):
    assert lead_section(lead) is section


def test_documents_that_are_no_strategy_are_known_by_title():
    assert is_other_document("team-handbook | How we work")
    assert is_other_document("README")
    assert not is_other_document("Corporate strategy 2027")


@pytest.mark.parametrize(
    ("title", "guides"),
    [
        ("Principles for handling seed", True),
        ("Digital standards", True),
        ("Fair work strategy 2030", False),
        ("Principles and goals", False),
    ],
)
def test_guidance_is_known_by_title(title, guides):
    assert is_guidance(title) is guides
