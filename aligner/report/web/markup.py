"""HTML built from values: everything that is not already markup is escaped."""

from __future__ import annotations

from html import escape

from aligner.report.wording import printable

__all__ = ["Markup", "el", "join", "text"]

_VOID = frozenset({"br", "hr", "input", "meta", "link", "col"})


class Markup(str):
    """Text that is HTML already; only ``el``, ``join``, ``text`` and constants of this package make it."""

    __slots__ = ()


def text(value: str) -> Markup:
    """Return plain text as HTML: one line, control characters dropped, everything escaped; a blank at either end stays."""
    before, after = (" " if edge.isspace() else "" for edge in (value[:1], value[1:][-1:]))
    return Markup(escape(f"{before}{printable(value)}{after}", quote=False))


def join(*parts: str) -> Markup:
    """Return the parts one after another; plain text among them is escaped."""
    return Markup("".join(part if isinstance(part, Markup) else text(part) for part in parts))


def el(name: str, /, *children: str, **attributes: str | int | bool) -> Markup:
    """Return an element.

    Args:
        name: tag name.
        children: markup, or plain text to be escaped.
        attributes: a trailing underscore is dropped and inner ones become hyphens (``class_``, ``aria_label``);
            True gives a bare attribute, False and an empty class give none.
    """
    shown = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    return Markup(f"<{name}{shown}>" if name in _VOID else f"<{name}{shown}>{join(*children)}</{name}>")


def _attribute(key: str, value: object) -> str:
    if value is False or (key == "class" and not value):
        return ""
    return f" {key}" if value is True else f' {key}="{escape(printable(str(value)))}"'
