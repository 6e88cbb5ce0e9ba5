"""What every annotator is given and gives back, and the choice between them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from aligner.annotate.package import Rewrite
from aligner.annotate.quotes import notes_of
from aligner.domain.gaps import Gap
from aligner.errors import OutputError, UsageError
from aligner.files import write
from aligner.readers import load
from aligner.readers.base import Limits, Source
from aligner.readers.detect import detect
from aligner.readers.ooxml import Office

__all__ = ["FORMATS", "Annotator", "annotate", "check_copy"]

# Resolved on use, so that one format never pays for another.
_ANNOTATORS = {
    "docx": "aligner.annotate.docx:comment",
    "pptx": "aligner.annotate.pptx:comment",
    "xlsx": "aligner.annotate.xlsx:comment",
}
FORMATS: tuple[str, ...] = tuple(_ANNOTATORS)
_MACROS = {"docx": ".docm", "pptx": ".pptm", "xlsx": ".xlsm"}


class Annotator(Protocol):
    """Adds the comments of one format."""

    def __call__(self, rewrite: Rewrite, findings: Sequence[Gap]) -> frozenset[str]:
        """Change the parts of a package and return the ids of the findings that got a comment.

        Raises:
            ReadError: the file cannot be read or is of a variant that cannot be annotated.
        """


def annotate(source: str | Path, findings: Sequence[Gap], target: str | Path) -> tuple[Gap, ...]:
    """Write a copy of an Office file with a comment at each quote that findings take from it.

    Args:
        source: a docx, xlsx or pptx file (also with macros); never changed.
        findings: quotes of other files among their evidence are told in the comments, not marked.
        target: where to write; its ending must be that of the source.

    Returns:
        The findings that have no comment: all of their quotes are in other files, or the file no longer holds them.

    Raises:
        UsageError: the format takes no comments, or the target is the source or of another format.
        ReadError: the source cannot be read. OutputError: the target cannot be written.
    """
    loaded, kind = _checked(Path(source), Path(target))
    rewrite = Rewrite(Office(loaded, Limits()), notes_of(findings, loaded.path))
    module, name = _ANNOTATORS[kind].split(":")
    placed = cast("Annotator", getattr(import_module(module), name))(rewrite, findings)
    write(str(target), rewrite.packed())
    return tuple(gap for gap in findings if gap.id not in placed)


def check_copy(source: str | Path, target: str | Path) -> None:
    """Complain about a copy that could not be made, before any work is done; errors as for ``annotate``."""
    _checked(Path(source), Path(target))
    folder = Path(target).absolute().parent
    if not folder.is_dir():
        message = f"cannot write {target}: the folder {folder} does not exist; create it or choose another place"
        raise OutputError(message)


def _checked(source: Path, target: Path) -> tuple[Source, str]:
    """Load what can be annotated; never write over what is read, nor one format under the name of another."""
    loaded = load(source)
    kind = detect(loaded)
    if kind not in _ANNOTATORS:
        message = f"{loaded.path} is {kind}, which cannot carry comments; docx, xlsx and pptx files can be annotated"
        raise UsageError(message)
    if target.exists() and target.samefile(source):
        message = f"{target} is the file to annotate; choose another name for the copy"
        raise UsageError(message)
    known = {f".{kind}", _MACROS[kind]}
    wanted = source.suffix.lower() if source.suffix.lower() in known else f".{kind}"
    if target.suffix.lower() != wanted:
        message = f"the annotated copy of {source} must be named with {wanted} at its end, not '{target.name}'"
        raise UsageError(message)
    return loaded, kind
