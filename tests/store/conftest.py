"""Databases of both kinds, fresh for each test."""

from __future__ import annotations

import pytest

from tests.store.servers import fresh, server


@pytest.fixture(scope="session")
def postgres():
    with server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def where(request, tmp_path):
    """A fresh database of each kind."""
    if request.param == "sqlite":
        yield str(tmp_path / "a.sqlite")
        return
    with fresh(request.getfixturevalue("postgres")) as url:
        yield url
