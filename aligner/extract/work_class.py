"""Why a piece of work exists: to change something, or to run, comply, stay safe, repay debt or enable."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.domain.goals import WorkClass
from aligner.extract.classifier import LinearClassifier
from aligner.extract.item_draft import Draft
from aligner.extract.item_sections import plain
from aligner.lexicon import cache, words
from aligner.phrases import Phrases
from aligner.resources import model_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["WorkFinding", "class_probabilities", "classify_work", "cue_features", "cues_in"]


@dataclass(frozen=True, slots=True)
class WorkFinding:
    """A work class, how sure it is (in [0, 1]), and the words or the likeness that decided it."""

    work_class: WorkClass
    confidence: float
    reason: str


_CLASSES = tuple(WorkClass)
_TOLD = 160
"""Characters of the description that are searched for telling words."""
_SURE_WITH_CUE = 0.35
_SURE_WITH_REMARK = 0.5
"""Where only a remark, not the title, holds a telling word."""
_SURE_ALONE = 0.7
_IN_UPKEEP = 0.3
"""What a section that mixes kinds of upkeep ("Mandatory and run") takes off what is needed."""
_SURE_OF_WHOLE = 0.75
_SURE_OF_DUTY = 0.6
_STATED = 0.95
_WITH_REFERENCE = 0.12
"""Work that the document itself files under a strategic heading or as change needs more to be called exempt."""
_LIKENESS = {
    WorkClass.CHANGE: "resembles work that changes something for those it serves",
    WorkClass.RUN: "resembles keeping the lights on",
    WorkClass.COMPLIANCE: "resembles meeting a legal or audit duty",
    WorkClass.SECURITY_UPKEEP: "resembles routine security upkeep",
    WorkClass.DEBT: "resembles paying off technical debt",
    WorkClass.ENABLER: "resembles a technical foundation that other work builds on",
}


def classify_work(drafts: Sequence[Draft], vectors: NDArray[np.float32], encoder_sha256: str) -> tuple[WorkFinding, ...]:
    """Return a finding for every draft.

    The document's own word for the kind of work decides; then the trained classifier together with telling words. Work is
    called exempt only when the exempt classes together are clearly the likelier ones.

    Args:
        drafts: the items.
        vectors: unit rows for the titles, shape ``(len(drafts), d)``.
        encoder_sha256: names the encoder that made them.
    """
    texts = [" ".join([draft.item.text, *(quote.text[:_TOLD] for quote in draft.item.description[:1])]) for draft in drafts]
    probabilities = class_probabilities(texts, vectors, encoder_sha256)
    alone = [_called(draft) or _judged(draft, text, row) for draft, text, row in zip(drafts, texts, probabilities, strict=True)]
    wholes = {plain(draft.item.text): finding for draft, finding in zip(drafts, alone, strict=True)}
    return tuple(_inherited(draft, finding, wholes) for draft, finding in zip(drafts, alone, strict=True))


def _inherited(draft: Draft, own: WorkFinding, wholes: Mapping[str, WorkFinding]) -> WorkFinding:
    """A part of a larger piece of work exists for the same reason, unless its own words say otherwise."""
    if own.reason.startswith("the "):
        return own
    title = plain(draft.item.text)
    above = next((wholes[name] for heading in reversed(draft.item.headings) if (name := plain(heading)) in wholes and name != title), None)
    if above is None or (above.work_class is not WorkClass.CHANGE and above.confidence < _SURE_OF_WHOLE):
        return own
    reason = f"part of work that {above.reason}" if above.reason.startswith("resembles") else above.reason
    return WorkFinding(above.work_class, above.confidence, reason)


def class_probabilities(texts: Sequence[str], vectors: NDArray[np.float32], encoder_sha256: str) -> NDArray[np.float32]:
    """Return the probability of every work class, shape ``(len(texts), 6)``, columns in the order of ``WorkClass``.

    The mean of two judges: one knows the telling words alone, the other the encoder's vectors too. With an encoder other than the
    one the latter was trained with, the former alone decides.
    """
    import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

    cues = cue_features(texts)
    found = _ordered(_model("cues"), cues)
    encoded = _model("encoded")
    if encoded.manifest.get("encoder_sha256") == encoder_sha256:
        # Likeness knows no law by its name, and words know no meaning: judges that err apart do best together.
        found = ((found + _ordered(encoded, np.hstack([vectors, cues]).astype(np.float32))) / 2).astype(np.float32)
    return found


def _ordered(model: LinearClassifier, features: NDArray[np.float32]) -> NDArray[np.float32]:
    found = model.probabilities(features)
    return found[:, [model.column(work_class.value) for work_class in _CLASSES]]


@cache
def _model(name: str) -> LinearClassifier:
    return LinearClassifier.load(model_folder("work-class") / name)


def _called(draft: Draft) -> WorkFinding | None:
    """The document's own column, label or section says what the work is."""
    kind = plain(draft.kind)
    for work_class in _CLASSES:
        if any(f" {phrase} " in f" {kind} " for phrase in words("work_class")[f"called-{work_class.value}"]):
            return WorkFinding(work_class, _STATED, f"the document files it under '{draft.kind.strip()}'")
    for text in reversed(draft.item.headings):
        name = re.sub(r" (?:activities|work|projects|items|tasks|initiatives)$", "", plain(text))
        for work_class in _CLASSES[1:]:
            if name in words("work_class")[f"filed-{work_class.value}"]:
                return WorkFinding(work_class, _STATED, f"the document files it under '{text.strip()}'")
    return None


def _judged(draft: Draft, text: str, row: NDArray[np.float32]) -> WorkFinding:
    order = sorted(range(len(_CLASSES)), key=lambda column: (-float(row[column]), column))
    change = _CLASSES.index(WorkClass.CHANGE)
    best = next(column for column in order if column != change)
    exempt = 1.0 - float(row[change])
    in_title = next(iter(cues_in(draft.item.text, _CLASSES[best])), None)
    cue = in_title or next(iter(cues_in(text, _CLASSES[best])), None)
    needed = _SURE_WITH_CUE if in_title else _SURE_WITH_REMARK if cue else _SURE_ALONE
    if exempt < needed - _IN_UPKEEP * _files_upkeep(draft) + _WITH_REFERENCE * (
        draft.item.goal_reference is not None or _files_change(draft)
    ) or (cue is None and not _files_upkeep(draft) and _speaks_for_change(draft, text, float(row[best]), _CLASSES[best])):
        return WorkFinding(
            WorkClass.CHANGE,
            round(1.0 - exempt, 3),
            _LIKENESS[WorkClass.CHANGE] if exempt < _SURE_WITH_CUE else "no clear sign of another class",
        )
    reason = f"the words '{cue}'" if cue else _LIKENESS[_CLASSES[best]]
    return WorkFinding(_CLASSES[best], round(exempt, 3), reason)


def _files_upkeep(draft: Draft) -> bool:
    """Whether the section names some upkeep or duty, among other things, and nothing that changes."""
    for text in reversed(draft.item.headings):
        names = f" {plain(text)} "
        if any(f" {phrase} " in names for phrase in words("work_class")["filed-upkeep"]):
            return not any(f" {phrase} " in names for phrase in words("work_class")["called-change"])
    return False


def _files_change(draft: Draft) -> bool:
    """Whether a section is called one of change; such sections hold technical debt and duties too, so it weighs but does not decide."""
    return any(plain(text) in words("work_class")["filed-change"] for text in draft.item.headings)


_STORY = re.compile(r"\W*(?:\[[^\]]*\]\W*)?as an? .{2,60}?,? i (?:want|need|would like|can|should|must)\b", re.IGNORECASE)


def _speaks_for_change(draft: Draft, text: str, chance: float, work_class: WorkClass) -> bool:
    """Whether something outweighs mere likeness to exempt work: a named goal, a user's wish, or a duty that nothing in the words bears out."""
    if draft.item.goal_reference is not None or _STORY.match(text):
        return True
    return work_class is WorkClass.COMPLIANCE and chance < _SURE_OF_DUTY


def cues_in(text: str, work_class: WorkClass) -> tuple[str, ...]:
    """Return the telling words of a class as they stand in the text, longest first."""
    found = {text[start:end] for start, end in _cues(work_class).spans(text)}
    return tuple(sorted(found, key=lambda words_found: (-len(words_found), words_found)))


def cue_features(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return for every text and class whether a telling word, and whether a telling phrase of several words, is there: shape ``(len(texts), 12)``."""
    import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

    rows = np.zeros((len(texts), 2 * len(_CLASSES)), dtype=np.float32)
    for row, text in enumerate(texts):
        for column, work_class in enumerate(_CLASSES):
            found = cues_in(text, work_class)
            rows[row, 2 * column] = bool(found)
            rows[row, 2 * column + 1] = any(re.search(r"[\s-]", cue) for cue in found)
    return rows


@cache
def _cues(work_class: WorkClass) -> Phrases:
    return Phrases(words("work_class")[work_class.value], loose=True, fold=True)
