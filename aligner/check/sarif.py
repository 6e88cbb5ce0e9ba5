"""A check as SARIF 2.1.0 (OASIS), for code hosts and editors."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath

from aligner.check.places import line_of, place, uri
from aligner.check.types import Checked
from aligner.domain.gaps import Gap, Severity, Suppression
from aligner.domain.links import Evidence
from aligner.domain.text import Locator
from aligner.report.kinds import KINDS
from aligner.report.wording import printable

__all__ = ["render", "to_dict"]

Json = dict[str, object]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note", Severity.QUESTION: "note"}
_KINDS = list(KINDS)


def render(checked: Checked, *, fail_on: str | None) -> str:
    """Return the JSON text."""
    del fail_on  # the exit code says it
    return json.dumps(to_dict(checked), ensure_ascii=False, indent=2) + "\n"


def to_dict(checked: Checked) -> Json:
    """Return a SARIF log with one run; offsets count Unicode code points."""
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(checked)},
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": True}],
                "artifacts": [_artifact(info.path, info.sha256) for info in (checked.draft, *checked.against)],
                "results": [_result(checked, gap) for gap in checked.findings],
                "properties": {"role": checked.draft.role, "roleBecause": checked.guess.because, "asOf": checked.as_of},
            }
        ],
    }


def _driver(checked: Checked) -> Json:
    rules = [
        {
            "id": kind.value,
            "name": "".join(part.capitalize() for part in kind.value.split("-")),
            "shortDescription": {"text": f"{text.title}."},
            "fullDescription": {"text": text.when},
            "help": {"text": f"{text.when} {text.guard}"},
        }
        for kind, text in KINDS.items()
    ]
    return {"name": checked.tool.name, "semanticVersion": checked.tool.version, "version": checked.tool.version, "rules": rules}


def _artifact(path: str, sha256: str) -> Json:
    return {"location": {"uri": uri(path)}, **({"hashes": {"sha-256": sha256}} if sha256 else {})}


def _result(checked: Checked, gap: Gap) -> Json:
    here = checked.place(gap)
    first = next((piece for piece in gap.evidence if piece.locator == here), None)
    others = [piece for piece in gap.evidence if piece is not first]
    result: Json = {
        "ruleId": gap.kind.value,
        "ruleIndex": _KINDS.index(gap.kind),
        "level": _LEVELS[gap.severity],
        "message": {"text": printable(gap.message)},
        "locations": [_location(here, first.quote if first else "")],
        "partialFingerprints": {"findingId/v1": gap.id, "quoteHash/v1": _fingerprint(gap, first)},
        "properties": {"severity": gap.severity.value, "question": gap.question, "remedy": gap.remedy},
    }
    if others:
        result["relatedLocations"] = [_related(number, piece) for number, piece in enumerate(others, start=1)]
    # Where any result has the property, all should: without it a viewer takes a result for not looked at.
    result["suppressions"] = [_suppression(gap.suppressed)] if gap.suppressed else []
    return result


def _location(locator: Locator, quote: str) -> Json:
    line = line_of(locator)
    physical: Json = {"artifactLocation": {"uri": uri(locator.file)}}
    if line is not None:
        physical["region"] = {"startLine": line, **({"snippet": {"text": quote}} if quote else {})}
    location: Json = {"physicalLocation": physical}
    named = place(locator)
    if line is None and named:
        location["logicalLocations"] = [{"name": named, "fullyQualifiedName": f"{PurePosixPath(locator.file).name}:{named}"}]
    return location


def _related(number: int, piece: Evidence) -> Json:
    return {"id": number, **_location(piece.locator, piece.quote), "message": {"text": printable(piece.quote)}}


def _fingerprint(gap: Gap, first: Evidence | None) -> str:
    """Return a hash that survives moving the text within the file, and renaming the file."""
    told = "\x1f".join((gap.kind.value, " ".join((first.quote if first else gap.message).split())))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _suppression(found: Suppression) -> Json:
    written = "external" if found.origin.rpartition(":")[0].endswith(".toml") else "inSource"
    return {
        "kind": written,
        "status": "accepted",
        "justification": found.reason,
        "properties": {"expires": found.expires, "origin": found.origin},
    }
