"""Writing a report to a file: the extension chooses the form, and a file appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from aligner.domain.report import Report
from aligner.errors import OutputError, UsageError
from aligner.files import write

__all__ = ["EXTENSIONS", "Exporter", "check_target", "export", "render", "write"]


class Exporter(Protocol):
    """Turns a report into the bytes of one file format."""

    def __call__(self, report: Report) -> bytes:
        """Return the whole file; equal reports give equal bytes."""


# Resolved on use, so that one form of output never pays for the imports of another.
_EXPORTERS: Mapping[str, str] = {
    ".csv": "aligner.report.csv_file:render",
    ".docx": "aligner.report.paper.docx_file:render",
    ".html": "aligner.report.web:render",
    ".json": "aligner.report.json_file:render",
    ".md": "aligner.report.markdown:render",
    ".pdf": "aligner.report.paper.pdf_file:render",
    ".stratml": "aligner.report.stratml_file:render",
    ".xlsx": "aligner.report.xlsx_file:render",
    ".xml": "aligner.report.stratml_file:render",
}

# Forms that share an extension with another are chosen by how the file's name begins.
_NAMED: Mapping[tuple[str, str], str] = {("agenda", ".md"): "aligner.report.agenda:render"}

EXTENSIONS: tuple[str, ...] = tuple(_EXPORTERS)


def render(report: Report, extension: str, *, name: str = "") -> bytes:
    """Return the report in one form.

    Args:
        report: what to show.
        extension: one of ``EXTENSIONS``, upper or lower case.
        name: the file's name without its extension; one that begins with "agenda" gives a ``.md`` file the agenda.

    Raises:
        UsageError: the extension is not known.
    """
    named = (target for (begins, ending), target in _NAMED.items() if name.lower().startswith(begins) and extension.lower() == ending)
    target = next(named, _EXPORTERS.get(extension.lower()))
    if target is None:
        known = ", ".join(EXTENSIONS)
        message = f"cannot tell the form of output from the extension '{extension}'; use one of {known}"
        raise UsageError(message)
    module, name = target.split(":")
    return cast("Exporter", getattr(import_module(module), name))(report)


def check_target(path: str, extensions: Collection[str] = EXTENSIONS) -> None:
    """Complain about a file that could not be written, before any work is done.

    Args:
        path: where to write.
        extensions: those that are known, in small letters.

    Raises:
        UsageError: the extension is not known.
        OutputError: the folder is missing or the place is not writable.
    """
    target = Path(path)
    if target.suffix.lower() not in extensions:
        known = ", ".join(extensions)
        message = f"cannot tell the form of output from the name '{path}'; end it in one of {known}"
        raise UsageError(message)
    folder = Path(os.path.realpath(path)).parent
    if not folder.is_dir():
        message = f"cannot write {path}: the folder {folder} does not exist; create it or choose another place"
        raise OutputError(message)
    if target.is_dir():
        message = f"cannot write {path}: a folder of that name exists; choose another name"
        raise OutputError(message)
    if not os.access(folder, os.W_OK) or (target.exists() and not os.access(target, os.W_OK)):
        message = f"cannot write {path}: it may not be changed; choose another place"
        raise OutputError(message)


def export(report: Report, path: str) -> None:
    """Write the report to a file; the extension chooses the form, for ``agenda*.md`` the name.

    Raises:
        UsageError: the extension is not known.
        OutputError: the file cannot be written; what was there before is untouched.
    """
    check_target(path)
    write(path, render(report, Path(path).suffix, name=Path(path).stem))
