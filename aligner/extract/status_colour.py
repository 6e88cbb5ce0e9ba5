"""What the background of a table's cells says about the state of a row, where no word does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aligner.domain.goals import State, Status
from aligner.domain.text import Shade
from aligner.extract.column_profile import plain_header
from aligner.extract.columns import Role, header_match
from aligner.extract.item_draft import Unit

__all__ = ["colour_columns", "colour_status"]

_LIGHTS = {"green": State.ON_TRACK, "amber": State.AT_RISK, "red": State.OFF_TRACK}
_FURTHER = {"blue": State.DONE, "grey": State.NOT_STARTED}
_ALSO_CALLED = {"amber": ("amber", "yellow", "orange"), "grey": ("grey", "gray")}
_PAIR = 2
_HALF = 0.5


def colour_columns(units: Sequence[Unit], roles: Mapping[int, Role]) -> Mapping[int, bool]:
    """Return the columns whose backgrounds tell the state; True where words of the column or its header say that it holds states.

    Where no column holds states, one whose cells are painted in two or more traffic-light colours, in at least half of the rows,
    is taken for one.
    """
    shades = [shade for unit in units for shade in unit.block.shades]
    named = {index: True for index, role in roles.items() if role in {Role.STATUS, Role.HEALTH}}
    named.update({shade.column: True for shade in shades if shade.column not in roles and _is_state_header(shade.header)})
    if named:
        return named
    painted: dict[int, list[str]] = {}
    for shade in shades:
        if shade.colour in _LIGHTS:
            painted.setdefault(shade.column, []).append(shade.colour)
    found = [column for column, colours in painted.items() if len(set(colours)) >= _PAIR and len(colours) >= _HALF * len(units)]
    return {min(found): False} if found else {}


def _is_state_header(header: str) -> bool:
    name = plain_header(header)
    return max(header_match(name, Role.STATUS), header_match(name, Role.HEALTH)) > 0


def colour_status(unit: Unit, columns: Mapping[int, bool], legend: Mapping[str, State]) -> Status | None:
    """Return the state that a row's backgrounds tell, or None.

    Args:
        unit: the row.
        columns: as ``colour_columns`` returns them.
        legend: what the document says its own marks mean; it goes before the usual meaning of a colour.
    """
    for shade in unit.block.shades:
        if shade.column in columns:
            state = _meaning(shade, legend, certain=columns[shade.column])
            if state is not None:
                return Status(f"{shade.colour} cell", state)
    return None


def _meaning(shade: Shade, legend: Mapping[str, State], *, certain: bool) -> State | None:
    told = next((legend[name] for name in _names(shade.colour) if name in legend), None)
    return told or _LIGHTS.get(shade.colour) or (_FURTHER.get(shade.colour) if certain else None)


def _names(colour: str) -> Iterator[str]:
    yield from _ALSO_CALLED.get(colour, (colour,))
