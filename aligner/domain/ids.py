"""Identifiers derived from content, so that they survive reordering and repeat from run to run."""

from __future__ import annotations

import hashlib

__all__ = ["content_id"]


def content_id(prefix: str, *parts: str) -> str:
    """Return ``prefix`` and eight hexadecimal digits of the SHA-256 over the parts (white space collapsed, case folded)."""
    joined = "\x1f".join(" ".join(part.split()).casefold() for part in parts)
    return prefix + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:8]
