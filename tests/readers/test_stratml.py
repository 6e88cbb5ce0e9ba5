from __future__ import annotations

import hashlib

import pytest

from aligner.errors import CorruptFileError
from aligner.readers import read_source
from aligner.readers.base import Source

PLAN = b"""<?xml version="1.0" encoding="UTF-8"?>
<s:PerformancePlanOrReport xmlns:s="urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport" Type="Performance_Report">
<s:Name>Harbour plan</s:Name><s:StrategicPlanCore>
<s:Organization><s:Name>Port of Lune</s:Name></s:Organization>
<s:Vision><s:Description>A busy port.</s:Description></s:Vision>
<s:Value><s:Name>Care</s:Name></s:Value>
<s:Goal><s:Name>Deeper quays</s:Name><s:Description>Let larger ships in.</s:Description><s:SequenceIndicator>1</s:SequenceIndicator>
<s:Objective><s:Name>Dredge the north quay</s:Name><s:SequenceIndicator>1.1</s:SequenceIndicator>
<s:Stakeholder><s:Name>Ada Low</s:Name><s:Role><s:RoleType>Performer</s:RoleType></s:Role></s:Stakeholder>
<s:Stakeholder><s:Name>Ship owners</s:Name><s:Role><s:RoleType>Beneficiary</s:RoleType></s:Role></s:Stakeholder>
<s:PerformanceIndicator><s:MeasurementDimension>Depth</s:MeasurementDimension><s:UnitOfMeasurement>m</s:UnitOfMeasurement>
<s:MeasurementInstance><s:TargetResult><s:NumberOfUnits>16</s:NumberOfUnits><s:EndDate>2027-12-31</s:EndDate></s:TargetResult>
<s:ActualResult><s:NumberOfUnits>14.5</s:NumberOfUnits><s:EndDate>2026-12-31</s:EndDate></s:ActualResult></s:MeasurementInstance>
</s:PerformanceIndicator></s:Objective></s:Goal></s:StrategicPlanCore>
<s:AdministrativeInformation><s:PublicationDate>2026-04-05</s:PublicationDate></s:AdministrativeInformation></s:PerformancePlanOrReport>
"""


def read(data: bytes):
    document = read_source(Source("plan.xml", data, hashlib.sha256(data).hexdigest()))
    for block in document.blocks:
        assert document.text_at(block.locator) == block.text
        assert all(document.text_at(cell.locator) == cell.text for cell in block.cells)
    assert len({block.locator.place for block in document.blocks}) == len(document.blocks)
    return document


def test_goals_objectives_and_indicators_with_their_lines():
    document = read(PLAN)
    assert (document.format, document.title, document.date) == ("stratml", "Harbour plan", "2026-04-05")
    assert [(block.kind.value, block.level, block.marker, block.text, block.locator.line) for block in document.blocks] == [
        ("heading", 1, "", "Harbour plan", 3),
        ("paragraph", 0, "", "Organization: Port of Lune", 4),
        ("heading", 2, "", "Vision", 5),
        ("paragraph", 0, "", "A busy port.", 5),
        ("heading", 2, "", "Values", 6),
        ("paragraph", 0, "", "Care", 6),
        ("heading", 2, "", "Goals", 7),
        ("heading", 3, "1", "Deeper quays", 7),
        ("paragraph", 0, "", "Let larger ships in.", 7),
        ("heading", 4, "1.1", "Dredge the north quay", 8),
        ("paragraph", 0, "", "Responsible: Ada Low", 9),
        ("paragraph", 0, "", "Stakeholder: Ship owners", 10),
        ("row", 0, "", "Depth | m | 16 | 2027-12-31 | 14.5 | 2026-12-31", 11),
    ]
    assert {cell.header: cell.text for cell in document.blocks[-1].cells} == {
        "Indicator": "Depth", "Unit": "m", "Target": "16", "Target date": "2027-12-31", "Actual": "14.5", "Actual date": "2026-12-31",
    }  # fmt: skip


def test_part_one_plans_are_read_too():
    text = b'<StrategicPlan xmlns="urn:ISO:std:iso:17469:tech:xsd:stratml_core"><Name>P</Name><StrategicPlanCore><Goal><Name/><Description>We grow.</Description></Goal></StrategicPlanCore></StrategicPlan>'
    assert [block.text for block in read(text).blocks] == ["P", "Goals", "We grow."]


def test_entities_are_refused():
    with pytest.raises(CorruptFileError, match="document type"):
        read(PLAN.replace(b"?>\n", b'?>\n<!DOCTYPE s [<!ENTITY a "b">]>\n', 1))
