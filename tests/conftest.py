from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run: what fails here fails everywhere, and a green run stays green.
settings.register_profile("same", derandomize=True)
settings.load_profile("same")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory):
    """Keep the user's cache out of the tests, and the tests out of the user's cache."""
    before = os.environ.get("ALIGNER_CACHE")
    os.environ["ALIGNER_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["ALIGNER_CACHE"]
    else:
        os.environ["ALIGNER_CACHE"] = before
