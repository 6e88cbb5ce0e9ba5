"""Duplicates: the same piece of work a second time, in other words, with another owner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.facts import OwnerKind
from aligner.domain.goals import Item, State, WorkClass
from aligner.domain.text import Block, Cell
from aligner.gaps.base import PARKED
from aligner.gaps.sameness import hands, is_work
from aligner.stress.faults import FITTING, Copy, Fault, FaultKind, Replace
from aligner.stress.plant.ground import Ground, pick
from aligner.stress.plant.wording import paraphrase

__all__ = ["faults"]

_KEY = re.compile(r"[A-Za-z]{0,8}[-_/ ]?\d{1,6}")
_FEWEST_WORDS = 3


def faults(ground: Ground) -> Iterator[Fault]:
    """Yield copies of rows and bullets that name live work and its owner."""
    for item in ground.report.items:
        block = ground.block(item.locator)
        if block is None or item.same_as is not None or item.work_class is not WorkClass.CHANGE or item.state in PARKED | {State.DONE}:
            continue
        if len(item.text.split()) < _FEWEST_WORDS or not is_work(item) or ground.known(FITTING[FaultKind.DUPLICATED], item=item.id):
            continue
        fault = _row(item, block, ground) if block.cells else _line(item, block, ground)
        if fault is not None:
            yield fault


def _row(item: Item, block: Block, ground: Ground) -> Fault | None:
    owner, other, title = item.owner_quote, _other_hands(item, ground), ground.cell(item.locator)
    if owner is None or other is None or other.owner is None or title is None or title.text != item.text:
        return None
    cell = ground.cell(owner.locator)
    if cell is None or cell not in block.cells or cell is title:
        return None
    after, name = paraphrase(item.text), other.owner.text
    told = {title: after, cell: name}
    for one in block.cells:
        if one not in told and one.text == item.team and other.team:
            told[one] = other.team
        elif one not in told and _is_key(one):
            told[one] = _next_key(one.text)
        elif one not in told and one.locator.place in {quote.locator.place for quote in item.description}:
            told[one] = paraphrase(one.text)
    changes = tuple(Replace(one.locator.slice(0, len(one.text)), text) for one, text in told.items())
    return Fault(
        FaultKind.DUPLICATED, (Copy(block.locator, changes),), None, (item.id,), item.locator, item.text, f"{after} ({name})", (after,)
    )


def _line(item: Item, block: Block, ground: Ground) -> Fault | None:
    owner, other = item.owner_quote, _other_hands(item, ground)
    if owner is None or other is None or other.owner is None or item.owner is None:
        return None
    if not owner.locator.place == block.locator.place == item.locator.place:
        return None
    whole = block.text[: item.locator.start] + paraphrase(item.text) + block.text[item.locator.end :]
    if item.owner.text not in whole:
        return None
    whole = whole.replace(item.owner.text, other.owner.text, 1)
    change = Replace(block.locator.slice(0, len(block.text)), whole)
    return Fault(FaultKind.DUPLICATED, (Copy(block.locator, (change,)),), None, (item.id,), item.locator, block.text, whole, (whole,))


def _other_hands(item: Item, ground: Ground) -> Item | None:
    """Return a piece of work of the same file that others carry: another owner, and another team where the plan names teams."""
    if item.owner is None:
        return None
    mine = hands(item)
    others = [
        other
        for other in ground.report.items
        if other.owner is not None
        and other.owner.kind is not OwnerKind.NOBODY
        and other.locator.file == item.locator.file
        and bool(other.team) == bool(item.team)
        and not mine & hands(other)
    ]
    return pick(others, ground.seed, item.id) if others else None


def _is_key(cell: Cell) -> bool:
    """A ticket or row number: unique in any table, so that a copy cannot keep it."""
    return cell.number is None and cell.iso_date is None and cell.column <= 1 and _KEY.fullmatch(cell.text) is not None


def _next_key(key: str) -> str:
    digits = re.search(r"\d+$", key)
    assert digits is not None
    return f"{key[: digits.start()]}{int(digits.group()) + 900:0{len(digits.group())}d}"
