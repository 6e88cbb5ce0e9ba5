"""R2 and R15: who acts, and who answers for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.domain.facts import OwnerKind
from aligner.domain.quality import RuleHit
from aligner.lexicon import words
from aligner.quality.base import Case, hit, is_theme, whole
from aligner.quality.tokens import phrases

__all__ = ["find_actor", "find_owner"]

_BE = frozenset({"be", "is", "are", "been", "being", "get", "gets"})
_PARTICIPLE = re.compile(
    r"\w{3,}[^e]ed$|(?:built|bought|brought|cut|done|drawn|found|given|held|kept|laid|led|left|made|met|paid|put|run|sent|set|shown|sold|spent|"
    r"taken|taught|told|won|written|halved|reduced|moved|closed|raised|introduced|improved|published|achieved|used|required|provided|"
    r"established|ensured|served|connected|merged|removed|replaced|treated|completed|created|enhanced)$"
)
_NOT_PASSIVE = frozenset(
    {"needed", "tired", "excited", "interested", "concerned", "advanced", "skilled", "dedicated", "committed", "united"}
)
_INTENDED = frozenset({"intended", "expected", "envisaged", "foreseen", "planned", "hoped", "proposed"})
_ROLE = re.compile(
    r"\b(?:Chief|Head of|Director|Officer|Manager|Minister|Secretary|Dean|Chair|President|Vice-President|CEO|CFO|CIO|COO|CTO|CDO|CISO|CHRO)\b"
)
_PERSON = re.compile(r"\b[A-Z][a-z]+ (?:Mc|O')?[A-Z][\w-]+ (?:is|will|has|leads|runs|owns|carries|reports|takes|keeps|brings)\b")
_OWNERS = 0.4  # share of goals with an owner from which a document is known to name them
_FEWEST = 3


def find_actor(case: Case) -> Iterator[RuleHit]:
    """R2: yield the passive verb of a goal that nobody is said to carry."""
    text, heads = case.tokens, case.clause.heads
    low = [token.low for token in text]
    if low[:2] == ["it", "is"] and len(low) > 2 and low[2] in _INTENDED:  # noqa: PLR2004 - the word after "it is"
        yield hit("R2", case, text[0].start, text[2].end, "The wording hides who intends it.")
        return
    if case.goal.owner is not None or _names_carrier(case) or not heads or case.clause.bare:
        return
    head = heads[0]
    after = head + 1
    while after < len(text) and (low[after] in {"not", "also", "all", "both", "fully", "then"} or low[after].endswith("ly")):
        after += 1
    if low[head] not in _BE or after >= len(text) or not _PARTICIPLE.match(low[after]) or low[after] in _NOT_PASSIVE:
        return
    if "by" in low[after:] and _agent(case, low.index("by", after)):
        return
    yield hit("R2", case, text[head].start, text[after].end, "The passive leaves open who does it.")


def _agent(case: Case, by: int) -> bool:
    """Tell whether "by" names somebody and no date, amount or means."""
    rest = case.tokens[by + 1 : by + 3]
    return (
        bool(rest)
        and rest[0].low in {"the", "our", "a", "an"}
        and rest[-1].low not in {"end", "start", "beginning", "middle", "close", "year"}
    )


def _names_carrier(case: Case) -> bool:
    return phrases("owner_cues").any(case.explained_tokens) or any(token.low in {"we", "i"} for token in case.tokens)


def find_owner(case: Case) -> Iterator[RuleHit]:
    """R15: yield a goal whose stated owner is nobody, or that has none where the documents name owners of others."""
    owner, quote = case.goal.owner, case.goal.owner_quote
    if owner is not None and (owner.kind is OwnerKind.NOBODY or owner.text.strip(" .").lower() in words("quality")["bad_owners"]):
        start = case.goal.text.find(owner.text)
        if start >= 0:
            yield hit("R15", case, start, start + len(owner.text), "Nobody in particular is named to answer for the goal.")
        elif quote is not None:
            yield whole("R15", case, f"The stated owner, “{owner.text}”, is nobody in particular.")
        return
    suite = case.suite
    expected = suite.owned >= max(_FEWEST, _OWNERS * len(suite.goals))
    if owner is None and expected and not is_theme(case.goal) and not _has_carrier(case):
        yield whole("R15", case, "No person or role is named to answer for the goal, though other goals name theirs.")


def _has_carrier(case: Case) -> bool:
    """Tell whether anybody could be meant: a table may name the owner, the writer of a letter is one, and so may be whoever acts."""
    known = phrases("owner_cues")
    below = any(member.owner is not None for member in case.family[1:])
    if below or case.told_elsewhere or known.any(case.tokens) or known.any(case.explained_tokens):
        return True
    texts = f"{case.goal.text}\n{case.explained}"
    return any(token.low == "i" for token in case.tokens) or any(pattern.search(texts) for pattern in (_ROLE, _PERSON))
