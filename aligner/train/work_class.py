"""The work-class classifier: ``aligner train work-class``.

Hand-labelled lines teach all six classes. The pairs add work that serves a goal, pet projects (both ``change``) and work that
runs the business; which of the exempt classes the last belongs to is not labelled, so weights trained on the labelled lines
choose among those five. Figures count hand-labelled lines and pairs apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.extract.work_class import cue_features
from aligner.train.linear import Recipe, read_lines, softmax

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.extract.classifier import LinearClassifier

__all__ = ["RECIPE", "Example", "fit", "load_examples"]

_CHANGE = "change"
_EXEMPT = "exempt"
_DIRECT_PER_GOAL = 1
_HAND_WEIGHT = 3.0
_CARD = (
    "Softmax regression that tells why a piece of work exists: change, run, compliance, security upkeep, debt or enabler. "
    "Trained on invented work titles only; no text of any real organisation is in it."
)


@dataclass(frozen=True, slots=True)
class Example:
    """A work title with its class ("exempt" where only that is known) and the industry it was written for.

    Attributes:
        by_hand: the class was labelled line by line.
    """

    text: str
    label: str
    industry: str
    by_hand: bool


def load_examples(corpus: Path) -> tuple[Example, ...]:
    """Read ``work-class/*.jsonl`` and ``pairs/*.jsonl`` under a folder, in file order, each text once.

    Raises:
        FileNotFoundError: the folder holds no labelled work titles.
    """
    found: dict[str, Example] = {}
    for line in read_lines(corpus / "work-class"):
        found.setdefault(line["text"], Example(line["text"], line["work_class"], line["industry"], by_hand=True))
    if not found:
        message = f"no work-class/*.jsonl under {corpus}"
        raise FileNotFoundError(message)
    lines = list(read_lines(corpus / "pairs"))
    # Industries whose side work is all change would teach that everything is.
    balanced = {line["industry"] for line in lines if line.get("orphan_kind") == "run-the-business"}
    for line in lines:
        for text, label in _from_pair(line) if line["industry"] in balanced else ():
            found.setdefault(text, Example(text, label, line["industry"], by_hand=False))
    return tuple(found.values())


def _from_pair(line: Mapping[str, object]) -> list[tuple[str, str]]:
    direct = line.get("direct")
    pairs = [(str(text), _CHANGE) for text in direct[:_DIRECT_PER_GOAL]] if isinstance(direct, list) else []
    if "orphan" in line:
        pairs.append((str(line["orphan"]), _EXEMPT if line["orphan_kind"] == "run-the-business" else _CHANGE))
    return pairs


def fit(rows: NDArray[np.float32], examples: Sequence[Example], scaled: int) -> LinearClassifier:
    """Fit in two rounds, the second with the lines known only to be exempt; see ``aligner.train.linear.Recipe``."""
    import numpy as np  # noqa: PLC0415 - training only

    labels = np.array([example.label for example in examples], dtype="<U20")
    known = labels != _EXEMPT
    weights = np.array([_HAND_WEIGHT if example.by_hand else 1.0 for example in examples])
    first = softmax(rows[known], labels[known].tolist(), weights[known].tolist(), scaled)
    if not known.all():
        chances = first.probabilities(rows[~known])
        chances[:, first.column(_CHANGE)] = 0.0
        labels[~known] = np.array(first.labels)[chances.argmax(axis=1)]
    return softmax(rows, labels.tolist(), weights.tolist(), scaled)


def _figures(examples: Sequence[Example], guessed: NDArray[np.str_]) -> dict[str, object]:
    """Return per-class figures on the labelled lines, and how often change and exempt work is taken for the other."""
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.metrics import precision_recall_fscore_support  # noqa: PLC0415 - training only

    truth = np.array([example.label for example in examples])
    hand = np.array([example.by_hand for example in examples])
    names = sorted(set(truth[hand].tolist()))
    precision, recall, f1, _ = precision_recall_fscore_support(truth[hand], guessed[hand], labels=names, zero_division=0)
    return {
        "accuracy by hand": _r((truth[hand] == guessed[hand]).mean()),
        "by class": {name: {"precision": _r(precision[k]), "recall": _r(recall[k]), "f1": _r(f1[k])} for k, name in enumerate(names)},
        **{
            told: {"by hand": _share(truth, guessed, hand, change=change), "pairs": _share(truth, guessed, ~hand, change=change)}
            for told, change in (("change taken for exempt", True), ("exempt taken for change", False))
        },
    }


def _share(truth: NDArray[np.str_], guessed: NDArray[np.str_], among: NDArray[np.bool_], *, change: bool) -> float | None:
    chosen = among & ((truth == _CHANGE) == change)
    return _r(((guessed[chosen] == _CHANGE) != change).mean()) if chosen.any() else None


def _r(value: float) -> float:
    return round(float(value), 3)


RECIPE = Recipe("work-class", "cues", _CARD, load_examples, cue_features, fit, _figures)
