from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.config.lines import key_lines

TRICKY = '''# [comment] = 1
first = 1 # "quoted"
"a.b" = "x = 1"
deep.er.key = [ # open
  1, [2,
  "three # no comment", ],
  { inner = 4, other = 'it is' },
]
text = """
not = "a key"
[nor.this]
\\""" still
"""
raw = \'\'\'
nor = 'this'
\'\'\'
when = 2026-06-30 10:00:00

[table]
key = { a.b = 1, "c d" = [1, 2] }
[table.'sub.one']
x = true
[[list]]
n = 1
[list.part]
y = 1
[[list]]
n = 2
[[list.nested]]
z = [

  1.5,
  -inf]
'''


def paths(value, here=()):
    """Every key path of parsed TOML."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield (*here, key)
            yield from paths(part, (*here, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield (*here, number)
            yield from paths(part, (*here, number))


def test_every_key_of_a_tricky_text_is_found_and_no_other():
    assert set(key_lines(TRICKY)) == set(paths(tomllib.loads(TRICKY)))


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        (("first",), "first"),
        (("a.b",), '"a.b"'),
        (("deep", "er", "key"), "deep.er.key"),
        (("deep", "er", "key", 1, 1), '  "three'),
        (("deep", "er", "key", 2, "other"), "  { inner"),
        (("raw",), "raw"),
        (("table", "key", "c d", 1), "key ="),
        (("table", "sub.one", "x"), "x = true"),
        (("list", 0, "part", "y"), "y = 1"),
        (("list", 1, "n"), "n = 2"),
        (("list", 1, "nested", 0, "z", 1), "  -inf"),
    ],
)
def test_the_line_is_the_one_on_which_the_key_stands(path, begins):
    assert TRICKY.split("\n")[key_lines(TRICKY)[path] - 1].startswith(begins)


KEYS = st.text("abc", min_size=1, max_size=3)
VALUES = st.recursive(
    st.one_of(st.integers(-5, 5), st.booleans(), st.text('ab#[]{}=,.\n"\\ ', max_size=8)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def written(value, broken):
    """A value as TOML, lists over several lines where asked."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if isinstance(value, list):
        return "[" + (",\n # ]\n" if broken else ", ").join(written(part, broken) for part in value) + "]"
    return "{" + ", ".join(f"{key} = {written(part, broken)}" for key, part in value.items()) + "}"


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.booleans())
def test_any_document_gives_the_paths_that_the_parser_gives(data, broken):
    text = "\n".join(f"{key} = {written(value, broken)}" for key, value in data.items())
    assert set(key_lines(text)) == set(paths(tomllib.loads(text)))


@given(st.text("ab=\"'[]{},.#\n\\ ", max_size=40))
def test_it_ends_whatever_the_text(text):
    assert isinstance(key_lines(text), dict)
