from __future__ import annotations

from html import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.annotate import annotate
from aligner.readers import read_document
from tests.annotate.made import gap, ranges, typed
from tests.readers import ooxml_factory as factory

TEXTS = st.lists(st.text(alphabet="ab cé-\u00a0\u2011|<&“1", min_size=1, max_size=9), min_size=1, max_size=8)
WRAPPED = st.sampled_from(["", "w:hyperlink", "w:ins", "w:smartTag"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS, wraps=st.lists(WRAPPED, min_size=8, max_size=8), data=st.data())
def test_whatever_the_runs_are_a_range_holds_exactly_its_quote(tmp_path, texts, wraps, data):
    runs = [
        f'{f"<{wrap}>" if wrap else ""}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>{f"</{wrap}>" if wrap else ""}'
        for text, wrap in zip(texts, wraps, strict=False)
    ]
    path = tmp_path / "draft.docx"
    path.write_bytes(typed(factory.docx(f"<w:p><w:r><w:t>Begin</w:t></w:r>{''.join(runs)}</w:p>")))
    (block,) = read_document(path).blocks
    cuts = sorted(data.draw(st.lists(st.integers(0, len(block.text)), min_size=4, max_size=4)))
    findings = []
    for number, (start, end) in enumerate(((cuts[0], cuts[2]), (cuts[1], cuts[3]), (cuts[0], cuts[3]))):
        if block.text[start:end].strip():
            findings.append(gap((block.text[start:end], block.locator.slice(start, end)), number=number))
    target = tmp_path / "copy.docx"
    assert annotate(path, findings, target) == ()
    found = ["".join(text.replace("\u2011", "-").split()) for text in ranges(target).values()]
    assert found == ["".join(finding.evidence[0].quote.split()) for finding in findings]
    assert read_document(target).blocks[0].text == block.text
