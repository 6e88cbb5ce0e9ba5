from __future__ import annotations

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.encode.glossary import Glossary
from aligner.encode.glossary_files import Entry, parse_jsonl
from aligner.encode.glossary_shelf import Shelf, index_of, tokens_of
from aligner.errors import ConfigError

SMALL = Glossary(
    [
        Entry("SSO", "one sign-in for all applications", ("single sign-on",), kind="acronym"),
        Entry("Zero trust", "checks every user and device", kind="concept"),
        Entry("Slack", "chat for teams", kind="product"),
        Entry("Data centre", "rooms full of servers", kind="concept"),
        Entry("Data centre exit", "closing own server rooms", kind="method"),
        Entry("RPA", "software robots", ("bot",), kind="acronym"),
    ]
)


def found(text):
    return [(hit.term, hit.surface) for hit in SMALL.expand(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SSO for branches", [("SSO", "SSO")]),
        ("sso for branches", []),
        ("Single Sign-On for branches", [("SSO", "Single Sign-On")]),
        ("single sign on", [("SSO", "single sign on")]),
        ("zero-trust network", [("Zero trust", "zero-trust")]),
        ("cut the slack in planning", []),
        ("move chat to Slack", [("Slack", "Slack")]),
        ("Data centre exit by May", [("Data centre exit", "Data centre exit")]),
        ("two data centres", [("Data centre", "data centres")]),
        ("RPAs and bots", [("RPA", "RPAs"), ("RPA", "bots")]),
        ("SSOX", []),
        ("", []),
    ],
)
def test_terms_are_found_whole_and_in_the_right_case(text, expected):
    assert found(text) == expected


def test_an_own_term_replaces_a_shipped_one(tmp_path):
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps({"term": "FIDO2", "gloss": "our door locks"}) + "\n")
    assert [hit.gloss for hit in Glossary.load([str(path)]).expand("FIDO2 rollout")] == ["our door locks"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own.jsonl", '{"term": "Falcon", "gloss": "replaces core banking", "aliases": ["Project F"]}\n\n'),
        ("own.csv", "Term,Gloss,Aliases\nFalcon,replaces core banking,Project F; PF\n"),
        ("own.toml", '["Falcon"]\ngloss = "replaces core banking"\naliases = ["Project F"]\n'),
    ],
)
def test_own_terms_come_from_three_formats(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content)
    glossary = Glossary.load([str(path)])
    assert [hit.gloss for hit in glossary.expand("Falcon wave 2")] == ["replaces core banking"]
    assert [hit.term for hit in glossary.expand("Project F wave 2")] == ["Falcon"]


def test_a_toml_string_is_a_gloss(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('"Project Kite" = "new ticket shop"\n')
    assert [hit.gloss for hit in Glossary.load([str(path)]).expand("project kite")] == ["new ticket shop"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("own.jsonl", '{"term": "A"}\n', r"own\.jsonl, line 1: expected text in 'gloss', found None"),
        ("own.jsonl", '{"term": "A", "gloss": "b"}\n{oops\n', r"own\.jsonl, line 2: not valid JSON"),
        ("own.jsonl", '{"term": "A", "gloss": "b", "alias": []}\n', r"line 1: unknown field 'alias'; known are term, gloss, aliases"),
        ("own.csv", "name,meaning\na,b\n", r"own\.csv, line 1: expected a header row with 'term' and 'gloss', found name, meaning"),
        ("own.csv", "term,gloss\nFalcon,\n", r"own\.csv, line 2: expected text in 'gloss'"),
        ("own.toml", '[Falcon]\naliases = ["x"]\n', r"own\.toml, line 1: expected text in 'gloss'"),
        ("own.toml", "a = \n", r"own\.toml: not valid TOML \(.*line 1"),
        ("own.txt", "", r"own\.txt: a glossary ends in \.jsonl, \.csv or \.toml"),
    ],
)
def test_a_bad_glossary_is_refused_with_its_place(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(ConfigError, match=message):
        Glossary.load([str(path)])


def test_a_missing_glossary_is_named():
    with pytest.raises(ConfigError, match=r"nowhere\.csv: the glossary cannot be read"):
        Glossary.load(["nowhere.csv"])


@given(st.text(alphabet="SOso dataCENTRExit-/ zerotrus", max_size=60))
def test_hits_slice_back_in_order_and_never_overlap(text):
    hits = SMALL.expand(text)
    end = 0
    for hit in hits:
        assert text[hit.start : hit.end] == hit.surface
        assert hit.start >= end
        end = hit.end


def test_the_shipped_glossary_explains_the_terms_of_a_line():
    line = "Roll out security keys (FIDO2) to branch staff and retire the old VPN by the end of next year"
    hits = Glossary.load().expand(line)
    assert [hit.surface for hit in hits if hit.surface in {"FIDO2", "VPN"}] == ["FIDO2", "VPN"]
    assert all(hit.gloss and line[hit.start : hit.end] == hit.surface for hit in hits)


PCR = (
    Entry("Polymerase chain reaction", "finds infection in hours", ("PCR",), (), "method", ("laboratory", "virus", "sample")),
    Entry("Public contracts rules", "fair public tenders", ("PCR",), (), "regulation", ("tender", "award", "contract")),
)


def glosses(glossary, text):
    return [hit.gloss for hit in glossary.expand(text)]


def test_an_ambiguous_alias_is_told_by_the_words_around_it():
    glossary = Glossary(PCR)
    assert glosses(glossary, "PCR machine for the virus laboratory") == ["finds infection in hours"]
    assert glosses(glossary, "PCR training before the award of contracts") == ["fair public tenders"]


def test_an_ambiguous_alias_says_nothing_where_nothing_tells_it():
    assert glosses(Glossary(PCR), "PCR update") == []
    assert glosses(Glossary((*PCR, Entry("Peak crane rate", "fewer lifts an hour", ("PCR",)))), "PCR update") == ["fewer lifts an hour"]


def test_the_documents_of_the_run_tell_what_a_short_text_does_not():
    glossary = Glossary(PCR)
    assert glosses(glossary, "PCR update") == []
    glossary.attune(["The tender board met.", "Every award is published."])
    assert glosses(glossary, "PCR update") == ["fair public tenders"]
    assert glosses(glossary, "PCR for the laboratory") == ["finds infection in hours"], "the text itself comes first"


def test_what_an_organisation_calls_its_own_has_one_meaning(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('PCR = "our patient call ring"\n', "utf-8")
    glossary = Glossary.load([str(own)])
    assert glosses(glossary, "PCR for the virus laboratory") == ["our patient call ring"]


def test_the_shipped_entries_are_all_found_by_their_names():
    text = files("aligner").joinpath("data", "glossary.jsonl").read_text("utf-8")
    entries = parse_jsonl(text, "glossary.jsonl")
    assert len(entries) >= 6000
    wanted: dict[str, list[tuple[Entry, str]]] = {}
    for entry in entries:
        for name in (entry.term, *entry.aliases):
            wanted.setdefault(" ".join(tokens_of(name)).lower(), []).append((entry, name))
    shelf = Shelf(text)
    assert {name: list(shelf.entries(name)) for name in wanted} == wanted
    assert all(len(name.split()) in shelf.lengths(name.split()[0]) for name in wanted)


def test_the_shipped_index_fits_the_shipped_entries():
    text, index = (files("aligner").joinpath("data", f"glossary.{ending}").read_text("utf-8") for ending in ("jsonl", "index"))
    assert index == index_of(text), "run tests/benchmarks/index_glossary.py"


def test_an_index_of_another_text_is_not_used():
    text = '{"term": "Go live", "aliases": [], "gloss": "first day of use", "themes": [], "kind": "concept"}'
    wrong = index_of(text.replace("Go live", "Leave"))
    for index in ("", wrong, index_of(text)):
        shelf = Shelf(text, index=index)
        assert list(shelf.lengths("go")) == [2]
        assert [entry.gloss for entry, _ in shelf.entries("go live")] == ["first day of use"]
        assert list(shelf.lengths("leave")) == list(shelf.lengths("g")) == list(shelf.lengths("zoo")) == []


def test_shipped_entries_come_before_an_organisations_own():
    shipped = (
        '{"term": "say \\"Go\\"", "aliases": [], "gloss": "starts a release", "themes": [], "kind": "concept"}\n'
        '{"term": "Go live", "aliases": ["cut-over"], "gloss": "first day of use", "themes": [], "kind": "concept"}\n'
    )
    assert glosses(Glossary([], shipped=shipped), 'say "go", then a cut over and go lives') == [
        "starts a release",
        *["first day of use"] * 2,
    ]
    own = [Entry("Cutover", "a knife"), Entry("go live", "the party")]
    assert glosses(Glossary(own, shipped=shipped), "go live by cut-over") == ["the party", "first day of use"]
