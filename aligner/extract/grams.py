"""How a sentence is built, whatever it is about: its function words, numbers and times in order, with the words of the trade left out.

Whether a sentence promises, reports or comments shows in its grammar ("is to be", "will have gone by", "nobody ... longer than #")
more than in its topic, which is what an encoder's vector tells. A softmax regression on such patterns therefore carries over
from one trade to another.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import ModelError
from aligner.extract.classifier import LinearClassifier, data_hash
from aligner.lexicon import cache, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["GramModel", "grams", "scale"]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['-][^\W\d_]+)*|[%€$£]|[.,;:!?()–—-]")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_SHORT = re.compile(r"(.+?)('ll|'s|'ve|'d|'re|n't)$")
_LONGEST, _APART = 4, 3
_FILLERS = frozenset({"W", "Ws", "C", ",", "Wed", "Wing"})
_OPEN = frozenset({"W", "Ws", "C", "Wed", "Wing", "Wly", ","})
_STRENGTH = 3.0
_VOCABULARY = "grams.json"


def skeleton(text: str) -> list[str]:
    """Return the pattern of a sentence: function words as they are, "#" for numbers, "Y" for years, "W" and the like for other words."""
    known = _function_words()
    found = ["^"]
    for place, token in enumerate(_TOKEN.findall(text.replace("\u2019", "'").replace("\u2011", "-"))):
        found.extend(_mark(token, known, first=place == 0))
    found.append("$")
    return [mark for place, mark in enumerate(found) if not (place and mark == found[place - 1] and mark in ("W", "C"))]


@cache
def _function_words() -> frozenset[str]:
    return frozenset(words("grams")["function"])


def _mark(token: str, known: frozenset[str], *, first: bool) -> tuple[str, ...]:
    low = token.casefold()
    if low in known:
        return (low,)
    short = _SHORT.match(low)
    if short and short[1] in known:
        return (short[1], short[2])
    if low[0].isdigit():
        return ("Y" if _YEAR.match(low) else "#",)
    if not low[0].isalpha():
        return (low,)
    if "-" in low and all(part in known for part in low.split("-")):
        return ("NUM-",)
    if token[0].isupper() and not first:
        return ("C",)
    ending = next((mark for end, mark in (("ed", "Wed"), ("ing", "Wing"), ("ly", "Wly")) if low.endswith(end)), None)
    return (ending or ("Ws" if low.endswith("s") and len(low) > _APART else "W"),)


def grams(text: str) -> set[str]:
    """Return the patterns of a text: runs of up to four marks, and pairs of function words in order with little between."""
    marks = skeleton(text)
    found: set[str] = set()
    for length in range(1, _LONGEST + 1):
        for start in range(len(marks) - length + 1):
            run = marks[start : start + length]
            if length == 1 and run[0] in ("W", "^", "$", ","):
                continue
            if length > 2 and _FILLERS.issuperset(run):  # noqa: PLR2004 - long runs of words of the trade tell nothing
                continue
            found.add(" ".join(run))
    told = [mark for mark in marks if mark not in _OPEN]
    found.update(f"{told[one]} .. {told[other]}" for one in range(len(told)) for other in range(one + 1, min(one + 1 + _APART, len(told))))
    return found


def scale(count: int) -> float:
    """Return how much each of ``count`` known patterns of a text weighs, so that long texts do not shout."""
    return _STRENGTH / math.sqrt(max(1, count))


@dataclass(frozen=True)
class GramModel:
    """Softmax regression on patterns.

    Attributes:
        classifier: labels, weights of shape ``(n, k)`` and bias.
        rows: row of the weights by pattern.
    """

    classifier: LinearClassifier
    rows: Mapping[str, int]

    @classmethod
    def load(cls, folder: Path) -> GramModel:
        """Read a model folder.

        Raises:
            ModelError: a file is missing, unreadable, or not the one the manifest describes.
        """
        classifier = LinearClassifier.load(folder)
        try:
            listed = json.loads((folder / _VOCABULARY).read_text("utf-8"))
        except (OSError, ValueError) as error:
            message = f"the model folder '{folder}' cannot be read ({type(error).__name__}); reinstall aligner or train the model again"
            raise ModelError(message) from error
        if (
            not isinstance(listed, list)
            or len(listed) != len(classifier.weights)
            or data_hash(listed) != classifier.manifest.get("patterns_sha256")
        ):
            message = f"the patterns in '{folder}' are not the ones its weights belong to; reinstall aligner"
            raise ModelError(message)
        return cls(classifier, {gram: row for row, gram in enumerate(listed)})

    def save(self, folder: Path) -> None:
        """Write weights, manifest and patterns; the same model gives the same bytes."""
        known = {**self.classifier.manifest, "patterns_sha256": data_hash(list(self.rows))}
        LinearClassifier(self.classifier.labels, self.classifier.weights, self.classifier.bias, known).save(folder)
        (folder / _VOCABULARY).write_text(json.dumps(list(self.rows), ensure_ascii=False, indent=0) + "\n", "utf-8")

    def log_odds(self, texts: Sequence[str], label: str) -> NDArray[np.float32]:
        """Return the log odds of one label against all others for every text, shape ``(len(texts),)``."""
        import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

        column = self.classifier.column(label)
        logits = self._logits(texts, [()] * len(texts))
        others = np.delete(logits, column, axis=1)
        top = others.max(axis=1)
        rest = top + np.log(np.exp(others - top[:, None]).sum(axis=1))
        return np.asarray(logits[:, column] - rest, dtype=np.float32)

    def chances(self, texts: Sequence[str], marks: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """Return the probability of every label for every text, shape ``(len(texts), k)``.

        Args:
            texts: sentences.
            marks: for each, further patterns that were trained beside those of the text.
        """
        import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

        logits = self._logits(texts, marks)
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)

    def _logits(self, texts: Sequence[str], marks: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

        logits = np.tile(self.classifier.bias, (len(texts), 1)).astype(np.float64)
        for row, (text, more) in enumerate(zip(texts, marks, strict=True)):
            known = [self.rows[gram] for gram in (*grams(text), *more) if gram in self.rows]
            if known:
                logits[row] += self.classifier.weights[sorted(known)].sum(axis=0, dtype=np.float64) * scale(len(known))
        return logits
