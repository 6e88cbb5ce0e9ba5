from __future__ import annotations

from tests.cli.run import aligner

SETTINGS = """accept = 0.6
glossary = ["terms.csv"]

[aliases.names]
"Group Technology" = ["GT"]

[words.conflicts]
hollow = ["utterly"]

[[suppress]]
kind = "vague-goal"
reason = "visions are allowed"
expires = 2027-03-31
"""


def lines(folder, *arguments):
    run = aligner("config", *arguments, cwd=folder)
    assert run.returncode == 0, run.stderr
    return [" ".join(line.split()) for line in run.stdout.splitlines()]


def test_defaults_are_shown_as_such(tmp_path):
    found = lines(tmp_path)
    assert found[0] == "No aligner.toml was read: defaults and options only."
    assert 'model "default" default' in found
    assert "accept as calibrated default" in found


def test_every_setting_is_shown_with_its_origin(tmp_path):
    (tmp_path / "aligner.toml").write_text(SETTINGS, "utf-8")
    inner = tmp_path / "drafts"
    inner.mkdir()
    found = lines(inner, "--fiscal-year-start", "4", "--accept", "0.7")
    assert found[0] == "Settings from ../aligner.toml"
    for line in (
        "accept 0.7 option --accept",
        "fiscal-year-start 4 option --fiscal-year-start",
        'glossary ["../terms.csv"] ../aligner.toml:2',
        'aliases.names.Group Technology ["GT"] ../aligner.toml:5',
        'words.conflicts.hollow ["utterly"] ../aligner.toml:8',
        'dates "auto" default',
    ):
        assert line in found
    assert any(line.startswith("suppress kind 'vague-goal'") and line.endswith("../aligner.toml:10") for line in found)


def test_lines_fit_the_screen(tmp_path):
    (tmp_path / "aligner.toml").write_text(SETTINGS, "utf-8")
    run = aligner("config", cwd=tmp_path)
    assert max(map(len, run.stdout.splitlines())) <= 80


def test_a_fault_in_the_file_stops_every_command(tmp_path):
    (tmp_path / "aligner.toml").write_text("\nacept = 0.6\n", "utf-8")
    for command in (["config"], ["check", "x.md"], ["compare", "x.md", "y.csv"]):
        run = aligner(*command, cwd=tmp_path)
        assert run.returncode == 2
        assert run.stderr == "aligner: aligner.toml:2: unknown setting 'acept'; did you mean 'accept'?\n"
    assert aligner("config", "--no-config", cwd=tmp_path).returncode == 0
