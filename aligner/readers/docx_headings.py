"""Headings that were never styled as such: short bold, underlined or large paragraphs above body text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aligner.domain.text import Block, BlockKind, Layer

__all__ = ["Look", "promote_headings"]

_LONGEST = 100
_WORDIEST = 14
_LARGER = 1.2  # times the size of the body text
_MOST = 0.4  # where more of the paragraphs than this would be headings, none is
_DEEPEST = 9
_PROSE_ENDS = (".", ";", ",", "?", "!")


@dataclass(frozen=True, slots=True)
class Look:
    """How a body paragraph looks: largest font size in half points (0 unknown), all bold or underlined, in a real list, in any list."""

    size: int
    bold: bool
    numbered: bool
    listed: bool


def promote_headings(blocks: Sequence[Block], looks: Mapping[int, Look]) -> list[Block]:
    """Return the blocks with fake headings as headings.

    Below real headings a fake one is one level deeper than the nearest above it; in a document without any, the sizes of the
    fake ones give their levels.

    Args:
        blocks: of the document.
        looks: of its body paragraphs and list items, by position in ``blocks``.
    """
    sizes: Counter[int] = Counter()
    for position, look in looks.items():
        sizes[look.size] += len(blocks[position].text)
    usual = sizes.most_common(1)[0][0] if sizes else 0
    chosen: dict[int, Look] = {}
    for position in sorted(looks, reverse=True):
        if _stands_out(blocks, position, looks, usual) and _is_followed(blocks, position, looks, chosen):
            chosen[position] = looks[position]
    if len(chosen) > max(1, _MOST * len(looks)):
        return list(blocks)
    styled = any(block.kind is BlockKind.HEADING for block in blocks)
    ranks = {size: rank for rank, size in enumerate(sorted({look.size for look in chosen.values()}, reverse=True), start=1)}
    return _apply(blocks, chosen, {} if styled else ranks)


def _apply(blocks: Sequence[Block], chosen: Mapping[int, Look], ranks: Mapping[int, int]) -> list[Block]:
    made: list[Block] = []
    level = 0
    for position, block in enumerate(blocks):
        if position in chosen:
            own = ranks.get(chosen[position].size, level + 1)
            made.append(replace(block, kind=BlockKind.HEADING, level=min(own, _DEEPEST)))
            continue
        if block.kind is BlockKind.HEADING and block.layer is Layer.BODY:
            level = block.level
        made.append(block)
    return made


def _stands_out(blocks: Sequence[Block], position: int, looks: Mapping[int, Look], usual: int) -> bool:
    block, look = blocks[position], looks[position]
    if look.numbered or len(block.text) > _LONGEST or block.text.count(" ") >= _WORDIEST or block.text.endswith(_PROSE_ENDS):
        return False
    if not any(letter.isalpha() for letter in block.text):
        return False
    return look.bold or (usual > 0 and look.size >= _LARGER * usual and not look.listed)


def _is_followed(blocks: Sequence[Block], position: int, looks: Mapping[int, Look], chosen: Mapping[int, Look]) -> bool:
    """Body text, a list or a table comes next, or another heading that looks smaller."""
    if position + 1 >= len(blocks) or blocks[position + 1].layer is not Layer.BODY:
        return False
    following = looks.get(position + 1)
    if position + 1 in chosen:
        return chosen[position + 1].size < looks[position].size
    if following is None:
        return blocks[position + 1].kind is BlockKind.ROW
    if following.bold and following.listed and looks[position].listed:
        return False
    return not following.bold or following.listed
