"""What the methods page of reports tells about stated probabilities, written from a study."""

from __future__ import annotations

import json
from collections.abc import Collection

from aligner.evaluate.study import Study
from aligner.resources import fingerprint

__all__ = ["reliability"]

_SEEN = "These organisations took part in training, so that new documents may fare a little worse."
_UNSEEN = "None of these organisations took part in training."


def reliability(study: Study, *, model_sha256: str, splits: Collection[str]) -> str:
    """Return the figures as JSON text, tied to the encoder and to the link scorer with which they were measured.

    Args:
        study: measured with the shipped link scorer.
        model_sha256: of the encoder.
        splits: which splits the measured organisations belong to; all but "test" take part in training.
    """
    bins = [[round(stated, 4), round(seen, 4), size] for stated, seen, size in study.calibration.bins]
    told = {
        "model_sha256": model_sha256,
        "links_sha256": fingerprint("links", "neighbours"),
        "organisations": len(study.subjects),
        "pairs": sum(size for _, _, size in study.calibration.bins),
        "note": _UNSEEN if set(splits) == {"test"} else _SEEN,
        "bins": bins,
    }
    return json.dumps(told, indent=1) + "\n"
