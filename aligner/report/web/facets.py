"""What rows can be filtered by: theme, owner, kind, severity, and the holes they show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from aligner.domain.gaps import Gap, GapKind, Severity
from aligner.domain.goals import Alignment, Goal, Item, Support
from aligner.report.kinds import CONFLICTS, KINDS, SEVERITIES
from aligner.report.view import View
from aligner.report.web.markup import Markup, el
from aligner.report.wording import printable, shorten

__all__ = ["HOLES", "Facets", "filters"]

HOLES = {
    "all": "Everything",
    "holes": "All holes",
    "nowork": "Goals without work",
    "orphan": "Work without a goal",
    "conflict": "Conflicts",
    "unclear": "Cannot tell",
    "suppressed": "Suppressed",
}
"""Values of the filter "Show" and their labels; "holes" stands for the three that follow it."""

_NO_WORK = frozenset({GapKind.VAGUE_UNSUPPORTED_GOAL, GapKind.UNSUPPORTED_GOAL})
_AGAINST = CONFLICTS | {GapKind.CONTRADICTION}
_OPTION = 60  # characters of a name in a list to choose from


@dataclass(frozen=True)
class Facets:
    """Themes and owners by number, and what each row is marked with."""

    view: View

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """Titles of the themes, each once, in document order."""
        return tuple(dict.fromkeys(printable(group.title) for group in self.view.groups if group.title))

    @property
    def _owned(self) -> tuple[Goal | Item, ...]:
        return (*self.view.report.goals, *self.view.items)

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Owners that either side names, each once, by name."""
        named = (thing.owner.text for thing in self._owned if thing.owner)
        return tuple(sorted({printable(name) for name in named}, key=lambda name: (name.casefold(), name)))

    @cached_property
    def _theme_of(self) -> dict[str, int]:
        place = {title: number for number, title in enumerate(self.themes)}
        return {goal.id: place[printable(group.title)] for group in self.view.groups if group.title for goal in group.goals}

    @cached_property
    def _owner_number(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.owners)}

    @cached_property
    def conflicting(self) -> frozenset[tuple[str, str]]:
        """Pairs of goal and item whose figures or dates do not agree, or of which one works against the other."""
        return frozenset((gap.goal, item) for gap in self.view.report.gaps if gap.kind in _AGAINST and gap.goal for item in gap.items)

    @cached_property
    def _in_conflict(self) -> frozenset[str]:
        return frozenset(ident for gap in self.view.report.gaps if gap.kind in _AGAINST for ident in (gap.goal, *gap.items) if ident)

    def goal(self, goal: Goal) -> dict[str, str]:
        """Return the attributes of a goal's row or column."""
        flags = {Support.UNSUPPORTED: ["nowork"], Support.UNCLEAR: ["unclear"]}.get(goal.support, [])
        return self._marks([goal], [], [*flags, *(["conflict"] if goal.id in self._in_conflict else [])])

    def item(self, item: Item) -> dict[str, str]:
        """Return the attributes of a piece of work's row; it belongs to the themes of the goals it is linked with."""
        links = (*self.view.links_of_item.get(item.id, ()), *self.view.candidates_of_item.get(item.id, ()))
        flags = {Alignment.ORPHANED: ["orphan"], Alignment.UNCLEAR: ["unclear"], Alignment.EXEMPT: ["exempt"]}.get(item.alignment, [])
        marks = self._marks([], [item], [*flags, *(["conflict"] if item.id in self._in_conflict else [])])
        return marks | self._themes(self.view.goal_by_id[link.goal] for link in links)

    def gap(self, gap: Gap) -> dict[str, str]:
        """Return the attributes of a finding; without a goal of its own it belongs to the themes of its work."""
        goal = self.view.goal_by_id.get(gap.goal or "")
        items = [item for ident in gap.items if (item := self.view.item_by_id.get(ident))]
        flags = [
            name
            for name, on in (
                ("nowork", gap.kind in _NO_WORK),
                ("orphan", gap.kind is GapKind.ORPHANED_WORK),
                ("conflict", gap.kind in _AGAINST),
                ("unclear", gap.severity is Severity.QUESTION),
                ("suppressed", gap.suppressed is not None),
            )
            if on
        ]
        goals = [goal] if goal else [self.view.goal_by_id[link.goal] for item in items for link in self.view.links_of_item.get(item.id, ())]
        marks = self._marks([goal] if goal else [], items, flags) | self._themes(goals)
        return marks | {"data_k": gap.kind.value, "data_v": gap.severity.value}

    def _marks(self, goals: Sequence[Goal], items: Sequence[Item], flags: Sequence[str]) -> dict[str, str]:
        owned: tuple[Goal | Item, ...] = (*goals, *items)
        owners = sorted({self._owner_number[printable(thing.owner.text)] for thing in owned if thing.owner})
        marks = {"data_o": " ".join(map(str, owners)), "data_h": " ".join(flags)}
        return {key: value for key, value in marks.items() if value} | self._themes(goals)

    def _themes(self, goals: Iterable[Goal]) -> dict[str, str]:
        numbers = sorted({self._theme_of[goal.id] for goal in goals if goal.id in self._theme_of})
        return {"data_t": " ".join(map(str, numbers))} if numbers else {}


def filters(facets: Facets, accepted: Sequence[Gap]) -> Markup:
    """Return the bar of filters; the script shows it and keeps what is chosen in the address.

    Args:
        facets: of the findings that count.
        accepted: suppressed findings, which are shown apart.
    """
    view = facets.view
    seen = {flag for thing in view.report.goals for flag in facets.goal(thing).get("data_h", "").split()}
    seen |= {flag for item in view.items for flag in facets.item(item).get("data_h", "").split()}
    seen |= {flag for gap in (*view.report.gaps, *accepted) for flag in facets.gap(gap).get("data_h", "").split()}
    offered = {"all", *seen, *(["holes"] if seen & {"nowork", "orphan", "conflict"} else [])}
    buttons = [
        el(
            "label",
            el("input", type_="radio", name="show", id_=f"show-{value}", value=value, checked=value == "all", autocomplete="off"),
            el("span", label),
        )
        for value, label in HOLES.items()
        if value in offered
    ]
    severities = [
        (key.value, f"{text.label} ({view.severity_counts[key]})") for key, text in SEVERITIES.items() if view.severity_counts[key]
    ]
    kinds = [(key.value, f"{text.plural} ({view.gap_counts[key]})") for key, text in KINDS.items() if view.gap_counts[key]]
    fields = el(
        "div",
        el("fieldset", el("legend", "Show"), *buttons, class_="chooser"),
        _choice("severity", "Severity", severities, only="findings"),
        _choice("kind", "Kind", kinds, only="findings"),
        _choice("theme", "Theme", [(title, title) for title in facets.themes]),
        _choice("owner", "Owner", [(name, name) for name in facets.owners]),
        el("label", el("span", "Words"), el("input", type_="search", id_="q", autocomplete="off", spellcheck="false"), class_="field"),
        el("label", el("input", type_="checkbox", id_="every", autocomplete="off"), "Exempt and unplaced work too", class_="tick", data_for="matrix"),
        el("button", "Clear", type_="button", id_="clear"),
        class_="fields",
    )  # fmt: skip
    # On a narrow screen the script closes the fields, so that what they filter is in sight.
    folded = el("details", el("summary", "Filters"), fields, open=True, class_="listed", id_="fold")
    told = el("p", class_="told", id_="told", role="status")
    return el("div", folded, told, id_="filters", class_="filters", role="search", aria_label="Filters", hidden=True)


def _choice(name: str, label: str, options: Sequence[tuple[str, str]], *, only: str = "") -> Markup:
    if not options:
        return Markup("")
    entries = (el("option", shorten(words, _OPTION), value=value) for value, words in options)
    field = el("select", el("option", "Any", value=""), *entries, id_=name, autocomplete="off")
    extra = {"data_for": only} if only else {}
    return el("label", el("span", label), field, class_="field", **extra)
