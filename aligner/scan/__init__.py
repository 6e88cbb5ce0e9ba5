"""Archives: every document read, examined and paired in limited worker processes, with everything kept in one database."""

from __future__ import annotations

from aligner.scan.options import Options, Tally
from aligner.scan.run import scan

__all__ = ["Options", "Tally", "scan"]
