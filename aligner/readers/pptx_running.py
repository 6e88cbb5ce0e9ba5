"""Lines that run through a deck: a name, a claim or a date that stands on most slides says nothing on any of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.domain.text import Block, BlockKind, Layer

__all__ = ["without_running"]

_FEWEST = 4
_SHARE = 0.5
_NUMBER = re.compile(r"(?:\b(?:page|slide|p\.)\s*|[|·–—/]\s*)\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?\s*$|^\s*\d{1,3}\s*[|·–—/]", re.IGNORECASE)
"""A slide number typed before or behind a running line."""


def without_running(blocks: Sequence[Block]) -> tuple[list[Block], int]:
    """Return the blocks without plain lines that stand on more than half of the slides, and how many lines were left out.

    Slide numbers typed into a line do not hide that it runs. Titles, bullets and rows stay.
    """
    slides = {block.locator.slide for block in blocks}
    found: dict[str, set[int | None]] = {}
    for block in blocks:
        if _may_run(block):
            found.setdefault(_key(block.text), set()).add(block.locator.slide)
    running = {text for text, places in found.items() if len(places) >= _FEWEST and len(places) > _SHARE * len(slides)}
    kept = [block for block in blocks if not (_may_run(block) and _key(block.text) in running)]
    return kept, len(blocks) - len(kept)


def _may_run(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and not block.marker and block.layer is Layer.BODY


def _key(text: str) -> str:
    return _NUMBER.sub("#", text.casefold())
