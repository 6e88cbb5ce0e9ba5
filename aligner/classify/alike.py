"""When two names are one organisation's: articles, legal forms, shorter forms and abbreviations."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from aligner.lexicon import cache, words

__all__ = ["is_general", "merged", "organisation_key", "same_name"]

_PLAIN = re.compile(r"[^\w\s]")
_SMALL = frozenset({"of", "and", "for", "de", "der", "von", "the", "in", "at"})
_SHORTEST = 3
"""Letters that an abbreviation has at least when nothing else agrees; two where a further word does."""


def organisation_key(name: str) -> str:
    """Return a name without articles, legal forms, marks and case, for comparison."""
    forms = _forms()
    kept = [word for word in _PLAIN.sub("", name.replace("-", " ").replace("_", " ").casefold()).split() if word not in forms]
    return " ".join(kept)


@cache
def _forms() -> frozenset[str]:
    return frozenset({"the", *(form.replace(".", "").replace("/", "") for form in words("kinds")["legal_form"])})


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are forms of one, as far as the names themselves tell: "Otterby Bank" and "The Otterby Bank Group plc"."""
    first, second = organisation_key(one), organisation_key(other)
    return bool(first) and bool(second) and (first == second or _shorter(first, second) or _shorter(second, first))


def merged(names: Iterable[str]) -> Mapping[str, str]:
    """Return for every name, as a key, the fullest form of it among all; a short form that fits several full ones stands for itself.

    Args:
        names: keys as ``organisation_key`` makes them; empty ones are passed over.

    Returns:
        Fullest form by key. Names are compared only with those that share a telling word or an abbreviation.
    """
    keys = sorted({name for name in names if name})
    places: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        for sign in _signs(key):
            places[sign].add(key)
    fuller = {
        key: sorted({other for sign in _signs(key) for other in places[sign] if other != key and _shorter(key, other)}) for key in keys
    }
    return {key: _fullest(key, fuller) for key in keys}


def _fullest(key: str, fuller: Mapping[str, list[str]]) -> str:
    """Follow shorter forms to the one full form of all; stay where two full forms do not agree with each other."""
    longest = max(fuller[key], key=lambda other: (len(other), other), default=key)
    agree = all(other == longest or longest in fuller[other] or other in fuller[longest] for other in fuller[key])
    return longest if agree else key


def _signs(key: str) -> set[str]:
    """Return the words by which a name may be found, and its initials."""
    tokens = [token for token in key.split() if token not in _SMALL]
    telling = {token for token in tokens if token not in _general()}
    initials = {
        "".join(token[0] for token in tokens[start:end]) for start in range(len(tokens)) for end in range(start + 2, len(tokens) + 1)
    }
    return telling | initials


def is_general(name: str) -> bool:
    """Tell whether a name holds only words that many names hold ("Online Services", "The Council")."""
    return all(token in _general() or token in _SMALL for token in organisation_key(name).split())


@cache
def _general() -> frozenset[str]:
    """Words that many names hold: what an organisation is, not which."""
    known = words("kinds")
    return frozenset(word for listed in ("organisation", "trade", "general") for phrase in known[listed] for word in phrase.split())


def _shorter(short: str, full: str) -> bool:
    """Whether the first name is the second one with general words left out, or abbreviated."""
    left, right = [token for token in short.split() if token not in _SMALL], [token for token in full.split() if token not in _SMALL]
    if not left or len(short) >= len(full):
        return False
    extra = Counter(right) - Counter(left)
    missing = Counter(left) - Counter(right)
    if not missing:
        return any(token not in _general() for token in left) and all(token in _general() for token in extra)
    return _abbreviated(left, right)


def _abbreviated(left: list[str], right: list[str]) -> bool:
    """Whether one word of the first stands for the initials of neighbours in the second, and the rest is the same."""
    for place, token in enumerate(left):
        rest = left[:place] + left[place + 1 :]
        for start in range(len(right)):
            end = start + len(token)
            if len(token) > 1 and end <= len(right) and token == "".join(word[0] for word in right[start:end]):
                others = right[:start] + right[end:]
                if Counter(rest) == Counter(others) and (rest or len(token) >= _SHORTEST):
                    return True
    return False
