"""Which language a text is in, by a vote of its function words or by its script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aligner.lexicon import cache, words

__all__ = ["Language", "language"]

_ENOUGH = 30_000
_FEWEST_WORDS, _SHORT_WORDS = 12, 40
_FEWEST_VOTES = 4
_CLEAR, _VERY_CLEAR = 1.25, 2.0
"""So many times the votes of the next language; the second holds for short texts."""
_MOST = 0.5
_PROSE = 0.15
"""Of the words of a sentence a third or so are function words; of those of a table, few."""
_ADDRESS = re.compile(r"://|@|_|\.\w")
"""Part of an address or a file name, whose words are no sentence."""
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {"CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "und-Cyrl", "ARABIC": "und-Arab", "GREEK": "el", "HEBREW": "he", "DEVANAGARI": "und-Deva", "THAI": "th"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Language:
    """A language.

    Attributes:
        code: ISO 639-1, or "und-" and the script (ISO 15924) where only that can be told; empty when the text is too short to tell.
        share: votes for it among the votes for all languages, in [0, 1].
    """

    code: str
    share: float


def language(texts: Iterable[str]) -> Language:
    """Return the language of texts taken together; a table of numbers or a few names have none."""
    sample = _sample(texts)
    other = _script(sample)
    if other:
        return Language(other, 1.0)
    plain = " ".join(piece for piece in sample.split() if not _ADDRESS.search(piece))
    tokens = [token.casefold() for token in _WORD.findall(plain)]
    if len(tokens) < _FEWEST_WORDS:
        return Language("", 0.0)
    counts, known = Counter(tokens), _known()
    votes = {code: sum(counts[word] for word in listed) for code, listed in known.items()}
    ranked = sorted(votes, key=lambda code: (-votes[code], list(known).index(code)))
    best, second = ranked[0], ranked[1]
    # Close kin (Danish and Norwegian) still is not English; a tie with English is left open, and so is a table with hardly a sentence.
    unclear = "en" in {best, second} and votes[best] < _CLEAR * votes[second]
    if len(tokens) < _SHORT_WORDS:
        unclear = votes[best] < _VERY_CLEAR * votes[second]
    if votes[best] < _FEWEST_VOTES or unclear or (best != "en" and votes[best] < _PROSE * len(tokens)):
        return Language("", 0.0)
    return Language(best, round(votes[best] / sum(votes.values()), 4))


def _sample(texts: Iterable[str]) -> str:
    taken, length = [], 0
    for text in texts:
        taken.append(text)
        length += len(text)
        if length >= _ENOUGH:
            break
    return "\n".join(taken)


def _script(sample: str) -> str:
    """Return the language or script that most letters are in, if it is not Latin."""
    letters = [char for char in sample if char.isalpha()]
    found: Counter[str] = Counter()
    for char in letters:
        if char > "\u036f":
            code = _SCRIPTS.get(unicodedata.name(char, "").partition(" ")[0])
            if code:
                found[code] += 1
    if not found or sum(found.values()) < _MOST * len(letters):
        return ""
    return "ja" if found["ja"] * 10 > found["zh"] > 0 else found.most_common(1)[0][0]


@cache
def _known() -> Mapping[str, frozenset[str]]:
    return {code: frozenset(listed) for code, listed in words("languages").items()}
