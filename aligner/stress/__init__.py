"""Known faults in copies of the user's own documents, and how many of them a comparison notices."""

from __future__ import annotations

from aligner.stress.faults import Fault, FaultKind, Found, Outcome, Plan, Trial
from aligner.stress.run import stress

__all__ = ["Fault", "FaultKind", "Found", "Outcome", "Plan", "Trial", "stress"]
