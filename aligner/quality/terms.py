"""R24: short forms that nobody spells out, and two names of one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.lexicon import words
from aligner.quality.base import Found, Suite, hit
from aligner.quality.tokens import stems

__all__ = ["find"]

_ACRONYM = re.compile(r"(?<![\w/&.-])[A-Z]{2,5}s?(?![\w&/]|-\w|\.\w)")
_ROMAN = re.compile(r"[IVXL]+")


def find(suite: Suite) -> Iterator[Found]:
    """Yield the first use of each unknown short form in a goal, and a goal that renames the measure of another."""
    yield from _acronyms(suite)
    yield from _renamed(suite)


def _acronyms(suite: Suite) -> Iterator[Found]:
    known = frozenset((*words("quality")["known_acronyms"], *words("owners")["lone_roles"], *words("owners")["role_codes"]))
    text = ""
    seen: set[str] = set()
    for case in suite.cases:
        for match in _ACRONYM.finditer(case.goal.text):
            short = match.group()
            name = short.removesuffix("s").lower()
            if name in known or short.lower() in known or name in seen or _ROMAN.fullmatch(short) or _shouted(case.goal.text):
                continue
            seen.add(name)
            text = text or "\n".join(block.text for document in suite.documents for block in document.blocks)
            if not _spelt_out(short.removesuffix("s"), text):
                message = f"“{short}” is spelt out nowhere in the strategy documents."
                yield Found(case.goal.id, hit("R24", case, match.start(), match.end(), message))


def _shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return 2 * sum(char.isupper() for char in letters) >= len(letters)


def _spelt_out(short: str, text: str) -> bool:
    """Tell whether the text explains a short form: in brackets after or before its words, by "stands for", or by words with its initials."""
    if re.search(
        rf"\(\s*{short}s?\b[^)]{{0,20}}\)|\b{short}s?\s*(?:\(|=|[–—:-]\s|,? (?:stands for|means|is short for|is the|are the|, the)\b)", text
    ):
        return True
    between = r"\w+[\s-]+(?:(?:of|and|for|the|in|to|on)\s+)?"
    initials = "".join(rf"{letter}{between if place < len(short) - 1 else ''}" for place, letter in enumerate(short))
    return re.search(rf"\b{initials}\w+", text) is not None or re.search(rf"\b{initials.lower()}\w+", text) is not None


def _renamed(suite: Suite) -> Iterator[Found]:
    """Yield a goal whose measure has another's name but for one word of the same meaning."""
    groups = [[term.strip() for term in entry.split(",")] for entry in words("quality")["same_term"]]
    used: dict[tuple[int, frozenset[str]], str] = {}
    for case in suite.cases:
        of = case.goal.metric.of if case.goal.metric is not None else None
        for number, group in enumerate(groups) if of else ():
            term = next((one for one in group if re.search(rf"\b{one}\b", of or "", re.IGNORECASE)), None)
            rest = stems(re.sub(rf"\b{term}\b", " ", of or "", flags=re.IGNORECASE)) if term else frozenset()
            if term is None or not rest:
                continue
            first = used.setdefault((number, rest), term)
            start = case.goal.text.lower().find(term)
            if first != term and start >= 0:
                message = f"“{term}” here and “{first}” elsewhere seem to name one thing."
                yield Found(case.goal.id, hit("R24", case, start, start + len(term), message))
