"""What a stress run found, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.report.kinds import KINDS
from aligner.report.lines import BLANK, Line, Look
from aligner.report.wording import count, listing
from aligner.stress.count import Score, scores, whole
from aligner.stress.faults import FaultKind, Outcome, Trial

__all__ = ["LABELS", "text"]

LABELS = {
    FaultKind.RENUMBERED: "Numbers changed",
    FaultKind.REDATED: "Dates moved past the deadline",
    FaultKind.DELETED: "Support deleted",
    FaultKind.DUPLICATED: "Work duplicated",
    FaultKind.NEGATED: "Promises turned round",
    FaultKind.VAGUE: "Goals made vague",
}
_LABEL = 8


def text(trial: Trial, *, top: int = 10) -> list[Line]:
    """Return the counts and the misses as lines for ``aligner.report.terminal.layout``.

    Args:
        trial: what to show.
        top: how many misses to show.
    """
    total = whole(trial)
    head = f"{total.caught} of {count(total.planted, 'planted fault')} {'was' if total.planted == 1 else 'were'} noticed."
    asked = f" {total.asked} of them as a question." if total.asked else ""
    lines = [
        Line(head + asked, Look.TITLE),
        Line(f"Seed {trial.seed}, {count(trial.runs, 'run')} on stressed copies; your documents are untouched.", Look.MUTED),
    ]
    lines += [Line(note, Look.WARN) for note in trial.notes]
    lines += [BLANK, *_table(scores(trial))]
    missed = [outcome for outcome in trial.outcomes if outcome.found is None]
    if missed:
        lines += [BLANK, Line(f"Not noticed ({len(missed)})", Look.HEADING)]
        for outcome in missed[:top]:
            lines += _miss(outcome)
        if len(missed) > top:
            lines += [BLANK, Line(f"and {len(missed) - top} more; -o stress.json lists all.", Look.MUTED, 2)]
    if trial.skipped:
        lines += [BLANK, Line(f"{count(len(trial.skipped), 'fault')} could not be planted; -o stress.json says why.", Look.MUTED)]
    return lines


def _table(rows: Sequence[tuple[FaultKind, Score]]) -> list[Line]:
    lines = [Line("", label=f"{'':<31}{'Planted':>9}{'Noticed':>9}{'Share':>7}{'Asked':>7}")]
    for kind, score in rows:
        share = f"{100 * score.caught / score.planted:.0f}%" if score.planted else "-"
        look = Look.PLAIN if not score.missed else Look.WARN
        lines.append(
            Line(
                "",
                label=f"{LABELS[kind]:<31}{score.planted or '-':>9}{score.caught or '-':>9}{share:>7}{score.asked or '-':>7}",
                label_look=look,
            )
        )
    return lines


def _miss(outcome: Outcome) -> list[Line]:
    fault = outcome.fault
    place = f"{fault.place.file.rsplit('/', 1)[-1]}, {fault.place.describe()}"
    lines = [BLANK, Line(LABELS[fault.kind], Look.TITLE, 2), Line(place, Look.MUTED, 4 + _LABEL)]
    lines.append(Line(fault.before, Look.QUOTE, 4, f"{'Before':<{_LABEL}}", most=2))
    if fault.after:
        lines.append(Line(fault.after, Look.QUOTE, 4, f"{'After':<{_LABEL}}", most=2))
    kinds = listing(sorted(KINDS[kind].title.lower() for kind in outcome.wanted))
    return [*lines, Line(f"no new finding of the kind: {kinds}", indent=4, label=f"{'Missing':<{_LABEL}}")]
