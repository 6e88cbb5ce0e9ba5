"""Text from documents within Markdown.

It is escaped, so that it can never become markup, an image or a link; after ``@`` stands an invisible zero-width
space, because a wiki would otherwise call upon whoever has that handle.
"""

from __future__ import annotations

import re

from aligner.report.wording import printable

__all__ = ["safe"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_LINE_START = re.compile(r"^(\s*)([-+=:]|\d+[.)])")
# A bare address would become a link that leads wherever the document says.
_ADDRESS = re.compile(r"(?i)(https?|ftp|www)([:.])")


def safe(text: str) -> str:
    """Return a text of one line that stands for nothing but itself."""
    escaped = _SPECIAL.sub(r"\\\1", printable(text))
    escaped = _LINE_START.sub(
        lambda match: f"{match[1]}\\{match[2]}" if not match[2][0].isdigit() else f"{match[1]}{match[2][:-1]}\\{match[2][-1]}", escaped
    )
    return _ADDRESS.sub(r"\1\\\2", escaped).replace("@", "@\u200b")
