"""What every number of a report counts; the same words in every output."""

from __future__ import annotations

__all__ = ["DEFINITIONS"]

DEFINITIONS: tuple[tuple[str, str], ...] = (
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
    (
        "Probability",
        "Calibrated: of all pairs given 90%, about nine in ten are true links. It is not a share of words or a score of merit.",
    ),
    ("Direct and indirect", "Direct work brings the goal about by itself; indirect work makes that possible or easier."),
    ("Work", "Pieces of work, each counted once: a repeated mention of the same work is shown with it and not counted again."),
)
