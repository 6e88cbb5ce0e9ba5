"""How often the stated probabilities came true on labelled documents, as ``aligner evaluate --reliability`` measured it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from aligner.domain.report import ToolInfo
from aligner.report.wording import count
from aligner.resources import fingerprint

__all__ = ["Reliability", "meaning", "trusted"]

_SURE, _LIKELY = 0.9, 0.5
_CLOSE = 0.05
_NOT_A_SCORE = "It is not a share of words or a score of merit."


@dataclass(frozen=True, slots=True)
class Reliability:
    """What was measured.

    Attributes:
        model: sha256 of the encoder. links: fingerprint of the link scorer and of what neighbours say. Figures hold for these two alone.
        organisations: how many were labelled. pairs: goal-item pairs in all.
        note: whether they took part in training, as a sentence.
        bins: mean stated probability, observed share of true links (both in [0, 1]), number of pairs.
    """

    model: str
    links: str
    organisations: int
    pairs: int
    note: str
    bins: tuple[tuple[float, float, int], ...]

    def between(self, low: float, high: float) -> tuple[float, float] | None:
        """Return the mean stated probability and the observed share of all bins whose mean lies in [low, high); None without pairs."""
        held = [one for one in self.bins if low <= one[0] < high]
        size = sum(number for _, _, number in held)
        if not size:
            return None
        return sum(stated * number for stated, _, number in held) / size, sum(seen * number for _, seen, number in held) / size


@cache
def _measured() -> Reliability:
    raw = json.loads(files("aligner").joinpath("data", "reliability.json").read_text("utf-8"))
    bins = tuple((float(stated), float(seen), int(size)) for stated, seen, size in raw["bins"])
    return Reliability(raw["model_sha256"], raw["links_sha256"], raw["organisations"], raw["pairs"], raw["note"], bins)


def trusted(tool: ToolInfo) -> Reliability | None:
    """Return the shipped figures where they were measured with what made the report, else None."""
    found = _measured()
    shipped = dict(tool.config).get("links") is None
    return found if shipped and found.model == tool.model.sha256 and found.links == fingerprint("links", "neighbours") else None


def meaning(tool: ToolInfo) -> str:
    """Return what a probability is worth, in words that follow the figures."""
    found = trusted(tool)
    if found is None:
        return f"A calibrated estimate of how likely a pair is a true link; how often it comes true was not measured for this matcher. {_NOT_A_SCORE}"
    parts = []
    runs_high = False
    for title, range_ in (("90% or more", (_SURE, 1.01)), ("50% to 90%", (_LIKELY, _SURE))):
        rates = found.between(*range_)
        if rates is not None:
            parts.append(f"{rates[1]:.0%} of the pairs given {title} ({rates[0]:.0%} on average)")
            runs_high = runs_high or rates[0] - rates[1] > _CLOSE
    told = (
        f"On {count(found.organisations, 'labelled organisation')} {' and '.join(parts)} were true links" if parts else "No pair was likely"
    )
    caution = ", so that high figures promise more than they keep" if runs_high else ""
    return f"A calibrated estimate of how likely a pair is a true link. {told}{caution}. {_NOT_A_SCORE}"
