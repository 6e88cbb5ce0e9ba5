"""What the verb of a sentence says about the state of the work: done, done in part, being done."""

from __future__ import annotations

import re

from aligner.domain.goals import State

__all__ = ["told_by_verb"]

_PARTICIPLE = r"(?:replaced|installed|moved|migrated|rewritten|rebuilt|built|fitted|connected|merged|introduced|extended|upgraded|converted|set up|put in|put online|opened|trained|published|fixed|cleaned|retired|renewed|signed|handed|loaded|unplugged|removed|put up|switched over|integrated|automated|consolidated|relaunched|redesigned|withdrawn)"
_HAPPENED = re.compile(rf"\b(?:was|were|has been|have been) (?:\w+ly |all |now )?{_PARTICIPLE}\b", re.IGNORECASE)
_HAPPENING = re.compile(
    r"\b(?:is|are) (?:now |currently |still )?(?:being \w+(?:ed|en|ilt|ut|id)|(?:building|testing|migrating|rolling out|moving|replacing|fitting|training|rewriting|drafting|preparing|installing|piloting|trialling|connecting))\b",
    re.IGNORECASE,
)
_SLIPPED = re.compile(r"\bwas (?:to|due to|due in|due on|meant to|supposed to|expected to)\b[^.]{3,90}?\b(?:and|but) now\b", re.IGNORECASE)
_PARTLY = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|half|most|some) of (?:the |our )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|them|\w+s)\b|\bso far\b|\bpartly\b|\bpart of\b",
    re.IGNORECASE,
)


def told_by_verb(text: str) -> tuple[int, int, State] | None:
    """Read the state from the verb: what was done is done (if not in part), what is being done is on track."""
    slipped = _SLIPPED.search(text)
    if slipped:
        return (slipped.start(), slipped.end(), State.AT_RISK)
    found = _HAPPENED.search(text)
    if found:
        return (found.start(), found.end(), State.ON_TRACK if _PARTLY.search(text) else State.DONE)
    found = _HAPPENING.search(text)
    return (found.start(), found.end(), State.ON_TRACK) if found else None
