"""The layout tells the truth: imports go one way, each library has one home, files stay small."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "aligner"
FILES = sorted(ROOT.rglob("*.py"))

# Each layer may import those before it and itself; stages share one rank and never import each other.
RANKS = {
    "errors": 0,
    "domain": 1,
    "config": 2,
    "lexicon": 2,
    "phrases": 2,
    "precompiled": 2,
    "resources": 2,
    "files": 2,
    "readers": 3,
    "segment": 3,
    "extract": 3,
    "encode": 3,
    "link": 3,
    "gaps": 3,
    "quality": 3,
    "report": 3,
    "suppress": 3,
    "annotate": 3,
    "archive": 3,
    "store": 3,
    "evaluate": 4,
    "classify": 4,
    "check": 5,
    "diff": 4,
    "history": 5,
    "train": 5,
    "pipeline": 6,
    "stress": 7,
    "pack": 7,
    "scan": 7,
    "cli": 8,
}
# Comments are set at the places that the readers name, so annotating follows the readers' own walk through a file.
ALLOWED_SIBLINGS = {("extract", "segment"), ("annotate", "readers")}
HOMES = {
    "spacy": {"segment"},
    "onnxruntime": {"encode"},
    "tokenizers": {"encode", "train"},
    "sentence_transformers": {"encode", "train"},
    "lxml": {"readers", "annotate", "stress"},
    "pypdfium2": {"readers"},
    "markdown_it": {"readers"},
    "xlrd": {"readers"},
    "openpyxl": {"report"},
    "docx": {"report"},
    "reportlab": {"report"},
    "rich": {"report", "cli"},
    "click": {"cli"},
    "sqlalchemy": {"store"},
    "fsspec": {"archive"},
    "distributed": {"scan"},
    "sklearn": {"train"},
    "onnx": {"train"},
    "safetensors": {"train", "encode", "extract", "link"},
    "torch": {"train"},
}
LARGEST = 300


def layer(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_data_flows_one_way(path):
    mine = layer(path)
    if mine in {"__init__", "__main__"}:
        return
    for name in imports(path):
        if not name.startswith("aligner."):
            continue
        theirs = name.split(".")[1]
        if theirs == mine or (mine, theirs) in ALLOWED_SIBLINGS:
            continue
        assert RANKS[theirs] < RANKS[mine], f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_library_has_one_home(path):
    for name in imports(path):
        homes = HOMES.get(name.split(".")[0])
        assert homes is None or layer(path) in homes, f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small(path):
    assert len(path.read_text("utf-8").splitlines()) <= LARGEST


def test_domain_needs_the_standard_library_only():
    for path in sorted((ROOT / "domain").glob("*.py")):
        assert not {name for name in imports(path) if name.split(".")[0] in HOMES}


def test_only_the_console_prints():
    for path in FILES:
        if layer(path) == "train":
            continue  # recipes are run by hand and tell how they go
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_print = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
            assert not is_print, f"{path.relative_to(ROOT)}:{node.lineno} prints"


def test_only_the_settings_read_the_environment():
    for path in FILES:
        if path == ROOT / "config" / "environment.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            reads = isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
            assert not reads, f"{path.relative_to(ROOT)}:{node.lineno} reads the environment"
