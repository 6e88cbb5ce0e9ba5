"""Every format that is read meets damaged and random bytes: outcome is a document whose quotes stand where it says, or an error of ours."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.readers import _MODULES, libreoffice
from tests.benchmarks.archive_formats import PROSE, TABLES
from tests.readers import test_fuzz_formats as others
from tests.readers.test_fuzz_formats import check

LINES = [
    (1, "Plan"),
    (0, "By 2027 we will halve waiting times."),
    (2, "Steps"),
    (-1, "Dig the canal"),
    (-1, "=Fill <it> & \u201crun\u201d"),
]
ROWS = [["Project", "Owner", "Status", "Due"], ["Dig", "A. Baker", "RED", "2027-03-31"], ["Fill", "", "on track", "Q3 2027"]]
SEEDS = {
    "csv": TABLES["csv"](ROWS),
    "docx": PROSE["docx"](LINES),
    "html": PROSE["html"](LINES) + TABLES["html"](ROWS),
    "md": PROSE["md"](LINES) + b"\n\n| a | b |\n|---|---|\n| 1 | **2** |\n\n```\ncode\n```\n> quoted\n",
    "pdf": PROSE["pdf"](LINES),
    "pptx": PROSE["pptx"](LINES),
    "txt": PROSE["txt"](LINES) + b"\n\nFrom: a@example.org\nSent: Monday\n\n> earlier words\n",
    "xlsx": TABLES["xlsx"](ROWS),
    "doc": PROSE["docx"](LINES),
    "ppt": PROSE["pptx"](LINES),
}
QUICK = sorted(SEEDS.keys() - {"pdf"})  # a pdf is read in a process of its own, which a damaged one may end


@pytest.fixture(scope="module", autouse=True)
def converter(tmp_path_factory):
    """A converter of old files that hands on what it is given, so that the rest of the way is tried with any bytes."""
    program = tmp_path_factory.mktemp("bin") / "soffice"
    program.write_text(
        '#!/bin/sh\nwhile [ $# -gt 1 ]; do case "$1" in --convert-to) w=$2;; --outdir) o=$2;; esac; shift; done\nmkdir -p "$o"; cp "$1" "$o/document.$w"\n'
    )
    program.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(libreoffice.shutil, "which", lambda _name: str(program))
        yield


def test_every_format_meets_damaged_bytes_here_or_beside():
    assert set(SEEDS) | set(others.SEEDS) == set(_MODULES)


@pytest.mark.parametrize("form", SEEDS)
def test_the_sound_file_is_read(form):
    check(form, SEEDS[form])


@pytest.mark.parametrize("form", QUICK)
@given(data=st.data())
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_damaged_files_end_in_documents_or_our_errors(form, data):
    check(form, damaged(form, data))


@given(data=st.data())
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_damaged_pdfs_end_in_documents_or_our_errors(data):
    check("pdf", damaged("pdf", data))


def damaged(form, data):
    whole = bytearray(SEEDS[form])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole)))
        whole[at : at + data.draw(st.integers(0, 12))] = data.draw(st.binary(max_size=12))
    return bytes(whole[: data.draw(st.integers(0, len(whole)))] if data.draw(st.booleans()) else whole)


@pytest.mark.parametrize("form", QUICK)
@given(data=st.binary(max_size=400))
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_random_bytes_end_in_documents_or_our_errors(form, data):
    check(form, data)
    check(form, SEEDS[form][:40] + data)


@pytest.mark.parametrize("form", ["docx", "pptx", "xlsx", "odt"])
@given(data=st.data())
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_damage_within_the_parts_of_a_package_ends_in_documents_or_our_errors(form, data):
    """The archive itself stays sound, so that damage reaches the parsers behind its guard."""
    parts = {name: bytearray(text) for name, text in others.unpacked(PROSE["odt"](LINES) if form == "odt" else SEEDS[form]).items()}
    name = data.draw(st.sampled_from(sorted(parts)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(parts[name])))
        piece = data.draw(
            st.sampled_from([b"", b"<", b">", b"</w:p>", b"&", b'="9999999999"', b"\xff", b"<w:p>", b"0", b"-1", b"NaN", b"&#0;"])
        )
        parts[name][at : at + data.draw(st.integers(0, 20))] = piece
    check(form, others.zipped({part: bytes(text) for part, text in parts.items()}))
