"""The matrix of a very large portfolio: themes across, groups of work down, and the script opens any block of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from aligner.domain.goals import Alignment, Goal, Item, Support
from aligner.report.programmes import programmes
from aligner.report.view import View
from aligner.report.web.facets import Facets
from aligner.report.web.markup import Markup, el
from aligner.report.web.matrix import CELL, cell_kind, legend, pair_box
from aligner.report.web.parts import section
from aligner.report.wording import STATE, shorten

__all__ = ["overview"]

_ACROSS = 40  # most goals of one block
_DOWN = 200  # most pieces of work of one block
_GROUPS = 24
_INTRO = (
    "Groups of work run down, themes run across; a number counts the links of a block, and ≠ stands where some of them conflict. The first row counts goals that no live work serves, "
    "the first column change work that serves no goal. Open a block to see its goals and its work."
)


@dataclass(frozen=True, slots=True)
class _Block:
    title: str
    members: tuple[Goal, ...] | tuple[Item, ...]


def overview(view: View, facets: Facets) -> Markup:
    """Return the section: a table of counts that reads without scripts, and what the script needs to open a block."""
    across = [*_cut(((group.title or "Goals", group.goals) for group in view.groups), _ACROSS)]
    down = [*_cut(((group.title, group.items) for group in programmes(view, _GROUPS)), _DOWN)]
    column = {goal.id: number for number, block in enumerate(across) for goal in block.members}
    row = {item.id: number for number, block in enumerate(down) for item in block.members}
    counts = Counter((row[link.item], column[link.goal]) for link in view.report.links if link.accepted and link.item in row)
    clashes = {(row[item], column[goal]) for goal, item in facets.conflicting if item in row and goal in column}
    table = el(
        "table",
        el("caption", "Links between groups of work and themes", class_="visually-hidden"),
        _head(across),
        el("tbody", _no_work(across), class_="nolink"),
        el("tbody", *(_row(number, block, len(across), counts, clashes) for number, block in enumerate(down))),
        class_="matrix stateless",
        id_="overview",
    )
    return section(
        "matrix",
        "Goals and work",
        _INTRO,
        legend(),
        el("div", table, class_="scroll", tabindex=0, role="region", aria_label="Themes and groups of work, scrollable"),
        el("div", id_="block", class_="scroll", tabindex=0, role="region", aria_label="Goals and work of the opened block", hidden=True),
        pair_box(),
        _data(view, facets, across, down),
    )


def _cut(groups: Iterator[tuple[str, Sequence[Goal] | Sequence[Item]]], most: int) -> Iterator[_Block]:
    """Cut groups that are too large to be laid out at once."""
    for title, members in groups:
        for start in range(0, len(members), most):
            part = tuple(members[start : start + most])
            yield _Block(f"{title} ({start + 1} to {start + len(part)})" if len(members) > most else title, part)  # type: ignore[arg-type]  # a group holds one sort


def _head(across: Sequence[_Block]) -> Markup:
    labels = (
        el("th", el("span", el("span", shorten(block.title, 64), title=block.title)), scope="col", data_c=number)
        for number, block in enumerate(across)
    )
    lone = el("th", el("span", "No goal"), scope="col", class_="lone")
    return el("thead", el("tr", el("th", "Work", scope="col", class_="corner"), lone, *labels, class_="labels"))


def _no_work(across: Sequence[_Block]) -> Markup:
    cells = []
    for number, block in enumerate(across):
        holes = sum(goal.support is Support.UNSUPPORTED for goal in block.members if isinstance(goal, Goal))
        cells.append(el("td", str(holes) if holes else "", class_="l-hole" if holes else "", data_c=number))
    return el("tr", el("th", "No live work", scope="row"), el("td"), *cells)


def _row(number: int, block: _Block, width: int, counts: Counter[tuple[int, int]], clashes: AbstractSet[tuple[int, int]]) -> Markup:
    orphans = sum(item.alignment is Alignment.ORPHANED for item in block.members if isinstance(item, Item))
    cells = (_count(column, counts[number, column], (number, column) in clashes) for column in range(width))
    return el(
        "tr",
        el("th", shorten(block.title, 70), scope="row"),
        el("td", str(orphans) if orphans else "", class_="l-hole" if orphans else ""),
        *cells,
        data_r=number,
    )


def _count(column: int, links: int, clash: bool) -> Markup:  # noqa: FBT001 - a fact about the cell, not a switch
    if not links:
        return el("td", data_c=column)
    return el("td", f"{links} ≠" if clash else str(links), class_="l-clash" if clash else "l-direct", data_c=column)


def _data(view: View, facets: Facets, across: Sequence[_Block], down: Sequence[_Block]) -> Markup:
    """Return ids and links as JSON; names are read from the rows of goals and work further down."""
    place = {
        member.id: number for blocks in (across, down) for number, member in enumerate(each for block in blocks for each in block.members)
    }
    kinds = [*CELL]
    links = [
        [place[link.goal], place[link.item], kinds.index(cell_kind(link, facets)), round(link.probability * 100)]
        for link in view.report.links
        if link.item in place
    ]
    alignments, states = [*Alignment], [*STATE]
    held = {
        "across": [[member.id for member in block.members] for block in across],
        "down": [[member.id for member in block.members] for block in down],
        "support": "".join(str([*Support].index(goal.support)) for block in across for goal in block.members if isinstance(goal, Goal)),
        "outcome": "".join(str(alignments.index(item.alignment)) for block in down for item in block.members if isinstance(item, Item)),
        "state": "".join(str(states.index(item.state)) for block in down for item in block.members if isinstance(item, Item)),
        "cell": [[cls, glyph, words] for cls, glyph, words in CELL.values()],
        "links": links,
    }
    # Ids and fixed words only; the one sign that could end the element is written as an escape all the same.
    source = json.dumps(held, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
    return el("script", Markup(source), type_="application/json", id_="pairs")
