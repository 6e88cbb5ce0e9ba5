"""The inside of a markdown paragraph as styled text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from markdown_it.token import Token

from aligner.domain.text import SpanStyle
from aligner.readers.runs import Runs

__all__ = ["inline_runs"]

_TAG = re.compile(r"<\s*(/?)\s*([A-Za-z][A-Za-z0-9-]*)")
_STYLES = {
    "b": SpanStyle.BOLD, "strong": SpanStyle.BOLD, "s": SpanStyle.STRIKE, "del": SpanStyle.STRIKE, "strike": SpanStyle.STRIKE,
    "a": SpanStyle.LINK, "ins": SpanStyle.INSERTED,
}  # fmt: skip
_OPENERS = {"strong_open": SpanStyle.BOLD, "s_open": SpanStyle.STRIKE, "link_open": SpanStyle.LINK}
_CLOSERS = {"strong_close": SpanStyle.BOLD, "s_close": SpanStyle.STRIKE, "link_close": SpanStyle.LINK}
# Any other name in angle brackets is a placeholder or a type parameter that the author meant to be seen.
_KNOWN_TAGS = frozenset(
    "a abbr b big br center cite code del details dfn div em figcaption figure font h1 h2 h3 h4 h5 h6 hr i iframe img ins kbd label li mark "
    "nobr ol p picture pre q s samp small source span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var video wbr".split()
)


def inline_runs(children: Sequence[Token], skipped: Counter[str]) -> Runs:
    """Return the text of inline tokens: link texts without addresses, images counted in ``skipped`` and left out."""
    runs = Runs()
    styles: list[SpanStyle] = []
    for token in children:
        kind = token.type
        if kind in {"text", "code_inline", "text_special"}:
            runs.add(token.content, styles)
        elif kind == "softbreak":
            runs.add("\n")
        elif kind == "hardbreak":
            runs.line_break()
        elif kind in _OPENERS:
            styles.append(_OPENERS[kind])
        elif kind in _CLOSERS:
            _drop(styles, _CLOSERS[kind])
        elif kind == "image":
            skipped["image"] += 1
        elif kind == "html_inline":
            _tag(token.content, runs, styles, skipped)
    return runs


def _tag(text: str, runs: Runs, styles: list[SpanStyle], skipped: Counter[str]) -> None:
    found = _TAG.match(text)
    if found is None:
        return
    closing, name = bool(found[1]), found[2].lower()
    if name == "br":
        runs.line_break()
    elif name in {"img", "iframe", "video"} and not closing:
        skipped["image" if name == "img" else "embedded page"] += 1
    elif name in _STYLES:
        if closing:
            _drop(styles, _STYLES[name])
        else:
            styles.append(_STYLES[name])
    elif name not in _KNOWN_TAGS:
        runs.add(text, styles)


def _drop(styles: list[SpanStyle], style: SpanStyle) -> None:
    if style in styles:
        styles.remove(style)
