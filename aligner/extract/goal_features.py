"""What the wording of a text alone says about its kind: numbers for the statement classifier, and the matching of word lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from aligner.domain.facts import Tense
from aligner.lexicon import bounded, cache, words
from aligner.phrases import Phrases

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "FEATURES",
    "describes_state",
    "has",
    "listed",
    "looks_back",
    "matcher",
    "plain",
    "starts_with_verb",
    "states_deadline",
    "states_quantity",
    "text_features",
]

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_NUMBER_WORDS = r"half|third|quarter|fifth|tenth|twice|double|triple|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty|hundred|thousand|million|billion"
_QUANTITY = re.compile(
    rf"\d[\d.,]*\s*(?:%|per\s?cent|percent|percentage|bps|basis|points?|pts|[kmb]\b|bn\b|m\b|million|billion|thousand|days?|hours?|minutes?|seconds?|ms\b|weeks?|months?|years?|x\b|gw|mw|kwh|tonnes?|km|litres?)"
    rf"|[€$£¥]\s?\d|\b(?:below|under|above|over|least|most|than|to|from|at|of|by|zero|score)\s+[€$£]?\d|\b(?:{_NUMBER_WORDS})\s+(?:(?:working|calendar|business)\s+)?(?:of|in|out|as|more|times|per|days?|hours?|minutes?|weeks?|months?|thousand|million)\b"
    rf"|\b(?:halve|halved|double|doubled|triple|zero|twice|half)\b|\d[\d,]{{2,}}\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(rf"\d|\b(?:{_NUMBER_WORDS}|halve|zero)", re.IGNORECASE)
"""Begins whatever an amount is written with; most texts hold none."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b(?:next|last|past|coming|previous|these)\s+(?:\w+\s+)?(?:years?|months?|weeks?)\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:orders?|acts?|directives?|regulations?|circulars?|resolutions?|laws?|bills?|sections?|articles?|clauses?|memorand(?:um|a))\s+(?:no\.?\s*)?(?:[a-z]{1,3}[-/]?)?\d[\d.,/-]*",
    re.IGNORECASE,
)
"""Numbers that name a rule or a paper, and count nothing."""
_WHEN = r"(?:(?:the\s+)?(?:end|close|start|middle|summer|spring|autumn|winter|beginning)\b|q[1-4]\b|h[12]\b|fy\s?\d|(?:january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter)\b|(?:19|20)\d\d|next\s|the\s+time\b|\d+\s+(?:day|week|month|year)|(?:two|three|four|five|six|ten|twelve|eighteen)\s+(?:day|week|month|year|harvest))"
_DEADLINE = re.compile(
    rf"\b(?!from\s+the\s+(?:start|beginning)\b(?!\s+of))(?:by|before|until|within|no\s+later\s+than|not\s+later\s+than|from|starting|in\s+time\s+for)\s+(?:\w+\s+){{0,2}}?{_WHEN}|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_REMEMBERED = 8192
"""Texts whose wording is remembered: every stage of extraction asks about those of the document at hand."""
_CODE = re.compile(r"\b[A-Z]{2,}[A-Z0-9]*(?:[-/ ]?\d+)?\b|#\d+|\bv\d")
_TOKENS = (4, 8, 16, 28)
_SENTENCE = 5
_STATES = frozenset({"is", "are", "has", "have", "can", "does", "do", "know", "knows"})
"""Words that tell a sentence about a state of things from a title."""

FEATURES = (
    "verb first", "to verb first", "intent", "we", "quantity", "deadline", "past", "negated", "definition", "rationale", "risk", "document", "vision", "values",
    "comparative", "demonstrative first", "question", "full stop", "colon", "semicolon or slash", "codes", "digits", "title case", "is or are",
    "length 1", "length 2", "length 3", "length 4", "length 5",
)  # fmt: skip


@cache
def matcher(topic: str, name: str) -> re.Pattern[str]:
    """Return a pattern that finds any entry of a word list as whole words, longest first; the topic is a file under ``data/words``."""
    entries = sorted(words(topic)[name], key=lambda entry: (-len(entry), entry))
    return re.compile(r"(?<![\w'-])(?:" + "|".join(re.escape(entry) for entry in entries) + r")(?![\w-])")


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """Return the text as the word lists spell it: lower case, straight apostrophes, one kind of hyphen."""
    return text.casefold().replace("\u2019", "'").replace("\u2011", "-").replace("\u00a0", " ")


@bounded(_REMEMBERED)
def has(text: str, name: str) -> bool:
    """Tell whether a text holds an entry of a list of ``goals.toml``."""
    return listed(name).found_in(plain(text))


@cache
def listed(name: str) -> Phrases:
    """Return a list of ``goals.toml``, to be looked for in texts that are spelt as the lists are."""
    return Phrases(words("goals")[name], before="'-", after="-")


@lru_cache(maxsize=_REMEMBERED)
def states_quantity(text: str) -> bool:
    """Tell whether a text names an amount that could be a target."""
    if _AMOUNT.search(text) is None:
        return False
    return _QUANTITY.search(_YEAR.sub("", _REFERENCE.sub("", text))) is not None


@lru_cache(maxsize=_REMEMBERED)
def states_deadline(text: str) -> bool:
    """Tell whether a text names a time limit or a year."""
    return _DEADLINE.search(text) is not None


def starts_with_verb(text: str) -> bool:
    """Tell whether the first word is the base form of a verb that goals start with."""
    first = _WORD.search(text)
    if first is None:
        return False
    word = plain(first.group())
    again = word.removeprefix("re").lstrip("-") if word.startswith("re") else word  # reopen, re-use
    return word in _imperatives() or again in _imperatives()


def describes_state(text: str) -> bool:
    """Tell whether a text is a sentence that describes how things are, with a subject of its own ("Growers sell to nobody but us")."""
    found = [plain(word.group()) for word in _WORD.finditer(text)]
    if len(found) < _SENTENCE or starts_with_verb(text) or text.rstrip().endswith("?"):
        return False
    inside = found[1:-1]
    return any(word in _STATES for word in inside) or any(word.endswith("s") and word[:-1] in _imperatives() for word in inside)


def text_features(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return one row per text, shape ``(len(texts), len(FEATURES))``, values in [0, 1]."""
    import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

    return np.array([_row(text) for text in texts], dtype=np.float32).reshape(len(texts), len(FEATURES))


def looks_back(text: str, tense: Tense) -> bool:
    """Tell whether a text reports what has been; a past verb in passing ("systems that came to us will be switched off") is not enough."""
    return tense is Tense.PAST and not has(text, "ahead")


@cache
def _imperatives() -> frozenset[str]:
    return frozenset(words("goals")["imperatives"])


def _row(text: str) -> list[float]:
    low = plain(text)
    found = [word.group() for word in _WORD.finditer(low)]
    shaped = [word.group() for word in _WORD.finditer(text)]
    length = sum(len(found) > edge for edge in _TOKENS)
    flags = (
        starts_with_verb(text),
        len(found) > 1 and found[0] == "to" and found[1] in _imperatives(),
        has(text, "intent"),
        bool({"we", "our", "us", "we'll"} & set(found)),
        states_quantity(text),
        states_deadline(text),
        (has(text, "past") or any(word.endswith("ed") for word in found[:6])) and not has(text, "ahead"),
        has(text, "negations"),
        has(text, "definitions"),
        has(text, "rationale"),
        has(text, "risk"),
        has(text, "document"),
        has(text, "vision"),
        has(text, "values"),
        has(text, "comparatives"),
        bool(found) and found[0] in {"this", "these", "it", "they", "that", "those", "such"},
        "?" in text,
        text.rstrip().endswith((".", "!")),
        ":" in text,
        ";" in text or "/" in text,
    )
    row = [float(flag) for flag in flags]
    row.append(min(1.0, len(_CODE.findall(text)) / 3))
    row.append(min(1.0, 4 * sum(char.isdigit() for char in text) / max(1, len(text))))
    row.append(sum(word[:1].isupper() for word in shaped[1:]) / max(1, len(shaped) - 1))
    row.append(float(bool({"is", "are", "has", "have"} & set(found))))
    row.extend(float(length == step) for step in range(len(_TOKENS) + 1))
    return row
