"""A PostgreSQL server of one's own: a temporary cluster on a Unix socket, run by an unprivileged user, removed in the end."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

_NUMBERS = itertools.count()


def programs() -> Path | None:
    """Where initdb and pg_ctl are: on the path, or where Debian keeps them; the newest version."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0
    )
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(os.path.realpath(on_path)).parent if on_path else None


def owner() -> str | None:
    """PostgreSQL refuses to be run by root."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid()).pw_name
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


@contextmanager
def server() -> Iterator[str]:
    """Give the URL of a fresh server's database; skip the test where there is no PostgreSQL."""
    pytest.importorskip("psycopg", reason="needs the extra aligner[postgres]")
    folder, user = programs(), owner()
    if folder is None or user is None:
        pytest.skip("Debian's postgresql is not installed")
    base = Path(tempfile.mkdtemp(prefix="aligner-pg-"))
    if os.getuid() == 0:
        shutil.chown(base, user)

    def run(program: str, *arguments: str) -> None:
        switch = {"user": user} if os.getuid() == 0 else {}
        with (base.parent / f"{base.name}.log").open("ab") as log:
            subprocess.run([folder / program, *arguments], check=True, stdout=log, stderr=log, cwd=base, **switch)

    data = str(base / "data")
    try:
        run("initdb", "-D", data, "-A", "trust", "-U", "aligner", "-E", "UTF8", "--no-sync")
        run(
            "pg_ctl",
            "-D",
            data,
            "-w",
            "-t",
            "60",
            "-o",
            f"-c listen_addresses='' -k {base} -c fsync=off",
            "-l",
            str(base / "server.log"),
            "start",
        )
        try:
            yield f"postgresql+psycopg://aligner@/postgres?host={base}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(base, ignore_errors=True)
        (base.parent / f"{base.name}.log").unlink(missing_ok=True)


@contextmanager
def fresh(url: str) -> Iterator[str]:
    """Give the URL of a new database of a server, and remove that database in the end."""
    name = f"t{next(_NUMBERS)}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield url.replace("/postgres?", f"/{name}?")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
