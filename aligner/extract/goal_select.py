"""Which nodes of the outline are goals: structure and the statement classifier weighed together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from aligner.domain.encoding import Encoder
from aligner.domain.goals import Level
from aligner.domain.text import BlockKind
from aligner.extract.goal_asides import is_set_aside, scattered_labels
from aligner.extract.goal_chapters import is_topic, mark_surroundings
from aligner.extract.goal_features import describes_state, has, looks_back, starts_with_verb, states_deadline, states_quantity
from aligner.extract.goal_filter import is_placeholder, labelled, worth_asking
from aligner.extract.goal_nodes import Carrier, Node
from aligner.extract.goal_place import mark_patterns, place_odds
from aligner.extract.goal_sections import Section, lead_section
from aligner.extract.goal_series import mark_leads, mark_series
from aligner.extract.goal_within import among_rules, goal_of, in_section, is_detail, is_rule
from aligner.extract.grams import GramModel
from aligner.extract.statements import KINDS, classify

__all__ = ["goal_above", "is_topic", "judge", "only_holds", "select", "sift", "states_alone", "weigh"]

_LIMIT = 4.0
_GOAL, _ITEM, _VISION = KINDS.index("goal"), KINDS.index("item"), KINDS.index("vision")
_SHARE = 0.5
"""Where goals are announced, a terse task or a motto is a goal in half of the cases: the wording alone cannot tell."""
_STRUCTURED = 3
"""From so many goals in headings, lists and tables on, prose is taken to explain them rather than to add new ones."""
_APPENDIX_DOUBT, _DETAIL_DOUBT = 4.0, 5.0
_CAUTION, _EXPLAINING = 0.8, 1.0
"""How much of the doubt about a document counts against the judgement of a statement in its place."""

_PRIOR = {
    Section.GOALS: {
        Carrier.HEADING: 2.5,
        Carrier.BOLD: 2.0,
        Carrier.BULLET: 1.5,
        Carrier.CELL: 1.0,
        Carrier.SENTENCE: -2.8,
        Carrier.NOTE: -4.0,
    },
    Section.NEUTRAL: {
        Carrier.HEADING: -3.0,
        Carrier.BOLD: -3.0,
        Carrier.BULLET: -3.2,
        Carrier.CELL: -3.5,
        Carrier.SENTENCE: -4.0,
        Carrier.NOTE: -5.0,
    },
    Section.CHAPTER: {
        Carrier.HEADING: -1.5,
        Carrier.BOLD: -1.5,
        Carrier.BULLET: -2.0,
        Carrier.CELL: -3.5,
        Carrier.SENTENCE: -2.8,
        Carrier.NOTE: -5.0,
    },
    Section.ACTIONS: dict.fromkeys(Carrier, -4.5),
    Section.MEASURES: dict.fromkeys(Carrier, -4.0),
    Section.OTHER: dict.fromkeys(Carrier, -5.5),
    Section.EXCLUDED: dict.fromkeys(Carrier, -12.0),
}
_QUANTITY_BONUS, _DEADLINE_BONUS, _PROMISE_BONUS, _VERB_BONUS, _PAST_MALUS, _ESTIMATE_MALUS = 1.2, 1.0, 1.0, 1.0, -1.5, -3.0
_ASSIGNED_BONUS = 2.0
"""Writers name who answers for a goal, and hardly ever for anything else."""
_LABEL_PRIOR = 4.5
_COLUMN_PRIOR = {"goal": 3.6, "theme": 3.6, "result": 3.6, "label": 3.6}
_GOAL_COLUMNS = frozenset({"goal", "result"})
_ANNOUNCED = -1.5
"""Below a goal, an entry of a list that is announced as its goals needs no more than this."""
_TARGET = -3.0
_PLEDGE_BONUS = 2.5
"""A promise given in person, with an amount and a date, counts wherever it stands."""
_SIBLINGS, _SIBLING_SHARE, _SIBLING_BONUS, _SIBLING_MALUS = 3, 0.6, 1.5, -0.7


def judge(nodes: Sequence[Node], encoder: Encoder, *, patterns: GramModel | None = None) -> None:
    """Set odds and likeliest other kind of every node that may be a goal; all texts are encoded in one call.

    Args:
        nodes: of any number of documents, in reading order.
        encoder: the shipped one, or any other.
        patterns: another judge of the build of sentences than the shipped one, in training.
    """
    weigh(nodes, sift(nodes, patterns=patterns), encoder)


def sift(nodes: Sequence[Node], *, patterns: GramModel | None = None) -> list[Node]:
    """Mark how nodes are built and return those that may be goals; see ``judge``."""
    for _, group in groupby(nodes, key=lambda node: node.locator.file):
        mark_patterns(list(group), patterns)
    scattered = {id(node) for node in scattered_labels(nodes)}
    return [node for node in nodes if worth_asking(node) and id(node) not in scattered]


def weigh(nodes: Sequence[Node], asked: Sequence[Node], encoder: Encoder) -> None:
    """Do what is left of ``judge`` once the nodes are sifted."""
    texts = list(dict.fromkeys(node.text for node in asked))
    found = dict(zip(texts, classify(texts, encoder), strict=True))
    for node in nodes:
        node.odds = node.announced = -_LIMIT
    for node in asked:
        chances = found[node.text]
        node.odds = _log_odds(float(chances[_GOAL]))
        node.announced = _log_odds(float(chances[_GOAL] + _SHARE * (chances[_ITEM] + chances[_VISION])))
        node.kind = KINDS[max((index for index in range(len(KINDS)) if index != _GOAL), key=lambda index: float(chances[index]))]
    _weigh_company(nodes)


def _log_odds(chance: float) -> float:
    bounded = min(1 - 1e-6, max(1e-6, chance))
    return max(-_LIMIT, min(_LIMIT, math.log(bounded / (1 - bounded))))


def select(nodes: Sequence[Node], *, doubt: float = 0.0, pictured: bool = False) -> list[Node]:
    """Mark and return the goals among the nodes of one document, in reading order.

    Args:
        nodes: in reading order, judged.
        doubt: added to what every unlabelled candidate must overcome, in log odds.
        pictured: the document is announced as a picture of the future, so that its headings may say what will then be true.
    """
    mark_surroundings(nodes)
    series = mark_series(nodes) or mark_leads(nodes)
    structured = [node for node in nodes if node.carrier is not Carrier.SENTENCE or node.numbered]
    around = _Around(doubt)
    for node in structured:
        node.accepted = _accepts(node, around)
    if sum(node.accepted and _announced(node) for node in structured) >= _STRUCTURED:
        # A document that says where its goals are means other lists to be something else.
        around = _Around(doubt, elsewhere=True)
        for node in structured:
            node.accepted = _accepts(node, around)
    around = _Around(doubt, around.elsewhere, sum(node.accepted for node in structured) >= _STRUCTURED)
    for node in nodes:
        if node.carrier is Carrier.SENTENCE and not node.numbered:
            node.accepted = (states_alone(node) or not series) and _accepts(node, around)
    if pictured and sum(node.accepted for node in nodes) < _STRUCTURED:
        _take_pictured(nodes)
    return [node for node in nodes if node.accepted]


@dataclass(frozen=True, slots=True)
class _Around:
    """What the document as a whole says: doubt about its sort, goals announced elsewhere in it, several goals outside its prose."""

    doubt: float
    elsewhere: bool = False
    enough: bool = False


def _take_pictured(nodes: Sequence[Node]) -> None:
    """Mark the headings that state what is to be true as goals, where a document says little else of its intent."""
    stating = [node for node in nodes if node.carrier is Carrier.HEADING and not node.appendix and describes_state(node.text)]
    if len(stating) >= _STRUCTURED:
        for node in nodes:  # what stands below them explains them
            node.accepted = node in stating


def _announced(node: Node) -> bool:
    return labelled(node) or bool(node.column) or in_section(node) is Section.GOALS


def _accepts(node: Node, around: _Around) -> bool:
    if only_holds(node):
        return False
    if node.numbered:
        return not is_placeholder(node.text) and in_section(node) is not Section.EXCLUDED
    if (node.announced <= -_LIMIT and not labelled(node)) or is_placeholder(node.text):
        return False
    goal = goal_of(node)
    section = in_section(node)
    if section is Section.EXCLUDED or (is_set_aside(node) and not labelled(node) and node.column not in _GOAL_COLUMNS):
        return False
    if goal is not None and goal.carrier is not Carrier.CELL:
        return _is_child(node, goal, section)
    if labelled(node):
        return node.odds + _LABEL_PRIOR - _APPENDIX_DOUBT * node.appendix > 0 or (node.carrier is Carrier.HEADING and not node.appendix)
    if node.column:
        return node.announced + _COLUMN_PRIOR[node.column] - around.doubt - _APPENDIX_DOUBT * node.appendix > 0
    return _reads_like_one(node, section, around)


def _reads_like_one(node: Node, section: Section, around: _Around) -> bool:
    """Weigh wording and place of a node that is neither labelled, numbered, in a goal column nor below a goal."""
    listed = section is Section.GOALS and node.carrier is not Carrier.SENTENCE
    rule = is_rule(node) or among_rules(node)
    if listed or node.carrier is Carrier.CELL:
        # So may be a terse entry where goals are announced.
        doubt = around.doubt + _APPENDIX_DOUBT * node.appendix + _DETAIL_DOUBT * rule
        odds = node.announced if listed else node.odds
        return odds + _PRIOR[section][node.carrier] + _bonus(node, section) - doubt > 0
    detail = is_detail(node)
    odds = place_odds(node, section, detail=detail, rule=rule, elsewhere=around.elsewhere, enough=around.enough)
    caution = _CAUTION * (around.doubt + _APPENDIX_DOUBT * node.appendix) + _DETAIL_DOUBT * (detail + rule)
    explains = around.enough and node.carrier is Carrier.SENTENCE and not (states_quantity(node.text) and states_deadline(node.text))
    return odds > caution + _EXPLAINING * explains


def only_holds(node: Node) -> bool:
    """Tell whether a heading is that of a chapter of commitments, or of the document, and none itself."""
    if node.carrier is not Carrier.HEADING:
        return False
    return node.names_field or (node.title and not labelled(node)) or any(below.numbered for below in node.descendants)


def states_alone(node: Node) -> bool:
    """Tell whether a sentence commits to something measurable by itself."""
    dated, counted = states_deadline(node.text), states_quantity(node.text)
    return node.odds > 1 and (dated or counted) and (has(node.text, "intent") or (dated and counted)) and not has(node.text, "estimates")


def goal_above(node: Node) -> Node | None:
    """Return the goal that a goal is part of, if any."""
    goal = goal_of(node)
    if goal is not None and not is_topic(goal) and _stands_beside(node) and not labelled(node):
        return goal_of(goal)
    return goal


def _stands_beside(node: Node) -> bool:
    """Tell whether a paragraph opens with an intent of its own in bold: writers set the next goal so, even below a heading that was the last one."""
    return node.carrier is Carrier.BOLD and node.statement.block.kind is BlockKind.PARAGRAPH and starts_with_verb(node.text)


def _bonus(node: Node, section: Section) -> float:
    """Return what the wording adds: where no heading announces goals, a text has to commit to something to be one."""
    reports = node.past or looks_back(node.text, node.facts.tense) or (has(node.text, "past") and not has(node.text, "ahead"))
    bonus = _PAST_MALUS if reports else 0.0
    bonus += _ASSIGNED_BONUS * node.assigned
    open_ground = section in (
        Section.GOALS,
        Section.CHAPTER,
        Section.NEUTRAL,
    )  # elsewhere only a commitment counts, not the company it keeps
    if open_ground and node.carrier in (Carrier.HEADING, Carrier.BOLD, Carrier.BULLET):
        bonus += node.company
    if section is not Section.GOALS or node.carrier is Carrier.SENTENCE:
        bonus += _ESTIMATE_MALUS * has(node.text, "estimates")
        bonus += _QUANTITY_BONUS * states_quantity(node.text) + _DEADLINE_BONUS * states_deadline(node.text)
        bonus += _PROMISE_BONUS * has(node.text, "promises")
        bonus += _PLEDGE_BONUS * (has(node.text, "pledges") and states_quantity(node.text) and states_deadline(node.text))
        bonus += _VERB_BONUS * (open_ground and node.carrier is not Carrier.SENTENCE and starts_with_verb(node.text))
    return bonus


def _weigh_company(nodes: Sequence[Node]) -> None:
    """Give every node a bonus where most entries beside it read like goals, and a malus where hardly any does."""
    groups: dict[tuple[int, Carrier, float], list[Node]] = {}
    for node in nodes:
        if node.parent is not None:
            groups.setdefault((id(node.parent), node.carrier, node.depth), []).append(node)
    for beside in groups.values():
        share = sum(node.odds > 0 for node in beside) / len(beside)
        if len(beside) >= _SIBLINGS and not 1 - _SIBLING_SHARE <= share < _SIBLING_SHARE:
            for node in beside:
                node.company = _SIBLING_BONUS if share >= _SIBLING_SHARE else _SIBLING_MALUS


def _is_child(node: Node, goal: Node, section: Section) -> bool:
    """Decide whether an entry below a goal is a goal of its own (a key result, say) or explains the goal."""
    if labelled(node) and node.label is not None:
        return node.label.level in (Level.OBJECTIVE, Level.KEY_RESULT) or (node.carrier is Carrier.HEADING and node.label.word != "action")
    if node.column:
        return node.announced + _COLUMN_PRIOR[node.column] > 0
    if section in (Section.OTHER, Section.ACTIONS) or node.carrier is Carrier.NOTE:
        return False
    if node.carrier is Carrier.SENTENCE:  # a heading that only names a field leaves its targets to the prose below it
        return is_topic(goal) and goal.carrier is Carrier.HEADING and states_quantity(node.text) and states_alone(node)
    measurable = states_quantity(node.text) and not looks_back(node.text, node.facts.tense)
    if section is Section.MEASURES:
        return measurable and node.odds > -1
    # "The agency will:" below a goal that states an intent introduces how it is carried out.
    headed = lead_section(node.statement.lead or node.introduction) is Section.NEUTRAL
    if section is Section.GOALS and node.carrier is not Carrier.HEADING and (headed or is_topic(goal)):
        return node.announced > _ANNOUNCED
    if is_topic(goal):
        return node.odds > 1 if node.carrier is Carrier.HEADING else node.announced + node.company > 0
    if _stands_beside(node):
        return node.odds > 1
    if node.carrier is Carrier.BULLET and measurable and states_deadline(node.text):
        return node.odds > _TARGET  # an amount and a date in a list below a goal are its target, however terse
    return (measurable or states_deadline(node.text)) and node.odds > 0
