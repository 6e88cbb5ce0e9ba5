"""What each kind of finding is called, when it is raised, and what keeps it from being a false alarm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aligner.domain.gaps import GapKind, Severity

__all__ = ["CONFLICTS", "KINDS", "SEVERITIES", "KindText", "SeverityText"]


CONFLICTS = frozenset({GapKind.TARGET_CONFLICT, GapKind.TIMELINE_CONFLICT})
"""Findings that need two quotes a side: what is meant, and its figure or date."""


@dataclass(frozen=True, slots=True)
class KindText:
    """The published description of one kind of finding.

    Attributes:
        title: name in the singular, capitalised; ``plural`` likewise.
        when: the condition under which the finding is raised.
        guard: what is checked first so that the finding is not a false alarm.
        goal_absent: shown in place of a goal quote when the finding has none; "{strategy}" names the strategy documents.
        item_absent: shown in place of a work quote when the finding has none; "{execution}" names the execution documents.
    """

    title: str
    plural: str
    when: str
    guard: str
    goal_absent: str = ""
    item_absent: str = ""


@dataclass(frozen=True, slots=True)
class SeverityText:
    """How a severity is shown: a word, a glyph that does not depend on colour, and what it means."""

    label: str
    glyph: str
    meaning: str


_STRATEGY_ONLY = "Concerns the strategy alone."
_WORK_ONLY = "Concerns the execution documents alone."
_NO_WORK = "No live work for it was found in {execution}."

# In headline order: where two findings are equally severe, the kind listed first is shown first.
KINDS: Mapping[GapKind, KindText] = {
    GapKind.VAGUE_UNSUPPORTED_GOAL: KindText(
        "Vague goal without live work",
        "Vague goals without live work",
        "It cannot be told when the goal is met, and no live work serves it.",
        "Sub-goals, tables and descriptions are read first; it is shown once, in place of two separate findings.",
        item_absent=_NO_WORK,
    ),
    GapKind.TARGET_CONFLICT: KindText(
        "Conflicting targets",
        "Conflicting targets",
        "A goal and the work linked to it state the same metric with a different number, unit or direction.",
        "Interim milestones are not final targets; scope, period, baseline, and percent against percentage points are compared first.",
        goal_absent="The strategy states no other number.",
        item_absent="The execution documents state no other number.",
    ),
    GapKind.TIMELINE_CONFLICT: KindText(
        "Work ends after the goal's deadline",
        "Work that ends after the goal's deadline",
        "Work linked to a goal ends after the date the goal names.",
        "Vague dates are treated as intervals and must not overlap; fiscal years follow the configured start; a date without a year is left alone.",
    ),
    GapKind.UNSUPPORTED_GOAL: KindText(
        "Goal without live work",
        "Goals without live work",
        "No live work serves the goal; cancelled and parked work does not count.",
        "Work that serves a sub-goal counts for the goal above it; when the roadmap was poorly read, no claim is made.",
        item_absent=_NO_WORK,
    ),
    GapKind.AT_RISK_SUPPORT: KindText(
        "All support at risk",
        "Goals whose support is all at risk",
        "All the work that serves the goal is at risk, off track, blocked, on hold or cancelled.",
        "An unknown status is not a bad status.",
    ),
    GapKind.ORPHANED_WORK: KindText(
        "Work without a goal",
        "Work without a goal",
        "The work serves no goal and is change work, which should serve one.",
        "Running the business, compliance, security upkeep, technical debt and enablers are exempt and shown as exempt; a parent programme may carry the link.",
        goal_absent="No goal that it serves was found in {strategy}.",
    ),
    GapKind.THIN_SUPPORT: KindText(
        "Thinly supported goal",
        "Thinly supported goals",
        "The goal rests on a single piece of work that is weakly related, finished or unfunded.",
        "Work that serves a sub-goal counts for the goal above it.",
        item_absent=_NO_WORK,
    ),
    GapKind.VAGUE_GOAL: KindText(
        "Vague goal",
        "Vague goals",
        "Two or more of these hold: no metric, no target, no deadline, no owner, a vague main verb.",
        "Sub-goals, tables and descriptions are read first; visions and values are not goals.",
        item_absent=_STRATEGY_ONLY,
    ),
    GapKind.UNOWNED_GOAL: KindText(
        "Goal without an owner",
        "Goals without an owner",
        "No accountable person, role or unit is named where the document names one for other goals.",
        "An owner named for the section or the whole document is inherited; a document that never names owners raises no alarm.",
        item_absent=_STRATEGY_ONLY,
    ),
    GapKind.UNOWNED_ITEM: KindText(
        "Work without an owner",
        "Work without an owner",
        "No accountable person, role or unit is named where the document has a place for one.",
        "An owner named for the section or the whole document is inherited; a document without a place for owners raises no alarm.",
        goal_absent=_WORK_ONLY,
    ),
    GapKind.CONTRADICTION: KindText(
        "Work against the strategy",
        "Work that goes against the strategy",
        "The work does what the strategy says will not be done, or the opposite of a goal.",
        "Both sentences are quoted; the work must do the very thing, not merely mention it, and ending or preparing an exit is no contradiction.",
    ),
    GapKind.DUPLICATED_WORK: KindText(
        "The same work twice",
        "Work that is done twice",
        "Two pieces of work of different owners or teams make the same thing at the same time.",
        "Phases, regions, pilot and roll-out, and mentions of one piece of work are not duplicates; object and time are compared after the wording.",
        goal_absent=_WORK_ONLY,
    ),
    GapKind.CONSTRAINT: KindText(
        "Constraint the strategy does not know of",
        "Constraints the strategy does not know of",
        "A risk, dependency or shortage stated in the execution documents touches a goal, and the strategy says nothing of it.",
        "A strategy that names the same risk clears it; a risk that is closed or mitigated is left alone.",
    ),
    GapKind.METRIC_GAP: KindText(
        "Measure that does not meet",
        "Measures that do not meet",
        "The measure of a goal is reported nowhere, or a measure is reported that no goal uses.",
        "Other names of a measure count as the same; without any report of figures no claim is made.",
        goal_absent="No goal uses this measure in {strategy}.",
        item_absent="No report of this measure was found in {execution}.",
    ),
    GapKind.FRAGMENTED_GOAL: KindText(
        "Goal in many hands",
        "Goals in many hands",
        "The work for a goal is spread over many owners, and nobody is named who holds it together.",
        "A goal owner or a stated joint ownership clears it.",
    ),
    GapKind.AUTHORITY_GAP: KindText(
        "Responsibility without authority",
        "Responsibility without authority",
        "Whoever carries the work waits for the decision, the money or the people of another unit.",
        "Only what the documents say; an approval that was given clears it.",
    ),
    GapKind.PRIORITY_INVERSION: KindText(
        "Effort against the stated order",
        "Effort against the stated order",
        "The order of importance that the strategy states and the order of effort in the plan differ.",
        "At least five goals with a stated order, and an effort or budget column, are needed.",
    ),
    GapKind.STALE_GOAL: KindText(
        "Goal that is past",
        "Goals that are past",
        "The goal's date was over before the documents were written, or it is reported as done and still listed.",
        "A goal that is to be kept up is not past; neither is one whose date is merely near.",
    ),
    GapKind.CASCADE_BREAK: KindText(
        "Break in the cascade",
        "Breaks in the cascade",
        "A theme has no objective, or an objective ends later than the goal above it or promises less.",
        "Only where the document itself states the levels; an ambiguous outline becomes a question.",
        item_absent=_STRATEGY_ONLY,
    ),
    GapKind.HUB: KindText(
        "Matches nearly everything",
        "Goals and work that match nearly everything",
        "One goal or piece of work is linked with most of the other side.",
        "Only where the other side is large enough, and the wording is general.",
        goal_absent=_WORK_ONLY,
        item_absent=_STRATEGY_ONLY,
    ),
    GapKind.UNEVIDENCED_CLAIM: KindText(
        "Claim without evidence",
        "Claims without evidence",
        "A report says that something is done or has improved, and gives no figure, date or artefact.",
        "A named milestone, document, release or figure nearby counts as evidence.",
        goal_absent=_WORK_ONLY,
    ),
    GapKind.PLACEHOLDER: KindText(
        "Placeholder",
        "Placeholders",
        "A value, date or name is announced and not given.",
        "Only marks that stand for something missing count; work on templates that speaks of placeholders is left alone.",
    ),
    GapKind.MISSING_DATE: KindText(
        "No date where others have one",
        "Missing dates",
        "A goal or a piece of work has no date, and those of the document have one as a rule.",
        "Sub-goals, the goal above and descriptions are read first; what is kept up, finished or routine work needs none.",
    ),
    GapKind.WEAK_WORDING: KindText(
        "Weak wording",
        "Weak wording",
        "Words of a goal leave open what is promised, though its measure and date are clear.",
        "A vague goal is reported as such, once; an attached number or a named thing clears a word.",
        item_absent=_STRATEGY_ONLY,
    ),
    GapKind.NOT_ANALYSABLE: KindText(
        "Not analysed",
        "Parts that were not analysed",
        "Part of a document could not be read or was left out.",
        "Always reported, so that a silence is never mistaken for a clean result.",
        goal_absent="No text to quote.",
        item_absent="No text to quote.",
    ),
}

SEVERITIES: Mapping[Severity, SeverityText] = {
    Severity.HIGH: SeverityText("High", "▲", "Likely to stop a goal from being met, and well evidenced."),
    Severity.MEDIUM: SeverityText("Medium", "◆", "Weakens a goal, or is less well evidenced."),
    Severity.LOW: SeverityText("Low", "▽", "Worth putting right when the documents are next revised."),
    Severity.QUESTION: SeverityText("Question", "?", "The evidence is too thin for a claim; it is asked, not asserted."),
}
