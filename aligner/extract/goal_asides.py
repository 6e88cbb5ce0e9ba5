"""What is said beside the goals: of the paper itself, of how a word is meant, of how things stand, of how to work, of a picture of the future."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from aligner.domain.text import BlockKind
from aligner.extract.goal_features import has, plain, starts_with_verb, states_deadline, states_quantity
from aligner.extract.goal_nodes import Carrier, Node
from aligner.extract.goal_sections import Section, section_of
from aligner.lexicon import cache, words

__all__ = ["defines", "is_set_aside", "scattered_labels", "speaks_of_paper"]

_TITLE_WORDS, _NAME = 8, 2
_DEFINED = re.compile(
    r"[^:.;]{2,50}:\s+(?:the|a|an)\s(?:\w+\s){0,2}(?:time|rate|number|share|percentage|proportion|ratio|amount|frequency|degree|extent|length|average|sum|speed|ease|ability)\s(?:it\s|of\s|at\s|by\s|to\s|with\s|that\s|in\s|between\s|\w+\s\w+\s(?:take|takes)\b)",
    re.IGNORECASE,
)
"""A term and, behind a colon, the quantity that it stands for ("Lead time: the time it takes ...")."""
_CLAUSE = r"(?:^|[,;:.!?]\s+|\bas\swell\sas\s|\band\s)(?:(?:and|but|so|then|also|however)\s+)?"
_WHICH = r"(?:the|this|these|our|that|those|each|every|any|all|a\stypical|a|an)\s"
_PLAIN_WORDS, _SCATTERED = 4, 4
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def speaks_of_paper(text: str) -> bool:
    """Tell whether a sentence says what the paper or its like is, holds, does or asks others for; an amount and a date make it a goal all the same."""
    low = plain(text)
    if states_quantity(low) and _YEAR.search(_year_of_paper().sub("", low)):
        return False
    urges = has(text, "urgings") and not has(text, "promises")
    return urges or _paper().search(low) is not None or _kept().search(low) is not None


def defines(text: str) -> bool:
    """Tell whether a line says what a term stands for; an amount makes it the term's target."""
    return _DEFINED.match(text) is not None and not states_quantity(text)


def is_set_aside(node: Node) -> bool:
    """Tell whether a node stands under a heading that keeps it from being a goal: how things stand, rules to work by, a vision.

    What names both an amount and a date binds wherever it stands. Below a vision only prose is kept out.
    """
    if states_quantity(node.text) and (states_deadline(node.text) or node.ahead):
        return False
    for container in node.ancestors:
        if container.carrier is not Carrier.HEADING:
            continue
        title = container.title_text
        if section_of(title) is Section.GOALS:
            return False
        size = len(title.split())
        if size > _TITLE_WORDS or (size > _NAME and starts_with_verb(title)):
            continue  # "Live our values every day" states something; "Design principles" is a name, though "design" may be a verb
        if (
            plain(title).strip(" .:*#") in words("goals")["benefit_headings"]
            or _ends(title, "state_headings")
            or (not container.title and _names_guidance(title))
        ):
            return True
        if node.carrier is Carrier.SENTENCE and has(title, "picture_headings") and not container.title and not has(node.text, "promises"):
            return True
    return False


def scattered_labels(nodes: Sequence[Node]) -> list[Node]:
    """Return the lines of a page that are pieces of a figure or of a table without rules: short, unended and in a row."""
    found: list[Node] = []
    for paged, group in groupby(nodes, key=_is_label):
        run = list(group)
        if paged and len(run) >= _SCATTERED:
            found.extend(run)
    return found


def _is_label(node: Node) -> bool:
    block = node.statement.block
    short = len(block.text.split()) <= _TITLE_WORDS and block.text.rstrip()[-1:].isalnum()
    return block.kind is BlockKind.PARAGRAPH and block.locator.page is not None and short and node.label is None


def _ends(title: str, topic: str) -> bool:
    low = plain(title).strip(" .:*#")
    return any(low == mark or low.endswith(f" {mark}") for mark in words("goals")[topic])


def _names_guidance(title: str) -> bool:
    """Tell whether a title ends in a word for rules, or opens with one and says what they are for ("Principles for ...")."""
    low = plain(title).strip(" .:*#")
    opens = any(low.startswith(f"{mark} {joint} ") for mark in words("goals")["guidance_headings"] for joint in ("for", "of", "on", "in"))
    return opens or _ends(title, "guidance_headings")


@cache
def _paper() -> re.Pattern[str]:
    """The subject of a clause is the paper or a part of it, and the verb says what papers do."""
    nouns, verbs = _either("papers"), _either("paper_verbs")
    purpose = r"['\u2019]s?\s(?:goal|aim|purpose|objective|role|intent|intention)\sis\sto\s(?:\w+ly\s)?(?:clarify|describe|define|outline|explain|set\sout|present|provide|give|document|summari[sz]e|guide|inform)\b"
    return re.compile(
        rf"{_CLAUSE}{_WHICH}(?:[^\s,;:.]+\s){{0,{_PLAIN_WORDS + 2}}}?(?:{nouns})(?:{purpose}|(?::\s[\d-]+)?\s(?:(?:also|now|therefore|thus|further)\s)?(?:{verbs}|(?:is|are)\s\w{{3,}}(?:ing|ed))\b)"
        rf"|^to\s(?:provide|give|offer|present)\s.{{0,80}}\bwith\sa\s(?:\w+\s)?(?:strategy|roadmap|document|guide)\b"
    )


@cache
def _kept() -> re.Pattern[str]:
    """The paper is what is worked on ("we expect to refine this roadmap")."""
    nouns = _either("papers")
    return re.compile(
        rf"\b(?:add|adding|update|updating|revise|revising|refine|refining|amend|revisit|read|consult)\s(?:(?:to|more|this|these|the|our|further|new)\s){{1,2}}(?:\w+\s)?(?:{nouns})\b"
    )


@cache
def _year_of_paper() -> re.Pattern[str]:
    """A year that is part of a paper's name ("the 2031 action plan") and no date to meet."""
    return re.compile(rf"\b(?:19|20)\d\d(?:\s?[-\u2013/]\s?\d{{2,4}})?\s(?=(?:\w+\s){{0,2}}?(?:{_either('papers')})\b)")


def _either(topic: str) -> str:
    return "|".join(re.escape(word).replace("\\ ", r"\s") for word in sorted(words("goals")[topic], key=len, reverse=True))
