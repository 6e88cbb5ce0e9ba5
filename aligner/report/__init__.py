"""From one report value to every form of output."""

from __future__ import annotations

from aligner.report.base import EXTENSIONS, check_target, export, render

__all__ = ["EXTENSIONS", "check_target", "export", "render"]
