"""What a stress run found, as JSON; equal runs give equal bytes."""

from __future__ import annotations

import json

from aligner.stress.count import scores
from aligner.stress.faults import Outcome, Trial

__all__ = ["EXTENSIONS", "SCHEMA", "as_json"]

SCHEMA = "aligner.stress/1"
EXTENSIONS = (".json",)


def as_json(trial: Trial) -> str:
    """Return indented JSON; a field that does not apply is null."""
    value = {
        "schema": SCHEMA,
        "seed": trial.seed,
        "runs": trial.runs,
        "notes": list(trial.notes),
        "kinds": {
            kind.value: {"planted": score.planted, "caught": score.caught, "as_question": score.asked} for kind, score in scores(trial)
        },
        "faults": [_fault(outcome) for outcome in trial.outcomes],
        "skipped": list(trial.skipped),
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _fault(outcome: Outcome) -> dict[str, object]:
    fault, found = outcome.fault, outcome.found
    return {
        "kind": fault.kind.value,
        "goal": fault.goal,
        "items": list(fault.items),
        "file": fault.place.file,
        "place": fault.place.describe(),
        "before": fault.before,
        "after": fault.after or None,
        "caught": found is not None,
        "finding": {"kind": found.kind.value, "severity": found.severity.value, "message": found.message} if found is not None else None,
    }
