"""Items told in sentences: judged one by one by a trained judge, with what the sentence states as a second witness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from aligner.domain.encoding import Encoder
from aligner.domain.goals import Item, Quote, State, Status
from aligner.domain.statements import Statement
from aligner.domain.text import BlockKind
from aligner.extract.columns import Role
from aligner.extract.item_draft import Carrier, Draft, Page, Unit
from aligner.extract.item_facts import apply_field, part, with_prose_facts
from aligner.extract.item_known import Known
from aligner.extract.item_lines import heading_quote
from aligner.extract.item_people import people_of, told
from aligner.extract.item_sections import Section, SectionKind, section_of
from aligner.extract.item_sentence import own_clause, subject_of, title_span
from aligner.extract.item_text import is_aside, is_placeholder, is_work_title, tickets_in, trimmed
from aligner.extract.prose_class import chatter, name_end, names_no_work, work_chances
from aligner.extract.status import prose_status
from aligner.extract.status_legend import legend_of

__all__ = ["prose_drafts"]


@dataclass(frozen=True, slots=True)
class _Sentence:
    statement: Statement
    unit: Unit
    section: Section
    follows: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    page: Page
    people: frozenset[str]
    known: Known


_SIGNED = re.compile(r"(?:--|__)[\s_-]*|(?:kind |best |warm |many )?(?:regards|wishes|greetings)[,.]?", re.IGNORECASE)
_NOTHING_KNOWN = Known(())
_MIN_WORDS = 4
_MAX_WORDS = 60
_BACK = re.compile(
    r"(?:a (?:second|third|fourth|fifth|further|final|last) (?:milestone|project|action|task|item|initiative)|it|this|these|they|that|those|both|its|their|he|she|the (?:remaining|rest|other|others|work|project|team|next step|delay|reason|cause|second|third|last|first)|as a result|because|so|but|however|also|in addition|after that|since then|until then)\b",
    re.IGNORECASE,
)
# "12 of the milestones have been completed" counts work; "is renewed every autumn" tells of a habit.
_COUNT = re.compile(
    r"^(?:of (?:the|our|all)|some|most|all|half|many|about|over|nearly|\d+|two|three|four|five|six|seven|eight|nine|ten)\b.{0,30}\b(?:projects|initiatives|milestones|actions|tasks|tickets|measures)\b|\b(?:completed|finished|delivered|closed|met|achieved|started|begun)\s(?:about |over |nearly |all )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half)\b.{0,60}\b(?:milestones|actions|tasks|projects|initiatives|items|deliverables|tickets|measures|commitments)\b",
    re.IGNORECASE,
)
# "G = on plan, A = at risk" explains marks.
_KEY = re.compile(r"\w\s=\s\w.*\w\s=\s\w")
_HABIT = re.compile(
    r"\b(?:is|are)\s\w+(?:ed|en)\s(?:every|each)\s(?:year|spring|summer|autumn|fall|winter|quarter|month|week|day|night|morning)\b",
    re.IGNORECASE,
)


def _spoken_of(text: str, people: frozenset[str]) -> str:
    """The subject of a sentence, or of what somebody says in it."""
    opening = told(text, people)
    return subject_of(text[opening.start :] if opening else text)


_NAMED_OWNER = 0.2
_NAMED_WORK = 0.4
_SURE = {SectionKind.WORK: 0.5, SectionKind.REPORT: 0.55, SectionKind.NEUTRAL: 0.85}


def prose_drafts(
    page: Page, taken: AbstractSet[int], encoder: Encoder, known: Known = _NOTHING_KNOWN, *, alone: bool = False
) -> list[Draft]:
    """Return the items that sentences and unmarked bullets tell of.

    Args:
        page: the document.
        taken: block indices that other carriers have used; they are passed over.
        alone: nothing but prose was found in the document, so that if it tells of work, its sentences do.
        encoder: for the judge; called once, with the sentences that pass the plain tests.
        known: the work that plans name; a sentence about it needs less to be believed.
    """
    reports = alone or is_report(page)
    people = people_of(page)
    closed = next((unit.index for unit in page.units if _SIGNED.fullmatch(unit.block.text)), len(page.document.blocks))
    sentences = [
        sentence for unit in page.units if unit.index not in taken and unit.index < closed for sentence in _sentences(unit, reports=reports)
    ]
    asked = [sentence for sentence in sentences if _is_candidate(sentence, known, people)]
    if not asked:
        return []
    chances = work_chances([sentence.statement.text for sentence in asked], encoder)
    sure = {
        id(sentence.statement): (float(chance), float(chance) + _witness(sentence, _Reading(page, people, known)))
        for sentence, chance in zip(asked, chances, strict=True)
    }
    return _drafts(sentences, sure, _Reading(page, people, known))


_REPORT = re.compile(
    r"\b(?:status|progress|highlight|weekly|monthly|quarterly|quarter|sprint|board|steering|delivery|project|programme|portfolio|transformation|technology|change|it)\b.*\b(?:reports?|updates?|summary|review|note|letter|paper|minutes)\b"
    r"|\bminutes of (?:the|our|a)\b|\b(?:steering|programme|project|portfolio) (?:group|committee|board)\b|\b(?:status|progress|highlight|quarterly|weekly|monthly) (?:report|update)|\breport to\b|\bupdate (?:on|for|from)\b|\b(?:week|sprint|month) \d+|\bwhere we stand\b|\bq[1-4] (?:report|update|review)\b",
    re.IGNORECASE,
)


_REPORT_TITLE = re.compile(r"\b(?:reports?|updates?|status|progress|highlights|round-?up|newsletter|week|wk)\b", re.IGNORECASE)


def is_report(page: Page) -> bool:
    """Whether a document says of itself, in its title or first lines, that it reports on work."""
    titles = [page.document.title, *(unit.headings[0] for unit in page.units[:2] if unit.headings)]
    if any(_REPORT_TITLE.search(title) for title in titles):
        return True
    opening = [
        page.document.title,
        *(unit.block.text[:200] for unit in page.units[:4]),
        *(unit.headings[0] for unit in page.units[:2] if unit.headings),
    ]
    return any(_REPORT.search(text) for text in opening)


def _sentences(unit: Unit, *, reports: bool) -> list[_Sentence]:
    if unit.block.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
        return []
    section = section_of(unit.headings, unit.lead)
    if reports and section.kind is SectionKind.NEUTRAL:
        section = replace(section, kind=SectionKind.REPORT)
    if section.kind is SectionKind.NEVER:
        return []
    return [_Sentence(statement, unit, section, follows=place > 0) for place, statement in enumerate(unit.statements)]


_ACTOR_ALONE = re.compile(
    r"(?:the|our|a|an|his|her|their|its)\s(?:\w+\s)?(?:unit|team|task force|company|supplier|vendor|contractors?|contractor|firms?|owner|landlord|owners|bank|agency|manufacturer|operator|authority|regulator|union|works council|directorate|department|ministry|treasury|board|court)\s",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:no|only|nobody|none|hardly|neither)\s", re.IGNORECASE)


def _is_candidate(sentence: _Sentence, known: Known, people: frozenset[str]) -> bool:
    text = sentence.statement.text.strip()
    if (_ACTOR_ALONE.match(text) or _NOBODY.match(text)) and not known.names(_spoken_of(text, people)):
        return False
    if not _MIN_WORDS <= len(text.split()) <= _MAX_WORDS or text.endswith(("?", ":")) or is_placeholder(text) or not is_work_title(text):
        return False
    if is_aside(text) or (_BACK.match(text) and (sentence.follows or text.lower().startswith(("this ", "these ", "that ")))):
        return False
    if legend_of((sentence.unit.block,)):
        return False
    return chatter().search(text) is None and not names_no_work(text) and not any(kind.search(text) for kind in (_COUNT, _HABIT, _KEY))


def _drafts(sentences: Sequence[_Sentence], sure: dict[int, tuple[float, float]], reading: _Reading) -> list[Draft]:
    """Make an item of every sentence that is sure enough; sentences after it in the same block explain it."""
    drafts: list[Draft] = []
    current: tuple[Unit, Draft, list[Statement]] | None = None
    for sentence in sentences:
        if current is not None and current[0] is not sentence.unit:
            drafts.append(_closed(current[1], current[2]))
            current = None
        score, whole = sure.get(id(sentence.statement), (0.0, 0.0))
        if whole >= _SURE[sentence.section.kind]:
            if current is not None:
                drafts.append(_closed(current[1], current[2]))
            current = (sentence.unit, _draft(sentence, score, reading), [])
        elif current is not None and _names_other(sentence.statement.text):
            drafts.append(_closed(current[1], current[2]))
            current = None
        elif current is not None:
            current[2].append(sentence.statement)
    if current is not None:
        drafts.append(_closed(current[1], current[2]))
    return drafts


def _names_other(text: str) -> bool:
    """Whether a sentence has a subject of its own that is a thing, so that it does not speak of what came before."""
    return name_end(text) < len(text.rstrip(" .;,")) and not _BACK.match(text)


def _witness(sentence: _Sentence, reading: _Reading) -> float:
    """What else speaks for a piece of work: a state, a date by which, an owner, a ticket, and above all a name that plans know."""
    statement = sentence.statement
    today, known = reading.page.date, reading.known
    named = known.names(_spoken_of(statement.text, reading.people))
    ahead = any(date.end is not None and today is not None and date.end > today for date in statement.facts.dates)
    said = (
        prose_status(statement.text) is not None or any(date.deadline for date in statement.facts.dates) or bool(tickets_in(statement.text))
    )
    return (
        0.1 * (said or ahead)
        + 0.05 * bool(statement.facts.owners)
        + _NAMED_OWNER * (known.owner(statement.text) is not None)
        + _NAMED_WORK * named
    )


def _draft(sentence: _Sentence, score: float, reading: _Reading) -> Draft:
    statement, unit, page, people = sentence.statement, sentence.unit, reading.page, reading.people
    opening = told(statement.text, people)
    start = opening.start if opening and is_work_title(statement.text[opening.start :]) else trimmed(statement.text)[0]
    start, name, end = title_span(statement.text, start, people, lead=unit.block.kind is BlockKind.LIST_ITEM or not sentence.follows)
    locator = statement.locator.slice(statement.locator.start + start, statement.locator.start + end)
    whole = (Quote(statement.text, statement.locator),) if start or end < len(statement.text.rstrip(" .;,")) else ()
    item = Item(
        id="",
        text=statement.text[start:end],
        locator=locator,
        description=whole,
        headings=unit.headings,
        confidence=round(min(score, 1.0), 3),
    )
    if opening and opening.owner and start == opening.start:
        item = apply_field(item, Role.OWNER, part(statement.text, statement.locator, *opening.owner), page)
    named = reading.known.owner(statement.text)
    if named is not None:
        item = apply_field(item, Role.OWNER, _part_of(statement, *named), page)
    item = with_prose_facts(item, [own_clause(statement, end)])
    if item.status is None and sentence.section.status is not None:
        item = replace(item, status=sentence.section.status, status_quote=heading_quote(sentence.section.status.text, unit, page))
    return Draft(item, Carrier.PROSE, tickets_in(statement.text), page.date, order=unit.index, name=statement.text[start:name])


def _part_of(statement: Statement, start: int, end: int) -> Quote:
    return Quote(statement.text[start:end], statement.locator.slice(statement.locator.start + start, statement.locator.start + end))


def _closed(draft: Draft, more: Sequence[Statement]) -> Draft:
    """Add the explaining sentences; trouble told in them outweighs a milder state of the first sentence."""
    item = replace(draft.item, description=draft.item.description + tuple(Quote(statement.text, statement.locator) for statement in more))
    first = item.status
    item = with_prose_facts(item, more, status=first is None)
    for statement in more:
        hit = prose_status(statement.text)
        if hit is not None and hit.state in _TROUBLE and (item.status is None or item.state in _MILD):
            quote = Quote(
                statement.text[hit.start : hit.end],
                statement.locator.slice(statement.locator.start + hit.start, statement.locator.start + hit.end),
            )
            item = replace(item, status=Status(quote.text, hit.state), status_quote=quote)
    return replace(draft, item=item)


_TROUBLE = {State.CANCELLED, State.BLOCKED, State.ON_HOLD, State.OFF_TRACK, State.AT_RISK}
_MILD = {State.ON_TRACK, State.NOT_STARTED, State.UNKNOWN}
