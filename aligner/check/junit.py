"""A check as JUnit XML, for build servers: one test case per finding."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from aligner.check.places import place
from aligner.check.types import Checked
from aligner.domain.gaps import Gap, Severity
from aligner.report.accepted import decision

__all__ = ["render"]

# XML 1.0 has no form for these, not even escaped.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ORDER = list(Severity)


def render(checked: Checked, *, fail_on: str | None) -> str:
    """Return the XML text: findings at or above ``fail_on`` (all but questions where it is None) fail, suppressed ones are skipped, others pass."""
    limit = _ORDER.index(Severity(fail_on or "low"))
    failing = [gap for gap in checked.live if _ORDER.index(gap.severity) <= limit]
    counts = {
        "tests": str(max(1, len(checked.findings))),
        "failures": str(len(failing)),
        "errors": "0",
        "skipped": str(len(checked.findings) - len(checked.live)),
        "time": "0",
    }
    suites = ET.Element("testsuites", {"name": checked.tool.name, **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": _legal(checked.draft.path), **counts})
    for gap in checked.findings:
        _case(suite, checked, gap, fails=gap in failing)
    if not checked.findings:
        ET.SubElement(suite, "testcase", {"classname": _legal(checked.draft.path), "name": "no findings", "time": "0"})
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _case(suite: ET.Element, checked: Checked, gap: Gap, *, fails: bool) -> None:
    locator = checked.place(gap)
    where = ":".join(part for part in (locator.file, place(locator)) if part)
    names = {"classname": _legal(checked.draft.path), "name": _legal(f"{gap.kind.value} {gap.id} at {where}"), "time": "0"}
    case = ET.SubElement(suite, "testcase", names)
    told = f"{where}: {gap.severity.value} {gap.kind.value}: {gap.message}\n{gap.question}\n{gap.remedy}".rstrip()
    if gap.suppressed is not None:
        ET.SubElement(case, "skipped", {"message": _legal(f"suppressed {decision(gap.suppressed)}")})
    elif fails:
        ET.SubElement(case, "failure", {"type": gap.kind.value, "message": _legal(gap.message)}).text = _legal(told)
    else:
        ET.SubElement(case, "system-out").text = _legal(told)


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)
