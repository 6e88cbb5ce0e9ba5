"""Work that plans and registers name: what helps to see that a sentence of a report speaks of it, and who is named in brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from aligner.domain.facts import OwnerKind
from aligner.extract.item_draft import Carrier, Draft
from aligner.extract.item_keys import tokens_of
from aligner.extract.item_sections import plain

__all__ = ["Known"]

_RARE = 2
"""Titles of a plan that may share a word which still tells one of them."""
_PAIR = 2
_HALF = 0.5
_SHARE = 0.34
_CODE = re.compile(r"\b[A-Z][A-Z0-9]{3,}\b")
_COUNTED = re.compile(r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|some|many|all|most|half)\b", re.IGNORECASE)
_LETTERS = 3
_BRACKET = re.compile(r"\((?P<who>[A-Z][^();,]{1,40})(?:[;,][^()]*)?\)")


class Known:
    """The titles and owners of work that stands in tables, tickets and headings of all documents."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        """``drafts``: what was found so far; prose is passed over."""
        planned = [draft for draft in drafts if draft.carrier >= Carrier.TICKET]
        self._titles = [frozenset(filter(_telling, tokens_of(draft.item.text))) for draft in planned]
        counts = Counter(token for title in self._titles for token in title)
        self._homes: dict[str, list[int]] = {}
        for place, title in enumerate(self._titles):
            for token in title:
                if counts[token] <= _RARE:
                    self._homes.setdefault(token, []).append(place)
        codes = Counter(code for draft in planned for code in set(_CODE.findall(draft.item.text)))
        self._codes = {code for code, count in codes.items() if count <= _RARE}
        owners = [draft.item.owner for draft in drafts if draft.item.owner is not None and draft.item.owner.kind is not OwnerKind.NOBODY]
        self._owners = {plain(owner.text) for owner in owners}

    def names(self, text: str) -> bool:
        """Whether a text (the subject of a sentence) names one planned piece of work.

        It does by a code name, by two rare words of one title, or by a rare word that is half of the text or of the title.
        """
        if any(code in self._codes for code in _CODE.findall(text)):
            return True
        tokens = {token for token in tokens_of(text) if _telling(token)}
        if len(tokens) == 1 and _COUNTED.match(text):
            return False  # "Three houses" counts, it does not name
        shared = Counter(place for token in tokens for place in self._homes.get(token, ()))
        return any(
            (count >= _PAIR or count >= _HALF * min(len(tokens), len(self._titles[place]))) and count >= _SHARE * len(tokens)
            for place, count in shared.items()
        )

    def owner(self, text: str) -> tuple[int, int] | None:
        """Return start and end of an owner named in brackets ("(Plant Operations)") that plans name as one too."""
        for found in _BRACKET.finditer(text):
            if plain(found["who"]) in self._owners:
                return found.start("who"), found.end("who")
        return None


def _telling(token: str) -> bool:
    return len(token) >= _LETTERS and token.isalpha()
