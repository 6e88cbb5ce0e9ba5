"""Whether a sentence of a report tells of a piece of work: a trained judge over encoder vectors and the wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aligner.domain.encoding import Encoder
from aligner.domain.goals import State
from aligner.extract.classifier import LinearClassifier
from aligner.extract.goal_features import text_features
from aligner.extract.item_text import is_work_title
from aligner.extract.status import prose_status
from aligner.lexicon import cache, words
from aligner.phrases import Phrases
from aligner.resources import model_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["chatter", "doing", "finite", "name_end", "names_no_work", "prose_features", "work_chances"]

_PAIR = 2
_THREE = 3

_SUBJECT_WORDS = 11
_CLAUSE_WORDS = 4
_TROUBLE = {State.CANCELLED, State.BLOCKED, State.ON_HOLD, State.OFF_TRACK, State.AT_RISK}
_NO_NAME = re.compile(
    r"^(?:we|i|it|they|he|she|this|that|these|those|there|all|both|our team|the team|nobody|nothing|everyone|many|some|most|with|in|on|at|by|from|after|before|since|during|as|because|due to|owing to|prior to|following|once|until|unless|although|despite|to|for|under|if|when|while)\b"
    r"|\b(?:team|teams|colleagues|department|squad|office|group|committee|board|vendor|supplier|contractor|contractors|staff|crew|people|engineers|developers|inspectors|planners|we)$|,",
    re.IGNORECASE,
)
_WISHES = {"can", "cannot", "could", "should", "must", "may", "might", "would"}
_SAYS_THAT = re.compile(r"\b\w+(?:ed|id|ow|ws|ound|old) that\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|where|when)\s*$", re.IGNORECASE)


def work_chances(texts: Sequence[str], encoder: Encoder) -> NDArray[np.float32]:
    """Return the probability that each sentence tells of a piece of work, shape ``(len(texts),)``.

    The shipped weights belong to the shipped encoder; with any other encoder the wording alone decides, by weights trained for that.
    """
    import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

    if not texts:
        return np.zeros(0, dtype=np.float32)
    features = prose_features(texts)
    model = _model("encoded")
    if model.manifest.get("encoder_sha256") == encoder.sha256:
        features = np.hstack([encoder.encode(texts), features]).astype(np.float32)
    else:
        model = _model("wording")
    return np.asarray(model.probabilities(features)[:, model.column("work")], dtype=np.float32)


@cache
def _model(name: str) -> LinearClassifier:
    return LinearClassifier.load(model_folder("work-prose") / name)


def prose_features(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return features of the wording, shape ``(len(texts), d)``: the general ones, then state, trouble, doing, talk and a subject that names a thing."""
    import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

    own = np.zeros((len(texts), 5), dtype=np.float32)
    for row, text in enumerate(texts):
        hit = prose_status(text)
        named = name_end(text) < len(text.rstrip(" .;,"))
        own[row] = (
            hit is not None,
            hit is not None and hit.state in _TROUBLE,
            doing().found_in(text),
            chatter().found_in(text),
            named,
        )
    return np.hstack([text_features(texts), own]).astype(np.float32)


@cache
def doing() -> Phrases:
    """Words of doing."""
    return _any_of("work", fold=True)


@cache
def chatter() -> Phrases:
    """Words that speak to people or about the report itself."""
    return _any_of("talk", fold=True)


def names_no_work(text: str) -> bool:
    """Whether the subject of a sentence is a time, a figure or a group of people ("The quarter", "Sales through the app")."""
    found = next(finite().spans(text), None)
    subject = text[: found[0]].split() if found else []
    core = re.split(r"\b(?:of|in|for|through|with|from|at|on)\b", " ".join(subject))[0].split()
    return 1 <= len(subject) <= _SUBJECT_WORDS and bool(core) and core[-1].casefold().strip(",.:") in words("item_verbs")["no-subject"]


@cache
def finite() -> Phrases:
    """Finite verbs that end the subject of a sentence."""
    return _any_of("finite", fold=False)


def _any_of(name: str, *, fold: bool) -> Phrases:
    return Phrases(words("item_verbs")[name], after="-", fold=fold)


def name_end(text: str) -> int:
    """Return where the name of the work ends: its subject, where that names a thing; the whole sentence where it names who acts."""
    clause = text.find("; ")
    whole = len((text[:clause] if clause > 0 and len(text[:clause].split()) >= _CLAUSE_WORDS else text).rstrip(" .;,"))
    for start, end in finite().spans(text):
        subject = text[:start].rstrip()
        if _RELATIVE.search(subject):
            continue  # "Two arrays that failed in April were replaced": the verb of a relative clause
        if _SAYS_THAT.search(subject):
            return whole  # "The agency confirmed that all": the verb of what was confirmed
        inside = re.search(r"\b(?:that|which|who)\s+\w+(?:\s+\w+){0,4}$", subject)
        if not _PAIR <= len(subject.split()) <= _SUBJECT_WORDS or _NO_NAME.search(subject) or not is_work_title(subject):
            return whole
        if text[start:end] in _WISHES:
            return whole  # "Elderly tenants can report repairs": the wish is the work, not its subject
        return len(subject) if inside is None or len(subject.split()) > _THREE else whole
    return whole
