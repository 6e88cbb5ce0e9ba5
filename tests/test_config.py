from __future__ import annotations

import json
import os
from dataclasses import FrozenInstanceError

import pytest

from aligner.config import EXEMPT, Config, find_settings, resolve, use_one_processor_for_arrays
from aligner.errors import ConfigError

WHOLE = """
model = "fast"
glossary = ["terms.csv", "more/codes.toml"]
fiscal-year-start = 4
dates = "day-first"
accept = 0.6
reject = 0.2
links = "own/links"
as-of = 2026-06-30
exempt = ["run", "compliance"]

[aliases.metrics]
"deployment frequency" = ["releases per week"]

[aliases.names]
"Group Technology" = ["GT", "Group Tech"]

[words.conflicts]
hollow = ["best of breed"]

[[suppress]]
kind = "vague-goal"
text = "delight our members"
reason = "a vision, agreed by the board"
expires = 2027-03-31

[[suppress]]
id = "TC-1234"
reason = "interim figure"
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(place, text, **options):
    file = place / "aligner.toml"
    file.write_text(text, "utf-8")
    return resolve({key.replace("_", "-"): value for key, value in options.items()}, file=file)


def test_without_a_file_everything_is_a_default():
    found = resolve()
    assert found.config == Config()
    assert (found.file, dict(found.origins)) == (None, {})


def test_every_key_fills_its_field(place):
    config = settings(place, WHOLE).config
    assert config.model == "fast"
    assert config.glossary == ("terms.csv", "more/codes.toml")
    assert (config.fiscal_year_start, config.day_first, config.as_of) == (4, True, "2026-06-30")
    assert (config.accept, config.reject, config.links) == (0.6, 0.2, "own/links")
    assert config.exempt == ("run", "compliance")
    assert config.metric_aliases == (("deployment frequency", ("releases per week",)),)
    assert config.names == (("Group Technology", ("GT", "Group Tech")),)
    assert config.additions() == {"conflicts": {"hollow": ("best of breed",)}}
    first, second = config.suppress
    assert (first.kind, first.text, first.expires, first.origin) == ("vague-goal", "delight our members", "2027-03-31", "aligner.toml:21")
    assert (second.id, second.reason, second.expires, second.origin) == ("TC-1234", "interim figure", None, "aligner.toml:27")


def test_a_configuration_is_frozen_hashable_and_plain_json(place):
    config = settings(place, WHOLE).config
    with pytest.raises(FrozenInstanceError):
        config.model = "other"
    assert hash(config) == hash(settings(place, WHOLE).config)
    assert json.loads(json.dumps(dict(config.as_pairs())))["words"] == {"conflicts.hollow": ["best of breed"]}
    assert [key for key, _ in config.as_pairs()] == sorted(key for key, _ in config.as_pairs())


def test_options_win_over_the_file_and_empty_ones_do_not(place):
    found = settings(place, "accept = 0.6\nfiscal-year-start = 4\nglossary = ['a.csv']\n", accept=0.5, fiscal_year_start=None, glossary=())
    assert (found.config.accept, found.config.fiscal_year_start, found.config.glossary) == (0.5, 4, ("a.csv",))
    assert found.origins["accept"] == "option --accept"
    assert found.origins["fiscal-year-start"] == "aligner.toml:2"


def test_paths_count_from_the_folder_of_the_file(place, monkeypatch):
    file = place / "aligner.toml"
    file.write_text("glossary = ['terms.csv']\nlinks = 'own'\nmodel = 'some/name'\n", "utf-8")
    (place / "drafts").mkdir()
    monkeypatch.chdir(place / "drafts")
    config = resolve(file=file).config
    assert (config.glossary, config.links, config.model) == (("../terms.csv",), "../own", "some/name")
    assert resolve({"links": "own"}, file=file).config.links == "own"


def test_the_nearest_file_above_is_found(place):
    inner = place / "a" / "b"
    inner.mkdir(parents=True)
    (place / "aligner.toml").write_text("", "utf-8")
    assert find_settings(inner) == place / "aligner.toml"
    (place / "a" / "aligner.toml").write_text("", "utf-8")
    assert find_settings(inner) == place / "a" / "aligner.toml"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1\n", "aligner.toml:1: unknown setting 'x'; known are model, glossary,"),
        ("\nfiscal-year-strat = 4\n", "aligner.toml:2: unknown setting 'fiscal-year-strat'; did you mean 'fiscal-year-start'?"),
        ("accept = '0.5'\n", "aligner.toml:1: 'accept' must be a number from 0 to 1, but is '0.5'"),
        ("accept = true\n", "aligner.toml:1: 'accept' must be a number from 0 to 1, but is true"),
        ("accept = nan\n", "'accept' must be a number from 0 to 1, but is nan"),
        ("# c\nfiscal-year-start = 13\n", "aligner.toml:2: 'fiscal-year-start' must be the number of a month, 1 to 12, but is 13"),
        ("dates = 'uk'\n", "'dates' must be one of auto, day-first, month-first, but is 'uk'"),
        ("as-of = '30 June'\n", "'as-of' must be a day such as 2027-03-31, but is '30 June'"),
        ("as-of = 2026-06-30T10:00:00\n", "'as-of' must be a day such as 2027-03-31"),
        ("exempt = [\n 'run',\n 'change']\n", "aligner.toml:3: 'exempt 2' must be one of run, compliance,"),
        ("glossary = 'terms.csv'\n", "'glossary' must be a list of files, but is 'terms.csv'"),
        ("[aliases]\nmetric = {}\n", "aligner.toml:2: unknown setting 'aliases.metric'; did you mean 'metrics'?"),
        ("[aliases.names]\na = 1\n", "aligner.toml:2: 'aliases.names.a' must be a list of texts, but is 1"),
        ("[words.conflict]\n", "aligner.toml:1: unknown topic of words 'words.conflict'; did you mean 'conflicts'?"),
        ("[words.conflicts]\n\nhollows = []\n", "aligner.toml:3: unknown word list 'words.conflicts.hollows'; did you mean 'hollow'?"),
        ("[suppress]\nkind = 'x'\n", "aligner.toml:1: 'suppress' must be a list of tables: write [[suppress]]"),
        ("[[suppress]]\nkind = 'vague-goal'\n", "aligner.toml:1: this [[suppress]] has no 'reason'"),
        ("\n[[suppress]]\nreason = 'because'\n", "aligner.toml:2: this [[suppress]] would cover every finding"),
        (
            "[[suppress]]\nid='a'\nreason='b'\n[[suppress]]\nid='a'\nreasn='b'\n",
            "aligner.toml:6: unknown setting 'suppress 2: reasn'; did you",
        ),
        ("accept = 0.2\nreject = 0.4\n", "aligner.toml:2: 'reject' (0.4) must not be greater than 'accept' (0.2, aligner.toml:1)"),
        ("a = 1\nb = \n", "aligner.toml:2: not valid TOML: Invalid value"),
        ("a = 1\nb = [1,\n", "aligner.toml:2: not valid TOML: "),
        ("a = 1\na = 2\n", "aligner.toml:2: not valid TOML: Cannot overwrite a value"),
    ],
)
def test_a_fault_is_named_with_file_and_line(place, text, message):
    with pytest.raises(ConfigError) as caught:
        settings(place, text)
    assert message in caught.value.message
    assert "\n" not in caught.value.message


def test_an_option_of_the_wrong_kind_is_named():
    with pytest.raises(ConfigError, match=r"option --as-of: 'as-of' must be a day"):
        resolve({"as-of": "soon"})


def test_a_missing_or_unreadable_file_is_one_sentence(place):
    with pytest.raises(ConfigError, match=r"none\.toml: the settings cannot be read"):
        resolve(file=place / "none.toml")
    (place / "bad.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8"):
        resolve(file=place / "bad.toml")


def test_windows_line_ends_and_a_byte_order_mark_keep_the_lines(place):
    file = place / "aligner.toml"
    file.write_bytes(b"\xef\xbb\xbfmodel = 'default'\r\n\r\nwrong = 1\r\n")
    with pytest.raises(ConfigError, match=r"aligner\.toml:3: unknown setting 'wrong'"):
        resolve(file=file)


def test_all_classes_but_change_are_exempt_unless_said_otherwise():
    assert Config().exempt == EXEMPT


def test_arrays_keep_to_one_processor_unless_the_user_says_otherwise(monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    use_one_processor_for_arrays()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "3"
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    use_one_processor_for_arrays()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
