"""Turns old Word and PowerPoint files into new ones with an installed LibreOffice: without macros, within time and memory limits."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from aligner.errors import CorruptFileError, LimitError, UnsupportedFormatError
from aligner.readers.base import Limits, Source

__all__ = ["converted"]

_PROGRAMS = ("soffice", "libreoffice")
_MEMORY = 6_000_000  # kilobytes of address space
_LONGEST = 120.0  # seconds, whatever the limits say
# No macros, no active content, no links followed; addresses that would be are sent to a port where nobody listens.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


def converted(source: Source, limits: Limits, *, ending: str, wanted: str, called: str) -> Source:
    """Return an old file in its new format; path and hash stay those of the old one.

    Args:
        source: the old file.
        limits: bounds on time and size.
        ending: of the old format, without a dot.
        wanted: ending of the new one.
        called: what a person calls the file.

    Raises:
        UnsupportedFormatError: LibreOffice is not installed. LimitError: it takes too long or the result is too large.
        CorruptFileError: it cannot read the file.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnsupportedFormatError(
            source.path, f"is {called}, and LibreOffice, which can read it, is not installed", f"Save it as {wanted}."
        )
    with tempfile.TemporaryDirectory(prefix="aligner-", ignore_cleanup_errors=True) as folder:
        base = Path(folder)
        (base / "profile" / "user").mkdir(parents=True)
        (base / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        given = base / f"document.{ending}"
        given.write_bytes(source.data)
        _run(_command(program, base, given, wanted), base, source, min(limits.seconds, _LONGEST))
        made = base / "made" / f"document.{wanted}"
        if not made.is_file():
            raise CorruptFileError(
                source.path, f"is {called} that LibreOffice cannot open (it is damaged or has a password)", f"Save it as {wanted}."
            )
        if made.stat().st_size > limits.file_bytes:
            raise LimitError(source.path, f"is larger than {limits.file_bytes:,} bytes once converted", "Split it into smaller files.")
        return Source(source.path, made.read_bytes(), source.sha256)


def _command(program: str, base: Path, given: Path, wanted: str) -> list[str]:
    profile = (base / "profile").as_uri()
    options = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"]
    command = [program, f"-env:UserInstallation={profile}", *options, "--convert-to", wanted, "--outdir", str(base / "made"), str(given)]
    if os.name != "posix":
        return command
    return ["/bin/sh", "-c", 'ulimit -v "$0"; exec "$@"', str(_MEMORY), *command]


def _run(command: list[str], base: Path, source: Source, seconds: float) -> None:
    """Run the conversion; it and all that it started ends with the time limit."""
    process = subprocess.Popen(  # noqa: S603 - the program is found on the path, the arguments are our own
        command,
        cwd=base,
        env={"HOME": str(base), "PATH": os.defpath, "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise LimitError(source.path, f"took LibreOffice longer than {seconds:.0f} seconds", "Save it in its new format.") from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it left behind."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
