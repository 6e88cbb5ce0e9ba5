"""Duplicates: the same piece of work a second time, in other words, with another owner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.goals import Item, State, WorkClass
from aligner.domain.text import Block, Cell
from aligner.gaps.base import PARKED
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
        if len(item.text.split()) < _FEWEST_WORDS or ground.known(FITTING[FaultKind.DUPLICATED], item=item.id):
            continue
        fault = _row(item, block, ground) if block.cells else _line(item, block, ground)
        if fault is not None:
            yield fault


def _row(item: Item, block: Block, ground: Ground) -> Fault | None:
    owner = item.owner_quote
    other = _other_owner(item, ground)
    title = ground.cell(item.locator)
    if owner is None or other is None or title is None or title.text != item.text:
        return None
    cell = ground.cell(owner.locator)
    if cell is None or cell not in block.cells or cell is title:
        return None
    after = paraphrase(item.text)
    changes = [_whole(title, after), _whole(cell, other)]
    changes += [_whole(one, _next_key(one.text)) for one in block.cells if one not in {cell, title} and _is_key(one)]
    described = {quote.locator.place for quote in item.description}
    changes += [_whole(one, paraphrase(one.text)) for one in block.cells if one.locator.place in described and one not in {cell, title}]
    return Fault(
        FaultKind.DUPLICATED,
        (Copy(block.locator, tuple(changes)),),
        None,
        (item.id,),
        item.locator,
        item.text,
        f"{after} ({other})",
        (after,),
    )


def _line(item: Item, block: Block, ground: Ground) -> Fault | None:
    owner, other = item.owner_quote, _other_owner(item, ground)
    if (
        owner is None
        or other is None
        or item.owner is None
        or owner.locator.place != block.locator.place
        or item.locator.place != block.locator.place
    ):
        return None
    after = paraphrase(item.text)
    whole = block.text[: item.locator.start] + after + block.text[item.locator.end :]
    if item.owner.text not in whole:
        return None
    whole = whole.replace(item.owner.text, other, 1)
    change = Replace(block.locator.slice(0, len(block.text)), whole)
    return Fault(FaultKind.DUPLICATED, (Copy(block.locator, (change,)),), None, (item.id,), item.locator, block.text, whole, (whole,))


def _whole(cell: Cell, text: str) -> Replace:
    return Replace(cell.locator.slice(0, len(cell.text)), text)


def _other_owner(item: Item, ground: Ground) -> str | None:
    mine = item.owner.text if item.owner is not None else ""
    names = sorted(
        {other.owner.text for other in ground.report.items if other.owner is not None and other.locator.file == item.locator.file} - {mine}
    )
    return pick(names, ground.seed, item.id) if names and mine else None


def _is_key(cell: Cell) -> bool:
    """A ticket or row number: unique in any table, so that a copy cannot keep it."""
    return cell.number is None and cell.iso_date is None and cell.column <= 1 and _KEY.fullmatch(cell.text) is not None


def _next_key(key: str) -> str:
    digits = re.search(r"\d+$", key)
    assert digits is not None
    return f"{key[: digits.start()]}{int(digits.group()) + 900:0{len(digits.group())}d}"
