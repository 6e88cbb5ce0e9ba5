from __future__ import annotations

import subprocess
import sys

import pytest

from aligner.segment.pipeline import sentence_spans
from aligner.segment.sentences import needs_splitting

ONE = [
    "Use tools, e.g. Python or R, for approx. 5 tasks.",
    "See No. 5 and Fig. 3 for the plan.",
    "It runs v2.1 at 99.95 percent.",
    "J. K. Mbeki and Dr. Okafor agreed.",
    "Read https://example.org/a.b/c.html for more.",
    "cut waste; cut cost; cut time;",
    "The firm Acme Inc. Holdings grew.",
    "3. Reduce waste at sea",
    "It starts on 3 Jan. 2026 at noon.",
    "The U.S. Department agreed.",
]


@pytest.mark.parametrize("text", ONE)
def test_abbreviations_initials_numbers_and_addresses_end_no_sentence(text):
    assert sentence_spans([text]) == [[(0, len(text))]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cut cost. Grow fast!", ["Cut cost.", "Grow fast!"]),
        ("Why? Because. (See there.) Next.", ["Why?", "Because.", "(See there.)", "Next."]),
        ('He said "Go." Then we went.', ['He said "Go."', "Then we went."]),
        ("It ends in the U.S. We start there.", ["It ends in the U.S.", "We start there."]),
        ("Saved 2.5 million. 40 ports remain.", ["Saved 2.5 million.", "40 ports remain."]),
        ("Goals: • cut cost • grow", ["Goals:", "• cut cost", "• grow"]),
        ("Tools etc. The rest follows.", ["Tools etc.", "The rest follows."]),
        ("We ask no. We answer.", ["We ask no.", "We answer."]),
    ],
)
def test_sentences(text, expected):
    assert needs_splitting(text)
    assert [text[start:end] for start, end in sentence_spans([text])[0]] == expected


def test_empty_and_blank_texts_have_no_sentence():
    assert sentence_spans(["", "   "]) == [[], []]


def test_long_runs_without_spaces_are_cheap_and_keep_their_place():
    run = "(" * 50_000
    text = f"Start. {run}. Next one."
    assert [text[start:end] for start, end in sentence_spans([text])[0]] == ["Start.", f"{run}.", "Next one."]


def test_hidden_imports_come_back():
    code = (
        "import sys, types\n"
        "from aligner.segment.pipeline import sentence_spans\n"
        "assert sentence_spans(['One. Two.']) == [[(0, 4), (5, 9)]]\n"
        "assert 'torch' not in sys.modules and 'spacy.cli' not in sys.modules\n"
        "import spacy.cli\n"
        "assert callable(spacy.cli.download) and callable(spacy.info)\n"
        "from importlib.util import find_spec\n"
        "if find_spec('torch'):\n"
        "    import torch\n"
        "    assert torch.ones(2).sum().item() == 2\n"
        "print('fine')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout.strip() == "fine", done.stderr


def test_an_array_library_that_is_loaded_already_stays():
    code = (
        "import sys, types\n"
        "fake = types.ModuleType('mxnet')\n"
        "sys.modules['mxnet'] = fake\n"
        "from aligner.segment.pipeline import _light_imports\n"
        "with _light_imports():\n"
        "    assert sys.modules['mxnet'] is fake and sys.modules['torch'] is None\n"
        "assert sys.modules['mxnet'] is fake and 'torch' not in sys.modules\n"
        "print('fine')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout.strip() == "fine", done.stderr
