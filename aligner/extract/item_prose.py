"""Items told in sentences: judged one by one by a trained judge, with what the sentence states as a second witness."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from aligner.domain.encoding import Encoder
from aligner.domain.goals import Item, Quote, State, Status
from aligner.domain.statements import Statement
from aligner.domain.text import BlockKind
from aligner.extract.columns import Role
from aligner.extract.item_asides import is_foreign, is_other_paper, speaks_to_reader, tells_of_people
from aligner.extract.item_draft import Carrier, Draft, Page, Unit
from aligner.extract.item_facts import apply_field, part, with_new_date, with_prose_facts
from aligner.extract.item_known import Known
from aligner.extract.item_lines import heading_quote
from aligner.extract.item_people import people_of, told
from aligner.extract.item_sections import Section, SectionKind, section_of
from aligner.extract.item_sentence import own_clause, subject_of, title_span
from aligner.extract.item_text import is_aside, is_placeholder, is_work_title, tickets_in, trimmed
from aligner.extract.prose_class import chatter, name_end, names_no_work, prose_features, work_chances
from aligner.extract.report_place import Told, patterns, report_odds, state_chances
from aligner.extract.report_title import closing, is_report
from aligner.extract.status import prose_status
from aligner.extract.status_legend import legend_of

__all__ = ["Reading", "Sentence", "likely", "prose_drafts", "sentences_of", "told_of_work"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its block and section; ``follows`` when it is not the first of its block."""

    statement: Statement
    unit: Unit
    section: Section
    follows: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A document being read: the people it names, and the work that plans beside it name."""

    page: Page
    people: frozenset[str]
    known: Known


_NOTHING_KNOWN = Known(())
_MIN_WORDS = 4
_FEWEST_WORDS = 3
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
_CERTAIN = 20.0
_SURE, _SURE_OF_TROUBLE = 0.5, 0.6
_UNLIKELY = -3.5
"""Log odds by its build under which a sentence is not worth encoding."""
_ALONE = 1.7
"""What prose alone in its document is spared of that: if such a document tells of work, its sentences do."""
_CAUTION = {SectionKind.WORK: 0.0, SectionKind.REPORT: 0.0, SectionKind.NEUTRAL: 2.0}
"""Log odds that a sentence has to exceed: the judge learnt from reports, and other documents speak of work in passing only."""


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
    reports = is_report(page)
    relief = _ALONE if alone and not reports and not is_other_paper(page.document) else 0.0
    people = people_of(page)
    closed = closing(page)
    sentences = [
        sentence
        for unit in page.units
        if unit.index not in taken and unit.index < closed
        for sentence in sentences_of(unit, reports=reports)
    ]
    reading = Reading(page, people, known)
    asked, built = likely(sentences)
    if not asked:
        return []
    chances = work_chances([sentence.statement.text for sentence in asked], encoder)
    told_of = [told_of_work(sentence, float(chance), reading) for sentence, chance in zip(asked, chances, strict=True)]
    odds = report_odds(told_of, built)
    sure = {id(sentence.statement): one for sentence, one in zip(asked, odds, strict=True)}
    return _drafts(sentences, sure, reading, relief)


def likely(sentences: Sequence[Sentence]) -> tuple[list[Sentence], list[tuple[float, float, float]]]:
    """Return the sentences worth judging, each with the odds by its own build and by those of its neighbours."""
    odds = patterns([sentence.statement.text for sentence in sentences])
    built = [(one, odds[place - 1] if place else 0.0, odds[place + 1] if place + 1 < len(odds) else 0.0) for place, one in enumerate(odds)]
    kept = [
        (sentence, three)
        for sentence, three in zip(sentences, built, strict=True)
        if three[0] > _UNLIKELY and _may_tell(sentence.statement.text.strip())
    ]
    return [sentence for sentence, _ in kept], [three for _, three in kept]


def told_of_work(sentence: Sentence, chance: float, reading: Reading) -> Told:
    """Gather what the judge of sentences in their place goes by; ``chance`` is what the judge of single sentences says."""
    text = sentence.statement.text
    return Told(
        text=text,
        facts=sentence.statement.facts,
        section=sentence.section,
        work=chance,
        wording=[float(value) for value in prose_features([text])[0]],
        witness=_witness(sentence, reading),
        plain=_is_plain(sentence, reading.known, reading.people),
        listed=sentence.unit.block.kind is BlockKind.LIST_ITEM,
        follows=sentence.follows,
        back=_BACK.match(text) is not None,
    )


def sentences_of(unit: Unit, *, reports: bool) -> list[Sentence]:
    """Return the sentences of a paragraph or bullet; ``reports`` when the document is a report, so that no heading need say it."""
    if unit.block.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
        return []
    section = section_of(unit.headings, unit.lead)
    if reports and section.kind is SectionKind.NEUTRAL:
        section = replace(section, kind=SectionKind.REPORT)
    if section.kind is SectionKind.NEVER:
        return []
    return [Sentence(statement, unit, section, follows=place > 0) for place, statement in enumerate(unit.statements)]


_ACTOR_ALONE = re.compile(
    r"(?:the|our|a|an|his|her|their|its)\s(?:\w+\s)?(?:unit|team|task force|company|supplier|vendor|contractors?|contractor|firms?|owner|landlord|owners|bank|agency|manufacturer|operator|authority|regulator|union|works council|directorate|department|ministry|treasury|board|court)\s",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:no|only|nobody|none|hardly|neither)\s", re.IGNORECASE)


def _may_tell(text: str) -> bool:
    """Tell whether a sentence can speak of work at all, whoever judges it."""
    fits = _FEWEST_WORDS <= len(text.split()) <= _MAX_WORDS and not text.endswith(("?", ":"))
    beside = speaks_to_reader(text) or tells_of_people(text) or is_foreign(text)
    return fits and not beside and not is_placeholder(text) and not any(kind.search(text) for kind in (_COUNT, _HABIT, _KEY))


def _is_plain(sentence: Sentence, known: Known, people: frozenset[str]) -> bool:
    """Tell whether a sentence looks as sentences about work mostly do: what it speaks of is a thing, not people, counts or habits."""
    text = sentence.statement.text.strip()
    if (_ACTOR_ALONE.match(text) or _NOBODY.match(text)) and not known.names(_spoken_of(text, people)):
        return False
    if not _MIN_WORDS <= len(text.split()) <= _MAX_WORDS or text.endswith(("?", ":")) or is_placeholder(text) or not is_work_title(text):
        return False
    if is_aside(text) or (_BACK.match(text) and (sentence.follows or text.lower().startswith(("this ", "these ", "that ")))):
        return False
    return not chatter().found_in(text) and not names_no_work(text)


def _drafts(sentences: Sequence[Sentence], sure: Mapping[int, float], reading: Reading, relief: float) -> list[Draft]:
    """Make an item of every sentence that is sure enough; sentences after it in the same block explain it."""
    drafts: list[Draft] = []
    current: tuple[Unit, Draft, list[Statement]] | None = None
    for sentence in sentences:
        if current is not None and current[0] is not sentence.unit:
            drafts.append(_closed(current[1], current[2]))
            current = None
        odds = sure.get(id(sentence.statement), -_CERTAIN)
        if odds > _CAUTION[sentence.section.kind] - relief and not legend_of((sentence.unit.block,)):
            if current is not None:
                drafts.append(_closed(current[1], current[2]))
            current = (sentence.unit, _draft(sentence, 1 / (1 + math.exp(-odds)), reading), [])
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


def _witness(sentence: Sentence, reading: Reading) -> float:
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


def _draft(sentence: Sentence, score: float, reading: Reading) -> Draft:
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
    item = with_new_date(with_prose_facts(item, [own_clause(statement, end)]), statement)
    if item.status is None and sentence.section.status is not None:
        item = replace(item, status=sentence.section.status, status_quote=heading_quote(sentence.section.status.text, unit, page))
    if item.status is None:
        item = _with_judged_state(item, statement, sentence.section, name)
    return Draft(item, Carrier.PROSE, tickets_in(statement.text), page.date, order=unit.index, name=statement.text[start:name])


def _with_judged_state(item: Item, statement: Statement, section: Section, name: int) -> Item:
    """Set the state that the whole sentence tells, where no word of state stands in it and the judge is sure."""
    chances = state_chances(statement.text, section)
    state = max(chances, key=lambda one: chances[one])
    if chances[state] < (_SURE_OF_TROUBLE if state in _TROUBLE else _SURE) or state is State.UNKNOWN:
        return item
    end = len(statement.text.rstrip(" .;"))
    start = name + len(statement.text[name:end]) - len(statement.text[name:end].lstrip(" ,;:–—-"))
    quote = _part_of(statement, start, end) if start < end else Quote(statement.text, statement.locator)
    return replace(item, status=Status(quote.text, state), status_quote=quote)


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
