"""A hash chain over findings: each digest covers the finding and the digest before it, the first one the manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

__all__ = ["canonical", "chained", "closed", "digest", "head"]

Json = Mapping[str, Any]


def canonical(value: object) -> bytes:
    """Return the one JSON form of a value: sorted keys, no white space, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def digest(previous: str, finding: Json) -> str:
    """Return the SHA-256 over the digest before and the finding, lower-case hexadecimal."""
    return hashlib.sha256(previous.encode("ascii", "backslashreplace") + b"\n" + canonical(finding)).hexdigest()


def chained(start: str, findings: Iterable[Json]) -> Iterator[dict[str, Any]]:
    """Yield a line for every finding: its number from 1, the digest before it, its own, and the finding."""
    previous = start
    for number, finding in enumerate(findings, start=1):
        own = digest(previous, finding)
        yield {"number": number, "previous": previous, "digest": own, "finding": finding}
        previous = own


def head(start: str, lines: Iterable[Json]) -> str:
    """Return the last digest, or the start where there is no finding."""
    last = start
    for line in lines:
        last = line["digest"]
    return last


def closed(last: str, files: Mapping[str, str]) -> str:
    """Return the head: the last digest together with the hashes of the files that tell the findings."""
    return digest(last, {"files": dict(files)})
