"""Front matter and the tags of site generators (Jekyll, Liquid, Hugo, Gitbook, mdBook): not text, so not read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

__all__ = ["FrontMatter", "front_matter", "without_tags"]

_FENCES = {"---": ("---", "..."), "+++": ("+++",), ";;;": (";;;",)}
_FIELD = re.compile(r"(title|date|last_updated|updated|last_modified_at|publish_date|name)\s*[:=]\s*(.*)", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MOST_LINES = 400
_TAGS = re.compile(
    # Liquid, Hugo, mdBook; none opens within another, so that a text full of openings costs no more than its length
    r"\{%(?:(?!\{%).){0,2000}?%\}|\{\{(?:(?!\{\{).){0,2000}?\}\}"
    r"|\{:[:/]?[^{}\n]{0,300}\}"  # kramdown attributes
    r"|\{include [^{}\n]{1,300}\}|^[ \t]*\{/?[a-z][a-z_-]{0,40}\}[ \t]*$"  # tags with single braces
    r"|[ \t]\{#[\w:.-]{1,200}\}[ \t]*$|^[ \t]*:::+[ \t]*[\w-]*(?=[ \t]|$)"  # anchors of headings and fences of call-outs (Docusaurus, Pandoc)
    r"|\(\(\([^()\n]{1,200}\)\)\)",  # placeholders that a build step fills
    re.DOTALL | re.MULTILINE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Metadata at the top of a text: ``stop`` is how many lines it takes, 0 for none; ``date`` is ISO 8601."""

    stop: int = 0
    title: str = ""
    date: str | None = None


def front_matter(text: str) -> FrontMatter:
    """Read the title and date of a text's front matter; other fields are not needed."""
    ends = _FENCES.get(text[:3])
    if ends is None or text[3:4] not in {"\n", " ", "\r", ""}:
        return FrontMatter()
    title, stated = "", None
    for number, line in enumerate(text.split("\n", _MOST_LINES)[:_MOST_LINES]):
        if number and line.rstrip() in ends:
            return FrontMatter(number + 1, title, stated)
        field = _FIELD.match(line)
        if field and field[1].lower() == "title":
            title = field[2].strip().strip("\"'")
        elif field and field[1].lower() != "name":
            stated = _iso(field[2]) or stated
    return FrontMatter()


def without_tags(text: str) -> str:
    """Remove generator tags and HTML comments; line breaks inside them stay, so line numbers hold."""
    if "<!--" in text:
        text = _COMMENT.sub(_breaks, text)
    return _TAGS.sub(_breaks, text) if "{" in text or "(((" in text or ":::" in text else text


def _breaks(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def _iso(text: str) -> str | None:
    found = _DATE.search(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None
