"""The README is executed: every command in it runs, and every output shown is the real one."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.run import aligner

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
SESSIONS = [text for language, text in BLOCKS if language == "console"]
SET_UP = [text.strip() for language, text in BLOCKS if language == "sh"]
PYTHON = [text for language, text in BLOCKS if language == "python"]


def steps(session: str) -> list[tuple[list[str], str]]:
    """Return commands with the output shown below each."""
    parts = re.split(r"^\$ (.*)\n", session, flags=re.MULTILINE)[1:]
    return [(shlex.split(command), output) for command, output in zip(parts[::2], parts[1::2], strict=True)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A place with the corpora and a draft of one's own, as the examples assume."""
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "corpora" / "skelderwick-mutual", place / "corpora" / "skelderwick-mutual")
    for name in ("mallowtide", "tarnholt-coldways"):
        shutil.copytree(ROOT / "corpora" / name, place / "corpora" / name)
    return place


def test_every_console_command_runs_and_prints_what_is_shown(folder):
    assert SESSIONS
    for session in SESSIONS:
        for command, output in steps(session):
            assert command[0] == "aligner", command
            run = aligner(*command[1:], cwd=folder)
            assert run.returncode == 0, (command, run.stderr)
            if output.strip():
                assert run.stdout.strip() == output.strip(), command


def test_every_python_example_runs(folder, monkeypatch, capsys):
    assert PYTHON
    monkeypatch.chdir(folder)
    for text in PYTHON:
        expected = [line.split("#  ", 1)[1] for line in text.splitlines() if "#  " in line]
        exec(compile(text, "README.md", "exec"), {})
        assert capsys.readouterr().out.split() == " ".join(expected).split()


def test_two_commands_set_everything_up():
    """``.ci/run`` runs both of them, the first in a fresh copy of the repository."""
    assert len(SET_UP) == 2
    assert "aligner compare corpora/" in SET_UP[0]
    assert SET_UP[1].endswith("-m pytest")


def test_every_file_named_exists():
    for path in re.findall(r"\]\((?!https?:|#)([^)]+)\)", README):
        assert (ROOT / path).exists(), path
    for path in re.findall(r"`((?:corpora|models|tests|aligner)/[\w./-]+)`", README):
        assert (ROOT / path).exists(), path
