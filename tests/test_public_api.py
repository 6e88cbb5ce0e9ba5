"""The public surface is a decision: every name resolves, is documented, and costs nothing until used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import aligner


def test_all_is_sorted_and_resolves():
    names = [name for name in aligner.__all__ if name != "__version__"]
    assert names == sorted(names)
    assert all(getattr(aligner, name).__doc__ for name in names)


def test_unknown_names_fail_as_usual():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = aligner.nonsense


def test_importing_the_package_imports_no_library():
    code = "import sys, aligner; heavy = {'numpy', 'spacy', 'onnxruntime', 'lxml', 'rich', 'click'} & set(sys.modules); sys.exit(', '.join(sorted(heavy)) or 0)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_help_imports_no_stage():
    code = (
        "import sys; from aligner.cli import main\nsys.argv = ['aligner', '--help']\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'spacy', 'onnxruntime', 'lxml', 'rich', 'aligner.pipeline'} & set(sys.modules)\nassert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
