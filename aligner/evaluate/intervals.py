"""Confidence intervals by bootstrap over organisations (Efron 1979): what would other organisations have given?"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["interval"]

_SEED = 7
_DRAWS = 1000
_TAIL = 0.025

T = TypeVar("T")


def interval(rows: Sequence[T], figure: Callable[[Sequence[T]], float | None]) -> tuple[float, float] | None:
    """Return the central 95 % of a figure over organisations drawn with replacement; None for fewer than two organisations.

    Args:
        rows: one value an organisation.
        figure: pools some of them into the figure; None where it does not apply.
    """
    if len(rows) < 2:  # noqa: PLR2004 - one organisation says nothing about others
        return None
    draw = random.Random(_SEED)  # noqa: S311 - resampling, not secrets
    values = [figure([rows[draw.randrange(len(rows))] for _ in rows]) for _ in range(_DRAWS)]
    found = sorted(value for value in values if value is not None)
    if not found:
        return None
    return found[int(_TAIL * len(found))], found[min(len(found) - 1, int((1 - _TAIL) * len(found)))]
