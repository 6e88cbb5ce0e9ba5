"""What the verb of a sentence says about the state of the work: done, done in part, being done."""

from __future__ import annotations

import re

from aligner.domain.goals import State

__all__ = ["is_partly", "late_by_verb", "told_by_verb"]

_PARTICIPLE = r"(?:replaced|installed|moved|migrated|rewritten|rebuilt|built|fitted|connected|merged|introduced|extended|upgraded|converted|set up|put in|put online|opened|trained|published|fixed|cleaned|retired|renewed|signed|handed|loaded|unplugged|removed|put up|switched over|integrated|automated|consolidated|relaunched|redesigned|withdrawn|certified|bought|purchased|acquired|accredited|appointed|recruited|hired|filled|demolished|painted|laid|erected|digitised|digitized|scanned|inspected|tested|verified|cleared|restored|repaired|re-?let|re-?tendered|awarded|adopted|ratified|brought into (?:use|service)|taken into (?:use|service)|put into (?:use|service)|taken out of (?:use|service))"
_HAPPENED = re.compile(rf"\b(?:was|were|has been|have been) (?:\w+ly |all |now )?{_PARTICIPLE}\b", re.IGNORECASE)
_HAPPENING = re.compile(
    r"\b(?:is|are) (?:now |currently |still )?(?:being \w+(?:ed|en|ilt|ut|id)|(?:building|testing|migrating|rolling out|moving|replacing|fitting|training|rewriting|drafting|preparing|installing|piloting|trialling|connecting))\b",
    re.IGNORECASE,
)
# "Will not open before June", "December at the earliest", "one summer later than": the date has moved.
_LATE = re.compile(
    r"\bwill (?:not|never) (?:be |run |open |start |go |come |arrive |work )?[^.;]{0,60}?\bbefore\b|\b(?:a|one|two|three|\d+) (?:full )?(?:day|week|month|quarter|season|spring|summer|autumn|winter|year)s? later than\b|\bat the earliest\b|\((?:was|were|originally|formerly|previously) (?=[\w ./]*\d)",
    re.IGNORECASE,
)
_HOLDS = re.compile(r"\b(?:still )?holds\b(?=\s*(?:[.,;]|$))", re.IGNORECASE)
_GOING = re.compile(
    r"\b(?:now|already) (?:runs?|works?|uses?)\b|\bruns (?:in|on|at)\b|\b(?:has|have) (?:reached|drafted|covered|passed|collected|moved in)\b|\b(?:has|have) \d[\d,.]* \w+(?: \w+)? (?:enrolled|signed up|registered|connected|trained|booked)\b|\b(?:is|are) drafted\b|\b(?:is|are) up\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:must|has to|have to|is to|are to|needs to|need to) (?:first )?be \w+(?: \w+){0,3} by\b|\bgoes? (?:out )?to (?:tender|the board|the council|the committee|procurement|consultation)\b|\b(?:starting|beginning|starts?|begins?) (?:in |on |from |at )?(?:next|the new|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
_SLIPPED = re.compile(r"\bwas (?:to|due to|due in|due on|meant to|supposed to|expected to)\b[^.]{3,90}?\b(?:and|but) now\b", re.IGNORECASE)
_PARTLY = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|most|some) of (?:the |our )?(?:first |last )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|them|\w+s)\b|\bso far\b|\bpartly\b|\bpart of\b",
    re.IGNORECASE,
)


def told_by_verb(text: str) -> tuple[int, int, State] | None:
    """Read the state from the verb: what was done is done (if not in part), what is being done is on track."""
    slipped = _SLIPPED.search(text)
    if slipped:
        return (slipped.start(), slipped.end(), State.AT_RISK)
    found = _HAPPENED.search(text)
    if found:
        return (found.start(), found.end(), State.ON_TRACK if is_partly(text) else State.DONE)
    for pattern, state in ((_HAPPENING, State.ON_TRACK), (_GOING, State.ON_TRACK), (_HOLDS, State.ON_TRACK), (_AHEAD, State.NOT_STARTED)):
        found = pattern.search(text)
        if found:
            return (found.start(), found.end(), state)
    return None


def late_by_verb(text: str) -> tuple[int, int, State] | None:
    """Read that a date has moved from how a sentence puts it ("will not open before June")."""
    found = _LATE.search(text)
    return (found.start(), found.end(), State.AT_RISK if found.group(0).startswith("(") else State.OFF_TRACK) if found else None


def is_partly(text: str) -> bool:
    """Whether a sentence says that a part is done, not the whole ("four of the six gates", "so far")."""
    return bool(_PARTLY.search(text))
