from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from aligner.domain.goals import Support
from aligner.errors import CorruptFileError, MissingFileError
from aligner.pack import verify
from aligner.pack.again import find, settings
from aligner.pack.build import start_of
from aligner.pack.chain import chained, closed, head
from tests.pack.packs import build, chain, comparison, lines, members, zipped

PACK = build([comparison()])


def checked(tmp_path, files, **more):
    (tmp_path / "pack.zip").write_bytes(zipped(files))
    found = verify(str(tmp_path / "pack.zip"), **more)
    return [f"{one.where}: {one.what}" for one in found.differences]


def says(found, *parts):
    return any(all(part in one for part in parts) for one in found)


def test_an_untouched_pack_shows_no_difference(tmp_path):
    (tmp_path / "pack.zip").write_bytes(PACK.data)
    found = verify(str(tmp_path / "pack.zip"), head=PACK.head)
    assert found.differences == ()
    assert (found.head, found.findings) == (PACK.head, 4)


def test_a_changed_finding_is_found(tmp_path):
    files = members(PACK.data)
    told = lines(files)
    told[1]["finding"]["severity"] = "low"
    found = checked(tmp_path, {**files, "findings.jsonl": chain(told)})
    assert says(found, "line 2", "UG-1 has changed")
    assert says(found, "UG-1 is not as its report tells it")


def test_a_dropped_finding_is_found(tmp_path):
    files = members(PACK.data)
    told = lines(files)
    del told[1]
    found = checked(tmp_path, {**files, "findings.jsonl": chain(told)})
    assert says(found, "line 2", "holds finding number 3")
    assert says(found, "holds finding UG-1, which findings.jsonl lacks")


def test_reordered_findings_are_found(tmp_path):
    files = members(PACK.data)
    told = lines(files)
    told[1], told[2] = told[2], told[1]
    assert says(checked(tmp_path, {**files, "findings.jsonl": chain(told)}), "line 2", "reordered")


def test_a_renumbered_and_reordered_chain_is_found(tmp_path):
    files = members(PACK.data)
    told = lines(files)
    told[1], told[2] = {**told[2], "number": 2}, {**told[1], "number": 3}
    assert says(checked(tmp_path, {**files, "findings.jsonl": chain(told)}), "line 2", "does not follow")


@pytest.mark.parametrize("kept", [0, 1, 3])
def test_a_missing_tail_is_found(tmp_path, kept):
    files = members(PACK.data)
    found = checked(tmp_path, {**files, "findings.jsonl": chain(lines(files)[:kept])})
    assert says(found, f"ends after {kept} of 4", "tail")


def test_a_missing_tail_is_found_when_the_manifest_was_made_to_fit(tmp_path):
    files = members(PACK.data)
    manifest = json.loads(files["manifest.json"])
    told = lines(files)[:2]
    files["findings.jsonl"] = chain(told)
    manifest["chain"]["findings"] = 2
    manifest["chain"]["files"]["findings.jsonl"] = hashlib.sha256(files["findings.jsonl"]).hexdigest()
    manifest["chain"]["head"] = closed(head(manifest["chain"]["start"], told), manifest["chain"]["files"])
    files["manifest.json"] = json.dumps(manifest).encode()
    assert says(checked(tmp_path, files), "UG-3, which findings.jsonl lacks")
    assert says(checked(tmp_path, files, head=PACK.head), "this is another pack")


def test_a_pack_that_was_made_anew_is_found_by_its_head_alone(tmp_path):
    forged = members(build([comparison(findings=1)]).data)
    assert checked(tmp_path, forged) == []
    assert says(checked(tmp_path, forged, head=PACK.head), "this is another pack")


@pytest.mark.parametrize("name", ["sample.csv", "sample.xlsx", "findings.csv", "findings.xlsx", "reports/one.json", "READ-ME.txt"])
def test_a_changed_or_missing_file_is_found(tmp_path, name):
    files = members(PACK.data)
    assert says(checked(tmp_path, {**files, name: files[name] + b" "}), f"{name}: is not the file")
    del files[name]
    assert says(checked(tmp_path, files), f"{name}: is missing")


def test_a_changed_table_is_found_although_the_manifest_was_made_to_fit(tmp_path):
    files = members(PACK.data)
    manifest = json.loads(files["manifest.json"])
    files["findings.csv"] += b"x"
    manifest["chain"]["files"]["findings.csv"] = hashlib.sha256(files["findings.csv"]).hexdigest()
    files["manifest.json"] = json.dumps(manifest).encode()
    assert says(checked(tmp_path, files), "the head of the chain is not")


def test_a_changed_manifest_and_a_stowaway_are_found(tmp_path):
    files = members(PACK.data)
    manifest = json.loads(files["manifest.json"])
    manifest["inputs"][0]["sha256"] = "c" * 64
    found = checked(tmp_path, {**files, "manifest.json": json.dumps(manifest).encode(), "../evil.sh": b"x"})
    assert says(found, "manifest.json", "has changed since the chain was made")
    assert says(found, "../evil.sh", "does not list it")


def test_a_chain_made_anew_over_changed_findings_does_not_agree_with_the_reports(tmp_path):
    files = members(PACK.data)
    manifest = json.loads(files["manifest.json"])
    told = [{**line["finding"], "condition": "All is well."} for line in lines(files)]
    made = list(chained(start_of(manifest), told))
    files["findings.jsonl"] = chain(made)
    manifest["chain"]["files"]["findings.jsonl"] = hashlib.sha256(files["findings.jsonl"]).hexdigest()
    manifest["chain"]["head"] = closed(head(manifest["chain"]["start"], made), manifest["chain"]["files"])
    files["manifest.json"] = json.dumps(manifest).encode()
    assert says(checked(tmp_path, files), "is not as its report tells it")


@pytest.mark.parametrize(
    "data", [b"", b"no zip", zipped({"a.txt": b"x"}), zipped({"manifest.json": b'{"schema": "aligner.pack/1"}'}), PACK.data[:400]]
)
def test_what_is_no_pack_is_refused(tmp_path, data):
    (tmp_path / "pack.zip").write_bytes(data)
    with pytest.raises(CorruptFileError):
        verify(str(tmp_path / "pack.zip"))


@pytest.mark.parametrize(
    "change",
    [
        {"previous": "é\ud800"},
        {"finding": {"id": ["x"], "comparison": {}}},
        {"number": None, "digest": "é"},
    ],
)
def test_lines_of_any_form_end_in_differences(tmp_path, change):
    files = members(PACK.data)
    told = lines(files)
    told[1] |= change
    assert says(checked(tmp_path, {**files, "findings.jsonl": chain(told)}), "findings.jsonl, line")


@pytest.mark.parametrize("line", [b"[]", b"{}", b'{"digest": "a", "finding": {"x": NaN}}', b"\xff", b'{"digest": 1, "finding": {}}'])
def test_a_chain_that_cannot_be_read_is_refused(tmp_path, line):
    with pytest.raises(CorruptFileError, match="line 1"):
        checked(tmp_path, {**members(PACK.data), "findings.jsonl": line})


def test_missing_files_are_told(tmp_path):
    with pytest.raises(MissingFileError, match="cannot be opened"):
        verify(str(tmp_path / "none.zip"))
    (tmp_path / "pack.zip").write_bytes(PACK.data)
    with pytest.raises(MissingFileError, match="no folder"):
        verify(str(tmp_path / "pack.zip"), archive=str(tmp_path / "gone"))


def archived(tmp_path, **texts):
    """An archive with both documents, and a pack that rests on them."""
    one = comparison()
    for name, text in texts.items():
        (tmp_path / "docs" / f"{name}.md").parent.mkdir(exist_ok=True)
        (tmp_path / "docs" / f"{name}.md").write_text(text, "utf-8")
    hashes = {info.path: hashlib.sha256((tmp_path / "docs" / info.path).read_bytes()).hexdigest() for info in one.report.inputs}
    inputs = tuple(replace(info, path=f"docs/{info.path}", sha256=hashes[info.path]) for info in one.report.inputs)
    one = replace(one, report=replace(one.report, inputs=inputs))
    (tmp_path / "pack.zip").write_bytes(build([one]).data)
    return one.report


def test_documents_are_hashed_again(tmp_path):
    report = archived(tmp_path, s="goal", p="work")
    assert verify(str(tmp_path / "pack.zip"), archive=str(tmp_path), compare=lambda _folder, _old: report).differences == ()
    (tmp_path / "docs" / "s.md").write_text("other", "utf-8")
    (tmp_path / "docs" / "p.md").unlink()
    found = verify(str(tmp_path / "pack.zip"), archive=str(tmp_path), compare=lambda _folder, _old: report).differences
    assert [(one.where, one.what) for one in found] == [("docs/p.md", "is not in the archive"), ("docs/s.md", "has changed")]


def test_a_comparison_that_comes_out_otherwise_is_told(tmp_path):
    report = archived(tmp_path, s="goal", p="work")
    goals = (replace(report.goals[0], support=Support.UNSUPPORTED), *report.goals[1:])
    now = replace(report, goals=goals, gaps=report.gaps[1:])
    found = verify(str(tmp_path / "pack.zip"), archive=str(tmp_path), compare=lambda _folder, _old: now)
    told = [one.what for one in found.differences]
    assert told == ["finding UG-0 does not come out again", "goal G0 comes out as unsupported, the pack says supported"]
    assert found.again == 1


def test_another_program_or_model_is_named_as_the_likely_reason(tmp_path):
    report = archived(tmp_path, s="goal", p="work")
    now = replace(report, tool=replace(report.tool, version="2"), gaps=report.gaps[1:])
    found = verify(str(tmp_path / "pack.zip"), archive=str(tmp_path), compare=lambda _folder, _old: now)
    assert "what differs may come from that" in found.differences[0].what


def test_paths_never_lead_out_of_the_archive(tmp_path):
    (tmp_path / "secret.md").write_text("x", "utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "in" / "own.md").write_text("x", "utf-8")
    for path in ("../secret.md", "/etc/passwd", "a/../../secret.md", "link.md", "", "bad\0name"):
        assert find(tmp_path / "in", path) is None
    assert find(tmp_path / "in", "elsewhere/own.md") == (tmp_path / "in" / "own.md").resolve()


def test_settings_of_another_version_are_refused():
    assert settings({"exempt": ["run"], "names": {"FIDO2": ["keys"]}}).names == (("FIDO2", ("keys",)),)
    with pytest.raises(TypeError, match="colour"):
        settings({"colour": 1})
