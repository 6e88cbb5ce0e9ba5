"""Copies of Office files with a comment at every quote of a finding."""

from __future__ import annotations

from aligner.annotate.base import FORMATS, annotate, check_copy

__all__ = ["FORMATS", "annotate", "check_copy"]
