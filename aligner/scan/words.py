"""What a scan says at its end."""

from __future__ import annotations

from collections.abc import Mapping

from aligner.scan.options import Tally

__all__ = ["told"]

_SEVERITIES = ("high", "medium", "low", "question")


def told(tally: Tally, database: str) -> str:
    """Return the outcome in a few lines of at most 80 columns or so."""
    files = sum(tally.files.values())
    shown = database.rpartition("@")[2] if "@" in database else database  # never a password
    lines = [
        f"{files:,} files: {_counts(tally.files) or 'none'}",
        *([f"not read: {_counts(tally.reasons)}"] if tally.reasons else []),
        f"{tally.documents:,} documents{': ' + _counts(tally.kinds) if tally.kinds else ''}",
        f"{tally.pairs:,} pairs compared, {tally.gaps:,} findings" + (f": {_counts(_ordered(tally.severities))}" if tally.gaps else ""),
        f"in this run: {_counts(tally.worked) if any(tally.worked.values()) else 'nothing had changed'}",
        f"database: {shown}",
        "views: audit_files, audit_documents, audit_coverage, audit_findings, audit_failures ...",
    ]
    return "\n".join(lines)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {'not judged' if name == 'None' else name}" for name, number in counts.items() if number)


def _ordered(counts: Mapping[str, int]) -> Mapping[str, int]:
    return {name: counts[name] for name in _SEVERITIES if name in counts}
