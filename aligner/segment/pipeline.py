"""The spaCy pipeline: its tokenizer with our patterns, and our own sentence rules. The only importer of spaCy."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from aligner.errors import ModelError
from aligner.segment.sentences import sentence_starts

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["sentence_spans"]

_HEAVY = ("torch", "tensorflow", "mxnet", "cupy")


def _stand_in() -> dict[str, ModuleType]:
    """Return empty modules for spaCy's command line, which ``import spacy`` loads with its HTTP clients for one function."""
    package, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    info.info = lambda **options: importlib.import_module("spacy.cli.info").info(**options)  # type: ignore[attr-defined]  # filled here
    return {"spacy.cli": package, "spacy.cli.info": info}


@contextmanager
def _light_imports() -> Iterator[None]:
    """Keep the import of spaCy from loading what a blank pipeline never uses; afterwards all of it can be imported as usual.

    spaCy imports thinc, and thinc imports every array library it can find, only to offer layers for them: with torch installed
    that alone costs two seconds or more. None in ``sys.modules`` makes such an import fail at once, as if the package were not
    installed. The command line costs a third of what is left.
    """
    placed: dict[str, ModuleType | None] = {**dict.fromkeys(_HEAVY), **_stand_in()}
    placed = {name: module for name, module in placed.items() if name not in sys.modules}
    sys.modules.update(placed)  # type: ignore[arg-type]  # None is the documented way to block an import
    try:
        yield
    finally:
        for name, module in placed.items():
            if sys.modules.get(name) is module:
                sys.modules.pop(name, None)


_QUOTES = "'\"`\u00b4‘’\u201a“”„«»"
_MARKS = rf"…,:;!?¿¡()\[\]{{}}<>_#*&·—–{_QUOTES}"
_LETTER = r"[^\W\d_]"


@cache
def _tokenizer() -> Callable[[str], Doc]:
    """Return a tokenizer that cuts words where sentence rules look: English contractions, marks, brackets, quotes and full stops.

    ``spacy.blank("en")`` would add a thousand exceptions and patterns of ten thousand characters, a tenth of a second at every
    start, for differences that no sentence rule sees: "Jan." as one token and "Jan" with "." as two are read alike.
    """
    with _light_imports():
        # A third of a second that "aligner --help" must not pay.
        from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # noqa: PLC0415 - see above; has no stubs
        from spacy.vocab import Vocab  # noqa: PLC0415 - see above

    cut: Callable[[str], Doc] = Tokenizer(
        Vocab(),
        prefix_search=re.compile(rf"^(?:[{_MARKS}§%=£$€¥]|\.\.+|\+(?!\d))").search,
        suffix_search=re.compile(rf"(?:['’](?:s|re|ve|ll|d|m)|\.\.+|(?<=[^.])\.|[{_MARKS}])$", re.IGNORECASE).search,
        infix_finditer=re.compile(
            rf"\.\.+|…|(?<={_LETTER})(?:,|[-–—~]+)(?={_LETTER})|(?<=[^\W_])[:<>=/](?={_LETTER})|(?<=[^\W\d_])\.(?=[A-Z{_QUOTES}])"
        ).finditer,
        url_match=re.compile(r"(?:\w+://|www\.|\S+@)\S").match,
    )
    return cut


def _mark_sentences(doc: Doc) -> Doc:
    tokens = list(doc)  # every pass over a Doc makes its tokens anew
    starts = sentence_starts([token.text for token in tokens], [bool(token.whitespace_) for token in tokens])
    for index, token in enumerate(tokens):
        token.is_sent_start = index in starts
    return doc


@cache
def _unbroken() -> re.Pattern[str]:
    return re.compile(r"\S{200,}")


def _tame(text: str) -> str:
    """Replace very long runs without a space by a stand-in of the same length.

    spaCy peels punctuation off such a run one character at a time and copies the rest each time, which is quadratic. No
    sentence can begin inside the run, so its inside may as well be spaces; its first and last characters decide what follows.
    """
    keep = 20
    return _unbroken().sub(lambda run: run[0][0] + " " * (len(run[0]) - keep - 1) + run[0][-keep:], text)


@cache
def _named(name: str) -> Callable[[str], Doc]:
    """Return a full spaCy pipeline that the user named; what it knows beyond sentences is left out."""
    import spacy  # noqa: PLC0415 - see ``_tokenizer``; here without short cuts, since it may need torch

    try:
        pipeline: Callable[[str], Doc] = spacy.load(name, exclude=["ner", "lemmatizer", "attribute_ruler"])
        if not pipeline("One. Two.").has_annotation("SENT_START"):
            raise ValueError("it marks no sentences")  # noqa: EM101, TRY003, TRY301 - told with the name below
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).split("\n", maxsplit=1)[0]
        message = f"{name}: cannot be used as a spaCy pipeline ({reason}); give the name of an installed one, or leave the option out"
        raise ModelError(message) from error
    return pipeline


def sentence_spans(texts: Sequence[str], pipeline: str | None = None) -> list[list[tuple[int, int]]]:
    """Return the sentences of each text as offsets (end exclusive) without surrounding white space.

    Args:
        texts: any texts.
        pipeline: name or folder of a full spaCy pipeline whose sentences to take; None for our rules on a blank one's tokens.

    Raises:
        ModelError: there is no such pipeline, or it marks no sentences.
    """
    spans = []
    for text in texts:
        doc = _named(pipeline)(_tame(text)) if pipeline else _mark_sentences(_tokenizer()(_tame(text)))
        found = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
        spans.append([span for span in (_trim(text, *span) for span in found) if span[0] < span[1]])
    return spans


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
