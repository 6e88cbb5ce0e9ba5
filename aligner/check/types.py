"""The outcome of a check."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.check.role import Guess
from aligner.domain.gaps import Gap
from aligner.domain.report import InputInfo, ToolInfo
from aligner.domain.text import Locator

__all__ = ["Checked"]


@dataclass(frozen=True, slots=True)
class Checked:
    """Findings about one draft.

    Attributes:
        tool: what made it, with every setting.
        draft: the file that was checked; ``draft.role`` is what it was read as.
        against: the files of the other side, empty when the draft was checked alone.
        guess: why the draft was read as strategy or execution.
        goals: how many goals were found in the draft; ``items`` likewise for work.
        findings: by place in the draft; suppressed ones stay among them.
        as_of: ISO 8601 day that counted as today, or None where no document tells one.
    """

    tool: ToolInfo
    draft: InputInfo
    against: tuple[InputInfo, ...]
    guess: Guess
    goals: int
    items: int
    findings: tuple[Gap, ...]
    as_of: str | None

    @property
    def live(self) -> tuple[Gap, ...]:
        """Findings that nobody accepted."""
        return tuple(gap for gap in self.findings if gap.suppressed is None)

    def place(self, gap: Gap) -> Locator:
        """Return where in the draft a finding stands: its first quote from there, else the file."""
        return next((piece.locator for piece in gap.evidence if piece.locator.file == self.draft.path), Locator(self.draft.path))
