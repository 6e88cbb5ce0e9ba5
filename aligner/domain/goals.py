"""Goals and items: the two sides that are matched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aligner.domain.facts import DateSpan, Metric, Owner
from aligner.domain.quality import RuleHit
from aligner.domain.text import Locator, Quote

__all__ = ["Alignment", "Goal", "Item", "Level", "Quote", "State", "Status", "Support", "WorkClass"]


class Level(StrEnum):
    """Place of a goal in the cascade, from the widest to the narrowest."""

    THEME = "theme"
    GOAL = "goal"
    OBJECTIVE = "objective"
    KEY_RESULT = "key-result"


class Support(StrEnum):
    """How well execution carries a goal."""

    SUPPORTED = "supported"
    PARTIAL = "partial"
    UNSUPPORTED = "unsupported"
    UNCLEAR = "unclear"


class State(StrEnum):
    """Normalised status of an item."""

    NOT_STARTED = "not-started"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"
    BLOCKED = "blocked"
    ON_HOLD = "on-hold"
    DONE = "done"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class WorkClass(StrEnum):
    """Why an item exists; every class but ``CHANGE`` is exempt from having to serve a goal."""

    CHANGE = "change"
    RUN = "run"
    COMPLIANCE = "compliance"
    SECURITY_UPKEEP = "security-upkeep"
    DEBT = "debt"
    ENABLER = "enabler"


class Alignment(StrEnum):
    """Whether an item serves a goal."""

    ALIGNED = "aligned"
    ORPHANED = "orphaned"
    EXEMPT = "exempt"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Goal:
    """A strategic statement of intent.

    Attributes:
        id: "G" and eight hexadecimal digits derived from file name and text; stable against reordering.
        text: verbatim, the exact slice that ``locator`` names.
        parent: id of the goal above, or None.
        headings: heading path from the outermost to the nearest.
        description: verbatim explanatory quotes that belong to the goal (body under its heading, text after its bold lead, columns).
        mentions: other places that state the same goal.
        metric, deadline, owner: own, or taken from a child or from the goal's description; None when nowhere stated.
        metrics, deadlines: every stated one, own first (for conflict rules).
        metric_quote, deadline_quote, owner_quote: where each was read; None when the value is None.
        reference: explicit identifiers of the goal ("Goal 3", "O2", "3.1"), lower case.
        concrete: probability in [0, 1] that the wording names an outcome one could verify, or None when not judged.
        vague: True when it cannot be told when the goal is met; set by the gap stage.
        quality: what the rules of goal quality found in it, by rule.
        sharper: for a vague goal, a wording that could be checked, with what the documents say filled in; None otherwise.
    """

    id: str
    text: str
    locator: Locator
    level: Level = Level.GOAL
    parent: str | None = None
    headings: tuple[str, ...] = ()
    description: tuple[Quote, ...] = ()
    mentions: tuple[Quote, ...] = ()
    metric: Metric | None = None
    deadline: DateSpan | None = None
    owner: Owner | None = None
    metrics: tuple[Metric, ...] = ()
    deadlines: tuple[DateSpan, ...] = ()
    metric_quote: Quote | None = None
    deadline_quote: Quote | None = None
    owner_quote: Quote | None = None
    reference: tuple[str, ...] = ()
    confidence: float = 1.0
    concrete: float | None = None
    vague: bool = False
    vague_because: tuple[str, ...] = ()
    support: Support = Support.UNCLEAR
    quality: tuple[RuleHit, ...] = ()
    sharper: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """An item's status as written and as understood."""

    text: str
    state: State


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of work, planned, running or finished.

    Attributes:
        id: "I" and eight hexadecimal digits derived from file name and text; stable against reordering.
        text: verbatim title, the exact slice that ``locator`` names.
        description: verbatim further quotes (description column, text after the title).
        headings: section headings, sheet name, board column or parent row titles, outermost first.
        budget: as written ("1.2 m EUR"), or None. team: as written, or None.
        depends_on: verbatim dependency texts.
        goal_reference: what the document itself says the item serves ("Pillar 2", "Customer first"); None when silent.
        owner_slot: the document has a place for an owner (an owner column, say) even if it is empty here.
        metrics: every stated quantity (for conflict rules), with ``metric_quotes`` alongside.
        work_class_reason: the words or the model that decided the class.
        same_as: id of the item that this one repeats, or None.
    """

    id: str
    text: str
    locator: Locator
    description: tuple[Quote, ...] = ()
    headings: tuple[str, ...] = ()
    owner: Owner | None = None
    owner_quote: Quote | None = None
    owner_slot: bool = False
    due: DateSpan | None = None
    due_quote: Quote | None = None
    status: Status | None = None
    status_quote: Quote | None = None
    budget: str | None = None
    team: str | None = None
    depends_on: tuple[Quote, ...] = ()
    goal_reference: Quote | None = None
    metrics: tuple[Metric, ...] = ()
    metric_quotes: tuple[Quote, ...] = ()
    work_class: WorkClass = WorkClass.CHANGE
    work_class_reason: str = ""
    confidence: float = 1.0
    alignment: Alignment = Alignment.UNCLEAR
    same_as: str | None = None

    @property
    def state(self) -> State:
        """Normalised status; ``UNKNOWN`` when the document gives none."""
        return self.status.state if self.status else State.UNKNOWN
