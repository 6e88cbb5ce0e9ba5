"""What every number of a report counts; the same words in every output."""

from __future__ import annotations

from aligner.domain.report import ToolInfo
from aligner.report.reliability import meaning

__all__ = ["definitions"]

_PROBABILITY = "Probability"
_DEFINITIONS: tuple[tuple[str, str], ...] = (
    ("Goals supported", "Goals that live work serves, out of all goals. Work that serves a sub-goal counts for the goal above it."),
    ("Partly supported", "Goals whose only work is weakly related, finished, or covers part of them."),
    ("Goals without live work", "Goals that no running or planned work serves. Cancelled and parked work does not count."),
    ("Cannot tell", "Goals or work for which the evidence is too thin to say either way. They are never counted as failures."),
    (
        "Work without a goal",
        "Change work that serves no goal, out of all work that should serve one: change work plus what we cannot place.",
    ),
    ("Exempt", "Work that need not serve a goal: running the business, compliance, security upkeep, technical debt and enablers."),
    ("Conflicting figures", "Findings in which a goal and its own work state different numbers or dates, out of all accepted links."),
    (_PROBABILITY, ""),
    ("Direct and indirect", "Direct work brings the goal about by itself; indirect work makes that possible or easier."),
    ("Work", "Pieces of work, each counted once: a repeated mention of the same work is shown with it and not counted again."),
)


def definitions(tool: ToolInfo) -> tuple[tuple[str, str], ...]:
    """Return title and meaning of every number; what a probability is worth depends on the matcher that made the report."""
    return tuple((title, meaning(tool) if title == _PROBABILITY else text) for title, text in _DEFINITIONS)
