"""Target against plan: when each goal is due and when its work ends, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aligner.domain.gaps import Gap, GapKind
from aligner.domain.goals import Goal, Item
from aligner.report.view import View
from aligner.report.web.facets import Facets
from aligner.report.web.markup import Markup, el, join
from aligner.report.web.parts import nothing, section
from aligner.report.wording import count, day, printable, shorten

__all__ = ["timeline"]

_MOST = 150  # rows drawn; goals with conflicts come before the others when there are more
_TICKS = 7
_INTRO = "When each goal is due, and when the work linked to it ends. Only goals and work with a date that can be told are drawn."
_TITLE = "Target against plan"


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days as a share of the width, in percent."""

    first: date
    last: date

    def at(self, when: date) -> str:
        share = (when - self.first).days / max((self.last - self.first).days, 1)
        return f"{2 + 96 * share:.2f}%"


@dataclass(frozen=True, slots=True)
class _Track:
    """A goal with its last day, and the ends of its work."""

    goal: Goal
    due: date
    ends: tuple[tuple[date, Item], ...]
    gaps: tuple[Gap, ...]

    @property
    def claimed(self) -> frozenset[str]:
        """Ids of work whose late end is a finding."""
        return frozenset(ident for gap in self.gaps for ident in gap.items)


def timeline(view: View, facets: Facets) -> Markup:
    """Return the section with one line per goal that has a date, in the order of the dates."""
    tracks = _tracks(view)
    if not tracks:
        return section("timeline", _TITLE, "No goal names a date that can be told.")
    kept = sorted(sorted(tracks, key=lambda track: not track.gaps)[:_MOST], key=lambda track: (track.due, track.goal.id))
    days = [when for track in kept for when in (track.due, *(end for end, _ in track.ends))]
    scale = _Scale(min(days), max(days))
    more = len(tracks) - len(kept)
    note = [el("p", f"{count(more, 'more goal')} with a date and no conflict are listed under Goals.", class_="muted")] if more else []
    rows = (_row(facets, track, scale) for track in kept)
    return section(
        "timeline", _TITLE, _INTRO, _keys(), el("div", _axis(scale), class_="track axis"), el("div", *rows, class_="tracks"), nothing(), *note
    )  # fmt: skip


def _tracks(view: View) -> list[_Track]:
    found = []
    for goal in view.report.goals:
        due = _day(goal.deadline.end if goal.deadline else None)
        if due is None:
            continue
        items = [view.item_by_id[link.item] for link in view.links_of_goal.get(goal.id, ())]
        ends = [(end, item) for item in items if (end := _day(item.due.end if item.due else None))]
        gaps = tuple(gap for gap in view.gaps_of.get(goal.id, ()) if gap.kind is GapKind.TIMELINE_CONFLICT and gap.goal == goal.id)
        found.append(_Track(goal, due, tuple(sorted(ends, key=lambda end: (end[0], end[1].id))), gaps))
    return found


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso or "")
    except ValueError:
        return None


def _keys() -> Markup:
    entries = (
        ("due", "goal is due"),
        ("in-time", "work ends in time"),
        ("late", "work ends too late: a finding"),
        ("after", "work ends later, not claimed as a conflict"),
    )
    return el("ul", *(el("li", el("svg", _mark(kind, "50%"), width=18, height=16, aria_hidden="true"), words) for kind, words in entries), class_="legend")  # fmt: skip


def _mark(kind: str, x: str, words: str = "") -> Markup:
    """Return a mark whose shape tells as much as its colour; the middle of its line is 8 units down."""
    title = [el("title", words)] if words else []
    shape = {
        "due": el("path", d="M0 1L6 8L0 15L-6 8Z"),
        "in-time": el("circle", r="4", cy="8"),
        "late": el("path", d="M-5 3L5 13M5 3L-5 13"),
        "after": el("path", d="M-5 13L0 4L5 13Z"),
    }[kind]
    return el("svg", *title, shape, x=x, class_=f"m-{kind}", overflow="visible", width=1, height=16)


def _axis(scale: _Scale) -> Markup:
    texts = [
        join(
            el("line", x1=scale.at(when), x2=scale.at(when), y1=15, y2=20, class_="grid-line"),
            el("text", label, x=scale.at(when), y=12, text_anchor="middle"),
        )
        for when, label in _ticks(scale)
    ]
    return join(el("span", "Goal", class_="track-goal"), el("svg", *texts, class_="strip", height=20, aria_hidden="true"))


def _ticks(scale: _Scale) -> list[tuple[date, str]]:
    """Return the first days of quarters, halves or years that fall on the scale, as many as fit."""
    years = range(scale.first.year, scale.last.year + 2)
    found: list[tuple[date, str]] = []
    for months in ((1, 4, 7, 10), (1, 7), (1,)):
        names = {1: "{year}", 4: "Apr", 7: "Jul", 10: "Oct"}
        found = [(date(year, month, 1), names[month].format(year=year)) for year in years for month in months]
        found = [tick for tick in found if scale.first <= tick[0] <= scale.last]
        if len(found) <= _TICKS:
            return found
    step = -(-len(found) // _TICKS)
    return [tick for tick in found if tick[0].year % step == 0]


def _row(facets: Facets, track: _Track, scale: _Scale) -> Markup:
    due, late = scale.at(track.due), [end for end, item in track.ends if item.id in track.claimed]
    lines = [el("line", x1=scale.at(when), x2=scale.at(when), y1=0, y2=26, class_="grid-line") for when, _ in _ticks(scale)]
    if late:
        lines.append(el("line", x1=due, x2=scale.at(max(late)), y1=13, y2=13, class_="overrun"))
    marks = [
        _mark(_kind(track, end, item), scale.at(end), f"{printable(item.text)}: ends {day(end.isoformat())}") for end, item in track.ends
    ]
    marks.append(_mark("due", due, f"Goal due {day(track.due.isoformat())}"))
    drawing = el("svg", *lines, el("svg", *marks, y=5, overflow="visible"), class_="strip", height=26, role="img", aria_label=_told(track))
    name = el("a", shorten(track.goal.text, 110), href=f"#{track.goal.id}")
    facts = [el("span", f"due {day(track.due.isoformat())}", class_="place")]
    if not track.ends:
        facts.append(el("span", "no dated work", class_="place"))
    facts += [el("a", f"✕ {_overrun(track, gap)}", href=f"#{gap.id}", class_="more late") for gap in track.gaps]
    marks_of = facets.goal(track.goal)
    return el("div", el("div", name, *facts, class_="track-goal"), drawing, class_="track", **marks_of)


def _kind(track: _Track, end: date, item: Item) -> str:
    if end <= track.due:
        return "in-time"
    return "late" if item.id in track.claimed else "after"


def _overrun(track: _Track, gap: Gap) -> str:
    ends = [(end, item) for end, item in track.ends if item.id in gap.items]
    if not ends:
        return "work ends after the goal's date"
    end, item = ends[-1]
    return f"{shorten(item.text, 60)} ends {_span((end - track.due).days)} later"


def _span(days: int) -> str:
    months = round(days / 30.44)
    return count(months, "month") if months >= 1 else count(days, "day")


def _told(track: _Track) -> str:
    """Return the line in words."""
    parts = [f"Goal due {day(track.due.isoformat())}."]
    groups: dict[str, list[str]] = {}
    for end, item in track.ends:
        groups.setdefault(_kind(track, end, item), []).append(f"{shorten(item.text, 50)}, {day(end.isoformat())}")
    words = {"in-time": "In time", "late": "Too late", "after": "Later, not claimed"}
    parts += [f"{words[kind]}: {_some(named)}." for kind, named in groups.items()]
    return " ".join(parts)


def _some(named: Sequence[str], most: int = 4) -> str:
    rest = [f"and {len(named) - most} more"] if len(named) > most else []
    return "; ".join([*named[:most], *rest])
