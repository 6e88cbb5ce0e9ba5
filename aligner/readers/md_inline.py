"""The inside of a markdown paragraph as styled text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from markdown_it.token import Token

from aligner.domain.text import SpanStyle
from aligner.readers.runs import Runs

__all__ = ["inline_runs", "line_offsets"]

_TAG = re.compile(r"<\s*(/?)\s*([A-Za-z][A-Za-z0-9-]*)")
_STYLES = {
    "b": SpanStyle.BOLD, "strong": SpanStyle.BOLD, "s": SpanStyle.STRIKE, "del": SpanStyle.STRIKE, "strike": SpanStyle.STRIKE,
    "a": SpanStyle.LINK, "ins": SpanStyle.INSERTED,
}  # fmt: skip
_TEXTS = frozenset({"text", "code_inline", "text_special"})
_OPENERS = {"strong_open": SpanStyle.BOLD, "s_open": SpanStyle.STRIKE, "link_open": SpanStyle.LINK}
_CLOSERS = {"strong_close": SpanStyle.BOLD, "s_close": SpanStyle.STRIKE, "link_close": SpanStyle.LINK}
# Any other name in angle brackets is a placeholder or a type parameter that the author meant to be seen.
_KNOWN_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "br",
        "center",
        "cite",
        "code",
        "del",
        "details",
        "dfn",
        "div",
        "em",
        "figcaption",
        "figure",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "iframe",
        "img",
        "ins",
        "kbd",
        "label",
        "li",
        "mark",
        "nobr",
        "ol",
        "p",
        "picture",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
    ]
)


def inline_runs(children: Sequence[Token], skipped: Counter[str]) -> Runs:
    """Return the text of inline tokens: link texts without addresses, images counted in ``skipped`` and left out."""
    runs = Runs()
    styles: list[SpanStyle] = []
    bold_lines = _bold_lines(children)
    for index, token in enumerate(children):
        kind = token.type
        if kind in _TEXTS:
            last = index == len(children) - 1
            runs.add(token.content.removesuffix("\\") if last else token.content, styles)  # a break before nothing, as Gitbook writes it
        elif kind == "softbreak":
            if index in bold_lines:
                runs.line_break()
            else:
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


def line_offsets(children: Sequence[Token]) -> list[int]:
    """Return, for each part that ``inline_runs`` parts by a line break, how many source lines come before it within the paragraph."""
    offsets, passed = [0], 0
    bold_lines = _bold_lines(children)
    for index, token in enumerate(children):
        if token.type == "softbreak":
            passed += 1
            offsets.extend([passed] if index in bold_lines else [])
        elif token.type == "hardbreak":
            passed += 1
            offsets.append(passed)
        elif token.type == "html_inline" and (tag := _TAG.match(token.content)) and tag[2].lower() == "br":
            following = children[index + 1].type if index + 1 < len(children) else ""
            offsets.append(passed + (following == "softbreak"))
    return offsets


def _bold_lines(children: Sequence[Token]) -> set[int]:
    """Return the soft breaks beside a line that is bold as a whole: such a line is a heading that lacks its blank lines."""
    breaks = [-1, *(index for index, token in enumerate(children) if token.type == "softbreak"), len(children)]
    found: set[int] = set()
    for start, stop in pairwise(breaks):
        line = [token for token in children[start + 1 : stop] if token.content.strip() or token.type not in _TEXTS]
        if line and line[0].type == "strong_open" and line[-1].type == "strong_close" and _depth_stays(line):
            found |= {start, stop}
    return found


def _depth_stays(line: Sequence[Token]) -> bool:
    """Tell whether the first tag of a line closes with its last."""
    closes = [index for index, token in enumerate(line) if token.type == "strong_close"]
    return closes == [len(line) - 1]


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
