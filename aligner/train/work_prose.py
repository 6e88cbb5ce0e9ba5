"""The judge of report sentences: ``aligner train work-prose``.

Sentences of invented status reports are labelled one by one: do they tell of a piece of work or not. Statements of strategies that
are no work stand beside them as further counter-examples, at a lower weight. Figures are on report sentences only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.extract.prose_class import prose_features
from aligner.train.linear import Recipe, read_lines, softmax

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.extract.classifier import LinearClassifier

__all__ = ["RECIPE", "Example", "fit", "load_examples"]

_FURTHER_WEIGHT = 0.05
_FURTHER_WORDS = 6
_NO_WORK = {"context", "values", "vision", "boilerplate", "rationale", "risk", "metric-definition", "exclusion", "goal"}
_CARD = "Logistic regression that tells whether a sentence of a status report tells of a piece of work. Trained on invented sentences only; no text of any real organisation is in it."


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, whether it tells of work ("work") or not ("other"), its industry, and whether it is from a report."""

    text: str
    label: str
    industry: str
    report: bool


def load_examples(corpus: Path) -> tuple[Example, ...]:
    """Read ``work-prose/*.jsonl``, then counter-examples from ``statements/*.jsonl``, in file order.

    Raises:
        FileNotFoundError: the folder holds no report sentences.
    """
    found = [
        Example(line["text"], "work" if line["work"] else "other", line["industry"], report=True)
        for line in read_lines(corpus / "work-prose")
    ]
    if not found:
        message = f"no work-prose/*.jsonl under {corpus}"
        raise FileNotFoundError(message)
    further = [line for line in read_lines(corpus / "statements") if line["kind"] in _NO_WORK]
    found += [
        Example(line["text"], "other", line["industry"], report=False) for line in further if len(line["text"].split()) >= _FURTHER_WORDS
    ]
    return tuple(found)


def fit(rows: NDArray[np.float32], examples: Sequence[Example], scaled: int) -> LinearClassifier:
    """Fit with further counter-examples at a lower weight; see ``aligner.train.linear.Recipe``."""
    weights = [1.0 if example.report else _FURTHER_WEIGHT for example in examples]
    return softmax(rows, [example.label for example in examples], weights, scaled)


def _figures(examples: Sequence[Example], guessed: NDArray[np.str_]) -> dict[str, object]:
    """Return precision and recall of "work" on report sentences."""
    import numpy as np  # noqa: PLC0415 - training only

    truth = np.array([example.label for example in examples])
    report = np.array([example.report for example in examples])
    hits = float(((truth == "work") & (guessed == "work") & report).sum())
    return {
        "precision": round(hits / max(1.0, float(((guessed == "work") & report).sum())), 3),
        "recall": round(hits / max(1.0, float(((truth == "work") & report).sum())), 3),
        "further taken for work": round(float((guessed[~report] == "work").mean()), 3) if (~report).any() else None,
    }


RECIPE = Recipe("work-prose", "wording", _CARD, load_examples, prose_features, fit, _figures)
