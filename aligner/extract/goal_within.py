"""What a statement stands within: the goal above it, the part of the document, a list of details or of rules."""

from __future__ import annotations

from aligner.domain.text import BlockKind
from aligner.extract.goal_features import has, states_deadline, states_quantity
from aligner.extract.goal_nodes import Carrier, Node
from aligner.extract.goal_sections import Section, lead_section, section_of

__all__ = ["among_rules", "goal_of", "in_section", "is_detail", "is_rule"]


def in_section(node: Node) -> Section:
    """Return what the nearest telling heading or list introduction around a node announces, up to the goal that contains it."""
    if node.appendix:
        return Section.OTHER
    lead = lead_section(node.statement.lead or node.introduction) if node.carrier in (Carrier.BULLET, Carrier.BOLD) else Section.NEUTRAL
    if lead is not Section.NEUTRAL:
        return lead
    goal = goal_of(node)
    for container in node.ancestors:
        if container is goal:
            return Section.NEUTRAL
        if container.carrier in (Carrier.HEADING, Carrier.BOLD):
            found = section_of(container.title_text, below_goal=goal is not None)
            if container.chapter and found is Section.NEUTRAL:
                return Section.CHAPTER
            if found is not Section.NEUTRAL and not (container.title and found is Section.OTHER):
                return found  # a title may announce goals, but rules nothing out
    return section_of(node.statement.headings[-1]) if node.parent is None and node.statement.headings else Section.NEUTRAL


def goal_of(node: Node) -> Node | None:
    """Return the nearest accepted node that contains this one."""
    return next((container for container in node.ancestors if container.accepted), None)


def is_detail(node: Node) -> bool:
    """Tell whether an entry is listed below another that is no goal itself: it says how that is done."""
    above = node.parent
    listed = above is not None and above.statement.block.kind is BlockKind.LIST_ITEM and not above.statement.text.endswith(":")
    return listed and node.carrier is not Carrier.SENTENCE


def is_rule(node: Node) -> bool:
    """Tell whether a text tells others how to work ("teams must ..."), without an amount or a date by which it could be met."""
    return (
        has(node.text, "duties") and not has(node.text, "first_person") and not (states_quantity(node.text) or states_deadline(node.text))
    )


def among_rules(node: Node) -> bool:
    """Tell whether an entry stands in a list most of which tells others how to work."""
    if node.parent is None or node.statement.block.kind is not BlockKind.LIST_ITEM:
        return False
    beside = [one for one in node.parent.children if one.depth == node.depth]
    return len(beside) > 1 and 2 * sum(map(is_rule, beside)) > len(beside)
