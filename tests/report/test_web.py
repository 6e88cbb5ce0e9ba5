from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from aligner.domain.gaps import GapKind, Suppression
from aligner.domain.goals import Alignment, Level, State, Support, WorkClass
from aligner.report.contract import from_dict, to_dict
from aligner.report.web import render
from aligner.report.web.ladder import TICKS
from aligner.report.web.markup import Markup, el, join, text
from aligner.report.web.parts import kind_class
from tests.report import factory
from tests.report.larkfield import THEMES

VOID = {"meta", "input", "br", "hr", "link", "col"}


class Page(HTMLParser):
    """All tags with their attributes, texts by the path of open tags, and whether tags nest."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.texts, self.open = [], [], []
        self.feed(source)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data))

    def inside(self, tag):
        return [data for where, data in self.texts if where == tag]


@pytest.fixture(scope="module", params=["rich", "empty", "small", "large", "from json"])
def page(request):
    made = {"large": lambda: factory.large(20, 60), "from json": lambda: from_dict(to_dict(factory.rich()))}
    return Page(render(made.get(request.param, getattr(factory, request.param, None))()).decode())


@pytest.fixture(scope="module")
def rich():
    return Page(render(factory.rich()).decode())


def test_nothing_comes_from_anywhere_else(page):
    for tag, attributes in page.tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form"}
        assert "src" not in attributes
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("href", "#").startswith("#")
    style = page.inside("style")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_this_style_and_this_script_only(page):
    policy = next(attributes["content"] for tag, attributes in page.tags if attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    kinds = [attributes.get("type") for tag, attributes in page.tags if tag == "script"]
    programs = [source for source, kind in zip(page.inside("script"), kinds, strict=True) if kind is None]
    allowed = {"style": page.inside("style"), "script": programs}
    for tag, sources in allowed.items():
        digests = [b64encode(hashlib.sha256(source.encode()).digest()).decode() for source in sources]
        named = " ".join(f"'sha256-{digest}'" for digest in digests)
        assert f"{tag}-src {named}; " in policy
    assert len(programs) == 2
    for program in programs:
        assert not re.search(r"\b(fetch|XMLHttpRequest|eval|innerHTML|import|Function)\b", program)


def test_ids_are_unique_and_every_link_leads_somewhere(page):
    idents = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(idents) == len(set(idents))
    assert {attributes["href"][1:] for _, attributes in page.tags if "href" in attributes} <= set(idents)


def test_every_finding_goal_and_item_has_a_place(rich):
    idents = {attributes.get("id") for _, attributes in rich.tags}
    report = factory.rich()
    assert {thing.id for thing in (*report.gaps, *report.goals)} <= idents
    assert {item.id for item in report.items if item.same_as is None} <= idents


def test_it_opens_with_the_sentence_and_four_counts(rich):
    assert (
        rich.inside("h2")[0] == "6 of 14 goals are supported, 2 partly; 3 have no live work (2 of these are also vague); 3 we cannot tell."
    )
    assert len(rich.inside("h1")) == 1
    assert _spans("number") == ["6", "3", "6", "2"]
    source = render(factory.rich()).decode()
    assert re.findall(r'class="number">\d+</span> <span class="base">([^<]*)</span>', source) == ["of 14", "of 14", "of 35", "in 17 links"]


def _spans(cls):
    source = render(factory.rich()).decode()
    return re.findall(rf'<span class="{cls}">([^<]*)</span>', source)


def test_quotes_are_escaped():
    source = render(factory.rich()).decode()
    assert "<script>alert" not in source
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in source
    assert "\u202e" not in source


def test_every_pair_is_marked_in_the_matrix():
    source = render(factory.rich()).decode()
    table = source[source.index('<table class="matrix') : source.index("</table>")]
    report = factory.rich()
    clashing = {(gap.goal, item) for gap in report.gaps if "conflict" in gap.kind.value for item in gap.items}
    accepted = [link for link in report.links if link.accepted]
    clear = [link.strength.value for link in accepted if (link.goal, link.item) not in clashing]
    assert table.count("≠</td>") == len(accepted) - len(clear) == 2
    assert table.count("●</td>") == clear.count("direct")
    assert table.count("○</td>") == clear.count("indirect")
    body = table[table.index("<tbody") :]
    assert body.count('title="Serves no goal"') == 6
    assert body.count("No live work serves:") == 3
    for item in (item for item in report.items if item.same_as is None):
        assert f'href="#{item.id}"' in table


def test_every_row_of_the_matrix_has_a_cell_for_every_goal():
    source = render(factory.large(20, 60)).decode()
    table = source[source.index('<table class="matrix') : source.index("</table>")]
    rows = [row for row in table.split("<tr")[1:] if "band" not in row[:20] and "themes" not in row[:20]]
    assert {row.count("<td") + row.count("<th ") for row in rows} == {3 + 20}


def test_every_row_says_what_it_can_be_filtered_by():
    page, report = Page(render(factory.rich()).decode()), factory.rich()
    marks = {attributes.get("id"): attributes for _, attributes in page.tags}
    for gap in report.gaps:
        assert (marks[gap.id]["data-k"], marks[gap.id]["data-v"]) == (gap.kind.value, gap.severity.value)
    holes = {goal.id for goal in report.goals if "nowork" in marks[goal.id].get("data-h", "").split()}
    assert holes == {goal.id for goal in report.goals if goal.support is Support.UNSUPPORTED}
    orphans = {item.id for item in report.items if "orphan" in marks.get(item.id, {}).get("data-h", "").split()}
    assert orphans == {item.id for item in report.items if item.alignment is Alignment.ORPHANED and item.same_as is None}
    themes = [attributes["value"] for tag, attributes in page.tags if tag == "option" and attributes["value"] in THEMES]
    assert themes == list(THEMES)
    assert {marks[goal.id]["data-t"] for goal in report.goals} == {"0", "1", "2"}


def test_suppressed_findings_stand_apart_and_are_not_counted():
    report = factory.rich()
    decision = Suppression("the board has agreed", "2027-03-31", "aligner.toml:12")
    first, *others = report.gaps
    source = render(replace(report, gaps=(replace(first, suppressed=decision), *others))).decode()
    findings = source[source.index('id="findings"') :]
    assert findings.index("Accepted, not counted above") < findings.index(f'id="{first.id}"')
    assert "until 31 Mar 2027: the board has agreed (aligner.toml:12)" in findings
    assert f"All {len(others)} findings" in source
    assert "Accepted, not counted" not in render(report).decode()
    lapsed = render(replace(report, gaps=(replace(first, lapsed=decision), *others))).decode()
    assert "Once accepted until 31 Mar 2027" in lapsed


def test_every_class_that_hides_or_colours_is_known_to_the_style_sheet(rich):
    style = rich.inside("style")[0]
    for used in ("v-high", "a-orphaned", "a-aligned", "l-direct", "l-indirect", "l-maybe", "l-hole", "l-clash", "c-good", "c-hole"):
        assert f".{used}" in style
    for state, glyph in TICKS.items():
        assert f".w-{state.value}" in style
        assert glyph
    for name in (Support.SUPPORTED, Support.UNSUPPORTED):
        assert f".s-{name.value}" in style


def test_goals_say_what_is_not_stated():
    source = render(factory.rich()).decode()
    vague = factory.rich().goals[4]
    row = source[source.index(f'id="{vague.id}"') :]
    assert row[: row.index("</tr>")].count("none stated") == 4


def test_methods_hold_hashes_settings_and_definitions(rich):
    codes = rich.inside("code")
    assert {info.sha256 for info in factory.INPUTS} <= set(codes)
    assert factory.TOOL.model.sha256 in codes
    assert "0.61234567" in codes
    assert "4 images" in rich.inside("td")


def test_a_report_full_of_odd_values_still_renders():
    report = factory.rich()
    goals = tuple(replace(goal, level=level, text='"><b>' + goal.text) for goal, level in zip(report.goals, [*Level] * 5, strict=False))
    items = tuple(
        replace(item, status=factory.Status("x", state), work_class=work)
        for item, state, work in zip(report.items, [*State] * 9, [*WorkClass] * 9, strict=False)
    )
    Page(render(replace(report, goals=goals, items=items)).decode())


def test_markup_escapes_text_and_keeps_markup():
    assert text(' a <b> & "c" ') == ' a &lt;b&gt; &amp; "c" '
    assert (
        el("a", "<x>", Markup("<b>y</b>"), href='"', class_="", hidden=True, data_x=1)
        == '<a href="&quot;" hidden data-x="1">&lt;x&gt;<b>y</b></a>'
    )
    assert el("input", checked=False, type_="radio") == '<input type="radio">'
    assert join("<", Markup("<")) == "&lt;<"


def test_work_without_any_status_gets_no_status_column():
    assert '<table class="matrix">' in render(factory.rich()).decode()
    assert '<table class="matrix stateless">' in render(factory.large(3, 4)).decode()


def test_work_is_shown_with_what_it_stands_under():
    source = render(factory.rich()).decode()
    assert "Under Portfolio &gt; Network</span>" in source
    assert 'title="Portfolio &gt; Network &gt; Pressure management in 60 zones"' in source


def test_a_matrix_too_wide_for_paper_says_so_there():
    wide, narrow = render(factory.large(37, 4)).decode(), render(factory.large(36, 4)).decode()
    assert "A matrix of 37 goals is too wide for paper" in wide
    assert "too wide for paper" not in narrow


def test_what_one_side_lacks_is_only_a_hole_where_something_should_stand_there():
    assert kind_class(GapKind.UNSUPPORTED_GOAL) == kind_class(GapKind.ORPHANED_WORK) == "hole-kind"
    assert {kind_class(kind) for kind in (GapKind.VAGUE_GOAL, GapKind.UNOWNED_ITEM, GapKind.NOT_ANALYSABLE, GapKind.HUB)} == {"one-sided"}
    source = render(factory.rich()).decode()
    assert re.search(r'class="finding v-medium one-sided"', source)
