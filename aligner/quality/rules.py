"""Every rule, in the order of their numbers; one that measured too often wrong on labelled goals is a hint and is not shown."""

from __future__ import annotations

from aligner.quality import (
    absolutes,
    balance,
    definition,
    escapes,
    exclusion,
    feasibility,
    hedges,
    indefinite,
    linkage,
    measure,
    measures,
    one_outcome,
    open_ended,
    output,
    owner,
    placeholders,
    reference,
    source,
    terms,
    time_bound,
    vague_terms,
)
from aligner.quality.base import Rule, SuiteRule

__all__ = ["HINTS", "RULES", "SUITE_RULES"]

RULES: dict[str, Rule] = {
    "R1": one_outcome.find,
    "R2": owner.find_actor,
    "R3": vague_terms.find,
    "R4": escapes.find,
    "R5": open_ended.find,
    "R6": hedges.find,
    "R7": absolutes.find,
    "R8": measure.find_quantity,
    "R9": measure.find_edge,
    "R11": time_bound.find,
    "R12": indefinite.find,
    "R13": measure.find_baseline,
    "R14": output.find,
    "R15": owner.find_owner,
    "R16": linkage.find,
    "R17": definition.find,
    "R18": source.find_judgement,
    "R23": reference.find_pronoun,
    "R25": reference.find_comparison,
    "R26": exclusion.find,
    "R27": feasibility.find,
    "R28": placeholders.find,
}
SUITE_RULES: dict[str, SuiteRule] = {
    "R10": measures.find_units,
    "R19": source.find_source,
    "R20": measures.find_overlap,
    "R21": balance.find_uncovered,
    "R22": balance.find_balance,
    "R24": terms.find,
}
HINTS = frozenset({"R16", "R22", "R24"})
