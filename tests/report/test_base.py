from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aligner.errors import OutputError, UsageError
from aligner.report import EXTENSIONS, check_target, export, render
from aligner.report import base as module
from tests.report import factory

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("make", [factory.rich, factory.empty, factory.small])
def test_every_form_is_written_whole_and_leaves_nothing_behind(tmp_path, extension, make):
    path = tmp_path / f"out{extension.upper()}"
    path.write_text("before")
    export(make(), str(path))
    assert path.read_bytes() == render(make(), extension)
    assert len(path.read_bytes()) > 100
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("name", "title"), [("agenda.md", "# Joint steering"), ("Agenda-may.MD", "# Joint steering"), ("my-agenda.md", "# 6 of 14")]
)
def test_a_name_that_begins_with_agenda_gives_the_agenda(tmp_path, name, title):
    export(factory.rich(), str(tmp_path / name))
    assert (tmp_path / name).read_text("utf-8").startswith(title)


@pytest.mark.parametrize("name", ["report.rtf", "report", "report.json.bak", ".json"])
def test_an_unknown_extension_lists_the_known_ones(tmp_path, name):
    with pytest.raises(UsageError, match=r"\.csv, \.docx, \.html, \.json, \.md, \.pdf, \.stratml, \.xlsx, \.xml"):
        export(factory.small(), str(tmp_path / name))
    assert list(tmp_path.iterdir()) == []


def test_render_lists_the_known_extensions():
    with pytest.raises(UsageError, match=r"'\.rtf'; use one of \.csv"):
        render(factory.small(), ".rtf")


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(OutputError, match=r"the folder .*none does not exist"):
        export(factory.small(), str(tmp_path / "none" / "report.json"))


def test_a_folder_in_the_way_is_named(tmp_path):
    (tmp_path / "report.json").mkdir()
    with pytest.raises(OutputError, match="a folder of that name exists"):
        check_target(str(tmp_path / "report.json"))


def test_a_place_that_may_not_be_changed_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OutputError, match="it may not be changed"):
        check_target(str(tmp_path / "report.json"))


def test_a_failure_half_way_leaves_the_old_file_alone(tmp_path, monkeypatch):
    path = tmp_path / "report.json"
    path.write_text("before")

    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", fail)
    with pytest.raises(OutputError, match=r"cannot write .*: No space left on device"):
        export(factory.small(), str(path))
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["report.json"]


def test_a_link_is_followed(tmp_path):
    real = tmp_path / "real.json"
    real.write_text("before")
    (tmp_path / "link.json").symlink_to(real)
    export(factory.small(), str(tmp_path / "link.json"))
    assert (tmp_path / "link.json").is_symlink()
    assert real.read_bytes() == render(factory.small(), ".json")


def test_bytes_do_not_depend_on_hash_seed_or_run():
    code = (
        "import hashlib; from aligner.report import EXTENSIONS, render; from tests.report import factory\n"
        "for e in (*EXTENSIONS, '.md agenda'): print(e, [hashlib.sha256(render(r, e.split()[0], name=e.split()[-1])).hexdigest() for r in (factory.rich(), factory.large(9, 40))])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) == len(EXTENSIONS) + 1


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, aligner.report, aligner.report.contract, aligner.report.web; print([m for m in ('openpyxl', 'docx', 'reportlab', 'rich', 'numpy', 'spacy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
