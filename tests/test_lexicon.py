from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from threading import Thread

import pytest

from aligner.lexicon import bounded, cache, extended, read_lists, words

ROOT = Path(__file__).resolve().parent.parent / "aligner"


@cache
def adjectives(least: int) -> frozenset[str]:
    return frozenset(word for word in words("conflicts")["hollow"] if len(word) >= least)


def test_additions_come_last_and_once():
    shipped = words("conflicts")["hollow"]
    with extended({"conflicts": {"hollow": ("best of breed", shipped[0])}}):
        assert words("conflicts")["hollow"] == (*shipped, "best of breed")
        assert words("conflicts")["hollow"]
        assert words("tense") is not None
    assert words("conflicts")["hollow"] == shipped


def test_what_is_derived_from_words_follows_them_and_nothing_leaks():
    before = adjectives(3)
    with extended({"conflicts": {"hollow": ("zesty",)}}):
        assert adjectives(3) - before == {"zesty"}
        with extended({"conflicts": {"hollow": ("zippy",)}}):
            assert adjectives(3) - before == {"zippy"}
        assert adjectives(3) - before == {"zesty"}
    assert adjectives(3) is before


def test_additions_end_with_a_failure_too():
    with pytest.raises(RuntimeError), extended({"conflicts": {"hollow": ("zesty",)}}):
        raise RuntimeError
    assert "zesty" not in words("conflicts")["hollow"]


def test_another_thread_keeps_the_shipped_words():
    seen = []
    with extended({"conflicts": {"hollow": ("zesty",)}}):
        thread = Thread(target=lambda: seen.append("zesty" in adjectives(3)))
        thread.start()
        thread.join()
        assert "zesty" in adjectives(3)
    assert seen == [False]


def test_results_are_remembered():
    asked = []

    @bounded(2)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    assert [double(number) for number in (1, 1, 2, 3, 1)] == [2, 2, 4, 6, 2]
    assert asked == [1, 2, 3, 1]


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_derived_from_words_is_remembered_beyond_a_run(path):
    """``functools.cache`` around ``words`` would never see what a run adds, or would keep it for the next."""
    if path == ROOT / "lexicon.py":
        return
    tree = ast.parse(path.read_text("utf-8"))
    kept = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "functools"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            marks = {name.id for mark in node.decorator_list for name in ast.walk(mark) if isinstance(name, ast.Name)}
            calls = {call.func.id for call in ast.walk(node) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)}
            assert not (marks & kept & {"cache", "lru_cache"} and calls & {"words", "listed"}), f"{path.name}: {node.name}"
    at_import = [
        call
        for node in tree.body
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef))
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
    ]
    assert not any(isinstance(call.func, ast.Name) and call.func.id == "words" for call in at_import), path.name


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "words").glob("*.toml")), ids=lambda path: path.stem)
def test_the_quick_reading_of_word_lists_is_that_of_toml(path):
    text = path.read_text("utf-8")
    assert read_lists(text) == tomllib.loads(text)
    assert list(read_lists(text)) == list(tomllib.loads(text))


@pytest.mark.parametrize(
    "text", ["a = ['x', \"y\"]\n", 'a = ["x", # once\n "y"]\nb = ["#", "],", "z = ["]\n', 'a = []\n"b c" = [\n# no\n "d",\n]\n']
)
def test_other_ways_to_write_lists_are_read_too(text):
    assert read_lists(text) == tomllib.loads(text)
