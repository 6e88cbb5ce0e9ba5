"""A check as workflow commands of GitHub Actions, which show findings beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.check.places import line_of, place
from aligner.check.types import Checked
from aligner.domain.gaps import Gap, Severity
from aligner.report.accepted import decision
from aligner.report.kinds import KINDS
from aligner.report.wording import count, printable

__all__ = ["render"]

_COMMANDS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "notice", Severity.QUESTION: "notice"}


def render(checked: Checked, *, fail_on: str | None) -> str:
    """Return one command per finding; of suppressed ones a single notice tells how many there are, and why."""
    del fail_on  # the exit code says it
    return "".join(f"{line}\n" for line in _lines(checked))


def _lines(checked: Checked) -> Iterator[str]:
    for gap in checked.live:
        yield _command(checked, gap)
    accepted = [gap for gap in checked.findings if gap.suppressed is not None]
    if accepted:
        reasons = "; ".join(f"{gap.kind.value} {decision(gap.suppressed)}" for gap in accepted if gap.suppressed)
        told = f"{count(len(accepted), 'finding')} suppressed: {reasons}"
        yield f"::notice file={_property(checked.draft.path)},title=Suppressed::{_data(told)}"


def _command(checked: Checked, gap: Gap) -> str:
    locator = checked.place(gap)
    line = line_of(locator)
    fields = {
        "file": locator.file,
        **({"line": str(line)} if line is not None else {}),
        "title": f"{KINDS[gap.kind].title} ({gap.severity.value})",
    }
    where = f"{place(locator)}: " if line is None and place(locator) else ""
    parts = [f"{where}{printable(gap.message)}", printable(gap.question)]
    if gap.lapsed is not None:
        parts.append(f"Suppressed {decision(gap.lapsed)}; that is over.")
    shown = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    return f"::{_COMMANDS[gap.severity]} {shown}::{_data(chr(10).join(parts))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
