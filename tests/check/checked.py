"""A check made by hand, for tests of its forms."""

from __future__ import annotations

from aligner.check import Checked, Guess
from aligner.domain.gaps import Gap, GapKind, Severity, Suppression
from aligner.domain.links import Evidence, Side
from aligner.domain.report import InputInfo, ModelInfo, ToolInfo
from aligner.domain.text import Locator, Unread

DRAFT = "drafts/our strategy, 50%.md"
ACCEPTED = Suppression("a vision, agreed", "2027-03-31", "aligner.toml:12")
LAPSED = Suppression("for the spring board", "2026-01-31", "drafts/our strategy, 50%.md, line 9")


def gap(ident: str, kind: GapKind, severity: Severity, line: int, quote: str, **further: object) -> Gap:
    evidence = (Evidence(Side.GOAL, quote, Locator(DRAFT, line=line, start=0, end=len(quote))),)
    fields = {
        "message": f"The goal “{quote}” is unclear: 50% of what?\nSays who.",
        "question": "Which one?",
        "remedy": "Say it.",
        "evidence": evidence,
    }
    return Gap(ident, kind, severity, None, (), **{**fields, **further})


HIGH = gap(
    "TC-00000001",
    GapKind.TARGET_CONFLICT,
    Severity.HIGH,
    4,
    "Cut cost by 20%",
    evidence=(
        Evidence(Side.GOAL, "Cut cost by 20%", Locator(DRAFT, line=4, start=0, end=15)),
        Evidence(Side.ITEM, "15%", Locator("plans/plan.xlsx", sheet="Plan", cell="C7", start=0, end=3)),
    ),
)
VAGUE = gap("VG-00000002", GapKind.VAGUE_GOAL, Severity.MEDIUM, 7, "Be modern", suppressed=ACCEPTED)
WEAK = gap("WW-00000003", GapKind.WEAK_WORDING, Severity.LOW, 9, "Far fewer <b>\x07complaints</b>", lapsed=LAPSED)
ASKED = gap("SG-00000004", GapKind.STALE_GOAL, Severity.QUESTION, 11, "Open in 2024")
WHOLE = Gap("NA-00000005", GapKind.NOT_ANALYSABLE, Severity.LOW, None, (), f"{DRAFT} was read without image.", "Does it matter?")


def checked(*findings: Gap, draft: str = DRAFT) -> Checked:
    return Checked(
        ToolInfo("aligner", "1.2.3", ModelInfo("default", "ab" * 32), (("accept", None),)),
        InputInfo("strategy", draft, "cd" * 32, "md", 12, (Unread("image", 1),)),
        (InputInfo("execution", "plans/plan.xlsx", "ef" * 32, "xlsx", 40, ()),),
        Guess("strategy", "4 goals and no pieces of work with a status"),
        4,
        0,
        findings,
        "2026-06-30",
    )


ALL = checked(HIGH, VAGUE, WEAK, ASKED, WHOLE)
