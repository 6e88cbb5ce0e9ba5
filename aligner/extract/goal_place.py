"""How likely a statement is a goal where nothing announces goals: its wording and its place, weighed by a trained judge."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from aligner.domain.facts import Polarity, Tense
from aligner.extract.classifier import LinearClassifier
from aligner.extract.goal_chapters import is_topic
from aligner.extract.goal_features import has, looks_back, starts_with_verb, states_deadline, states_quantity
from aligner.extract.goal_filter import assigns, is_note, refuses
from aligner.extract.goal_nodes import Carrier, Node
from aligner.extract.goal_sections import Section
from aligner.extract.grams import GramModel
from aligner.resources import model_folder

__all__ = ["PLACE_FEATURES", "mark_patterns", "place_features", "place_odds"]

PLACE_FEATURES = (
    "wording", "wording where announced", "pattern", "pattern before", "pattern after",
    "in goals", "in chapter", "in measures", "in actions", "in other", "heading", "bold", "bullet", "sentence", "note", "prose in goals", "entry in goals",
    "quantity", "deadline", "ahead", "quantity ahead", "quantity and deadline", "promises", "intent", "pledges", "verb first", "reports", "estimates",
    "assigned", "company", "appendix", "detail", "rule", "refuses", "note of state", "assigns", "length", "introduced", "past tense", "future tense", "imperative",
    "negative", "metrics", "dates", "owners", "introduces", "title", "topic", "announced elsewhere", "structured elsewhere", "density", "density beside",
    "achievement", "values", "boilerplate", "context", "vision", "rationale", "item", "risk", "exclusion",
)  # fmt: skip
_TELLING = ("achievement", "values", "boilerplate", "context", "vision", "rationale", "item", "risk", "exclusion")
_LONG = 40
_BOUND = 8.0


@cache
def _patterns() -> GramModel:
    return GramModel.load(model_folder("goals") / "patterns")


@cache
def _places() -> LinearClassifier:
    return LinearClassifier.load(model_folder("goals") / "places")


def mark_patterns(nodes: Sequence[Node], model: GramModel | None = None) -> None:
    """Set ``pattern`` of every node that is no table row, and those of its neighbours in reading order.

    Args:
        nodes: of one document, in reading order.
        model: another than the shipped one, in training.
    """
    told = [node for node in nodes if node.carrier is not Carrier.CELL]
    odds = (model or _patterns()).log_odds([node.text for node in told], "goal")
    for place, node in enumerate(told):
        node.pattern = float(max(-_BOUND, min(_BOUND, odds[place])))
    whole = _share(told)
    beside: dict[int, list[Node]] = {}
    for node in told:
        beside.setdefault(id(node.parent), []).append(node)
    for place, node in enumerate(told):
        node.density = (whole, _share(beside[id(node.parent)]))
        node.beside = (told[place - 1].pattern if place else 0.0, told[place + 1].pattern if place + 1 < len(told) else 0.0)


def _share(nodes: Sequence[Node]) -> float:
    """Return how many of some nodes are built like goals, in [0, 1]; few nodes say little."""
    return sum(node.pattern > 0 for node in nodes) / (len(nodes) + 2)


def place_odds(node: Node, section: Section, *, detail: bool, rule: bool, elsewhere: bool, enough: bool) -> float:
    """Return the log odds that a judged node is a goal, nothing around it announcing goals; see ``place_features``."""
    import numpy as np  # noqa: PLC0415 - keeps `aligner --help` free of numpy

    model = _places()
    row = np.array(place_features(node, section, detail=detail, rule=rule, elsewhere=elsewhere, enough=enough), dtype=np.float32)
    logits = row @ model.weights + model.bias
    return float(logits[model.column("goal")] - logits[model.column("other")])


def place_features(node: Node, section: Section, *, detail: bool, rule: bool, elsewhere: bool, enough: bool) -> list[float]:
    """Return one row, as many values as ``PLACE_FEATURES``.

    Args:
        node: judged, with patterns and surroundings marked.
        section: what the headings around it announce.
        detail: it is listed below an entry that is no goal.
        rule: it tells others how to work, or stands among entries that do.
        elsewhere: the document announces goals in other places.
        enough: headings, lists or tables of the document hold several goals.
    """
    text, carrier, facts = node.text, node.carrier, node.facts
    counted, dated = states_quantity(text), states_deadline(text)
    reports = node.past or looks_back(text, facts.tense) or (has(text, "past") and not has(text, "ahead"))
    values: tuple[float, ...] = (
        node.odds, node.announced if counted and dated else node.odds, node.pattern, *node.beside,
        section is Section.GOALS, section is Section.CHAPTER, section is Section.MEASURES, section is Section.ACTIONS, section is Section.OTHER,
        carrier is Carrier.HEADING, carrier is Carrier.BOLD, carrier is Carrier.BULLET, carrier is Carrier.SENTENCE, carrier is Carrier.NOTE,
        section is Section.GOALS and carrier is Carrier.SENTENCE, section is Section.GOALS and carrier is not Carrier.SENTENCE,
        counted, dated, node.ahead, counted and node.ahead, counted and dated, has(text, "promises"), has(text, "intent"), has(text, "pledges"),
        starts_with_verb(text), reports, has(text, "estimates"), node.assigned, node.company, node.appendix, detail, rule, refuses(text), is_note(node), assigns(node),
        min(len(text.split()), _LONG) / 10, bool(node.statement.lead), facts.tense is Tense.PAST, facts.tense is Tense.FUTURE, facts.tense is Tense.IMPERATIVE,
        facts.polarity is Polarity.NEGATIVE, bool(facts.metrics), bool(facts.dates), bool(facts.owners), node.statement.text.endswith(":"), node.title,
        carrier is Carrier.HEADING and is_topic(node), elsewhere, enough, *node.density, *(node.kind == kind for kind in _TELLING),
    )  # fmt: skip
    return [float(value) for value in values]
